import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineAuthorizer, type RequestQuestion, type TokenQuestion } from '../../../../../runtime/typescript/handler/authorizer.ts'
import { readBody } from '../../../../../runtime/typescript/handler/bodies.ts'
import type { Context, LambdaContext } from '../../../../../runtime/typescript/handler/context.ts'
import {
  type AnyResponse,
  defineAsync,
  defineOperation,
  defineTemplated,
  type OperationHandler,
  type OperationSpec,
  type ParameterSpec,
  type Violation,
} from '../../../../../runtime/typescript/handler/operation.ts'
import { problem } from '../../../../../runtime/typescript/handler/problem.ts'
import { serve } from '../../../../../runtime/typescript/handler/serve.ts'
import { readStyledParameters } from '../../../../../runtime/typescript/handler/styles.ts'
import { writeBody } from '../../../../../runtime/typescript/handler/write-body.ts'

const lambda: LambdaContext = {
  awsRequestId: 'r',
  functionName: 'f',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:f',
  getRemainingTimeInMillis: () => 1000,
}
const json = { mediaType: 'application/json', form: 'json' } as const

const spec = (given: Partial<OperationSpec> = {}): OperationSpec => ({
  id: 'getPet',
  method: 'GET',
  path: '/pets/{petId}',
  event: 'proxy',
  parameters: [],
  readParameters: readStyledParameters,
  bodies: [],
  readBody,
  responses: { '200': [json], '404': [json] },
  writeBody,
  errors: { default: problem },
  success: 200,
  check: () => [],
  ...given,
})

/** An operation that answers with what it was asked. */
function echo(given: Partial<OperationSpec> = {}): OperationHandler {
  return defineOperation<unknown, AnyResponse>(spec(given)).handle((request) => ({ status: 200, body: request }))
}

const answering = (response: AnyResponse, given: Partial<OperationSpec> = {}): OperationHandler =>
  defineOperation<unknown, AnyResponse>(spec(given)).handle(() => response)

const event = (given: object = {}): object => ({
  resource: '/pets/{petId}',
  path: '/pets/1',
  httpMethod: 'GET',
  headers: null,
  multiValueHeaders: null,
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: { petId: '1' },
  stageVariables: null,
  requestContext: { requestId: 'id', stage: 'dev', apiId: 'api', requestTimeEpoch: 5, identity: { sourceIp: '1.2.3.4', userAgent: null } },
  body: null,
  isBase64Encoded: false,
  ...given,
})

