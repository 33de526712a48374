import { PROXY_SERVICES } from '../../../runtime/gateway/facts.ts'
import { own } from '../../base/json.ts'
import type { Rule } from '../rule.ts'
import { isPlainText } from '../text.ts'

/** An integration's `uri` that API Gateway refuses. */
export const integrationUri: Rule = {
  code: 'gateway/integration-uri',
  only: 'rest',
  visit: {
    integration({ value, pointer, type }, say) {
      const uri = own(value, 'uri')
      const at = `${pointer}/uri`
      if (type === 'mock' || type === '') return
      if (uri === undefined || uri === null || uri === '') {
        if (['http', 'http_proxy', 'aws', 'aws_proxy'].includes(type))
          say(`The \`${type}\` integration has no \`uri\`.`, pointer, { on: 'key' })
        return
      }
      if (!isPlainText(uri)) return
      if (type === 'http' || type === 'http_proxy') {
        if (!/^https?:\/\/[^/?#]+/i.test(uri)) say(`\`${uri}\` is no http address.`, at)
        return
      }
      const parts = /^arn:[a-z0-9-]+:apigateway:[^:]*:(?:[^:]+\.)?([^:.]+):(path|action)\/./.exec(uri)
      if (!uri.startsWith('arn:')) say(`\`${uri}\` is no ARN.`, at)
      else if (!parts) say('The ARN of an `aws` integration is `arn:aws:apigateway:REGION:SERVICE:path/…` or `…:action/…`.', at)
      else if (type === 'aws_proxy' && !PROXY_SERVICES.includes(parts[1] ?? '')) {
        say(`\`aws_proxy\` calls ${PROXY_SERVICES.join(' and ')} only, not \`${parts[1]}\`.`, at)
      }
    },
  },
}
