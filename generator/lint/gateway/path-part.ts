import { STATIC_PATH_PART, VARIABLE_PATH_PART } from '../../../runtime/gateway/facts.ts'
import { isWebSocketRoute, partsOf } from '../path-parts.ts'
import type { Rule } from '../rule.ts'

/** A part of a path that is neither plain letters nor one whole variable. */
export const pathPart: Rule = {
  code: 'gateway/path-part',
  only: 'rest',
  visit: {
    path({ path, pointer }, say) {
      if (isWebSocketRoute(path)) return
      for (const part of new Set(partsOf(path))) {
        if (part.includes('${') || STATIC_PATH_PART.test(part) || VARIABLE_PATH_PART.test(part)) continue
        say(part === '' ? `\`${path}\` has an empty part between two slashes.` : `\`${part}\` of \`${path}\` ${wrong(part)}.`, pointer, {
          on: 'key',
        })
      }
    },
  },
}

function wrong(part: string): string {
  if (/[{}]/.test(part) && !/^\{[^{}]*\}$/.test(part)) return 'mixes text and a variable'
  return part.startsWith('{')
    ? 'has a variable name with other than letters, digits and `. _ - :`'
    : 'holds other than letters, digits and `. _ - : ,`'
}
