import { describe, expect, test } from 'vitest'
import { isObject } from '../../../../generator/base/json.ts'
import { withOperation } from '../../../support/document.ts'
import { lowered } from '../../../support/gateway.ts'

const get = '/paths/~1pets/get'
const uri =
  'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:shop-get-pets:${stageVariables.alias}/invocations'

describe('the gateway document', () => {
  test('is OpenAPI 3.0.1 with what API Gateway stores', () => {
    const { document } = lowered({
      info: { title: 'Shop', version: '2', description: 'd', contact: { name: 'c' }, summary: 's' },
      servers: [{ url: 'https://a.example/{base}', variables: { base: { default: 'v1', 'x-y': 1 } } }, { url: 'https://b.example' }],
      tags: [{ name: 't', externalDocs: { url: 'u' } }],
      webhooks: {},
      'x-apigen': { name: 'shop' },
      'x-other': 1,
      'x-amazon-apigateway-api-key-source': 'HEADER',
    })
    expect(document).toEqual({
      openapi: '3.0.1',
      info: { title: 'Shop', description: 'd', version: '2' },
      servers: [{ url: 'https://a.example/{base}', variables: { base: { default: 'v1' } } }],
      tags: [{ name: 't' }],
      paths: {},
      components: {},
      'x-amazon-apigateway-api-key-source': 'HEADER',
    })
  })

  test('gives an operation without an integration its function', () => {
    expect(lowered(withOperation({})).at(`${get}/x-amazon-apigateway-integration`)).toEqual({ type: 'aws_proxy', httpMethod: 'POST', uri })
  })

  test('leaves an integration as the author wrote it, late-bound values and all', () => {
    const integration = {
      type: 'AWS',
      httpMethod: 'POST',
      uri: { 'Fn::Sub': 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations' },
      requestTemplates: { 'application/json': '$input.json("$")' },
      responses: { default: { statusCode: 200 } },
      unknown: [null],
    }
    expect(lowered(withOperation({ 'x-amazon-apigateway-integration': integration })).at(`${get}/x-amazon-apigateway-integration`)).toEqual(
      integration,
    )
  })

  test('gives no operation an id that several share, whichever stands first', () => {
    const [a, b] = [{ get: { operationId: 'list', responses: {} } }, { get: { operationId: 'list', responses: {} } }]
    const ids = (paths: { readonly [path: string]: unknown }): unknown[] =>
      ['/paths/~1a/get/operationId', '/paths/~1b/get/operationId'].map(lowered({ paths }).at)
    const [first, second] = ids({ '/a': a, '/b': b })
    expect(first).not.toBe(second)
    expect(ids({ '/b': b, '/a': a })).toEqual([first, second])
  })

  test('strips what is not for AWS from an operation', () => {
    const { at } = lowered(
      withOperation({
        deprecated: true,
        'x-apigen-permissions': [],
        'x-internal': true,
        externalDocs: {},
        callbacks: {},
        'x-amazon-apigateway-auth': { type: 'NONE' },
      }),
    )
    const operation = at(get)
    expect(isObject(operation) && Object.keys(operation)).toEqual([
      'responses',
      'x-amazon-apigateway-auth',
      'x-amazon-apigateway-integration',
    ])
  })

  test('writes templates for the short form of a custom integration', () => {
    const { at, reported } = lowered(
      withOperation({
        'x-apigen-integration': 'lambda',
        responses: {
          '200': { description: '' },
          '404': { description: '' },
          '4XX': { description: '' },
          '409': { description: '' },
          default: { description: '' },
        },
      }),
    )
    const integration = at(`${get}/x-amazon-apigateway-integration`) as {
      responses: Record<string, { statusCode: string }>
      uri: string
      type: string
    }
    expect(integration.type).toBe('aws')
    expect(integration.uri).toBe(uri)
    expect(Object.entries(integration.responses).map(([pattern, { statusCode }]) => [pattern, statusCode])).toEqual([
      ['default', '200'],
      ['\\{"status":404,[\\s\\S]*', '404'],
      ['\\{"status":409,[\\s\\S]*', '409'],
      ['\\{"status":4([123456789]\\d|0[01235678]),[\\s\\S]*', '400'],
    ])
    expect(Object.keys(at(`${get}/responses`) as object)).toEqual(['200', '400', '404', '409'])
    expect(reported).toEqual([])
  })

  test('says so where it adds templates to an integration of the author', () => {
    const { at, reported } = lowered(
      withOperation({
        'x-amazon-apigateway-integration': {
          type: 'mock',
          responses: { default: { statusCode: '200', responseParameters: { 'method.response.header.A': "'1'" } } },
        },
        responses: { '200': { description: '', content: { 'application/json': { example: { cost: '$5 #1' } } } } },
      }),
    )
    expect(at(`${get}/x-amazon-apigateway-integration`)).toEqual({
      type: 'mock',
      passthroughBehavior: 'never',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      responses: {
        default: {
          statusCode: '200',
          responseTemplates: { 'application/json': '{"cost":"\\u00245 \\u00231"}' },
          responseParameters: { 'method.response.header.A': "'1'" },
        },
      },
    })
    expect(reported.map(({ code }) => code)).toEqual(['emit/templates-added'])
  })

  test('refuses, by name, a service that it cannot write', () => {
    const { reported } = lowered(withOperation({ 'x-apigen-integration': { service: 'rds' } }))
    expect(reported.map(({ code, message }) => [code, message])).toContainEqual([
      'emit/integration-not-supported',
      expect.stringContaining('`rds`'),
    ])
  })

  test('repeats the CORS headers of the preflight in what it writes, and says so', () => {
    const { at, reported } = lowered({
      paths: {
        '/pets': {
          get: { 'x-apigen-integration': 'lambda', responses: { '200': { description: '' }, '404': { description: '' } } },
          put: {
            'x-amazon-apigateway-integration': { type: 'mock', requestTemplates: { 'application/json': '{"statusCode": 200}' } },
            responses: { '200': { description: '' } },
          },
          options: {
            responses: { '204': { description: '' } },
            'x-amazon-apigateway-integration': {
              type: 'mock',
              requestTemplates: { 'application/json': '{"statusCode": 204}' },
              responses: {
                default: {
                  statusCode: '204',
                  responseParameters: {
                    'method.response.header.Access-Control-Allow-Origin': "'*'",
                    'method.response.header.Access-Control-Allow-Methods': "'GET'",
                  },
                },
              },
            },
          },
        },
      },
    })
    const header = { 'method.response.header.Access-Control-Allow-Origin': "'*'" }
    for (const response of Object.values(at(`${get}/x-amazon-apigateway-integration/responses`) as Record<string, object>))
      expect(response).toMatchObject({ responseParameters: header })
    for (const status of ['200', '404'])
      expect(at(`${get}/responses/${status}/headers`)).toEqual({ 'Access-Control-Allow-Origin': { schema: { type: 'string' } } })
    expect(at('/paths/~1pets/put/x-amazon-apigateway-integration')).not.toHaveProperty('responses')
    expect(reported.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'emit/cors-added The responses of `GET /pets` get `Access-Control-Allow-Origin` from the preflight of its path.',
    ])
  })

  test('a range answers under the first of its statuses that is not declared', () => {
    const { at } = lowered(
      withOperation({
        'x-apigen-integration': 'lambda',
        responses: { '200': { description: '' }, '4XX': { description: 'r' }, '400': { description: 'e' } },
      }),
    )
    expect(at(`${get}/responses/401`)).toEqual({ description: 'r' })
    expect(Object.keys(at(`${get}/x-amazon-apigateway-integration/responses`) as object)).toHaveLength(3)
  })
})

