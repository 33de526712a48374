import { describe, expect, it } from 'vitest'
import { exportDocument } from '../../../../../runtime/gateway/definition/export.ts'
import { type ImportOptions, importDocument, importFailure } from '../../../../../runtime/gateway/definition/import.ts'
import { parseBody } from '../../../../../runtime/gateway/definition/parse.ts'
import type { Method, RestApi } from '../../../../../runtime/gateway/definition/rest-api.ts'
import type { JsonObject } from '../../../../../runtime/gateway/json.ts'

function optionsOf(more: Partial<ImportOptions> = {}): ImportOptions {
  let count = 0
  return {
    mode: 'create',
    ids: { next: (length) => `i${String(count++).padStart(length - 1, '0')}` },
    region: 'eu-west-1',
    accountId: '123456789012',
    partition: 'aws',
    ...more,
  }
}

const MOCK = { type: 'mock', responses: { default: { statusCode: '200' } } }
const OPERATION = { responses: { 200: { description: 'ok' } }, 'x-amazon-apigateway-integration': MOCK }

const LOCATION = 'method.response.header.Location'
const refusedMapping = (what: string, errors: string): string =>
  `Unable to put ${what} on 'GET' for resource at path '/p': Invalid mapping expression specified: Validation Result: warnings : [], errors : [${errors}]`

const openapi = (more: object): JsonObject => ({ openapi: '3.0.1', info: { title: 't', version: '1' }, paths: {}, ...more }) as JsonObject
const withPaths = (paths: object): JsonObject => openapi({ paths })
const withOperation = (operation: object, more: object = {}): JsonObject =>
  openapi({ paths: { '/p': { get: { ...OPERATION, ...operation } } }, ...more })
const withIntegration = (integration: unknown): JsonObject => withOperation({ 'x-amazon-apigateway-integration': integration })

function imported(document: JsonObject, more: Partial<ImportOptions> = {}): RestApi {
  const { api, issues } = importDocument(document, optionsOf(more))
  if (api === undefined) throw new Error(JSON.stringify(issues))
  return api
}

function methodOf(api: RestApi, path: string, verb: 'GET' | 'POST' = 'GET'): Method {
  const method = Object.values(api.resources).find((resource) => resource.path === path)?.methods[verb]
  if (method === undefined) throw new Error(`no ${verb} ${path}`)
  return method
}

