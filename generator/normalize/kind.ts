import { asArray, asObject, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { follow, parent } from '../base/pointer.ts'
import type { SpecVersion } from './context.ts'

const HTTP_TEMPLATES = new Set(['AWS::Serverless::HttpApi', 'AWS::ApiGatewayV2::Api'])
const REST_TEMPLATES = new Set(['AWS::Serverless::Api', 'AWS::ApiGateway::RestApi'])

/** Members of the root that only REST APIs know. */
const REST_MEMBERS = [
  'x-amazon-apigateway-api-key-source',
  'x-amazon-apigateway-binary-media-types',
  'x-amazon-apigateway-gateway-responses',
  'x-amazon-apigateway-policy',
  'x-amazon-apigateway-request-validator',
  'x-amazon-apigateway-request-validators',
]

/**
 * `http` when a document uses what only HTTP APIs know. A document inside a CloudFormation template is what the template says. What REST
 * APIs merely ignore (payload formats, `x-amazon-apigateway-cors`) decides only where nothing speaks for a REST API, and Swagger 2.0 always
 * does: HTTP APIs import OpenAPI 3 alone.
 */
export function kindOf(root: JsonObject, version: SpecVersion, template: Json | undefined, pointer: string): 'rest' | 'http' {
  const type = own(asObject(follow(template, parent(parent(pointer) ?? '') ?? '')), 'Type')
  if (typeof type === 'string' && HTTP_TEMPLATES.has(type)) return 'http'
  if (typeof type === 'string' && REST_TEMPLATES.has(type)) return 'rest'
  const signs = new Set<Sign>(rootSigns(root))
  if (version === '2.0') signs.add('rest')
  for (const scheme of Object.values(asObject(own(asObject(own(root, 'components')), 'securitySchemes')))) {
    for (const sign of schemeSigns(asObject(scheme))) signs.add(sign)
  }
  for (const [path, item] of Object.entries(asObject(own(root, 'paths')))) {
    if (path === '/$default' || path === '$default') signs.add('hint')
    for (const operation of Object.values(asObject(item))) for (const sign of operationSigns(asObject(operation))) signs.add(sign)
  }
  if (signs.has('http')) return 'http'
  return signs.has('hint') && !signs.has('rest') ? 'http' : 'rest'
}

/** What a member says: only HTTP APIs have it, only REST APIs have it, or only HTTP APIs use it while REST APIs ignore it. */
type Sign = 'http' | 'rest' | 'hint'

function* rootSigns(root: JsonObject): Iterable<Sign> {
  if (Object.hasOwn(root, 'x-amazon-apigateway-cors') || Object.hasOwn(root, 'x-amazon-apigateway-importexport-version')) yield 'hint'
  if (REST_MEMBERS.some((name) => Object.hasOwn(root, name))) yield 'rest'
  if (Object.hasOwn(asObject(own(root, 'components')), 'x-amazon-apigateway-integrations')) yield 'http'
  if (asArray(own(root, 'tags')).some((tag) => Object.hasOwn(asObject(tag), 'x-amazon-apigateway-tag-value'))) yield 'hint'
}

function* schemeSigns(scheme: JsonObject): Iterable<Sign> {
  const authorizer = asObject(own(scheme, 'x-amazon-apigateway-authorizer'))
  const type = String(own(authorizer, 'type') ?? '').toLowerCase()
  if (type === 'jwt' || isObject(own(authorizer, 'jwtConfiguration'))) yield 'http'
  // Only REST APIs have API keys.
  if (String(own(scheme, 'name')).toLowerCase() === 'x-api-key' && !Object.hasOwn(scheme, 'x-amazon-apigateway-authorizer')) yield 'rest'
  if (type === 'token' || type === 'cognito_user_pools') yield 'rest'
  if (Object.hasOwn(authorizer, 'authorizerPayloadFormatVersion') || Object.hasOwn(authorizer, 'enableSimpleResponses')) yield 'hint'
}

function* operationSigns(operation: JsonObject): Iterable<Sign> {
  if (own(operation, 'isDefaultRoute') === true) yield 'http'
  if (Object.hasOwn(operation, 'x-amazon-apigateway-request-validator')) yield 'rest'
  const integration = asObject(own(operation, 'x-amazon-apigateway-integration'))
  const type = String(own(integration, 'type') ?? '').toLowerCase()
  if (Object.hasOwn(integration, 'integrationSubtype') || Object.hasOwn(integration, '$ref')) yield 'http'
  if (type === 'aws' || type === 'http' || type === 'mock') yield 'rest'
  if (String(own(integration, 'payloadFormatVersion') ?? '').startsWith('2')) yield 'hint'
}
