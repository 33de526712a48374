import fc, { type Arbitrary } from 'fast-check'
import type { Json, JsonObject } from '../../../generator/base/json.ts'
import { lateBound } from './late-bound.ts'
import { name } from './names.ts'
import { dictionary, members } from './schemas.ts'

const LAMBDA = 'lambda:path/2015-03-31/functions'

/** The ways in which people name a function in the URI of an integration or an authorizer. */
export const functionUri: Arbitrary<Json> = fc.constantFrom('orders', 'pets_v2', 'a', 'Orders').chain((called) =>
  fc.oneof(
    fc.constantFrom<Json>(
      `arn:aws:apigateway:us-east-1:${LAMBDA}/arn:aws:lambda:us-east-1:123456789012:function:${called}/invocations`,
      `arn:aws:apigateway:\${AWS::Region}:${LAMBDA}/arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${called}/invocations`,
      `arn:aws:apigateway:us-east-1:${LAMBDA}/arn:aws:lambda:us-east-1:123456789012:function:${called}:\${stageVariables.alias}/invocations`,
      `arn:aws:apigateway:us-east-1:${LAMBDA}/arn:aws:lambda:us-east-1:123456789012:function:\${stageVariables.function}/invocations`,
      { 'Fn::Sub': `arn:aws:apigateway:\${AWS::Region}:${LAMBDA}/\${${called}.Arn}/invocations` },
      {
        'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:${LAMBDA}/arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${called}-\${Stage}/invocations`,
      },
      {
        'Fn::Join': ['', ['arn:aws:apigateway:', { Ref: 'AWS::Region' }, `:${LAMBDA}/`, { 'Fn::GetAtt': [called, 'Arn'] }, '/invocations']],
      },
      `\${${called}_invoke_arn}`,
      `\${module.${called}["x"].invoke_arn}`,
    ),
  ),
)

const role = fc.constantFrom<Json>(
  'arn:aws:iam::123456789012:role/gateway',
  { 'Fn::GetAtt': ['Role', 'Arn'] },
  '${role_arn}',
  'arn:aws:iam::*:user/*',
)

const template = fc.constantFrom(
  '{"statusCode": 200}',
  "$input.json('$')",
  '#set($a = $input.path("$"))\n{"id": "$util.escapeJavaScript($a.id)"}',
  '',
  '${stageVariables.x} ${context.requestId}',
)

const mediaType = fc.constantFrom('application/json', 'text/html', 'application/xml', 'application/vnd.pets+json')

const responses: Arbitrary<JsonObject> = dictionary(
  fc.constantFrom('default', '200', '4\\d{2}', '.*Error.*', '500'),
  members(
    {
      statusCode: fc.constantFrom<Json>('200', '400', '404', '500', 200),
      responseTemplates: dictionary(mediaType, template, 2),
      responseParameters: fc.constantFrom<JsonObject>({}, { 'method.response.header.Access-Control-Allow-Origin': "'*'" }),
      contentHandling: fc.constantFrom('CONVERT_TO_TEXT', 'CONVERT_TO_BINARY'),
    },
    ['statusCode'],
  ),
)

const common = {
  passthroughBehavior: fc.constantFrom('when_no_match', 'WHEN_NO_TEMPLATES', 'never'),
  timeoutInMillis: fc.constantFrom<Json>(29000, 50, 1500),
  cacheNamespace: fc.constant('pets'),
  cacheKeyParameters: fc.constant([]),
  contentHandling: fc.constantFrom('CONVERT_TO_TEXT', 'CONVERT_TO_BINARY'),
}

const verb = fc.constantFrom('GET', 'POST', 'get', 'ANY', 'DELETE')

const address = fc.constantFrom<Json>('https://example.com/pets', 'http://${stageVariables.host}/pets', 'https://example.com:8443/a?b=c', {
  'Fn::Sub': 'https://${Domain}/pets',
})

