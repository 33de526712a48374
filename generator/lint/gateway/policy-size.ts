import { LIMITS } from '../../../runtime/gateway/facts.ts'
import { own } from '../../base/json.ts'
import type { Rule } from '../rule.ts'

const NAME = 'x-amazon-apigateway-policy'

/** A resource policy that is too long. */
export const policySize: Rule = {
  code: 'gateway/policy-size',
  only: 'rest',
  visit: {
    document(view, say) {
      const policy = own(view.root, NAME)
      if (policy === undefined) return
      const size = JSON.stringify(policy).length
      if (size > LIMITS.policyCharacters)
        say(`The resource policy has ${size} characters; ${LIMITS.policyCharacters} are allowed by default.`, `/${NAME}`, { on: 'key' })
    },
  },
}