describe('parameters of the gateway document', () => {
  const string = { type: 'string' }
  const cases: readonly (readonly [string, unknown, unknown, readonly string[]])[] = [
    [
      'a declaration',
      { name: 'a', in: 'query', required: true, description: 'd', schema: { type: 'integer', minimum: 1 } },
      [{ name: 'a', in: 'query', description: 'd', required: true, schema: { type: 'integer' } }],
      ['emit/unenforced'],
    ],
    ['what is plain loses nothing', { name: 'a', in: 'header', schema: string }, [{ name: 'a', in: 'header', schema: string }], []],
    ['cookies', { name: 'a', in: 'cookie', schema: string }, undefined, ['emit/unenforced']],
    ['brackets', { name: 'filter[a]', in: 'query', schema: string }, undefined, ['emit/undeclared-parameter']],
    [
      'lists',
      { name: 'a', in: 'query', schema: { type: 'array', items: { type: 'integer' } } },
      [{ name: 'a', in: 'query', schema: { type: 'array', items: string } }],
      ['emit/unenforced'],
    ],
  ]
  test.each(cases)('%s', (_name, given, want, codes) => {
    const { at, reported } = lowered(withOperation({ parameters: [given] }))
    expect(at(`${get}/parameters`)).toEqual(want)
    expect(reported.map(({ code }) => code)).toEqual(codes)
  })

  test('one name in two places: the path keeps it', () => {
    const root = withOperation(
      {
        parameters: [
          { name: 'id', in: 'query', schema: string },
          { name: 'id', in: 'path', required: true, schema: string },
        ],
      },
      '/pets/{id}',
    )
    const { at, reported, pointers } = lowered(root)
    expect(at('/paths/~1pets~1{id}/get/parameters')).toEqual([{ name: 'id', in: 'path', required: true, schema: string }])
    expect(pointers['/paths/~1pets~1{id}/get/parameters/0']).toBe('/paths/~1pets~1{id}/get/parameters/1')
    expect(reported.map(({ code }) => code)).toEqual(['emit/undeclared-parameter'])
  })
})

