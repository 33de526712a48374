import { describe, expect, it } from 'vitest'
import { deployApi, documentOf, mockOperation, type TestRequest } from '../../../../support/data-plane.ts'

const schema = {
  type: 'object',
  required: ['name', 'age'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 5, pattern: '^[a-z]+$' },
    age: { type: 'integer', minimum: 0, maximum: 9 },
    weight: { type: 'number' },
    kind: { type: 'string', enum: ['cat', 'dog'] },
    tags: { type: 'array', maxItems: 2, uniqueItems: true, items: { type: 'string' } },
    owner: { $ref: '#/components/schemas/Owner' },
    __proto__: { type: 'string' },
  },
}

const document = documentOf(
  {
    '/pets/{id}': {
      post: mockOperation('ok', {
        'x-amazon-apigateway-request-validator': 'all',
        parameters: [
          { name: 'x-who', in: 'header', required: true, schema: { type: 'string' } },
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'q', in: 'query', required: true, schema: { type: 'integer' } },
          { name: 'optional', in: 'query', schema: { type: 'integer' } },
        ],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
      }),
    },
    '/free': {
      post: mockOperation('ok', { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } } }),
    },
  },
  {
    'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true, validateRequestParameters: true } },
    'x-amazon-apigateway-gateway-responses': {
      BAD_REQUEST_BODY: {
        statusCode: '422',
        responseParameters: { 'gatewayresponse.header.X-Why': "'body'", 'gatewayresponse.header.X-Q': 'method.request.querystring.q' },
        responseTemplates: {
          'application/json':
            '{"message":$context.error.messageString,"why":"$context.error.validationErrorString","type":"$context.error.responseType"}',
        },
      },
    },
    components: {
      schemas: {
        Pet: schema,
        Owner: { type: 'object', required: ['id'], properties: { id: { type: 'string' }, of: { $ref: '#/components/schemas/Pet' } } },
      },
    },
  },
)

const api = deployApi(document)

const good: TestRequest = { method: 'POST', path: '/pets/7', query: 'q=1', headers: { 'X-Who': 'me' }, body: '{"name":"rex","age":3}' }

describe('parameters', () => {
  it.each<[name: string, request: TestRequest, message: string]>([
    ['all missing', { ...good, query: '', headers: {} }, 'Missing required request parameters: [q, x-who]'],
    ['blank', { ...good, query: 'q=' }, 'Missing required request parameters: [q]'],
    ['before the body', { ...good, query: '', body: 'no json' }, 'Missing required request parameters: [q]'],
  ])('%s', async (_, request, message) => {
    const answer = await api.call(request)
    expect([answer.status, answer.header('x-amzn-ErrorType'), answer.json]).toEqual([400, 'BadRequestException', { message }])
  })

  it('are not checked for type', async () => {
    expect((await api.call({ ...good, query: 'q=word&optional=x' })).status).toBe(200)
  })
})

describe('bodies', () => {
  it.each<[name: string, body: string, why: string]>([
    ['nothing, where an empty object does not fit', '', '[Unknown error parsing request body]'],
    ['no JSON', '{"name"', '[Unknown error parsing request body]'],
    ['a missing property', '{"name":"rex"}', '[object has missing required properties (["age"])]'],
    [
      'a wrong type',
      '{"name":"rex","age":"3"}',
      '[instance type (string) does not match any allowed primitive type (allowed: ["integer"])]',
    ],
    [
      'no value of an enumeration',
      '{"name":"rex","age":3,"kind":"fish"}',
      '[instance value ("fish") not found in enum (possible values: ["cat","dog"])]',
    ],
    ['too small a number', '{"name":"rex","age":-1}', '[numeric instance is lower than the required minimum (minimum: 0, found: -1)]'],
    ['too long a text', '{"name":"rexrex","age":1}', '[string "rexrex" is too long (length: 6, maximum allowed: 5)]'],
    ['a text that does not match', '{"name":"R","age":1}', '[ECMA 262 regex "^[a-z]+$" does not match input string "R"]'],
    [
      'an unknown property',
      '{"name":"rex","age":3,"constructor":1}',
      '[object instance has properties which are not allowed by the schema: ["constructor"]]',
    ],
    [
      'several unknown properties',
      '{"name":"rex","age":3,"z":1,"y":2}',
      '[object instance has properties which are not allowed by the schema: ["y","z"]]',
    ],
    [
      'missing and unknown ones',
      '{"name":"rex","y":2}',
      '[object has missing required properties (["age"]), object instance has properties which are not allowed by the schema: ["y"]]',
    ],
    ['a referenced model', '{"name":"rex","age":3,"owner":{}}', '[object has missing required properties (["id"])]'],
    ['a recursion', '{"name":"rex","age":3,"owner":{"id":"1","of":{"name":"b"}}}', '[object has missing required properties (["age"])]'],
    ['duplicates', '{"name":"rex","age":3,"tags":["a","a"]}', '[array must not contain duplicate elements]'],
    [
      'no number',
      '{"name":"rex","age":3,"weight":"4"}',
      '[instance type (string) does not match any allowed primitive type (allowed: ["integer","number"])]',
    ],
    ['a list', '[]', '[instance type (array) does not match any allowed primitive type (allowed: ["object"])]'],
  ])('%s', async (_, body, why) => {
    const answer = await api.call({ ...good, body })
    expect(answer.json).toEqual({ message: 'Invalid request body', why, type: 'BAD_REQUEST_BODY' })
    expect([answer.status, answer.header('X-Why'), answer.header('X-Q')]).toEqual([422, 'body', '1'])
  })

  it.each<[name: string, request: TestRequest]>([
    ['that fit', good],
    ['of a type without a model', { ...good, headers: { 'X-Who': 'me', 'Content-Type': 'text/plain' }, body: '{"statusCode":200}' }],
    ['where no validator is named', { method: 'POST', path: '/free', body: 'anything' }],
  ])('pass %s', async (_, request) => {
    expect((await api.call(request)).status).toBe(200)
  })

  it('are checked in linear time, and not at all where that cannot be', async () => {
    const slow = deployApi(
      documentOf(
        {
          '/a': {
            post: mockOperation('ok', {
              'x-amazon-apigateway-request-validator': 'all',
              requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } },
            }),
          },
        },
        {
          'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true, validateRequestParameters: true } },
          components: {
            schemas: {
              A: { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' }, b: { type: 'string', pattern: '^(?=x).*$' } } },
            },
          },
        },
      ),
    )
    expect((await slow.call({ method: 'POST', path: '/a', body: JSON.stringify({ a: `${'a'.repeat(50_000)}!` }) })).status).toBe(400)
    expect((await slow.call({ method: 'POST', path: '/a', body: '{"b":"y"}' })).body).toBe('ok')
    expect(slow.logs.join()).toContain('cannot be matched in linear time')
  })
})
