import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { HttpCall } from '../../../../../runtime/gateway/execute/ports.ts'
import { toBytes, toText } from '../../../../../runtime/gateway/http.ts'
import { deployApi, documentOf, functionUri, mockOperation, proxyOperation } from '../../../../support/data-plane.ts'

describe('a request that no method answers', () => {
  const api = deployApi(documentOf({ '/pets': { get: mockOperation('{}') } }))

  it.each([
    ['an unknown path', { path: '/nope' }],
    ['an unknown verb', { method: 'PUT', path: '/pets' }],
  ])('%s', async (_, request) => {
    const answer = await api.call(request)
    expect([answer.status, answer.body, answer.header('x-amzn-ErrorType')]).toEqual([
      403,
      '{"message":"Missing Authentication Token"}',
      'MissingAuthenticationTokenException',
    ])
  })

  it('takes any Authorization header for a signature', async () => {
    const answer = await api.call({ path: '/nope', headers: { Authorization: 'Bearer abc' } })
    expect([answer.status, answer.header('x-amzn-ErrorType')]).toEqual([403, 'IncompleteSignatureException'])
    expect(answer.body).toContain('Invalid key=value pair (missing equal-sign) in Authorization header')
    expect(answer.body).not.toContain('abc')
  })
})

describe('mock', () => {
  it('answers with its template and the default content type', async () => {
    const api = deployApi(
      documentOf({ '/pets/{id}': { get: mockOperation('{"id": "$input.params(\'id\')", "stage": "$context.stage"}') } }),
    )
    const answer = await api.call({ path: '/pets/a%20b' })
    expect([answer.status, answer.body, answer.header('Content-Type')]).toEqual([200, '{"id": "a b", "stage": "dev"}', 'application/json'])
    expect(answer.header('X-Amzn-Trace-Id')).toBeUndefined()
    expect(answer.header('x-amzn-RequestId')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('is a configuration error without an integer status', async () => {
    const api = deployApi(
      documentOf({
        '/a': {
          get: {
            responses: {},
            'x-amazon-apigateway-integration': { type: 'mock', requestTemplates: { 'application/json': '{"status": 200}' } },
          },
        },
      }),
    )
    const answer = await api.call({ path: '/a' })
    expect([answer.status, answer.body]).toEqual([500, '{"message": "Internal server error"}'])
    expect(api.logs.join()).toContain('Unable to parse statusCode')
  })

  it('selects its response by the status and sets headers and overrides', async () => {
    const api = deployApi(
      documentOf({
        '/a': {
          get: {
            responses: { 200: { description: '' }, 404: { description: '', headers: { 'X-Kind': { schema: { type: 'string' } } } } },
            'x-amazon-apigateway-integration': {
              type: 'mock',
              requestTemplates: { 'application/json': '{statusCode: 404}' },
              responses: {
                default: { statusCode: '200' },
                '404': {
                  statusCode: '404',
                  responseParameters: { 'method.response.header.X-Kind': "'gone'" },
                  responseTemplates: {
                    'application/json':
                      '#set($context.responseOverride.status = 410)#set($context.responseOverride.header.X-Other = "o")gone',
                  },
                },
              },
            },
          },
        },
      }),
    )
    const answer = await api.call({ path: '/a' })
    expect([answer.status, answer.body, answer.header('X-Kind'), answer.header('X-Other')]).toEqual([410, 'gone', 'gone', 'o'])
  })
})

describe('passthrough of a body without a template, recorded for all three behaviors', () => {
  const cases: readonly (readonly [behavior: string, templates: Record<string, string> | undefined, status: number])[] = [
    ['when_no_match', { 'application/xml': '{"statusCode": 200}' }, 200],
    ['when_no_match', undefined, 200],
    ['when_no_templates', { 'application/xml': '{"statusCode": 200}' }, 415],
    ['when_no_templates', undefined, 200],
    ['never', { 'application/xml': '{"statusCode": 200}' }, 415],
    ['never', undefined, 415],
  ]
  it.each(cases)('%s with templates %j: %i', async (passthroughBehavior, requestTemplates, status) => {
    const integration = {
      type: 'mock',
      passthroughBehavior,
      ...(requestTemplates === undefined ? {} : { requestTemplates }),
      responses: { default: { statusCode: '200' } },
    }
    const api = deployApi(
      documentOf({ '/a': { post: { responses: { 200: { description: '' } }, 'x-amazon-apigateway-integration': integration } } }),
    )
    const answer = await api.call({
      method: 'POST',
      path: '/a',
      headers: { 'Content-Type': 'application/json' },
      body: '{"statusCode": 200}',
    })
    expect(answer.status).toBe(status)
    if (status === 415) expect(answer.body).toBe('{"message": "Unsupported Media Type"}')
  })
})

describe('aws_proxy', () => {
  it('hands over the whole request', async () => {
    const api = deployApi(documentOf({ '/pets/{id}': { post: proxyOperation('echo') } }), {
      functions: { echo: (event) => ({ statusCode: 200, body: JSON.stringify(event) }) },
      stageVariables: { color: 'blue' },
    })
    const answer = await api.call({
      method: 'POST',
      path: '/pets/a%2Bb/',
      query: 'q=1&q=2%2B&e=',
      headers: [
        ['X-A', '1'],
        ['x-a', '2'],
        ['Connection', 'close'],
      ],
      body: 'text',
    })
    expect(answer.json).toMatchObject({
      resource: '/pets/{id}',
      path: '/pets/a%2Bb/',
      httpMethod: 'POST',
      headers: { 'X-A': '2', Host: `${api.api.id}.execute-api.us-east-1.amazonaws.com` },
      multiValueHeaders: { 'X-A': ['1', '2'] },
      queryStringParameters: { q: '2+', e: '' },
      multiValueQueryStringParameters: { q: ['1', '2+'] },
      pathParameters: { id: 'a%2Bb' },
      stageVariables: { color: 'blue' },
      requestContext: {
        resourcePath: '/pets/{id}',
        path: '/dev/pets/a%2Bb/',
        requestTime: '02/Jan/2026:03:04:05 +0000',
        identity: { sourceIp: '127.0.0.1', accessKey: null },
      },
      body: 'text',
      isBase64Encoded: false,
    })
    expect(answer.json).not.toHaveProperty('version')
    expect(answer.json).not.toHaveProperty('headers.Connection')
  })

  it('has null where there is nothing', async () => {
    const api = deployApi(documentOf({ '/a': { get: proxyOperation('echo') } }), {
      functions: { echo: (event) => ({ body: JSON.stringify(event) }) },
    })
    expect((await api.call({ path: '/a' })).json).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      body: null,
    })
  })

  const contract: readonly [name: string, result: unknown, status: number, check?: Record<string, string>, body?: string][] = [
    ['a status alone', { statusCode: 200 }, 200, { 'Content-Type': 'application/json' }, ''],
    ['headers alone', { headers: { a: 'b' } }, 200, { a: 'b' }],
    ['a status as text', { statusCode: '201' }, 201],
    ['a status that is no number', { statusCode: 'test' }, 502],
    ['a boolean header', { headers: { a: true } }, 200, { a: 'true' }],
    ['headers null', { statusCode: 200, headers: null }, 200],
    ['an unknown key', { statusCode: 200, wrongValue: 1 }, 502],
    ['an empty text', '', 502],
    ['a text', 'hello', 502],
    ['nothing', null, 502],
    ['a list', [], 502],
    ['a header that is no list', { multiValueHeaders: { a: '1' } }, 502],
    ['a body that is an object', { body: {} }, 502],
    ['base64 for a client that takes no binary', { body: 'aGk=', isBase64Encoded: true }, 200, {}, 'aGk='],
  ]
  it.each(contract)('answers %s', async (_, result, status, headers = {}, body) => {
    const api = deployApi(documentOf({ '/a': { get: proxyOperation('f') } }), { functions: { f: () => result } })
    const answer = await api.call({ path: '/a' })
    expect(answer.status).toBe(status)
    for (const [name, value] of Object.entries(headers)) expect(answer.header(name)).toBe(value)
    if (status === 502) expect(answer.body).toBe('{"message": "Internal server error"}')
    else if (body !== undefined) expect(answer.body).toBe(body)
  })

  it('puts the values of multiValueHeaders first', async () => {
    const api = deployApi(documentOf({ '/a': { get: proxyOperation('f') } }), {
      functions: { f: () => ({ headers: { 'x-a': '3' }, multiValueHeaders: { 'X-A': ['1', '2'] } }) },
    })
    expect((await api.call({ path: '/a' })).headers.filter(([name]) => name.toLowerCase() === 'x-a')).toEqual([
      ['X-A', '1'],
      ['X-A', '2'],
      ['X-A', '3'],
    ])
  })

  it('takes a failed function for a bad answer, and one that is missing for a configuration error', async () => {
    const fails = deployApi(documentOf({ '/a': { get: proxyOperation('f') } }), {
      functions: {
        f: () => {
          throw new Error('boom')
        },
      },
    })
    const failed = await fails.call({ path: '/a' })
    expect([failed.status, failed.body]).toEqual([502, '{"message": "Internal server error"}'])
    expect(fails.logs.join()).toContain('boom')
    const missing = deployApi(documentOf({ '/a': { get: proxyOperation('f') } }))
    expect((await missing.call({ path: '/a' })).status).toBe(500)
  })

  it('keeps names for itself', async () => {
    const api = deployApi(documentOf({ '/a': { get: proxyOperation('f') } }), {
      functions: { f: () => ({ headers: { Date: 'today', 'X-B': 'a\r\nb: c' } }) },
    })
    const answer = await api.call({ path: '/a' })
    expect(answer.header('x-amzn-Remapped-Date')).toBe('today')
    expect(answer.header('X-B')).toBeUndefined()
  })

  it.each(['èé+à)(', 'a', 'aGk=!'])('answers 500 where a client that takes bytes would get %j as base64, as recorded', async (body) => {
    const api = deployApi(
      documentOf({ '/a': { get: proxyOperation('f') } }, { 'x-amazon-apigateway-binary-media-types': ['image/*', 'image/png'] }),
      { functions: { f: () => ({ body, isBase64Encoded: true }) } },
    )
    const answer = await api.call({ path: '/a', headers: { Accept: 'image/png' } })
    expect([answer.status, answer.json]).toEqual([500, { message: 'Internal server error' }])
  })

  it('codes binary bodies in base64 both ways', async () => {
    const api = deployApi(documentOf({ '/a': { put: proxyOperation('f') } }, { 'x-amazon-apigateway-binary-media-types': ['image/*'] }), {
      functions: {
        f: ({ body, isBase64Encoded }: { body: string; isBase64Encoded: boolean }) => ({
          headers: { 'Content-Type': 'image/png' },
          body,
          isBase64Encoded,
        }),
      },
    })
    const answer = await api.call({
      method: 'PUT',
      path: '/a',
      headers: { 'Content-Type': 'image/png', Accept: 'image/png, */*' },
      body: toBytes('\u0001bytes'),
    })
    expect(answer.body).toBe('\u0001bytes')
  })
})

describe('aws to a function', () => {
  const custom = (extra: Record<string, unknown> = {}): Record<string, unknown> => ({
    responses: { 200: { description: '' }, 404: { description: '', headers: { 'X-Why': { schema: { type: 'string' } } } } },
    'x-amazon-apigateway-integration': {
      type: 'aws',
      httpMethod: 'POST',
      uri: functionUri('f'),
      requestTemplates: { 'application/json': '{"id": "$input.params(\'id\')", "body": $input.json(\'$\')}' },
      responses: {
        default: { statusCode: '200', responseTemplates: { 'application/json': '{"got": $input.json(\'$.value\')}' } },
        '\\{"status":404,[\\s\\S]*': {
          statusCode: '404',
          responseParameters: { 'method.response.header.X-Why': 'integration.response.body.errorMessage' },
          responseTemplates: { 'application/json': '#set($e = $util.parseJson($input.path("$.errorMessage")))$e.body' },
        },
      },
      ...extra,
    },
  })

  it('maps the event and the result', async () => {
    const api = deployApi(documentOf({ '/pets/{id}': { post: custom() } }), { functions: { f: (event) => ({ value: event }) } })
    const answer = await api.call({
      method: 'POST',
      path: '/pets/7',
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body: '{"n":1.0}',
    })
    expect([answer.status, answer.body]).toEqual([200, '{"got": {"id":"7","body":{"n":1}}}'])
    expect(answer.header('X-Amzn-Trace-Id')).toMatch(/^Root=1-/)
  })

  it('selects the response by the error message', async () => {
    const message = '{"status":404,"body":"gone"}'
    const api = deployApi(documentOf({ '/pets/{id}': { post: custom() } }), {
      functions: {
        f: () => {
          throw new Error(message)
        },
      },
    })
    const answer = await api.call({ method: 'POST', path: '/pets/7' })
    expect([answer.status, answer.body, answer.header('X-Why')]).toEqual([404, 'gone', message])
  })

  it('answers 200 with the error where no pattern matches it', async () => {
    const api = deployApi(documentOf({ '/pets/{id}': { post: custom({ responses: { default: { statusCode: '200' } } }) } }), {
      functions: {
        f: () => {
          throw new Error('other')
        },
      },
    })
    const answer = await api.call({ method: 'POST', path: '/pets/7' })
    expect([answer.status, answer.json]).toMatchObject([200, { errorMessage: 'other' }])
  })
})

describe('http and http_proxy', () => {
  const backend =
    (calls: HttpCall[], status = 200) =>
    (call: HttpCall) => {
      calls.push(call)
      return Promise.resolve({
        kind: 'answer' as const,
        status,
        headers: [
          ['Content-Type', 'text/plain'],
          ['Server', 'nginx'],
        ] as const,
        body: toBytes('from the back end'),
      })
    }

  it('sends only what is mapped', async () => {
    const calls: HttpCall[] = []
    const api = deployApi(
      documentOf({
        '/pets/{id}': {
          get: {
            responses: { 200: { description: '', headers: { 'X-From': { schema: { type: 'string' } } } } },
            parameters: [
              { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
              { name: 'q', in: 'query', schema: { type: 'string' } },
            ],
            'x-amazon-apigateway-integration': {
              type: 'http',
              httpMethod: 'GET',
              uri: 'http://${stageVariables.host}/v1/{key}',
              requestParameters: {
                'integration.request.path.key': 'method.request.path.id',
                'integration.request.querystring.search': 'method.request.querystring.q',
                'integration.request.header.X-Who': "'me'",
              },
              responses: {
                default: {
                  statusCode: '200',
                  responseParameters: { 'method.response.header.X-From': 'integration.response.header.Server' },
                },
              },
            },
          },
        },
      }),
      { fetch: backend(calls, 400), stageVariables: { host: 'localhost:1' } },
    )
    const answer = await api.call({ path: '/pets/a%20b', query: 'q=1&q=x%26y&secret=1', headers: { 'X-Secret': '1' } })
    // The back end's 400 becomes 200 by the default mapping (recorded).
    expect([answer.status, answer.body, answer.header('X-From')]).toEqual([200, 'from the back end', 'nginx'])
    expect(calls[0]).toMatchObject({ method: 'GET', url: 'http://localhost:1/v1/a%20b?search=x%26y' })
    expect(calls[0]?.body).toBeUndefined()
    const names = calls[0]?.headers.map(([name]) => name)
    expect(names).toEqual(['Accept', 'User-Agent', 'X-Amzn-Trace-Id', 'X-Amzn-Apigateway-Api-Id', 'X-Who'])
  })

  it('passes the request on and the answer back', async () => {
    const calls: HttpCall[] = []
    const api = deployApi(
      documentOf({
        '/{proxy+}': {
          'x-amazon-apigateway-any-method': {
            responses: {},
            parameters: [{ name: 'proxy', in: 'path', required: true, schema: { type: 'string' } }],
            'x-amazon-apigateway-integration': {
              type: 'http_proxy',
              httpMethod: 'ANY',
              uri: 'http://localhost:1/{proxy}',
              requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
            },
          },
        },
      }),
      { fetch: backend(calls, 418) },
    )
    const answer = await api.call({ method: 'PUT', path: '/a/b', query: 'x=1', headers: { 'X-Mine': '1' }, body: 'hello' })
    expect([answer.status, answer.body]).toEqual([418, 'from the back end'])
    expect(answer.header('x-amzn-Remapped-Server')).toBe('nginx')
    expect(answer.header('X-Amzn-Trace-Id')).toBeUndefined()
    expect(calls[0]).toMatchObject({ method: 'PUT', url: 'http://localhost:1/a/b?x=1' })
    expect(toText(calls[0]?.body ?? new Uint8Array())).toBe('hello')
    expect(calls[0]?.headers).toContainEqual(['X-Mine', '1'])
    expect(calls[0]?.headers.some(([name]) => name === 'Host')).toBe(false)
  })

  it('has an invalid endpoint without its stage variable', async () => {
    const integration = { type: 'http_proxy', httpMethod: 'GET', uri: 'http://${stageVariables.host}' }
    const api = deployApi(documentOf({ '/a': { get: { responses: {}, 'x-amazon-apigateway-integration': integration } } }))
    const answer = await api.call({ path: '/a' })
    expect([answer.status, answer.body]).toEqual([500, '{"message": "Internal server error"}'])
    expect(api.logs.join()).toContain('Invalid endpoint address')
  })

  it.each([
    ['timeout', { kind: 'timeout' as const }, '{"message": "Endpoint request timed out"}'],
    ['unreachable', { kind: 'unreachable' as const, message: 'refused' }, '{"message": "Network error communicating with endpoint"}'],
  ])('answers 504 for %s', async (_, outcome, body) => {
    const integration = { type: 'http_proxy', httpMethod: 'GET', uri: 'http://localhost:1' }
    const api = deployApi(documentOf({ '/a': { get: { responses: {}, 'x-amazon-apigateway-integration': integration } } }), {
      fetch: () => Promise.resolve(outcome),
    })
    const answer = await api.call({ path: '/a' })
    expect([answer.status, answer.body]).toEqual([504, body])
  })
})

describe('compression', () => {
  const api = deployApi(documentOf({ '/a': { post: proxyOperation('f') } }, { 'x-amazon-apigateway-minimum-compression-size': 20 }), {
    functions: {
      f: ({ body, headers }: { body: string; headers: Record<string, string> }) => ({
        body,
        headers: { 'X-Coding': headers['Content-Encoding'] ?? 'none' },
      }),
    },
  })
  const long = 'a text of more than twenty characters'

  it.each<[accept: string, body: string, coding: string | undefined]>([
    ['gzip, deflate', long, 'gzip'],
    ['deflate', long, 'deflate'],
    ['br', long, undefined],
    ['gzip;q=0', long, undefined],
    ['gzip', 'short', undefined],
  ])('for a client that accepts %s, of %s', async (accept, body, coding) => {
    const answer = await api.call({ method: 'POST', path: '/a', headers: { 'Accept-Encoding': accept }, body })
    expect(answer.header('Content-Encoding')).toBe(coding)
    if (coding === undefined) expect(answer.body).toBe(body)
  })

  it('of the request is undone', async () => {
    const answer = await api.call({ method: 'POST', path: '/a', headers: { 'Content-Encoding': 'gzip' }, body: gzipSync(long) })
    expect([answer.body, answer.header('X-Coding')]).toEqual([long, 'none'])
    const bad = await api.call({ method: 'POST', path: '/a', headers: { 'Content-Encoding': 'gzip' }, body: 'no gzip' })
    expect(bad.status).toBe(400)
    const bomb = await api.call({
      method: 'POST',
      path: '/a',
      headers: { 'Content-Encoding': 'gzip' },
      body: gzipSync(new Uint8Array(11 * 1024 * 1024)),
    })
    expect(bomb.status).toBe(413)
  })
})