const action = fc.constantFrom<Json>(
  'arn:aws:apigateway:us-east-1:dynamodb:action/PutItem',
  'arn:aws:apigateway:us-east-1:sqs:path/123456789012/queue',
  'arn:aws:apigateway:${AWS::Region}:states:action/StartExecution',
  'arn:aws:apigateway:us-east-1:s3:path/bucket/key',
  'arn:aws:apigateway:us-east-1:sns:action/Publish',
  { 'Fn::Sub': 'arn:aws:apigateway:${AWS::Region}:events:action/PutEvents' },
)

/** An `x-amazon-apigateway-integration` of any kind, as API Gateway takes it. */
export const integration: Arbitrary<Json> = fc.oneof(
  {
    weight: 5,
    arbitrary: members(
      {
        ...common,
        type: fc.constantFrom('aws_proxy', 'AWS_PROXY'),
        httpMethod: fc.constant('POST'),
        uri: functionUri,
        credentials: role,
        payloadFormatVersion: fc.constant('1.0'),
        responses,
      },
      ['type', 'httpMethod', 'uri'],
    ),
  },
  {
    weight: 3,
    arbitrary: members(
      {
        ...common,
        type: fc.constant('aws'),
        httpMethod: fc.constant('POST'),
        uri: functionUri,
        credentials: role,
        requestTemplates: dictionary(mediaType, template, 2),
        responses,
      },
      ['type', 'httpMethod', 'uri'],
    ),
  },
  {
    weight: 2,
    arbitrary: members(
      {
        ...common,
        type: fc.constant('aws'),
        httpMethod: fc.constant('POST'),
        uri: action,
        credentials: role,
        requestTemplates: dictionary(mediaType, template, 2),
        responses,
      },
      ['type', 'httpMethod', 'uri', 'credentials'],
    ),
  },
  {
    weight: 2,
    arbitrary: members({ ...common, type: fc.constantFrom('http', 'http_proxy'), httpMethod: verb, uri: address, responses }, [
      'type',
      'httpMethod',
      'uri',
    ]),
  },
  {
    weight: 1,
    arbitrary: members(
      {
        type: fc.constant('http_proxy'),
        httpMethod: verb,
        uri: address,
        connectionType: fc.constant('VPC_LINK'),
        connectionId: fc.constantFrom<Json>('abc123', '${stageVariables.link}', { Ref: 'Link' }),
      },
      ['type', 'httpMethod', 'uri', 'connectionType', 'connectionId'],
    ),
  },
  {
    weight: 2,
    arbitrary: members(
      { ...common, type: fc.constantFrom('mock', 'MOCK'), requestTemplates: dictionary(mediaType, template, 2), responses },
      ['type'],
    ),
  },
)

/** A short form of apigen's own. */
export const shortIntegration: Arbitrary<Json> = fc.constantFrom('lambda', 'lambda-async', 'mock')

/** What `x-apigen-function` may be. */
export const functionSetting: Arbitrary<Json> = fc.oneof(
  fc.constantFrom('orders', 'Pets', 'a'),
  members({
    name: fc.constantFrom('orders', 'pets'),
    memory: fc.constantFrom<Json>(128, 1024),
    timeout: fc.constantFrom<Json>(3, 30),
    environment: dictionary(fc.constantFrom('TABLE', 'Q'), lateBound('x'), 2),
  }),
)

