import { asArray, asObject, asString, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { likelyBranch } from '../base/late-bound.ts'
import { join } from '../base/pointer.ts'
import type { Auth, Authorizer, Operation, SecurityAlternative, SecurityScheme } from '../model/api-model.ts'
import { type Context, resolve, textOf } from './context.ts'
import { flatten } from './lambda-uri.ts'

/** A security scheme as it was declared. */
export interface DeclaredScheme {
  readonly name: string
  readonly scheme: JsonObject
  /** The `x-amazon-apigateway-authorizer` in it. */
  readonly authorizer?: { readonly value: JsonObject; readonly pointer: string }
}

/** The security schemes of a document, in order. */
export function readSchemes(context: Context): DeclaredScheme[] {
  const schemes = asObject(own(asObject(own(context.root, 'components')), 'securitySchemes'))
  return Object.keys(schemes).flatMap((name): DeclaredScheme[] => {
    const { value: scheme, pointer } = resolve(context, schemes[name], join('/components/securitySchemes', name))
    if (!isObject(scheme)) return []
    const at = join(pointer, 'x-amazon-apigateway-authorizer')
    const value = likelyBranch(own(scheme, 'x-amazon-apigateway-authorizer'))
    return [{ name, scheme, ...(isObject(value) && { authorizer: { value, pointer: at } }) }]
  })
}

/** The scheme as a client has to satisfy it. */
export function securityScheme({ name, scheme, authorizer }: DeclaredScheme): SecurityScheme {
  const description = textOf(scheme, 'description')
  const base = { name, ...(description !== undefined && { description }) }
  if (isSigned(scheme)) return { ...base, kind: 'sigv4' }
  const type = asString(own(scheme, 'type')) ?? ''
  if (type === 'apiKey') {
    const location = asString(own(scheme, 'in'))
    const parameter = asString(own(scheme, 'name')) ?? ''
    // `Unused` is what API Gateway wants of an authorizer that reads several places: no client sends it.
    const isPlaceholder = authorizer !== undefined && parameter.toLowerCase() === 'unused'
    if ((location === 'header' || location === 'query' || location === 'cookie') && parameter !== '' && !isPlaceholder)
      return { ...base, kind: 'apiKey', in: location, parameter }
    return { ...base, kind: 'other', type }
  }
  if (type === 'oauth2' || type === 'openIdConnect') return { ...base, kind: 'bearer' }
  if (type === 'http') {
    const http = (asString(own(scheme, 'scheme')) ?? '').toLowerCase()
    if (http === 'bearer' || http === 'basic') return { ...base, kind: http }
  }
  return { ...base, kind: 'other', type }
}

function isSigned(scheme: JsonObject): boolean {
  return (asString(own(scheme, 'x-amazon-apigateway-authtype')) ?? '').toLowerCase() === 'awssigv4'
}

/** An authorizer without its function, which is not known yet. */
export function readAuthorizer({ name, scheme, authorizer }: DeclaredScheme): Authorizer | undefined {
  if (!authorizer) return undefined
  const { value, pointer } = authorizer
  const kind = kindOf(value)
  const uri = own(value, 'authorizerUri')
  const credentials = own(value, 'authorizerCredentials')
  const validation = asString(own(value, 'identityValidationExpression'))
  const ttl = Number(own(value, 'authorizerResultTtlInSeconds') ?? 300)
  return {
    name,
    kind,
    ...(uri !== undefined && uri !== null && { uri }),
    ...(credentials !== undefined && credentials !== null && { credentials }),
    identitySources: identitySources(kind, scheme, value),
    ...(validation !== undefined && { validationExpression: validation }),
    ttl: Number.isFinite(ttl) ? ttl : 300,
    providerArns: asArray(own(value, 'providerARNs')),
    pointer,
  }
}

function kindOf(value: JsonObject): Authorizer['kind'] {
  const type = flatten(own(value, 'type')).toLowerCase()
  if (type === 'token' || type === 'request' || type === 'jwt') return type
  if (type === 'cognito_user_pools' || Object.hasOwn(value, 'providerARNs')) return 'cognito'
  if (Object.hasOwn(value, 'jwtConfiguration')) return 'jwt'
  return Object.hasOwn(value, 'identitySource') && type !== '' ? 'request' : 'token'
}

/** A token or Cognito authorizer reads the header that the scheme names; the others say what they read. */
function identitySources(kind: Authorizer['kind'], scheme: JsonObject, value: JsonObject): string[] {
  const source = own(value, 'identitySource')
  const said = (Array.isArray(source) ? source.map((item) => flatten(item as Json)) : flatten(source).split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '')
  if (said.length > 0 || kind === 'request') return said
  return kind === 'jwt' ? ['$request.header.Authorization'] : [`method.request.header.${asString(own(scheme, 'name')) ?? 'Authorization'}`]
}

type OperationSecurity = Pick<Operation, 'auth' | 'security' | 'apiKeyRequired'>

/** What a client may show, and what API Gateway checks: an authorizer or IAM, and an API key beside it. */
export function readSecurity(operation: JsonObject, schemes: ReadonlyMap<string, DeclaredScheme>): OperationSecurity {
  const security = asArray(likelyBranch(own(operation, 'security')))
    .filter(isObject)
    .map(
      (alternative): SecurityAlternative => ({
        schemes: Object.keys(alternative).map((name) => ({
          name,
          scopes: asArray(own(alternative, name)).filter((scope): scope is string => typeof scope === 'string'),
        })),
      }),
    )
  const wanted = security.flatMap(({ schemes: named }) => named)
  const apiKeyRequired = wanted.some(({ name }) => isUsageKey(schemes.get(name)))
  return { auth: authOf(operation, wanted, schemes), security, apiKeyRequired }
}

function authOf(
  operation: JsonObject,
  wanted: readonly { readonly name: string; readonly scopes: readonly string[] }[],
  schemes: ReadonlyMap<string, DeclaredScheme>,
): Auth {
  const said = asString(own(asObject(own(operation, 'x-amazon-apigateway-auth')), 'type'))?.toUpperCase()
  if (said === 'NONE') return { kind: 'none' }
  if (said === 'AWS_IAM') return { kind: 'iam' }
  for (const { name, scopes } of wanted) {
    const declared = schemes.get(name)
    if (declared?.authorizer) return { kind: 'authorizer', authorizer: name, scopes }
    if (declared && isSigned(declared.scheme)) return { kind: 'iam' }
  }
  return { kind: 'none' }
}

/** The key of a usage plan: a scheme in the header `x-api-key` that no authorizer reads. */
function isUsageKey(declared: DeclaredScheme | undefined): boolean {
  if (!declared || declared.authorizer || isSigned(declared.scheme)) return false
  const { scheme } = declared
  return own(scheme, 'type') === 'apiKey' && own(scheme, 'in') === 'header' && asString(own(scheme, 'name'))?.toLowerCase() === 'x-api-key'
}
