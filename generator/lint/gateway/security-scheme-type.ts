import { own } from '../../base/json.ts'
import type { Rule } from '../rule.ts'
import { isPlainText } from '../text.ts'

/** A security scheme that API Gateway does not look at. */
export const securitySchemeType: Rule = {
  code: 'gateway/security-scheme-type',
  only: 'rest',
  visit: {
    scheme({ name, value, pointer }, say) {
      const type = own(value, 'type')
      if (!isPlainText(type) || type === 'apiKey') return
      say(`\`${name}\` is of type \`${type}\`, which API Gateway ignores: no method is protected by it.`, `${pointer}/type`)
    },
  },
}
