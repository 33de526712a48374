import type { Rule } from '../rule.ts'
import { listOf } from '../text.ts'

/** Keywords that draft 4 has no word for, so that no translation helps. */
const KEYWORDS = new Set(
  (
    'if then else contains minContains maxContains propertyNames dependentSchemas dependentRequired unevaluatedItems unevaluatedProperties ' +
    '$dynamicRef $recursiveRef'
  ).split(' '),
)

/** A keyword that API Gateway's models cannot express. */
export const unsupportedKeyword: Rule = {
  code: 'gateway/unsupported-keyword',
  only: 'rest',
  visit: {
    schema({ value, pointer, use }, say) {
      if (use === 'parameter') return
      const found = Object.keys(value).filter((key) => KEYWORDS.has(key))
      const [first] = found
      if (first !== undefined) {
        say(
          `${listOf(found)} ${found.length === 1 ? 'is' : 'are'} not checked by API Gateway, whose models are JSON Schema draft 4.`,
          `${pointer}/${first}`,
          { on: 'key' },
        )
      }
    },
  },
}
