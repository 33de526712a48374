import { asObject, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import type { Rule } from '../rule.ts'

const ALL = new Set(['content-length', 'transfer-encoding', 'x-amzn-trace-id', 'x-amzn-apigateway-api-id'])
const AWS = new Set(['authorization', 'connection', 'expect', 'proxy-authenticate', 'te'])

/** A mapped header that makes every request fail. */
export const restrictedHeader: Rule = {
  code: 'gateway/restricted-header',
  only: 'rest',
  visit: {
    integration({ value, pointer, type }, say) {
      for (const target of Object.keys(asObject(own(value, 'requestParameters')))) {
        const name = /^integration\.request\.header\.(.+)$/i.exec(target)?.[1]?.toLowerCase()
        if (name === undefined || (!ALL.has(name) && !(AWS.has(name) && type.startsWith('aws')))) continue
        say(
          `API Gateway sets the header \`${name}\` itself, so every request with this mapping fails.`,
          join(pointer, 'requestParameters', target),
          { on: 'key' },
        )
      }
    },
  },
}
