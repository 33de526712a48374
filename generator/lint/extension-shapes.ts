const words = (text: string): readonly string[] => text.split(' ')

/** What may stand somewhere in an extension: text or a number where there is none of this, or what the kind says. */
export type Shape =
  | { readonly kind: 'list' }
  /** `true` or `false`, also as text. */
  | { readonly kind: 'flag' }
  /** An object with members of these names, or of any. */
  | {
      readonly kind: 'object'
      /** What people call it. */
      readonly name: string
      readonly members?: readonly string[]
      /** What may stand in some of the members. */
      readonly inside?: Readonly<Record<string, Shape>>
    }
  /** An object whose members have names of the author's, and are all alike. */
  | { readonly kind: 'map'; readonly each: Shape }

const LIST: Shape = { kind: 'list' }
const FLAG: Shape = { kind: 'flag' }

/** An object whose members are no business of ours here. */
const ANY: Shape = { kind: 'object', name: '' }

const INTEGRATION: Shape = {
  kind: 'object',
  name: 'an integration',
  members: words(
    'type uri httpMethod credentials connectionType connectionId integrationTarget requestParameters requestTemplates passthroughBehavior ' +
      'contentHandling timeoutInMillis cacheNamespace cacheKeyParameters responses tlsConfig responseTransferMode ' +
      // HTTP APIs have these, and REST APIs import documents that hold them.
      'payloadFormatVersion integrationSubtype responseParameters description $ref',
  ),
  inside: {
    requestParameters: ANY,
    requestTemplates: ANY,
    responseParameters: ANY,
    cacheKeyParameters: LIST,
    responses: {
      kind: 'map',
      each: {
        kind: 'object',
        name: 'a response of an integration',
        members: words('statusCode responseParameters responseTemplates contentHandling'),
        inside: { responseParameters: ANY, responseTemplates: ANY },
      },
    },
    tlsConfig: { kind: 'object', name: '`tlsConfig`', members: words('insecureSkipVerification serverNameToVerify') },
  },
}

/** The extensions whose members API Gateway names, those of REST and HTTP APIs together, as its developer guide lists them. */
export const EXTENSION_SHAPES: Readonly<Record<string, Shape>> = {
  'x-amazon-apigateway-auth': { kind: 'object', name: '`x-amazon-apigateway-auth`', members: ['type'] },
  'x-amazon-apigateway-authorizer': {
    kind: 'object',
    name: 'an authorizer',
    members: words(
      'type authorizerUri authorizerCredentials identitySource identityValidationExpression authorizerResultTtlInSeconds providerARNs ' +
        'authorizerPayloadFormatVersion enableSimpleResponses jwtConfiguration',
    ),
    inside: { jwtConfiguration: { kind: 'object', name: '`jwtConfiguration`', members: words('issuer audience') }, providerARNs: LIST },
  },
  'x-amazon-apigateway-binary-media-types': LIST,
  'x-amazon-apigateway-cors': {
    kind: 'object',
    name: '`x-amazon-apigateway-cors`',
    members: words('allowOrigins allowCredentials exposeHeaders maxAge allowMethods allowHeaders'),
  },
  'x-amazon-apigateway-endpoint-configuration': {
    kind: 'object',
    name: 'the endpoint configuration',
    members: words('disableExecuteApiEndpoint vpcEndpointIds ipAddressType types'),
    inside: { vpcEndpointIds: LIST },
  },
  'x-amazon-apigateway-gateway-responses': {
    kind: 'map',
    each: {
      kind: 'object',
      name: 'a gateway response',
      members: words('statusCode responseParameters responseTemplates'),
      inside: { responseParameters: ANY, responseTemplates: ANY },
    },
  },
  'x-amazon-apigateway-integration': INTEGRATION,
  'x-amazon-apigateway-integrations': { kind: 'map', each: INTEGRATION },
  'x-amazon-apigateway-request-validators': {
    kind: 'map',
    each: {
      kind: 'object',
      name: 'a request validator',
      members: words('validateRequestBody validateRequestParameters'),
      inside: { validateRequestBody: FLAG, validateRequestParameters: FLAG },
    },
  },
}