describe('what an import refuses', () => {
  const cases: [name: string, document: unknown, error: string, pointer: string][] = [
    ['no object', [], 'Invalid OpenAPI input.', ''],
    ['OpenAPI 3.1', { openapi: '3.1.0' }, 'Invalid OpenAPI input.', '/openapi'],
    [
      'a path part with a forbidden sign',
      withPaths({ '/a b': { get: OPERATION } }),
      "Unable to create resource at path '/a b': Resource's path part only allow a-zA-Z0-9._- and curly braces at the beginning and the end and an optional plus sign before the closing brace.",
      '/paths/~1a b',
    ],
    [
      'two variables below one resource',
      withPaths({ '/a/{x}': { get: OPERATION }, '/a/{y}/b': { get: OPERATION } }),
      "Unable to create resource at path '/a/{y}/b': A sibling ({x}) of this resource already has a variable path part -- only one is allowed",
      '/paths/~1a~1{y}~1b',
    ],
    [
      'a child below a greedy variable',
      withPaths({ '/{proxy+}/b': { get: OPERATION } }),
      "Unable to create resource at path '/{proxy+}/b': Cannot create a child of a resource with a greedy path variable: {proxy+}",
      '/paths/~1{proxy+}~1b',
    ],
    [
      'a parameter name with brackets',
      withOperation({ parameters: [{ name: 'filter[a]', in: 'query', schema: { type: 'string' } }] }),
      "Unable to put method 'GET' on resource at path '/p': Invalid mapping expression specified: Validation Result: warnings : [], errors : [Parameter name should match the following regular expression: ^[a-zA-Z0-9:._$-]+$]",
      '/paths/~1p/get/parameters/0/name',
    ],
    [
      'one name in two places',
      withOperation({
        parameters: [
          { name: 'a', in: 'query' },
          { name: 'a', in: 'header' },
        ],
      }),
      "Unable to put method 'GET' on resource at path '/p': Parameter names must be unique across querystring, header and path",
      '/paths/~1p/get/parameters/1/name',
    ],
    [
      'a gateway response of an unknown type',
      { ...withOperation({}), 'x-amazon-apigateway-gateway-responses': { FAKE: { statusCode: 404 } } },
      "1 validation error detected: Value 'FAKE' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: [REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, AUTHORIZER_CONFIGURATION_ERROR, MISSING_AUTHENTICATION_TOKEN, BAD_REQUEST_BODY, INVALID_SIGNATURE, INVALID_API_KEY, BAD_REQUEST_PARAMETERS, AUTHORIZER_FAILURE, UNAUTHORIZED, INTEGRATION_TIMEOUT, ACCESS_DENIED, DEFAULT_4XX, DEFAULT_5XX, WAF_FILTERED, QUOTA_EXCEEDED, THROTTLED, API_CONFIGURATION_ERROR, UNSUPPORTED_MEDIA_TYPE, INTEGRATION_FAILURE, EXPIRED_TOKEN]",
      '/x-amazon-apigateway-gateway-responses/FAKE',
    ],
    [
      'an integration that is no object',
      withIntegration('x'),
      'Unable to parse API definition because of a malformed integration at path /p',
      '/paths/~1p/get/x-amazon-apigateway-integration',
    ],
    [
      'an intrinsic where a URI belongs',
      withIntegration({ type: 'aws_proxy', httpMethod: 'POST', uri: { Ref: 'X' } }),
      'Unable to parse API definition because of a malformed integration at path /p',
      '/paths/~1p/get/x-amazon-apigateway-integration/uri',
    ],
    [
      'a back end without a verb',
      withIntegration({ type: 'http', uri: 'https://example.com' }),
      "Unable to put integration on 'GET' for resource at path '/p': Enumeration value for HttpMethod must be non-empty",
      '/paths/~1p/get/x-amazon-apigateway-integration',
    ],
    [
      'a URI that is no ARN',
      withIntegration({ type: 'aws', httpMethod: 'POST', uri: 'https://example.com' }),
      "Unable to put integration on 'GET' for resource at path '/p': Invalid ARN specified in the request",
      '/paths/~1p/get/x-amazon-apigateway-integration/uri',
    ],
    [
      'an ARN without path and action',
      withIntegration({ type: 'aws', httpMethod: 'POST', uri: 'arn:aws:apigateway:eu-west-1:sqs:queue' }),
      "Unable to put integration on 'GET' for resource at path '/p': AWS ARN for integration must contain path or action",
      '/paths/~1p/get/x-amazon-apigateway-integration/uri',
    ],
    [
      'a proxy to another service',
      withIntegration({ type: 'aws_proxy', httpMethod: 'POST', uri: 'arn:aws:apigateway:eu-west-1:sqs:path/1/q' }),
      "Unable to put integration on 'GET' for resource at path '/p': Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
      '/paths/~1p/get/x-amazon-apigateway-integration/uri',
    ],
    [
      'a timeout above the limit',
      withIntegration({ ...MOCK, timeoutInMillis: 300_001 }),
      "Unable to put integration on 'GET' for resource at path '/p': Timeout should be between 50 ms and 29000 ms",
      '/paths/~1p/get/x-amazon-apigateway-integration/timeoutInMillis',
    ],
    [
      'a mapping from a parameter that nobody declares',
      withIntegration({ ...MOCK, requestParameters: { 'integration.request.header.A': 'method.request.header.Authorization' } }),
      refusedMapping('integration', 'Invalid mapping expression parameter specified: method.request.header.Authorization'),
      '/paths/~1p/get/x-amazon-apigateway-integration/requestParameters',
    ],
    [
      'mappings that are none',
      withIntegration({ ...MOCK, requestParameters: { 'integration.request.header.A': 'a', 'header.B': "'b'" } }),
      refusedMapping('integration', 'Invalid mapping expression specified: a, Invalid mapping expression specified: header.B'),
      '/paths/~1p/get/x-amazon-apigateway-integration/requestParameters',
    ],
    [
      'a mapping to a header that the response does not declare',
      withIntegration({ type: 'mock', responses: { '2..': { statusCode: 200, responseParameters: { [LOCATION]: "'/'" } } } }),
      refusedMapping('integration response', `Invalid mapping expression parameter specified: ${LOCATION}`),
      '/paths/~1p/get/x-amazon-apigateway-integration/responses/2../responseParameters',
    ],
    [
      'a model name with a sign',
      openapi({ components: { schemas: { body_1: { type: 'object' } } } }),
      "Unable to create model for 'body_1': Model name must be alphanumeric: body_1",
      '/components/schemas/body_1',
    ],
    [
      'a reference out of the document',
      openapi({ components: { schemas: { A: { properties: { b: { $ref: 'https://example.com/b.json' } } } } } }),
      "Unable to create model for 'A': Invalid model specified: Validation Result: warnings : [], errors : [Model reference must be in canonical form]",
      '/components/schemas/A/properties/b/$ref',
    ],
    [
      'a keyword of the wrong type',
      openapi({ components: { schemas: { A: { type: 'string', maxLength: '35' } } } }),
      "Unable to create model for 'A': Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]",
      '/components/schemas/A/maxLength',
    ],
    [
      'a compression size out of range',
      openapi({ 'x-amazon-apigateway-minimum-compression-size': -1 }),
      'Invalid minimum compression size, must be between 0 and 10485760',
      '/x-amazon-apigateway-minimum-compression-size',
    ],
  ]
  it.each(cases)('%s', (_, document, message, pointer) => {
    const { api, issues } = importDocument(document, optionsOf())
    expect({ api, issues }).toEqual({ api: undefined, issues: [{ severity: 'error', message, pointer }] })
  })
})

