import { suggest } from '../../base/suggest.ts'
import { EXTENSIONS, HOLDER_NAMES } from '../extensions.ts'
import type { Holder, Rule } from '../rule.ts'

/** An extension where it means nothing. */
export const misplacedExtension: Rule = {
  code: 'contract/misplaced-extension',
  visit: {
    extension({ key, holder, pointer }, say) {
      const places = Object.hasOwn(EXTENSIONS, key) ? EXTENSIONS[key] : undefined
      if (!places || places === 'anywhere' || places.includes(holder)) return
      const near = nearHere(key, holder)
      const question = near === undefined ? '.' : `; did you mean \`${near}\`?`
      say(
        `\`${key}\` means nothing in ${HOLDER_NAMES[holder]}; it belongs in ${places.map((place) => HOLDER_NAMES[place]).join(' or ')}${question}`,
        pointer,
        { on: 'key' },
      )
    },
  },
}

/** The extension that is likely meant, of those that may stand here. Names differ by a letter or two: `…-integrations`. */
function nearHere(key: string, holder: Holder): string | undefined {
  const here = Object.entries(EXTENSIONS).filter(([, places]) => places !== 'anywhere' && places.includes(holder))
  const near = suggest(
    key,
    here.map(([name]) => name),
  )
  return near !== undefined && (near.startsWith(key) || key.startsWith(near)) ? near : undefined
}
