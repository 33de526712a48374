import { GATEWAY_RESPONSES } from '../../../runtime/gateway/facts.ts'
import { asObject, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import { suggest } from '../../base/suggest.ts'
import type { Rule } from '../rule.ts'

const NAME = 'x-amazon-apigateway-gateway-responses'

/** A gateway response of a type that there is not. */
export const gatewayResponseType: Rule = {
  code: 'gateway/gateway-response-type',
  only: 'rest',
  visit: {
    document(view, say) {
      for (const type of Object.keys(asObject(own(view.root, NAME)))) {
        if (Object.hasOwn(GATEWAY_RESPONSES, type) || type.startsWith('Fn::') || type.includes('${')) continue
        const near = suggest(type, Object.keys(GATEWAY_RESPONSES))
        say(`There is no gateway response \`${type}\`${near === undefined ? '.' : `; did you mean \`${near}\`?`}`, join('', NAME, type), {
          on: 'key',
        })
      }
    },
  },
}
