import { asObject, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import type { Rule } from '../rule.ts'

const ORIGIN = /\.header\.access-control-allow-origin$/i
const CREDENTIALS = /\.header\.access-control-allow-credentials$/i

/** CORS headers that let every origin in with the user's credentials. */
export const openCors: Rule = {
  code: 'security/open-cors',
  visit: {
    document(view, say) {
      const responses = asObject(own(view.root, 'x-amazon-apigateway-gateway-responses'))
      for (const [type, item] of Object.entries(responses)) {
        const at = wide(own(asObject(item), 'responseParameters'))
        if (at !== undefined) say(message, join('/x-amazon-apigateway-gateway-responses', type, 'responseParameters', at))
      }
      const cors = asObject(own(view.root, 'x-amazon-apigateway-cors'))
      const origins = own(cors, 'allowOrigins')
      if (own(cors, 'allowCredentials') === true && Array.isArray(origins) && origins.includes('*'))
        say(message, '/x-amazon-apigateway-cors/allowOrigins')
    },
    integration({ value, pointer }, say) {
      for (const [pattern, item] of Object.entries(asObject(own(value, 'responses')))) {
        const at = wide(own(asObject(item), 'responseParameters'))
        if (at !== undefined) say(message, join(pointer, 'responses', pattern, 'responseParameters', at))
      }
    },
  },
}

const message = 'Every origin is allowed together with credentials; browsers refuse that, and a list of origins is what is meant.'

function wide(parameters: unknown): string | undefined {
  const entries = Object.entries(asObject(parameters))
  const origin = entries.find(([name, value]) => ORIGIN.test(name) && value === "'*'")
  const credentials = entries.some(([name, value]) => CREDENTIALS.test(name) && value === "'true'")
  return origin && credentials ? origin[0] : undefined
}
