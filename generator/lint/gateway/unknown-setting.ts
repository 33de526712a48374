import { isObject, type Json } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import { join } from '../../base/pointer.ts'
import { suggest } from '../../base/suggest.ts'
import type { Rule, Say } from '../rule.ts'
import { listOf } from '../text.ts'

/** What may stand in an object: members of these names, or members of any name that are all alike. */
interface Shape {
  readonly name: string
  readonly members?: readonly string[]
  /** What may stand in some of the members. */
  readonly inside?: Readonly<Record<string, Shape>>
  readonly each?: Shape
}

const words = (text: string): readonly string[] => text.split(' ')

const INTEGRATION: Shape = {
  name: 'an integration',
  members: words(
    'type uri httpMethod credentials connectionType connectionId integrationTarget requestParameters requestTemplates passthroughBehavior ' +
      'contentHandling timeoutInMillis cacheNamespace cacheKeyParameters responses tlsConfig responseTransferMode ' +
      // HTTP APIs have these, and REST APIs import documents that hold them.
      'payloadFormatVersion integrationSubtype responseParameters description $ref',
  ),
  inside: {
    responses: {
      name: 'the responses of an integration',
      each: { name: 'a response of an integration', members: words('statusCode responseParameters responseTemplates contentHandling') },
    },
    tlsConfig: { name: '`tlsConfig`', members: words('insecureSkipVerification serverNameToVerify') },
  },
}

const AUTHORIZER: Shape = {
  name: 'an authorizer',
  members: words(
    'type authorizerUri authorizerCredentials identitySource identityValidationExpression authorizerResultTtlInSeconds providerARNs ' +
      'authorizerPayloadFormatVersion enableSimpleResponses jwtConfiguration',
  ),
  inside: { jwtConfiguration: { name: '`jwtConfiguration`', members: words('issuer audience') } },
}

/** The members of the extensions whose members API Gateway names, REST and HTTP APIs together, as its developer guide lists them. */
const EXTENSIONS: Readonly<Record<string, Shape>> = {
  'x-amazon-apigateway-auth': { name: '`x-amazon-apigateway-auth`', members: ['type'] },
  'x-amazon-apigateway-authorizer': AUTHORIZER,
  'x-amazon-apigateway-cors': {
    name: '`x-amazon-apigateway-cors`',
    members: words('allowOrigins allowCredentials exposeHeaders maxAge allowMethods allowHeaders'),
  },
  'x-amazon-apigateway-endpoint-configuration': {
    name: 'the endpoint configuration',
    members: words('disableExecuteApiEndpoint vpcEndpointIds ipAddressType types'),
  },
  'x-amazon-apigateway-gateway-responses': {
    name: 'the gateway responses',
    each: { name: 'a gateway response', members: words('statusCode responseParameters responseTemplates') },
  },
  'x-amazon-apigateway-integration': INTEGRATION,
  'x-amazon-apigateway-integrations': { name: 'the integrations', each: INTEGRATION },
  'x-amazon-apigateway-request-validators': {
    name: 'the request validators',
    each: { name: 'a request validator', members: words('validateRequestBody validateRequestParameters') },
  },
}

/** A member that API Gateway does not know in one of its extensions, which it ignores. */
export const unknownSetting: Rule = {
  code: 'gateway/unknown-setting',
  visit: {
    extension({ key, value, pointer }, say) {
      const shape = shapeOf(EXTENSIONS, key)
      if (shape) check(value, shape, pointer, say)
    },
  },
}

function check(value: Json, shape: Shape, pointer: string, say: Say): void {
  if (!isObject(value) || isIntrinsic(value)) return
  for (const [key, inner] of Object.entries(value)) {
    const at = join(pointer, key)
    const next = shape.each ?? shapeOf(shape.inside ?? {}, key)
    if (next) check(inner as Json, next, at, say)
    else if (shape.members && !isKnown(key, shape.members)) tell(key, shape.name, shape.members, at, say)
  }
}

function shapeOf(shapes: Readonly<Record<string, Shape>>, key: string): Shape | undefined {
  return Object.hasOwn(shapes, key) ? shapes[key] : undefined
}

function isKnown(key: string, members: readonly string[]): boolean {
  return members.includes(key) || key.startsWith('x-') || key.startsWith('Fn::') || key.includes('${')
}

function tell(key: string, name: string, members: readonly string[], pointer: string, say: Say): void {
  const near = suggest(key, members)
  say(`API Gateway knows no \`${key}\` in ${name}${near === undefined ? '.' : `; did you mean \`${near}\`?`}`, pointer, {
    on: 'key',
    ...(near === undefined && members.length < 8 && { help: `It knows ${listOf(members)}.` }),
  })
}
