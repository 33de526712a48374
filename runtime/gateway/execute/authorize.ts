import { LIMITS } from '../facts.ts'
import { own } from '../json.ts'
import { authorizeCognito } from './authorize/cognito.ts'
import { authorizeIam } from './authorize/iam.ts'
import { methodArn } from './authorize/identity.ts'
import { authorizeLambda } from './authorize/lambda.ts'
import { notAuthorized } from './authorize/refusal.ts'
import type { ResourcePolicy } from './authorize/resource-policy.ts'
import type { Caches } from './caches.ts'
import type { Caller, RoutedExchange } from './exchange.ts'
import { Rejection } from './rejection.ts'

/**
 * Lets the method's authorizer and the API's resource policy decide: the caller, or a rejection. How the two go together depends on the
 * kind of authorizer (guide: how resource policies affect the authorization workflow).
 */
export function authorize(exchange: RoutedExchange, caches: Caches, resourcePolicy: ResourcePolicy): Caller | Promise<Caller> {
  const { authorizationType, authorizerId } = exchange.method
  if (authorizationType !== 'NONE' && Buffer.byteLength(methodArn(exchange)) > LIMITS.methodArnBytes) {
    throw new Rejection('DEFAULT_4XX', {
      status: 414,
      text: 'Request URI too long',
      log: `The ARN of the method as it was called is longer than ${LIMITS.methodArnBytes} bytes`,
    })
  }
  if (authorizationType === 'AWS_IAM') return authorizeIam(exchange, resourcePolicy)
  // Nobody is known yet: a statement that denies these callers denies before any authorizer is asked.
  const decision = resourcePolicy(exchange, undefined, 'execute-api:Invoke')
  if (authorizationType === 'NONE') {
    if (decision === 'deny' || decision === 'none') throw notAuthorized(exchange, undefined, { decision, policy: 'resource-based' })
    return {}
  }
  const authorizer = authorizerId === undefined ? undefined : own(exchange.target.api.authorizers, authorizerId)
  if (authorizer === undefined) {
    throw new Rejection('AUTHORIZER_CONFIGURATION_ERROR', {
      log: `The method names the authorizer ${authorizerId ?? '(none)'}, which is not there`,
    })
  }
  if (authorizer.type === 'COGNITO_USER_POOLS') {
    const caller = authorizeCognito(exchange, authorizer, caches)
    if (decision === 'deny' || decision === 'none') throw notAuthorized(exchange, undefined, { decision, policy: 'resource-based' })
    return caller
  }
  if (decision === 'deny') throw notAuthorized(exchange, undefined, { decision, policy: 'resource-based' })
  return authorizeLambda(exchange, authorizer, caches, decision)
}
