import { own } from '../json.ts'
import { authorizeCognito } from './authorize/cognito.ts'
import { authorizeIam } from './authorize/iam.ts'
import { authorizeLambda } from './authorize/lambda.ts'
import type { Caller, RoutedExchange } from './exchange.ts'
import { Rejection } from './rejection.ts'

/** Lets the method's authorizer decide: the caller, or a rejection. */
export async function authorize(exchange: RoutedExchange): Promise<Caller> {
  const { authorizationType, authorizerId } = exchange.method
  if (authorizationType === 'NONE') return {}
  if (authorizationType === 'AWS_IAM') return authorizeIam(exchange)
  const authorizer = authorizerId === undefined ? undefined : own(exchange.target.api.authorizers, authorizerId)
  if (authorizer === undefined) {
    throw new Rejection('AUTHORIZER_CONFIGURATION_ERROR', {
      log: `The method names the authorizer ${authorizerId ?? '(none)'}, which is not there`,
    })
  }
  if (authorizer.type === 'COGNITO_USER_POOLS') return authorizeCognito(exchange, authorizer)
  return authorizeLambda(exchange, authorizer)
}
