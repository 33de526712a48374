import { partsOf } from '../path-parts.ts'
import type { Rule } from '../rule.ts'

/** A `{name+}` that is not the end of its path. */
export const greedyNotLast: Rule = {
  code: 'gateway/greedy-not-last',
  only: 'rest',
  visit: {
    path({ path, pointer }, say) {
      const greedy = partsOf(path)
        .slice(0, -1)
        .find((part) => /^\{[^{}]+\+\}$/.test(part))
      if (greedy !== undefined)
        say(`\`${greedy}\` of \`${path}\` takes the whole rest of the path, so nothing may follow it.`, pointer, { on: 'key' })
    },
  },
}
