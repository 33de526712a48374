import { asObject, own } from '../../base/json.ts'
import { join } from '../../base/pointer.ts'
import type { Rule } from '../rule.ts'

/** Two patterns of an integration that lead to one status. */
export const responseCollision: Rule = {
  code: 'gateway/response-collision',
  only: 'rest',
  visit: {
    integration({ value, pointer }, say) {
      const seen = new Map<string, string>()
      for (const [pattern, item] of Object.entries(asObject(own(value, 'responses')))) {
        const status = own(asObject(item), 'statusCode')
        if (typeof status !== 'string' && typeof status !== 'number') continue
        const first = seen.get(String(status))
        const at = join(pointer, 'responses', pattern)
        if (first === undefined) seen.set(String(status), at)
        else {
          say(`Two patterns lead to status \`${status}\`; API Gateway keeps one integration response for a status, the last.`, at, {
            on: 'key',
            related: [{ pointer: first, message: 'The other stands here.' }],
          })
        }
      }
    },
  },
}
