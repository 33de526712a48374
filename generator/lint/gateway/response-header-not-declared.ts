import { asObject, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import type { Rule } from '../rule.ts'

const HEADER = /^method\.response\.header\.(.+)$/

/** A header that an integration response sets but the operation's response does not declare. */
export const responseHeaderNotDeclared: Rule = {
  code: 'gateway/response-header-not-declared',
  only: 'rest',
  visit: {
    integration({ value, pointer, type }, say, view, operation) {
      if (type === 'aws_proxy' || type === 'http_proxy') return
      const responses = asObject(own(operation.value, 'responses'))
      for (const [pattern, item] of Object.entries(asObject(own(value, 'responses')))) {
        const status = String(own(asObject(item), 'statusCode') ?? '')
        if (!Object.hasOwn(responses, status)) continue
        const headers = Object.keys(asObject(own(view.resolve(responses[status]), 'headers'))).map((name) => name.toLowerCase())
        for (const target of Object.keys(asObject(own(asObject(item), 'responseParameters')))) {
          const name = HEADER.exec(target)?.[1]
          if (name === undefined || name.includes('${') || headers.includes(name.toLowerCase())) continue
          say(
            `Response \`${status}\` of \`${operation.name}\` declares no header \`${name}\`.`,
            join(pointer, 'responses', pattern, 'responseParameters', target),
            {
              on: 'key',
            },
          )
        }
      }
    },
  },
}
