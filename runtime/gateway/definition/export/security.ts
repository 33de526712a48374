import { compareText, type Json, type JsonObject, put } from '../../json.ts'
import type { Authorizer, Method } from '../rest-api.ts'
import type { ExportContext } from './context.ts'

const API_KEY = 'api_key'
const SIGV4 = 'sigv4'

/** The `security` of an operation, or undefined where it checks nothing. */
export function exportSecurity(context: ExportContext, method: Method): Json | undefined {
  const requirements: JsonObject[] = []
  const authorizer = context.authorizer(method.authorizerId)
  if (authorizer !== undefined) requirements.push({ [authorizer.name]: method.authorizationScopes ?? [] })
  if (method.authorizationType === 'AWS_IAM') requirements.push({ [SIGV4]: [] })
  if (method.apiKeyRequired) requirements.push({ [API_KEY]: [] })
  return requirements.length > 0 ? requirements : undefined
}

/** The security schemes of the document: every authorizer, and the key and signature schemes where a method uses them. */
export function exportSchemes(context: ExportContext, methods: readonly Method[]): JsonObject {
  const schemes: Record<string, Json> = {}
  const authorizers = Object.values(context.api.authorizers).sort((a, b) => compareText(a.name, b.name))
  for (const authorizer of authorizers) put(schemes, authorizer.name, exportAuthorizer(context, authorizer))
  if (methods.some((method) => method.apiKeyRequired)) schemes[API_KEY] = { type: 'apiKey', name: 'x-api-key', in: 'header' }
  if (methods.some((method) => method.authorizationType === 'AWS_IAM')) {
    schemes[SIGV4] = {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      ...(context.writes('authorizers') && { 'x-amazon-apigateway-authtype': 'awsSigv4' }),
    }
  }
  return schemes
}

function exportAuthorizer(context: ExportContext, authorizer: Authorizer): JsonObject {
  const header = /^method\.request\.header\.([^,]+)$/.exec(authorizer.identitySource ?? '')?.[1]
  const scheme = { type: 'apiKey', name: header ?? 'Unused', in: 'header' }
  if (!context.writes('authorizers')) return scheme
  const cognito = authorizer.type === 'COGNITO_USER_POOLS'
  return {
    ...scheme,
    'x-amazon-apigateway-authtype': authorizer.authType ?? (cognito ? 'cognito_user_pools' : 'custom'),
    'x-amazon-apigateway-authorizer': {
      type: authorizer.type.toLowerCase(),
      ...(authorizer.authorizerUri !== undefined && { authorizerUri: authorizer.authorizerUri }),
      ...(authorizer.authorizerCredentials !== undefined && { authorizerCredentials: authorizer.authorizerCredentials }),
      ...(authorizer.providerARNs !== undefined && { providerARNs: authorizer.providerARNs }),
      ...(authorizer.authorizerResultTtlInSeconds !== undefined && {
        authorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds,
      }),
      ...(authorizer.identityValidationExpression !== undefined && {
        identityValidationExpression: authorizer.identityValidationExpression,
      }),
      ...(authorizer.type === 'REQUEST' && authorizer.identitySource !== undefined && { identitySource: authorizer.identitySource }),
    },
  }
}
