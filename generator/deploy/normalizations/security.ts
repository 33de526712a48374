import { compareText } from '../../base/json.ts'
import { allOperations, type Draft, fromEntries, list, type Normalization, object, schemesOf, type Value } from './draft.ts'

const AUTHORIZERS = new Set(['token', 'request', 'cognito_user_pools'])

/** What becomes of security. */
export const securityNormalizations: readonly Normalization[] = [
  {
    id: 'security',
    sentence: 'Security is written in AWS’s own words: only what API Gateway enforces is kept.',
    apply(document) {
      const known = schemesOf(document)
      const rootSecurity = document.security
      delete document.security
      for (const operation of allOperations(document)) {
        const enforced = enforcedBy(operation, list(operation.security ?? rootSecurity), known)
        delete operation['x-amazon-apigateway-auth']
        if (enforced.length > 0) operation.security = enforced
        else delete operation.security
      }
      const kept = fromEntries(
        Object.entries(known).flatMap(([name, scheme]) => {
          const authorizer = authorizerOf(object(scheme))
          return authorizer ? [[name, authorizer] as const] : []
        }),
      )
      const components = object(document.components)
      if (Object.keys(kept).length > 0) components.securitySchemes = kept
      else delete components.securitySchemes
    },
  },
]

/** The one authorizer or IAM, and the API key: the first authorizer counts, and scopes are for Cognito alone. */
function enforcedBy(operation: Draft, alternatives: readonly Value[], known: Draft): Draft[] {
  const auth = String(object(operation['x-amazon-apigateway-auth']).type ?? '').toUpperCase()
  const asked = alternatives.flatMap((alternative) => Object.entries(object(alternative)))
  const schemeOf = (name: string): Draft => object(Object.hasOwn(known, name) ? known[name] : undefined)
  const key: Draft[] = asked.some(([name]) => roleOf(schemeOf(name)) === 'key') ? [{ api_key: [] }] : []
  if (auth === 'NONE') return key
  if (auth === 'AWS_IAM' || asked.some(([name]) => roleOf(schemeOf(name)) === 'iam')) return [{ sigv4: [] }, ...key]
  const first = asked.find(([name]) => roleOf(schemeOf(name)) === 'authorizer')
  if (!first) return key
  const [name, scopes] = first
  const cognito = typeOf(schemeOf(name)) === 'cognito_user_pools'
  return [{ [name]: cognito ? list(scopes).map(String).sort(compareText) : [] }, ...key]
}

function roleOf(scheme: Draft): 'authorizer' | 'iam' | 'key' | undefined {
  if (scheme.type !== 'apiKey') return undefined
  if (scheme['x-amazon-apigateway-authorizer'] !== undefined) return AUTHORIZERS.has(typeOf(scheme)) ? 'authorizer' : undefined
  if (/^awssigv4$/i.test(String(scheme['x-amazon-apigateway-authtype'] ?? ''))) return 'iam'
  return String(scheme.name ?? '').toLowerCase() === 'x-api-key' && scheme.in === 'header' ? 'key' : undefined
}

function typeOf(scheme: Draft): string {
  return String(object(scheme['x-amazon-apigateway-authorizer']).type ?? '').toLowerCase()
}

/** A scheme as far as API Gateway keeps it: its header is the identity source of all authorizers but those of a request. */
function authorizerOf(scheme: Draft): Draft | undefined {
  if (roleOf(scheme) !== 'authorizer') return undefined
  const authorizer = object(scheme['x-amazon-apigateway-authorizer'])
  const type = typeOf(scheme)
  const header = typeof scheme.name === 'string' && scheme.name !== 'Unused' ? `method.request.header.${scheme.name}` : undefined
  const written = typeof authorizer.identitySource === 'string' ? authorizer.identitySource : undefined
  const source = type === 'request' ? (written ?? header) : (header ?? written)
  const kept: Draft = { type }
  if (source !== undefined) {
    kept.identitySource = source
      .split(',')
      .map((part) => part.trim())
      .join(', ')
  }
  for (const name of ['authorizerUri', 'authorizerCredentials', 'identityValidationExpression'])
    if (typeof authorizer[name] === 'string') kept[name] = authorizer[name]
  if (typeof authorizer.authorizerResultTtlInSeconds === 'number')
    kept.authorizerResultTtlInSeconds = authorizer.authorizerResultTtlInSeconds
  const pools = list(authorizer.providerARNs).filter((pool) => typeof pool === 'string')
  if (pools.length > 0) kept.providerARNs = pools
  const authtype = scheme['x-amazon-apigateway-authtype'] ?? (type === 'cognito_user_pools' ? 'cognito_user_pools' : 'custom')
  return { type: 'apiKey', in: 'header', 'x-amazon-apigateway-authtype': authtype, 'x-amazon-apigateway-authorizer': kept }
}
