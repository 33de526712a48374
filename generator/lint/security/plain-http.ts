import { own } from '../../base/json.ts'
import type { Rule } from '../rule.ts'

/** A back end that is called without encryption. */
export const plainHttp: Rule = {
  code: 'security/plain-http',
  visit: {
    integration({ value, pointer, type }, say) {
      const uri = own(value, 'uri')
      if ((type !== 'http' && type !== 'http_proxy') || typeof uri !== 'string' || !/^http:\/\//i.test(uri)) return
      if (String(own(value, 'connectionType')).toUpperCase() === 'VPC_LINK') return
      say('The back end is called over `http`, so requests cross the internet in the clear.', `${pointer}/uri`)
    },
  },
}