/** A security scheme that API Gateway understands, or does not. */
export const securityScheme: Arbitrary<Json> = fc.oneof(
  fc.constant({ type: 'apiKey', name: 'x-api-key', in: 'header' }),
  fc.constant({ type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' }),
  name.map((parameter) => ({ type: 'apiKey', name: parameter, in: 'query' })),
  fc.constant({
    type: 'oauth2',
    flows: { implicit: { authorizationUrl: 'https://example.com', scopes: { 'a:read': '', constructor: 'x' } } },
  }),
  fc.constant({ type: 'openIdConnect', openIdConnectUrl: 'https://example.com' }),
  fc.constantFrom<Json>({ type: 'http', scheme: 'basic' }, { type: 'http', scheme: 'Bearer', bearerFormat: 'JWT' }, { type: 'mutualTLS' }),
  members(
    {
      type: fc.constant('token'),
      authorizerUri: functionUri,
      authorizerCredentials: role,
      identityValidationExpression: fc.constantFrom('^x-[a-z]+', '.*'),
      authorizerResultTtlInSeconds: fc.constantFrom<Json>(0, 60, 3600),
    },
    ['type', 'authorizerUri'],
  ).map((authorizer) => ({
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': authorizer,
  })),
  fc
    .constantFrom(
      'method.request.header.Authorization',
      'method.request.header.a, method.request.querystring.b',
      'context.stage,stageVariables.x',
    )
    .chain((identitySource) =>
      members(
        {
          type: fc.constant('request'),
          authorizerUri: functionUri,
          identitySource: fc.constant(identitySource),
          authorizerResultTtlInSeconds: fc.constantFrom<Json>(0, 5),
        },
        ['type', 'authorizerUri', 'identitySource'],
      ),
    )
    .map((authorizer) => ({
      type: 'apiKey',
      name: 'Unused',
      in: 'header',
      'x-amazon-apigateway-authtype': 'custom',
      'x-amazon-apigateway-authorizer': authorizer,
    })),
  fc
    .constantFrom<Json>(['arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc'], [{ 'Fn::GetAtt': ['Pool', 'Arn'] }])
    .map((providerARNs) => ({
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authtype': 'cognito_user_pools',
      'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs },
    })),
)

/** Names of request validators. */
export const VALIDATORS = ['all', 'body only', 'constructor', 'none'] as const

/** What the root of a document may say to API Gateway. */
export const rootExtensions: Arbitrary<JsonObject> = members({
  'x-amazon-apigateway-request-validators': fc.constant(
    Object.fromEntries(
      VALIDATORS.map((validator, index) => [validator, { validateRequestBody: index % 2 === 0, validateRequestParameters: index < 2 }]),
    ),
  ),
  'x-amazon-apigateway-gateway-responses': dictionary(
    fc.constantFrom('DEFAULT_4XX', 'DEFAULT_5XX', 'BAD_REQUEST_BODY', 'UNAUTHORIZED', 'THROTTLED'),
    members({
      statusCode: fc.constantFrom<Json>('400', '422', '503'),
      responseParameters: fc.constantFrom<JsonObject>({ 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" }, {}),
      responseTemplates: dictionary(mediaType, template, 2),
    }),
    3,
  ),
  'x-amazon-apigateway-binary-media-types': fc.uniqueArray(fc.constantFrom('image/png', '*/*', 'application/octet-stream'), {
    maxLength: 3,
  }),
  'x-amazon-apigateway-api-key-source': fc.constantFrom('HEADER', 'AUTHORIZER'),
  'x-amazon-apigateway-minimum-compression-size': fc.constantFrom<Json>(0, 1024),
  'x-amazon-apigateway-endpoint-configuration': fc.constantFrom<JsonObject>(
    { types: ['REGIONAL'] },
    { vpcEndpointIds: ['vpce-0123456789abcdef0'] },
    { disableExecuteApiEndpoint: true },
  ),
  'x-amazon-apigateway-policy': fc.constantFrom<JsonObject>(
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }] },
    {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke', Resource: { 'Fn::Sub': 'execute-api:/${Stage}/*' } }],
    },
  ),
  'x-amazon-apigateway-documentation': fc.constant({
    version: '1',
    documentationParts: [{ location: { type: 'API' }, properties: { description: 'x' } }],
  }),
  'x-apigen': fc.constantFrom<JsonObject>({ name: 'shop' }, { grouping: 'tag' }, { grouping: 'api', function: { memory: 512 } }, {}),
})