describe('bodies and responses of the gateway document', () => {
  test('what nobody checks is not said to be checked by the generated validators', () => {
    const properties = { a: { type: 'date' }, b: { $ref: '#/components/schemas/Lost' }, c: { exclusiveMinimum: 0 } }
    const { reported } = lowered(withOperation({ requestBody: { content: { 'application/json': { schema: { properties } } } } }))
    expect(reported.map(({ message }) => message)).toEqual([
      'API Gateway does not check all that the document says: `exclusiveMinimum` (1). The generated validators do.',
    ])
  })

  test('request bodies that are not JSON stay undeclared', () => {
    const body = (type: string): ReturnType<typeof lowered> =>
      lowered(withOperation({ requestBody: { content: { [type]: { schema: {} } } } }, '/pets', 'post'))
    for (const type of ['image/png', 'text/plain']) expect(body(type).at('/paths/~1pets/post/requestBody')).toBeUndefined()
    expect(body('text/plain').reported.map(({ code }) => code)).toEqual(['emit/unenforced'])
    expect(body('image/png').reported).toEqual([])
  })

  test('a shared response is written where it is used', () => {
    const { at, pointers } = lowered({
      ...withOperation({ responses: { '404': { $ref: '#/components/responses/Gone' } } }),
      components: {
        responses: {
          Gone: {
            description: 'gone',
            headers: { 'X-A': { schema: { type: ['integer', 'null'] }, example: 1 } },
            content: { 'application/json': { schema: { type: 'object' }, example: {} } },
          },
        },
      },
    })
    expect(at(`${get}/responses/404`)).toEqual({
      description: 'gone',
      headers: { 'X-A': { schema: { type: 'integer' } } },
      content: { 'application/json': { schema: { $ref: '#/components/schemas/GoneResponse' } } },
    })
    expect(pointers[`${get}/responses/404`]).toBe('/components/responses/Gone')
  })

  test('`default` stands in for what the integration answers', () => {
    const { at } = lowered(
      withOperation({
        responses: { default: { description: 'any' } },
        'x-amazon-apigateway-integration': {
          type: 'http',
          httpMethod: 'GET',
          uri: 'https://x.example',
          responses: { default: { statusCode: '200' }, '5..': { statusCode: '502' } },
        },
      }),
    )
    expect(at(`${get}/responses`)).toEqual({ '200': { description: 'any' }, '502': { description: 'any' } })
  })

  test('a response that only the integration knows has the headers that it sets', () => {
    const sets = (name: string): object => ({ statusCode: '409', responseParameters: { [`method.response.header.${name}`]: "'a'" } })
    const { at } = lowered(
      withOperation({
        responses: { '200': { description: 'ok' } },
        'x-amazon-apigateway-integration': {
          type: 'http',
          httpMethod: 'GET',
          uri: 'https://x.example',
          responses: {
            default: { statusCode: '200', responseParameters: { 'method.response.header.X-A': "'a'" } },
            a: sets('X-B'),
            b: sets('X-C'),
            c: { statusCode: '409', responseParameters: { 'Fn::If': ['A', {}, {}], 'integration.response.header.X-D': "'a'" } },
          },
        },
      }),
    )
    const schema = { type: 'string' }
    expect(at(`${get}/responses`)).toEqual({
      '200': { description: 'ok' },
      '409': { description: '409 response', headers: { 'X-B': { schema }, 'X-C': { schema } } },
    })
  })
})

