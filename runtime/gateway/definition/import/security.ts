import { asArray, asObject, asString, compareText, type Json, type JsonObject, own } from '../../json.ts'
import type { AuthorizationType, Method } from '../rest-api.ts'
import type { SchemeMeaning } from './authorizers.ts'
import { entries, type ImportContext } from './context.ts'

/** How a method checks its caller. */
export type MethodSecurity = Pick<Method, 'authorizationType' | 'authorizerId' | 'authorizationScopes' | 'apiKeyRequired'>

/**
 * Reads the security of an operation: its own, else the document's (the guide says that the latter is not used; recordings
 * show that it is). All requirements count: an API key and one authorizer combine.
 */
export function methodSecurity(context: ImportContext, operation: JsonObject, schemes: ReadonlyMap<string, SchemeMeaning>): MethodSecurity {
  const auth = asString(own(asObject(own(operation, 'x-amazon-apigateway-auth')), 'type'))?.toUpperCase()
  const requirements = asArray(own(operation, 'security') ?? own(context.root, 'security'))
  const named = requirements.flatMap((requirement) => entries(requirement, ''))
  const apiKeyRequired = named.some(({ key }) => schemes.get(key)?.kind === 'api-key')
  if (auth === 'NONE') return { authorizationType: 'NONE', apiKeyRequired }
  if (auth === 'AWS_IAM' || named.some(({ key }) => schemes.get(key)?.kind === 'iam')) {
    return { authorizationType: 'AWS_IAM', apiKeyRequired }
  }
  for (const { key, value } of named) {
    const meaning = schemes.get(key)
    if (meaning?.kind !== 'authorizer') continue
    const { authorizer } = meaning
    const scopes = authorizer.type === 'COGNITO_USER_POOLS' ? scopesOf(value) : []
    const authorizationType: AuthorizationType = authorizer.type === 'COGNITO_USER_POOLS' ? 'COGNITO_USER_POOLS' : 'CUSTOM'
    return {
      authorizationType,
      authorizerId: authorizer.id,
      ...(scopes.length > 0 && { authorizationScopes: scopes }),
      apiKeyRequired,
    }
  }
  return { authorizationType: 'NONE', apiKeyRequired }
}

/** Sorted, as the service answers them (recorded). */
function scopesOf(value: Json): string[] {
  return asArray(value)
    .filter((scope) => typeof scope === 'string')
    .sort(compareText)
}