async function asked(given: Partial<OperationSpec>, proxy: object): Promise<unknown> {
  const result = (await serve([echo(given)])(event(proxy), lambda)) as { body: string }
  return JSON.parse(result.body)
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a proxy event', () => {
  const parameter = (given: Partial<ParameterSpec> & Pick<ParameterSpec, 'name' | 'in'>): ParameterSpec => ({
    shape: 'string',
    style: given.in === 'query' || given.in === 'cookie' ? 'form' : 'simple',
    explode: given.in === 'query' || given.in === 'cookie',
    ...given,
  })
  const list = { list: 'number' } as const
  const fields = { fields: { r: 'number', g: 'number' } } as const
  const query = (values: Record<string, string[]>): object => ({ multiValueQueryStringParameters: values })
  const cases: readonly (readonly [string, ParameterSpec, object, unknown])[] = [
    ['a path parameter', parameter({ name: 'petId', in: 'path', shape: 'number' }), {}, { path: { petId: 1 } }],
    [
      'what is no number',
      parameter({ name: 'petId', in: 'path', shape: 'number' }),
      { pathParameters: { petId: '0x1' } },
      { path: { petId: '0x1' } },
    ],
    ['an encoded path', parameter({ name: 'petId', in: 'path' }), { pathParameters: { petId: 'a%2Fb+c' } }, { path: { petId: 'a/b+c' } }],
    ['a broken encoding', parameter({ name: 'petId', in: 'path' }), { pathParameters: { petId: '%zz' } }, { path: { petId: '%zz' } }],
    [
      'a list in a path',
      parameter({ name: 'petId', in: 'path', shape: list }),
      { pathParameters: { petId: '1,2' } },
      { path: { petId: [1, 2] } },
    ],
    [
      'an object in a path',
      parameter({ name: 'petId', in: 'path', shape: fields }),
      { pathParameters: { petId: 'r,1,g,2' } },
      { path: { petId: { r: 1, g: 2 } } },
    ],
    [
      'an exploded one',
      parameter({ name: 'petId', in: 'path', shape: fields, explode: true }),
      { pathParameters: { petId: 'r=1,g=2' } },
      { path: { petId: { r: 1, g: 2 } } },
    ],
    [
      'a label',
      parameter({ name: 'petId', in: 'path', shape: list, style: 'label', explode: true }),
      { pathParameters: { petId: '.1.2' } },
      { path: { petId: [1, 2] } },
    ],
    [
      'a matrix',
      parameter({ name: 'petId', in: 'path', shape: list, style: 'matrix', explode: true }),
      { pathParameters: { petId: ';petId=1;petId=2' } },
      { path: { petId: [1, 2] } },
    ],
    [
      'a flat matrix',
      parameter({ name: 'petId', in: 'path', shape: list, style: 'matrix' }),
      { pathParameters: { petId: ';petId=1,2' } },
      { path: { petId: [1, 2] } },
    ],
    ['a query', parameter({ name: 'q', in: 'query', shape: 'boolean' }), query({ q: ['x', 'true'] }), { query: { q: true } }],
    ['a query of single values', parameter({ name: 'q', in: 'query' }), { queryStringParameters: { q: 'x' } }, { query: { q: 'x' } }],
    ['nothing', parameter({ name: 'q', in: 'query' }), {}, { query: {} }],
    ['an undeclared parameter', parameter({ name: 'q', in: 'query' }), query({ other: ['x'] }), { query: {} }],
    ['a repeated query', parameter({ name: 'q', in: 'query', shape: list }), query({ q: ['1', '2'] }), { query: { q: [1, 2] } }],
    ['one in brackets', parameter({ name: 'q', in: 'query', shape: list }), query({ 'q[]': ['1', '2'] }), { query: { q: [1, 2] } }],
    ['a joined query', parameter({ name: 'q', in: 'query', shape: list, explode: false }), query({ q: ['1,2'] }), { query: { q: [1, 2] } }],
    [
      'pipes',
      parameter({ name: 'q', in: 'query', shape: list, explode: false, style: 'pipeDelimited' }),
      query({ q: ['1|2'] }),
      { query: { q: [1, 2] } },
    ],
    ['an exploded object', parameter({ name: 'q', in: 'query', shape: fields }), query({ r: ['1'], x: ['3'] }), { query: { q: { r: 1 } } }],
    [
      'a deep object',
      parameter({ name: 'q', in: 'query', shape: fields, style: 'deepObject' }),
      query({ 'q[r]': ['1'], 'q[x]': ['y'] }),
      { query: { q: { r: 1, x: 'y' } } },
    ],
    ['JSON', parameter({ name: 'q', in: 'query', shape: 'json' }), query({ q: ['{"a":1}'] }), { query: { q: { a: 1 } } }],
    [
      'a header in any case',
      parameter({ name: 'X-Id', in: 'header', shape: 'number' }),
      { multiValueHeaders: { 'x-ID': ['7'] } },
      { headers: { 'X-Id': 7 } },
    ],
    [
      'a list in a header',
      parameter({ name: 'X-Id', in: 'header', shape: list }),
      { multiValueHeaders: { 'X-Id': ['1, 2', '3'] } },
      { headers: { 'X-Id': [1, 2, 3] } },
    ],
    ['a cookie', parameter({ name: 'c', in: 'cookie', shape: 'number' }), { headers: { Cookie: 'a=b; c=4' } }, { cookies: { c: 4 } }],
  ]
  it.each(cases)('gives %s', async (_, declared, proxy, want) => {
    expect(await asked({ parameters: [declared] }, proxy)).toMatchObject(want as object)
  })

  it('keeps names such as __proto__ as what they are', async () => {
    const pathParameters = JSON.parse('{"__proto__":"x"}')
    const handler = defineOperation<{ path: object }, AnyResponse>(
      spec({ parameters: [parameter({ name: '__proto__', in: 'path' })] }),
    ).handle(({ path }) => ({ status: 200, body: Object.entries(path) }))
    expect(await serve([handler])(event({ pathParameters }), lambda)).toMatchObject({ body: '[["__proto__","x"]]' })
  })

  const text = { mediaType: 'text/plain', form: 'text' } as const
  const form = {
    mediaType: 'application/x-www-form-urlencoded',
    form: 'form',
    shape: { fields: { n: 'number', t: { list: 'string' } } },
  } as const
  const bodies: readonly (readonly [string, OperationSpec['bodies'], object, unknown])[] = [
    ['JSON', [json], { body: '{"a":[1]}' }, { body: { a: [1] } }],
    [
      'JSON with a parameter of its type',
      [json],
      { headers: { 'content-type': 'application/json; charset=utf-8' }, body: '1' },
      { body: 1 },
    ],
    ['JSON in base64', [json], { body: btoa('"x"'), isBase64Encoded: true }, { body: 'x' }],
    ['text', [text], { body: 'x' }, { body: 'x' }],
    ['a form', [form], { body: 'n=1&t=a&t=b&x=2' }, { body: { n: 1, t: ['a', 'b'], x: '2' } }],
    ['one of several', [json, text], { headers: { 'Content-Type': 'text/plain' }, body: 'x' }, { body: 'x', contentType: 'text/plain' }],
    ['a range', [{ mediaType: 'text/*', form: 'text' }], { headers: { 'Content-Type': 'text/csv' }, body: 'x' }, { body: 'x' }],
    ['no body', [json], {}, {}],
    ['a body that is not declared', [], { body: 'x' }, {}],
  ]
  it.each(bodies)('gives %s', async (_, contents, proxy, want) => {
    const given = (await asked({ bodies: contents }, proxy)) as { body?: unknown; contentType?: unknown }
    const { body, contentType } = given
    expect({ ...(body !== undefined && { body }), ...(contentType !== undefined && { contentType }) }).toEqual(want)
  })

  it('gives bytes', async () => {
    const handler = defineOperation<{ body: Uint8Array }, AnyResponse>(
      spec({ bodies: [{ mediaType: 'image/png', form: 'binary' }] }),
    ).handle(({ body }) => ({ status: 200, body: [...body] }))
    expect(await serve([handler])(event({ body: 'AP8=', isBase64Encoded: true }), lambda)).toMatchObject({ body: '[0,255]' })
  })

  const refused: readonly (readonly [string, Partial<OperationSpec>, object, number, string])[] = [
    ['a body that is not JSON', { bodies: [json] }, { body: '{' }, 400, 'invalid-json'],
    ['a body of another type', { bodies: [json] }, { headers: { 'Content-Type': 'text/css' }, body: 'x' }, 415, 'unsupported-media-type'],
    ['what the checks refuse', { check: () => [{ in: 'path', pointer: 'petId', message: 'must be less' }] }, {}, 400, 'invalid-request'],
  ]
  it.each(refused)('is refused for %s', async (_, given, proxy, status, code) => {
    const result = (await serve([echo(given)])(event(proxy), lambda)) as { statusCode: number; body: string }
    expect([result.statusCode, JSON.parse(result.body).code]).toEqual([status, code])
  })

  it('tells the handler who asks', async () => {
    let seen: Context | undefined
    const handler = defineOperation<unknown, AnyResponse>(spec()).handle((_, context) => {
      seen = context
      return { status: 200 }
    })
    await serve([handler])(event(), lambda)
    expect(seen).toMatchObject({
      operation: 'getPet',
      requestId: 'id',
      stage: 'dev',
      apiId: 'api',
      method: 'GET',
      time: 5,
      caller: { sourceIp: '1.2.3.4' },
    })
    expect(seen?.caller).toEqual({ sourceIp: '1.2.3.4' })
  })
})

