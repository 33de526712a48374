import { own } from '../../base/json.ts'
import type { Rule } from '../rule.ts'

/** An integration that calls something but does not say with which method. */
export const missingHttpMethod: Rule = {
  code: 'gateway/missing-http-method',
  only: 'rest',
  visit: {
    integration({ value, pointer, type }, say) {
      if (type !== 'http' && type !== 'http_proxy' && type !== 'aws' && type !== 'aws_proxy') return
      const method = own(value, 'httpMethod')
      if (method === undefined || method === null || method === '')
        say(`The \`${type}\` integration has no \`httpMethod\`.`, pointer, { on: 'key' })
    },
  },
}
