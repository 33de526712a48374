import { EXTENSIONS, HOLDER_NAMES } from '../extensions.ts'
import type { Rule } from '../rule.ts'

/** An extension where it means nothing. */
export const misplacedExtension: Rule = {
  code: 'contract/misplaced-extension',
  visit: {
    extension({ key, holder, pointer }, say) {
      const places = Object.hasOwn(EXTENSIONS, key) ? EXTENSIONS[key] : undefined
      if (!places || places === 'anywhere' || places.includes(holder)) return
      say(
        `\`${key}\` means nothing in ${HOLDER_NAMES[holder]}; it belongs in ${places.map((place) => HOLDER_NAMES[place]).join(' or ')}.`,
        pointer,
        { on: 'key' },
      )
    },
  },
}