describe('a proxy result', () => {
  const cases: readonly (readonly [string, AnyResponse, unknown])[] = [
    [
      'JSON',
      { status: 200, body: { a: 1 } },
      { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: '{"a":1}', isBase64Encoded: false },
    ],
    [
      'a JSON text',
      { status: 200, body: 'x' },
      { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: '"x"', isBase64Encoded: false },
    ],
    ['no body', { status: 404 }, { statusCode: 404, headers: {} }],
    [
      'bytes',
      { status: 201, body: new Uint8Array([0, 255]) },
      { statusCode: 201, headers: { 'Content-Type': 'image/png' }, body: 'AP8=', isBase64Encoded: true },
    ],
    [
      'a chosen type and headers',
      { status: 202, contentType: 'text/csv', headers: { A: 1, B: ['x', 'y'], C: undefined }, body: 'a;b' },
      {
        statusCode: 202,
        headers: { A: '1', 'Content-Type': 'text/csv' },
        multiValueHeaders: { B: ['x', 'y'] },
        body: 'a;b',
        isBase64Encoded: false,
      },
    ],
    [
      'an undeclared status',
      { status: 418, body: 'x' },
      { statusCode: 418, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: 'x', isBase64Encoded: false },
    ],
    [
      'a status of a range',
      { status: 599, body: 'x' },
      { statusCode: 599, headers: { 'Content-Type': 'text/html' }, body: 'x', isBase64Encoded: false },
    ],
  ]
  const responses = {
    '200': [json],
    '201': [{ mediaType: 'image/png', form: 'binary' }],
    '202': [json, { mediaType: 'text/csv', form: 'text' }],
    '5XX': [{ mediaType: 'text/html', form: 'text' }],
  } as const
  it.each(cases)('is %s', async (_, response, want) => {
    expect(await serve([answering(response, { responses })])(event(), lambda)).toEqual(want)
  })

  it('is what was thrown as a failure, and a plain 500 for everything else', async () => {
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    const operation = defineOperation<unknown, { status: 404; body: string }>(spec())
    const thrower = (error: unknown): OperationHandler =>
      operation.handle(() => {
        throw error
      })
    expect(await serve([thrower(operation.failure({ status: 404, body: 'gone' }))])(event(), lambda)).toMatchObject({
      statusCode: 404,
      body: '"gone"',
    })
    expect(errors).not.toHaveBeenCalled()
    expect(await serve([thrower(new Error('secret'))])(event(), lambda)).toMatchObject({
      statusCode: 500,
      body: '{"type":"about:blank","title":"Internal Server Error","status":500,"detail":"Internal server error","code":"internal-error"}',
    })
    expect(errors.mock.calls[0]?.[0]).toContain('secret')
  })

  it('is 501 for an operation without code', async () => {
    const operation = defineOperation<unknown, AnyResponse>(spec())
    const result = await serve([operation.handle(() => operation.notImplemented())])(event(), lambda)
    expect(result).toMatchObject({
      statusCode: 501,
      headers: { 'Content-Type': 'application/problem+json' },
      body: expect.stringContaining('"detail":"getPet has no code yet.","code":"not-implemented"'),
    })
  })

  it('follows version 2.0 of the payload', async () => {
    const http = {
      version: '2.0',
      routeKey: 'GET /pets/{petId}',
      rawPath: '/pets/1',
      rawQueryString: 'q=1&q=2',
      cookies: ['c=3'],
      headers: { 'x-id': '4' },
      pathParameters: { petId: 'a b' },
      requestContext: { requestId: 'id', http: { method: 'GET', sourceIp: '1.2.3.4' }, authorizer: { jwt: { claims: { sub: 's' } } } },
    }
    const declared = [
      { name: 'q', in: 'query', shape: { list: 'number' }, style: 'form', explode: true },
      { name: 'c', in: 'cookie', shape: 'number', style: 'form', explode: true },
      { name: 'X-Id', in: 'header', shape: 'number', style: 'simple', explode: false },
      { name: 'petId', in: 'path', shape: 'string', style: 'simple', explode: false },
    ] as const
    const handler = defineOperation<object, AnyResponse>(spec({ parameters: declared })).handle((request, context) => ({
      status: 200,
      headers: { 'Set-Cookie': ['a=1', 'b=2'], X: ['1', '2'] },
      body: { ...request, claims: context.authorizer.claims },
    }))
    const result = (await serve([handler])(http, lambda)) as { body: string }
    expect(result).toMatchObject({ cookies: ['a=1', 'b=2'], headers: { X: '1, 2' } })
    expect(JSON.parse(result.body)).toEqual({
      path: { petId: 'a b' },
      query: { q: [1, 2] },
      headers: { 'X-Id': 4 },
      cookies: { c: 3 },
      claims: { sub: 's' },
    })
  })
})

