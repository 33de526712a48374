import { api, type Root, withOperation } from '../../../support/difference.ts'
import type { Case } from './case.ts'

const ROLE = 'arn:aws:iam::123456789012:role'
const URI = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:guard/invocations'

const authorizer = (more: Root = {}): Root => ({
  type: 'apiKey',
  in: 'header',
  name: 'Authorization',
  'x-amazon-apigateway-authtype': 'custom',
  'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: URI, ...more },
})
const pool = (name: string): Root => ({
  ...authorizer(),
  'x-amazon-apigateway-authtype': 'cognito_user_pools',
  'x-amazon-apigateway-authorizer': {
    type: 'cognito_user_pools',
    providerARNs: [`arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${name}`],
  },
})
const apiKey = { type: 'apiKey', in: 'header', name: 'x-api-key' }
const bearer = { type: 'http', scheme: 'bearer' }
const basic = { type: 'http', scheme: 'basic' }
const oauth = {
  type: 'oauth2',
  flows: { clientCredentials: { tokenUrl: 'https://example.com/token', scopes: { read: 'Read.', write: 'Write.' } } },
}
const schemes = { guard: authorizer(), other: authorizer(), key: apiKey, bearer, basic, oauth }

const secured = (...security: readonly Root[]): Root => withOperation({ security }, { components: { securitySchemes: schemes } })
const guarded = (securitySchemes: Root): Root => withOperation({ security: [{ guard: [] }] }, { components: { securitySchemes } })
const schemed = (securitySchemes: Root): Root => withOperation({}, { components: { securitySchemes } })
const withPolicy = (policy: Root | undefined): Root => api({ 'x-amazon-apigateway-policy': policy })
const policy = (effect: string): Root => ({
  Version: '2012-10-17',
  Statement: [{ Effect: effect, Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
})
const acting = (role: string): Root =>
  withOperation({
    'x-amazon-apigateway-integration': {
      type: 'aws',
      httpMethod: 'POST',
      uri: 'arn:aws:apigateway:eu-west-1:sqs:path/123456789012/orders',
      credentials: `${ROLE}/${role}`,
    },
  })
const allowed = (...permissions: readonly string[]): Root => withOperation({ 'x-apigen-permissions': permissions })
const responses = { '200': { description: '' } }

const elsewhere = 'https://example.org'
const discovered = (name: string): Root => ({ type: 'openIdConnect', openIdConnectUrl: `https://example.com/${name}` })
const flow = {
  authorizationUrl: 'https://example.com',
  tokenUrl: 'https://example.com',
  refreshUrl: 'https://example.com',
  scopes: { a: 'A.' },
}
const flows = (given: Root): Root => schemed({ oauth: { type: 'oauth2', flows: given } })

/** Pairs for the rules about who may call. */
export const security: readonly Case[] = [
  ['handler-permission-added', allowed('dynamodb: read pets'), allowed('dynamodb: read pets', 'sqs: send orders')],
  ['handler-permission-removed', allowed('dynamodb: read pets'), allowed()],
  ['operation-authorizer-added', secured(), secured({ guard: [] })],
  ['operation-authorizer-removed', secured({ guard: [] }), secured()],
  ['operation-authorizer-changed', secured({ guard: [] }), secured({ other: [] })],
  ['api-security-anonymous-access-added', secured({ bearer: [] }), secured()],
  ['api-security-anonymous-access-removed', secured(), secured({ bearer: [] })],
  [
    'new-operation-is-public',
    secured({ bearer: [] }),
    api({
      paths: { '/pets': { get: { operationId: 'pets', responses, security: [{ bearer: [] }] }, put: { responses } } },
      components: { securitySchemes: schemes },
    }),
    ['endpoint-added'],
  ],
  ['api-security-added', secured({ bearer: [] }), secured({ bearer: [] }, { basic: [] })],
  ['api-security-removed', secured({ bearer: [] }, { basic: [] }), secured({ bearer: [] })],
  ['api-security-scope-added', secured({ oauth: ['read'] }), secured({ oauth: ['read', 'write'] })],
  ['api-security-scope-removed', secured({ oauth: ['read', 'write'] }), secured({ oauth: ['read'] })],
  ['api-key-became-required', secured({ bearer: [] }), secured({ bearer: [], key: [] }), ['api-security-added', 'api-security-removed']],
  ['api-key-no-longer-required', secured({ bearer: [], key: [] }), secured({ bearer: [] }), ['api-security-added', 'api-security-removed']],
  ['api-security-component-added', schemed({}), schemed({ bearer })],
  ['api-security-component-removed', schemed({ bearer }), schemed({})],
  ['api-security-component-type-changed', schemed({ bearer }), schemed({ bearer: apiKey })],
  ['api-security-component-api-key-name-changed', schemed({ apiKey }), schemed({ apiKey: { ...apiKey, name: 'x-key' } })],
  ['api-security-component-api-key-in-changed', schemed({ apiKey }), schemed({ apiKey: { ...apiKey, in: 'query' } })],
  ['api-security-component-http-scheme-changed', schemed({ bearer }), schemed({ bearer: basic })],
  ['api-security-component-bearer-format-changed', schemed({ bearer }), schemed({ bearer: { ...bearer, bearerFormat: 'JWT' } })],
  ['api-security-component-openid-connect-url-changed', schemed({ open: discovered('a') }), schemed({ open: discovered('b') })],
  ['api-security-component-oauth-flow-changed', flows({ clientCredentials: flow }), flows({ clientCredentials: flow, password: flow })],
  ['api-security-component-oauth-url-changed', flows({ implicit: flow }), flows({ implicit: { ...flow, authorizationUrl: elsewhere } })],
  ['api-security-component-oauth-token-url-changed', flows({ password: flow }), flows({ password: { ...flow, tokenUrl: elsewhere } })],
  ['api-security-component-oauth-refresh-url-changed', flows({ password: flow }), flows({ password: { ...flow, refreshUrl: elsewhere } })],
  ['api-security-component-oauth-scope-added', flows({ password: flow }), flows({ password: { ...flow, scopes: { a: 'A.', b: 'B.' } } })],
  ['api-security-component-oauth-scope-removed', flows({ password: flow }), flows({ password: { ...flow, scopes: {} } })],
  ['api-security-component-oauth-scope-changed', flows({ password: flow }), flows({ password: { ...flow, scopes: { a: 'Any.' } } })],
  [
    'authorizer-kind-changed',
    guarded({ guard: authorizer() }),
    guarded({ guard: authorizer({ type: 'request', identitySource: 'method.request.header.Authorization' }) }),
  ],
  [
    'authorizer-uri-changed',
    guarded({ guard: authorizer() }),
    guarded({ guard: authorizer({ authorizerUri: URI.replace('guard', 'warden') }) }),
  ],
  [
    'authorizer-credentials-changed',
    guarded({ guard: authorizer({ authorizerCredentials: `${ROLE}/a` }) }),
    guarded({ guard: authorizer({ authorizerCredentials: `${ROLE}/b` }) }),
  ],
  [
    'authorizer-identity-sources-changed',
    guarded({ guard: authorizer({ type: 'request', identitySource: 'method.request.header.Authorization' }) }),
    guarded({ guard: authorizer({ type: 'request', identitySource: 'method.request.header.X-Token' }) }),
  ],
  ['authorizer-providers-changed', guarded({ guard: pool('eu-west-1_a') }), guarded({ guard: pool('eu-west-1_b') })],
  [
    'authorizer-validation-expression-changed',
    guarded({ guard: authorizer() }),
    guarded({ guard: authorizer({ identityValidationExpression: '^Bearer .+$' }) }),
  ],
  ['authorizer-ttl-changed', guarded({ guard: authorizer() }), guarded({ guard: authorizer({ authorizerResultTtlInSeconds: 0 }) })],
  ['integration-credentials-changed', acting('a'), acting('b')],
  ['resource-policy-added', withPolicy(undefined), withPolicy(policy('Allow'))],
  ['resource-policy-removed', withPolicy(policy('Allow')), withPolicy(undefined)],
  ['resource-policy-changed', withPolicy(policy('Allow')), withPolicy(policy('Deny'))],
  ['api-key-source-changed', api({}), api({ 'x-amazon-apigateway-api-key-source': 'AUTHORIZER' })],
]
