import { RESTRICTED_HEADERS, SERVICE_RESTRICTED_HEADERS } from '../../../runtime/gateway/facts.ts'
import { asObject, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import type { Rule } from '../rule.ts'

/** A mapped header that makes every request fail. */
export const restrictedHeader: Rule = {
  code: 'gateway/restricted-header',
  only: 'rest',
  visit: {
    integration({ value, pointer, type }, say) {
      for (const target of Object.keys(asObject(own(value, 'requestParameters')))) {
        const name = /^integration\.request\.header\.(.+)$/i.exec(target)?.[1]?.toLowerCase()
        if (name === undefined || (!RESTRICTED_HEADERS.has(name) && !(SERVICE_RESTRICTED_HEADERS.has(name) && type.startsWith('aws'))))
          continue
        say(
          `API Gateway sets the header \`${name}\` itself, so every request with this mapping fails.`,
          join(pointer, 'requestParameters', target),
          { on: 'key' },
        )
      }
    },
  },
}