describe('a custom event', () => {
  const custom = (data: object, operation = 'getPet'): object => ({
    metadata: {
      operation,
      stage: 'dev',
      requestId: 'id',
      apiId: 'api',
      method: 'GET',
      resource: '/pets/{petId}',
      time: 5,
      caller: {},
      authorizer: { a: '1' },
      stageVariables: {},
    },
    data: { path: {}, query: {}, headers: {}, ...data },
  })
  const parameters = [
    { name: 'petId', in: 'path', shape: 'number', style: 'simple', explode: false },
    { name: 'q', in: 'query', shape: { list: 'number' }, style: 'form', explode: false },
    { name: 'X-Id', in: 'header', shape: 'string', style: 'simple', explode: false },
  ] as const

  it('gives values as declared, and texts that stand for them', async () => {
    const serving = serve([echo({ event: 'custom', parameters, bodies: [json] })])
    const result = await serving(
      custom({ path: { petId: 1, other: 2 }, query: { q: '1,2' }, headers: { 'X-Id': 'x' }, body: { a: 1 } }),
      lambda,
    )
    expect(result).toEqual({
      status: 200,
      body: { path: { petId: 1 }, query: { q: [1, 2] }, headers: { 'X-Id': 'x' }, cookies: {}, body: { a: 1 } },
      headers: {},
    })
  })

  it('is answered with an error of the contract for every status but the success', async () => {
    const serving = serve([answering({ status: 404, headers: { B: ['1', '2'] }, body: { code: 'gone' } }, { event: 'custom' })])
    await expect(serving(custom({}), lambda)).rejects.toThrow(/^\{"status":404,"body":\{"code":"gone"\},"headers":\{"B":"1, 2"\}\}$/)
  })

  it('keeps the contract for bad requests and unexpected errors', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const violations: Violation[] = [{ in: 'path', pointer: 'petId', message: 'must be less' }]
    await expect(serve([echo({ event: 'custom', check: () => violations })])(custom({}), lambda)).rejects.toThrow(/^\{"status":400,"body":/)
    const broken = defineOperation<unknown, AnyResponse>(spec({ event: 'custom' })).handle(() => {
      throw new Error('secret')
    })
    await expect(serve([broken])(custom({}), lambda)).rejects.toThrow(
      '{"status":500,"body":{"type":"about:blank","title":"Internal Server Error","status":500,"detail":"Internal server error","code":"internal-error"},"headers":{}}',
    )
  })

  it('gives bytes from base64 and answers with base64', async () => {
    const png = { mediaType: 'image/png', form: 'binary' } as const
    const handler = defineOperation<{ body: Uint8Array }, AnyResponse>(
      spec({ event: 'custom', bodies: [png], responses: { '200': [png] } }),
    ).handle(({ body }) => ({ status: 200, body: body.map((byte) => 255 - byte) }))
    expect(await serve([handler])(custom({ body: 'AP8=' }), lambda)).toMatchObject({ body: '/wA=' })
  })

  it('runs what nobody waits for, and lets Lambda try again only where that helps', async () => {
    const warnings = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const seen: unknown[] = []
    const declared = spec({
      event: 'async',
      check: ({ body }) => (body === 'bad' ? [{ in: 'body', pointer: '', message: 'is bad' }] : []),
      bodies: [json],
    })
    const serving = serve([
      defineAsync<{ body: unknown }>(declared).handle(({ body }) => {
        if (body === 'broken') throw new Error('again')
        seen.push(body)
      }),
    ])
    expect(await serving(custom({ body: 'good' }), lambda)).toBeUndefined()
    expect(await serving(custom({ body: 'bad' }), lambda)).toBeUndefined()
    await expect(serving(custom({ body: 'broken' }), lambda)).rejects.toThrow('again')
    expect(seen).toEqual(['good'])
    expect(warnings.mock.calls[0]?.[0]).toContain('is bad')
  })
})

