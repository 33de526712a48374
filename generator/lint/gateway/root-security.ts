import { asArray, asObject, own } from '../../base/json.ts'
import type { Rule } from '../rule.ts'

/** Security at the root of the document. */
export const rootSecurity: Rule = {
  code: 'gateway/root-security',
  only: 'rest',
  visit: {
    document(view, say) {
      const names = asArray(own(view.root, 'security')).flatMap((requirement) => Object.keys(asObject(requirement)))
      if (names.length === 0) return
      say('API Gateway documents that it does not use `security` of the root; apigen writes it into every operation.', '/security', {
        on: 'key',
      })
    },
  },
}
