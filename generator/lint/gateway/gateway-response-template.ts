import { asObject, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import type { Rule } from '../rule.ts'

const NAME = 'x-amazon-apigateway-gateway-responses'

/** What mapping templates have, and templates of gateway responses do not: directives, calls, and variables in braces or made quiet. */
const VELOCITY =
  /#\{?(?:set|if|elseif|foreach|define)\}?[ \t]{0,9}\(|\$!?\{?(?:input|util)\b|\$(?:!\{?|\{)(?:context|stageVariables|method)\b/g

/** A template of a gateway response that is written as a mapping template: it is filled in, not run. One finding a template. */
export const gatewayResponseTemplate: Rule = {
  code: 'gateway/gateway-response-template',
  only: 'rest',
  visit: {
    document(view, say) {
      for (const [type, response] of Object.entries(asObject(own(view.root, NAME)))) {
        for (const [mediaType, template] of Object.entries(asObject(own(asObject(response), 'responseTemplates')))) {
          if (typeof template !== 'string') continue
          const [found] = template.matchAll(VELOCITY)
          if (found === undefined) continue
          say(
            `API Gateway prints \`${found[0]}\` as it stands: the template of a gateway response is no mapping template.`,
            join('', NAME, type, 'responseTemplates', mediaType),
            {
              inside: { offset: found.index, length: found[0].length },
            },
          )
        }
      }
    },
  },
}