describe('which operation runs', () => {
  const at = (id: string, path: string, method = 'GET'): OperationHandler => answering({ status: 200, body: id }, { id, path, method })
  const serving = serve([
    at('list', '/pets'),
    at('one', '/pets/{id}'),
    at('mine', '/pets/mine'),
    at('any', '/pets/{id}', 'ANY'),
    at('rest', '/{proxy+}', 'ANY'),
  ])
  const cases: readonly (readonly [string, object, string])[] = [
    ['the declared path', { resource: '/pets/{id}', path: '/x' }, 'one'],
    ['a trailing slash', { resource: '/pets/', path: '/pets/' }, 'list'],
    ['the method', { resource: '/pets/{id}', httpMethod: 'PUT' }, 'any'],
    ['the path, nearest first', { resource: '', path: '/pets/mine' }, 'mine'],
    ['a variable', { resource: '', path: '/pets/7' }, 'one'],
    ['the rest', { resource: '', path: '/a/b/c' }, 'rest'],
  ]
  it.each(cases)('is found by %s', async (_, given, want) => {
    expect(await serving(event(given), lambda)).toMatchObject({ body: JSON.stringify(want) })
  })

  it('is none for a foreign event, which says so', async () => {
    await expect(serve([at('list', '/pets')])({ Records: [] }, lambda)).rejects.toThrow('serves list')
  })

  it('is handed the event as it is where the author made it', async () => {
    const one = defineTemplated({ id: 'one', method: 'GET', path: '/one' }).handle((given) => ({ given }))
    const two = defineTemplated({ id: 'two', method: 'POST', path: '/two' }).handle(() => 'two')
    expect(await serve([one])('anything', lambda)).toEqual({ given: 'anything' })
    expect(await serve([one, two])({ context: { 'http-method': 'POST', 'resource-path': '/two' } }, lambda)).toBe('two')
    await expect(serve([one, two])({}, lambda)).rejects.toThrow('serves one, two')
  })
})

