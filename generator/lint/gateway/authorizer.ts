import { AUTHORIZER_TYPES, LIMITS } from '../../../runtime/gateway/facts.ts'
import { asArray, own } from '../../base/json.ts'
import { isLateBound } from '../../base/late-bound.ts'
import { suggest } from '../../base/suggest.ts'
import type { Rule } from '../rule.ts'
import { isPlainText, listOf } from '../text.ts'

const TYPES = AUTHORIZER_TYPES.map((type) => type.toLowerCase())

/** An authorizer that API Gateway cannot be made of. */
export const authorizer: Rule = {
  code: 'gateway/authorizer',
  only: 'rest',
  visit: {
    scheme(node, say) {
      if (!node.authorizer) return
      const { value, pointer } = node.authorizer
      const type = own(value, 'type')
      if (isLateBound(type)) return
      if (typeof type !== 'string' || !TYPES.includes(type.toLowerCase())) {
        const near = typeof type === 'string' ? suggest(type.toLowerCase(), TYPES) : undefined
        say(
          `The type of the authorizer \`${node.name}\` is ${listOf(TYPES).replace(' and ', ' or ')}${near === undefined ? '.' : `; did you mean \`${near}\`?`}`,
          typeof type === 'string' ? `${pointer}/type` : pointer,
        )
        return
      }
      const kind = type.toLowerCase()
      if (kind !== 'cognito_user_pools' && !Object.hasOwn(value, 'authorizerUri')) {
        say(`The authorizer \`${node.name}\` names no function: \`authorizerUri\` is missing.`, pointer, { on: 'key', severity: 'warning' })
      }
      if (kind === 'cognito_user_pools' && asArray(own(value, 'providerARNs')).length === 0 && !isLateBound(own(value, 'providerARNs'))) {
        say(`The authorizer \`${node.name}\` names no user pool: \`providerARNs\` is missing.`, pointer, { on: 'key', severity: 'warning' })
      }
      const ttl = own(value, 'authorizerResultTtlInSeconds')
      if (typeof ttl === 'number' && (ttl < 0 || ttl > LIMITS.authorizerTtlSeconds)) {
        say(
          `The authorizer \`${node.name}\` keeps answers for ${ttl} s; it is 0 to ${LIMITS.authorizerTtlSeconds}.`,
          `${pointer}/authorizerResultTtlInSeconds`,
        )
      }
      const source = own(value, 'identitySource')
      if (kind === 'request' && ttl !== 0 && !isLateBound(source) && !(isPlainText(source) && source.trim() !== '')) {
        say(`The authorizer \`${node.name}\` keeps answers but has no \`identitySource\` to tell callers apart by.`, pointer, {
          on: 'key',
          severity: 'warning',
        })
      }
    },
  },
}
