import { asArray, asObject, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { follow, parent } from '../base/pointer.ts'

const HTTP_TEMPLATES = new Set(['AWS::Serverless::HttpApi', 'AWS::ApiGatewayV2::Api'])
const REST_TEMPLATES = new Set(['AWS::Serverless::Api', 'AWS::ApiGateway::RestApi'])

/**
 * `http` when a document uses what only HTTP APIs know: `x-amazon-apigateway-cors`, a JWT authorizer, payload format 2.0, an integration
 * subtype, a default route. A document inside a CloudFormation template is what the template says.
 */
export function kindOf(root: JsonObject, template: Json | undefined, pointer: string): 'rest' | 'http' {
  const type = own(asObject(follow(template, parent(parent(pointer) ?? '') ?? '')), 'Type')
  if (typeof type === 'string' && HTTP_TEMPLATES.has(type)) return 'http'
  if (typeof type === 'string' && REST_TEMPLATES.has(type)) return 'rest'
  if (Object.hasOwn(root, 'x-amazon-apigateway-cors')) return 'http'
  const components = asObject(own(root, 'components'))
  if (Object.hasOwn(components, 'x-amazon-apigateway-integrations')) return 'http'
  for (const scheme of Object.values(asObject(own(components, 'securitySchemes')))) {
    const authorizer = asObject(own(asObject(scheme), 'x-amazon-apigateway-authorizer'))
    if (own(authorizer, 'type') === 'jwt' || isObject(own(authorizer, 'jwtConfiguration'))) return 'http'
    if (Object.hasOwn(authorizer, 'authorizerPayloadFormatVersion') || Object.hasOwn(authorizer, 'enableSimpleResponses')) return 'http'
  }
  if (asArray(own(root, 'tags')).some((tag) => Object.hasOwn(asObject(tag), 'x-amazon-apigateway-tag-value'))) return 'http'
  for (const [path, item] of Object.entries(asObject(own(root, 'paths')))) {
    if (path === '/$default' || path === '$default') return 'http'
    for (const operation of Object.values(asObject(item))) {
      const integration = asObject(own(asObject(operation), 'x-amazon-apigateway-integration'))
      if (Object.hasOwn(integration, 'integrationSubtype') || Object.hasOwn(integration, '$ref')) return 'http'
      if (String(own(integration, 'payloadFormatVersion') ?? '').startsWith('2')) return 'http'
      if (own(asObject(operation), 'isDefaultRoute') === true) return 'http'
    }
  }
  return 'rest'
}