describe('an operation that is loaded when it is asked for', () => {
  /** A function of two operations, and the modules that were loaded, in turn. */
  function loadingTwo(one: () => Promise<{ default: OperationHandler }>): { serving: ReturnType<typeof serve>; loaded: string[] } {
    const loaded: string[] = []
    const noting = (id: string, load: () => Promise<{ default: OperationHandler }>) => () => {
      loaded.push(id)
      return load()
    }
    const two = async (): Promise<{ default: OperationHandler }> => ({
      default: answering({ status: 200, body: 'two' }, { id: 'two', path: '/two', event: 'custom' }),
    })
    const serving = serve([
      { id: 'one', method: 'GET', path: '/one', event: 'proxy', load: noting('one', one) },
      { id: 'two', method: 'GET', path: '/two', event: 'custom', load: noting('two', two) },
    ])
    return { serving, loaded }
  }
  const one = async (): Promise<{ default: OperationHandler }> => ({
    default: answering({ status: 200, body: 'one' }, { id: 'one', path: '/one' }),
  })
  const asked = event({ resource: '/one', httpMethod: 'GET' })

  it('is loaded once, and no other is', async () => {
    const { serving, loaded } = loadingTwo(one)
    expect(loaded).toEqual([])
    for (const _ of [1, 2]) expect(await serving(asked, lambda)).toMatchObject({ statusCode: 200, body: '"one"' })
    expect(loaded).toEqual(['one'])
  })

  it('is found by the event of mapping templates too', async () => {
    const { serving, loaded } = loadingTwo(one)
    expect(await serving({ metadata: { operation: 'two' }, data: {} }, lambda)).toMatchObject({ status: 200, body: 'two' })
    expect(loaded).toEqual(['two'])
  })

  it('is an error of its own requests alone where its module cannot be loaded', async () => {
    const { serving } = loadingTwo(() => Promise.reject(new Error('no database')))
    await expect(serving(asked, lambda)).rejects.toThrow('no database')
    expect(await serving(event({ resource: '/two', httpMethod: 'GET' }), lambda)).toMatchObject({ body: '"two"' })
  })

  it('is refused where its module has the code of another', async () => {
    const { serving } = loadingTwo(async () => ({ default: answering({ status: 200, body: 'x' }, { id: 'other', path: '/one' }) }))
    await expect(serving(asked, lambda)).rejects.toThrow('The module of one has the code of other.')
  })

  it('is named where no operation fits', async () => {
    await expect(loadingTwo(one).serving({ Records: [] }, lambda)).rejects.toThrow('serves one, two')
  })
})