describe('what an import warns of', () => {
  const cases: [name: string, document: JsonObject, warning: string][] = [
    [
      'a second server',
      openapi({ servers: [{ url: 'https://a' }, { url: 'https://b' }] }),
      'More than one server provided. Ignoring all but the first for defining endpoint configuration',
    ],
    [
      'a scheme of another type',
      openapi({ components: { securitySchemes: { login: { type: 'oauth2' } } } }),
      "Unsupported security definition type 'oauth2' for 'login'. Ignoring.",
    ],
    [
      'a missing model',
      withOperation({
        responses: { 200: { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/M' } } } } },
      }),
      "Parse issue: attribute paths.'/p'(get).responses.200.content.schema.#/components/schemas/M is missing",
    ],
    [
      'a response that is no object',
      withOperation({ responses: { 201: { description: '', content: { 'application/json': { schema: { type: 'string' } } } } } }),
      "Unsupported model type 'StringSchema' in 201 response to method 'GET /p'. Ignoring.",
    ],
    [
      'a mapping that is no text',
      withIntegration({ ...MOCK, requestParameters: { 'integration.request.header.nothing': true } }),
      "Invalid format for 'requestParameters'. Expected type string for property 'integration.request.header.nothing' of resource '/p' and method 'GET' but got 'true'",
    ],
    [
      'a key that OpenAPI does not know',
      withOperation({ produces: ['a/b'] }),
      "Parse issue: attribute paths.'/p'(get).produces is unexpected",
    ],
  ]
  it.each(cases)('%s', (_, document, message) => {
    const { api, issues } = importDocument(document, optionsOf())
    expect(issues.map((issue) => [issue.severity, issue.message])).toEqual([['warning', message]])
    expect(api).toBeDefined()
    expect(importFailure(issues, false)).toBeUndefined()
    expect(importFailure(issues, true)).toBe(`Warnings found during import:\n\t${message}`)
  })

  it('lists errors before warnings', () => {
    const { issues } = importDocument(openapi({ servers: [{ url: '/' }, { url: '/b' }], paths: { '/a b': {} } }), optionsOf())
    expect(importFailure(issues, false)).toMatch(
      /^Errors found during import:\n\tUnable to create resource at path '\/a b': .*\nAdditionally, these warnings were found:\n\tMore than one server provided\..*$/,
    )
  })
})

describe('what an import makes', () => {
  it('binds the region, account and partition, and leaves stage variables', () => {
    const uri =
      'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:f:${stageVariables.alias}/invocations'
    const api = imported(withIntegration({ type: 'aws_proxy', httpMethod: 'post', uri }))
    expect(methodOf(api, '/p').methodIntegration).toMatchObject({
      httpMethod: 'POST',
      uri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:f:${stageVariables.alias}/invocations',
    })
  })

  it('writes out the short resources of a policy', () => {
    const api = imported(
      openapi({ 'x-amazon-apigateway-policy': { Statement: [{ Effect: 'Allow', Resource: ['execute-api:/*', 'arn:x'] }] } }),
    )
    expect(JSON.parse(api.policy ?? '').Statement[0].Resource).toEqual([`arn:aws:execute-api:eu-west-1:123456789012:${api.id}/*`, 'arn:x'])
  })

  it('gives equal anonymous schemas one model, whatever else the document holds', () => {
    const content = { 'application/json': { schema: { type: 'object', properties: { a: { type: 'string' } } } } }
    const operation = { ...OPERATION, requestBody: { content }, responses: { 200: { description: '', content } } }
    const api = imported(withPaths({ '/a': { post: operation }, '/b': { post: operation } }))
    const names = ['/a', '/b'].flatMap((path) => {
      const method = methodOf(api, path, 'POST')
      return [method.requestModels?.['application/json'], method.methodResponses?.['200']?.responseModels?.['application/json']]
    })
    expect(new Set(names).size).toBe(1)
    expect(Object.keys(api.models)).toEqual([names[0]])
    expect(names[0]).toMatch(/^MODEL[0-9a-f]+$/)
  })

  const ID = 'method.request.path.id'
  const securityCases: [name: string, operation: object, want: Partial<Method>][] = [
    ['nothing', { security: [] }, { authorizationType: 'NONE', apiKeyRequired: false }],
    ['the root security', {}, { authorizationType: 'COGNITO_USER_POOLS', authorizationScopes: ['email'], apiKeyRequired: false }],
    ['a key and an authorizer', { security: [{ key: [] }, { token: [] }] }, { authorizationType: 'CUSTOM', apiKeyRequired: true }],
    ['IAM by scheme', { security: [{ iam: [] }] }, { authorizationType: 'AWS_IAM', apiKeyRequired: false }],
    ['IAM by extension', { 'x-amazon-apigateway-auth': { type: 'aws_iam' } }, { authorizationType: 'AWS_IAM', apiKeyRequired: false }],
    ['an open method by extension', { 'x-amazon-apigateway-auth': { type: 'NONE' } }, { authorizationType: 'NONE', apiKeyRequired: false }],
  ]
  it.each(securityCases)('security: %s', (_, operation, want) => {
    const apiKey = (name: string, more: object): object => ({ type: 'apiKey', in: 'header', name, ...more })
    const document = withOperation(operation, {
      security: [{ pool: ['email'] }],
      components: {
        securitySchemes: {
          pool: apiKey('Authorization', { 'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: ['arn:p'] } }),
          token: apiKey('X-Token', { 'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: 'arn:u' } }),
          key: apiKey('X-Api-Key', {}),
          iam: apiKey('Authorization', { 'x-amazon-apigateway-authtype': 'awsSigv4' }),
        },
      },
    })
    const { authorizationType, authorizationScopes, apiKeyRequired } = methodOf(imported(document), '/p')
    expect({ authorizationType, apiKeyRequired, ...(authorizationScopes && { authorizationScopes }) }).toEqual(want)
  })

  it('takes an answer of a status that no response has, as in documents of the guide', () => {
    const responses = { default: { statusCode: '400', responseParameters: { [LOCATION]: "'/'" } } }
    const { methodIntegration } = methodOf(imported(withIntegration({ type: 'mock', responses })), '/p')
    expect(Object.keys(methodIntegration?.integrationResponses ?? {})).toEqual(['400'])
  })

  it('takes responses of a proxy integration, which maps none', () => {
    const responses = { default: { statusCode: '200', responseParameters: { [LOCATION]: "'/'" } } }
    const { issues } = importDocument(
      withIntegration({ type: 'http_proxy', httpMethod: 'GET', uri: 'https://example.com', responses }),
      optionsOf(),
    )
    expect(issues).toEqual([])
  })

  it('finds declared headers in any case, and other parameters in their own', () => {
    const parameters = [
      { name: 'x-a', in: 'header' },
      { name: 'q', in: 'query' },
    ]
    const withMapping = (source: string): JsonObject =>
      withOperation({
        parameters,
        responses: { 200: { description: 'ok', headers: { location: { schema: { type: 'string' } } } } },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestParameters: { 'integration.request.header.A': `method.request.${source}` },
          responses: { default: { statusCode: '200', responseParameters: { [LOCATION]: "'/'" } } },
        },
      })
    expect(importDocument(withMapping('header.X-A'), optionsOf()).issues).toEqual([])
    expect(importDocument(withMapping('querystring.Q'), optionsOf()).issues.map(({ message }) => message)).toEqual([
      refusedMapping('integration', 'Invalid mapping expression parameter specified: method.request.querystring.Q'),
    ])
  })

  it('declares the path variables that nobody did', () => {
    expect(methodOf(imported(withPaths({ '/p/{id}': { get: OPERATION } })), '/p/{id}').requestParameters).toEqual({ [ID]: true })
  })

  it('merges into what is there and overwrites it, keeping the ids of paths', () => {
    const base = imported(withPaths({ '/a': { get: OPERATION }, '/b': { get: OPERATION } }))
    const document = withPaths({ '/b': { post: OPERATION }, '/c': { get: OPERATION } })
    const shape = (api: RestApi): string[] =>
      Object.values(api.resources).map((resource) => `${resource.path} ${Object.keys(resource.methods).sort().join(',')}`)
    const merged = imported(document, { mode: 'merge', base })
    const overwritten = imported(document, { mode: 'overwrite', base })
    expect(shape(merged)).toEqual(['/ ', '/a GET', '/b GET,POST', '/c GET'])
    expect(shape(overwritten)).toEqual(['/ ', '/b POST', '/c GET'])
    const idOf = (api: RestApi): string | undefined => Object.values(api.resources).find((resource) => resource.path === '/b')?.id
    expect([idOf(merged), idOf(overwritten)]).toEqual([idOf(base), idOf(base)])
    expect(shape(base), 'the base stays as it was').toEqual(['/ ', '/a GET', '/b GET'])
  })

  it('reads names of the prototype as names', () => {
    const document = JSON.parse(
      '{"openapi":"3.0.1","info":{"title":"t","version":"1"},"security":[{"constructor":[]}],"paths":{"/__proto__":{"get":{"operationId":"toString","parameters":[{"name":"__proto__","in":"query"}],"responses":{"200":{"description":"","content":{"__proto__":{"schema":{"$ref":"#/components/schemas/constructor"}}}}},"x-amazon-apigateway-integration":{"type":"mock","requestTemplates":{"__proto__":"x"}}}}},"components":{"schemas":{"constructor":{"type":"object","properties":{"__proto__":{"type":"string"}}}}}}',
    )
    const api = imported(document)
    expect(Object.keys(api.models)).toEqual(['constructor'])
    const method = methodOf(api, '/__proto__')
    expect(Object.entries(method.methodIntegration?.requestTemplates ?? {})).toEqual([['__proto__', 'x']])
    const exported = exportDocument(api, { stageName: 's' }, { type: 'oas30', extensions: ['apigateway'], region: 'eu-west-1' })
    expect(JSON.stringify(exported)).toContain('"properties":{"__proto__":{"type":"string"}}')
  })

  it.each([null, 0, 'x', [], {}, { openapi: '3.0.1' }, { swagger: 2, paths: [], definitions: 'x', info: 7 }])(
    'never throws: %j',
    (document) => {
      expect(() => importDocument(document, optionsOf())).not.toThrow()
    },
  )

  it.each(['paths', 'components', 'security', 'servers', 'info', 'x-amazon-apigateway-policy', 'x-amazon-apigateway-documentation'])(
    'never throws over odd values at %s',
    (key) => {
      for (const value of [
        null,
        0,
        'x',
        [null],
        { a: null },
        { a: { get: null, parameters: 'x' } },
        { '/a': { get: { responses: [], parameters: [null, 1] } } },
      ]) {
        expect(() => importDocument(openapi({ [key]: value }), optionsOf())).not.toThrow()
      }
    },
  )
})

describe('reading a body', () => {
  const cases: [name: string, text: string, detail: RegExp][] = [
    ['nothing', '', /./],
    ['a list', '[1]', /not an object/],
    [
      'a YAML bomb',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
        .split('')
        .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(10)}]`)
        .join('\n')}`,
      /aliases are written out/,
    ],
    ['a cycle', 'a: &a\n  b: *a', /./],
    ['depth', `{"a":${'['.repeat(300)}${']'.repeat(300)}}`, /nested deeper/],
    ['size', `{"a":"${'x'.repeat(6_291_456)}"}`, /larger than/],
    ['a tag', 'a: !Sub x', /tag/],
  ]
  it.each(cases)('refuses %s', (_, text, detail) => {
    const result = parseBody(text)
    expect(result).toMatchObject({ kind: 'invalid', message: 'Invalid OpenAPI input.' })
    expect(result.kind === 'invalid' && result.detail).toMatch(detail)
  })

  it('reads brackets that close at the indentation of their key', () => {
    expect(parseBody('a:\n  b: [\n    1\n  ]\n  c: {\n    d: 2\n  }\n')).toEqual({
      kind: 'document',
      document: { a: { b: [1], c: { d: 2 } } },
    })
  })
})