describe('security of the gateway document', () => {
  test('what API Gateway does not check is left out, and said', () => {
    const { at, reported } = lowered({
      ...withOperation({ security: [{ oauth: ['a'], key: [] }, { oauth: [] }, { pool: [] }] }),
      components: {
        securitySchemes: {
          oauth: { type: 'oauth2', flows: {} },
          key: { type: 'apiKey', in: 'header', name: 'x-api-key' },
          pool: { type: 'http', scheme: 'bearer', 'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [] } },
        },
      },
    })
    expect(at(`${get}/security`)).toEqual([{ key: [] }, { pool: [] }])
    expect(Object.keys(at('/components/securitySchemes') as object)).toEqual(['key', 'pool'])
    expect(at('/components/securitySchemes/pool')).toEqual({
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [] },
    })
    expect(reported.map(({ code }) => code)).toEqual(['emit/scheme-lowered', 'emit/scheme-not-enforced'])
  })

  test('a late-bound name stays, and one that nobody declares goes', () => {
    const root = withOperation({ security: [{ '${authorizer}': [] }, { nobody: [] }] })
    expect(lowered(root).at(`${get}/security`)).toEqual([{ '${authorizer}': [] }])
  })

  test('no security at all stays explicit', () => {
    expect(lowered(withOperation({ security: [] })).at(`${get}/security`)).toEqual([])
  })
})

describe('path items that are choices', () => {
  const operation = { responses: { '200': { description: '' } }, consumes: ['a'] }
  const late = { 'Fn::If': ['IsProd', { Ref: 'AWS::NoValue' }, { get: operation }] }

  test('keep their condition and get the likely branch as API Gateway wants it', () => {
    const { at, pointers } = lowered(withOperation({}), { '/pets': late })
    expect(at('/paths/~1pets/Fn::If/0')).toBe('IsProd')
    expect(at('/paths/~1pets/Fn::If/1')).toEqual({ Ref: 'AWS::NoValue' })
    expect(at('/paths/~1pets/Fn::If/2/get/x-amazon-apigateway-integration')).toEqual({ type: 'aws_proxy', httpMethod: 'POST', uri })
    expect(pointers['/paths/~1pets/Fn::If/2']).toBe('/paths/~1pets')
  })

  test('keep the conditions of single operations, and operations that are no choice, in the order of the author', () => {
    const choice = { 'Fn::If': ['IsProd', { Ref: 'AWS::NoValue' }, operation] }
    const { at, pointers } = lowered(withOperation({}), { '/pets': { put: { 'Fn::GetAtt': 'Put.Body' }, get: choice } })
    expect(Object.keys(at('/paths/~1pets') as object)).toEqual(['put', 'get'])
    expect(at('/paths/~1pets/put')).toEqual({ 'Fn::GetAtt': 'Put.Body' })
    expect(at('/paths/~1pets/get/Fn::If/0')).toBe('IsProd')
    expect(at('/paths/~1pets/get/Fn::If/2/x-amazon-apigateway-integration')).toEqual({ type: 'aws_proxy', httpMethod: 'POST', uri })
    expect(pointers['/paths/~1pets/get/Fn::If/2']).toBe('/paths/~1pets/get')
  })

  test('any other intrinsic stands as it was', () => {
    const transform = { 'Fn::Transform': { Name: 'AWS::Include' } }
    expect(lowered({ paths: { '/pets': {} } }, { '/pets': transform }).at('/paths/~1pets')).toEqual(transform)
  })
})