describe('an authorizer', () => {
  const methodArn = 'arn:aws:execute-api:eu-west-1:123456789012:api/dev/GET/pets'
  const token = defineAuthorizer<TokenQuestion>()
  const serving = serve([
    token.handle((question) => {
      if (question.token === 'Bearer ok') return token.allow({ principal: 'me', context: { a: 1 }, usageKey: 'k' })
      return question.token === '' ? token.unauthorized() : token.deny()
    }),
  ])
  const ask = (authorizationToken: string): Promise<unknown> => serving({ type: 'TOKEN', authorizationToken, methodArn }, lambda)

  it('lets in, for the whole stage', async () => {
    expect(await ask('Bearer ok')).toEqual({
      principalId: 'me',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: ['arn:aws:execute-api:eu-west-1:123456789012:api/dev/*'] }],
      },
      context: { a: 1 },
      usageIdentifierKey: 'k',
    })
  })

  it('denies and says when nobody is known', async () => {
    expect(await ask('x')).toMatchObject({ policyDocument: { Statement: [{ Effect: 'Deny' }] } })
    await expect(ask('')).rejects.toThrow(/^Unauthorized$/)
  })

  it('of type REQUEST reads headers in lower case', async () => {
    const request = defineAuthorizer<RequestQuestion>()
    const deciding = serve([
      request.handle(({ headers, query }) => (headers['x-partner'] === query.p ? request.allow({ principal: 'p' }) : request.deny())),
    ])
    const answer = await deciding({ type: 'REQUEST', methodArn, headers: { 'X-Partner': '7' }, queryStringParameters: { p: '7' } }, lambda)
    expect(answer).toMatchObject({ policyDocument: { Statement: [{ Effect: 'Allow' }] } })
  })
})
