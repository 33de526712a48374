import { INTEGRATION_TYPES } from '../../../runtime/gateway/facts.ts'
import { own } from '../../base/json.ts'
import { isLateBound } from '../../base/late-bound.ts'
import { suggest } from '../../base/suggest.ts'
import type { Rule } from '../rule.ts'
import { listOf } from '../text.ts'

const TYPES = INTEGRATION_TYPES.map((type) => type.toLowerCase())

/** An integration without a type, or of one that there is not. */
export const integrationType: Rule = {
  code: 'gateway/integration-type',
  visit: {
    integration({ value, pointer, type }, say) {
      const given = own(value, 'type')
      if (Object.hasOwn(value, '$ref') || isLateBound(given) || TYPES.includes(type)) return
      if (typeof given !== 'string') {
        say(`The integration says no \`type\`; it is one of ${listOf(TYPES)}.`, pointer, { on: 'key' })
        return
      }
      const near = suggest(type, TYPES)
      say(`\`${given}\` is no type of integration${near === undefined ? '.' : `; did you mean \`${near}\`?`}`, `${pointer}/type`)
    },
  },
}
