import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LoadedClient, loadClient, type Origin, startOrigin } from '../../../support/client.ts'

const parameter = (name: string, place: string, schema: object, more: object = {}): object => ({ name, in: place, schema, ...more })
const text = { type: 'string' }
const list = { type: 'array', items: text }
const map = { type: 'object', additionalProperties: text }
const done = { responses: { '200': { description: '' } } }
const body = (content: object, required = true): object => ({ requestBody: { required, content } })
const json = (schema: object): object => ({ 'application/json': { schema } })

/** Every operation has one thing to show; its id says which. */
const operations: Readonly<Record<string, readonly [method: string, path: string, operation: object]>> = {
  getPart: ['get', '/parts/{id}', { parameters: [parameter('id', 'path', text)] }],
  getFile: ['get', '/files/{id}.json', { parameters: [parameter('id', 'path', text)] }],
  getProxy: ['get', '/proxy/{rest+}', { parameters: [parameter('rest', 'path', text)] }],
  getList: ['get', '/lists/{ids}', { parameters: [parameter('ids', 'path', list)] }],
  getMap: ['get', '/maps/{map}', { parameters: [parameter('map', 'path', map)] }],
  getExploded: ['get', '/exploded/{map}', { parameters: [parameter('map', 'path', map, { explode: true })] }],
  getLabel: ['get', '/labels/{v}', { parameters: [parameter('v', 'path', list, { style: 'label' })] }],
  getLabels: ['get', '/labels-exploded/{v}', { parameters: [parameter('v', 'path', map, { style: 'label', explode: true })] }],
  getMatrix: ['get', '/matrix/{v}', { parameters: [parameter('v', 'path', list, { style: 'matrix' })] }],
  getMatrices: ['get', '/matrix-exploded/{v}', { parameters: [parameter('v', 'path', list, { style: 'matrix', explode: true })] }],
  getJsonPart: ['get', '/json/{v}', { parameters: [{ name: 'v', in: 'path', content: json(map) }] }],
  getLiteral: ['get', "/a b/%41/ü/it's?#[x]", {}],
  getQuery: ['get', '/query', { parameters: [parameter('q', 'query', text), parameter('a[]', 'query', list)] }],
  getCsv: ['get', '/csv', { parameters: [parameter('v', 'query', list, { explode: false })] }],
  getSpaces: ['get', '/spaces', { parameters: [parameter('v', 'query', list, { style: 'spaceDelimited', explode: false })] }],
  getPipes: ['get', '/pipes', { parameters: [parameter('v', 'query', list, { style: 'pipeDelimited', explode: false })] }],
  getDeep: ['get', '/deep', { parameters: [parameter('v', 'query', map, { style: 'deepObject' })] }],
  getForm: ['get', '/form', { parameters: [parameter('v', 'query', map)] }],
  getJsonPair: ['get', '/json-pair', { parameters: [{ name: 'v', in: 'query', content: json(map) }] }],
  getHeaders: [
    'get',
    '/headers',
    {
      parameters: [
        parameter('X-One', 'header', text),
        parameter('X-List', 'header', list),
        parameter('X-Map', 'header', map),
        { name: 'X-Json', in: 'header', content: json(map) },
      ],
    },
  ],
  getCookies: ['get', '/cookies', { parameters: [parameter('a', 'cookie', text), parameter('b b', 'cookie', list)] }],
  getClash: ['get', '/clash/{id}', { parameters: ['path', 'query', 'header', 'cookie'].map((place) => parameter('id', place, text)) }],
  getNames: [
    'get',
    '/names',
    { parameters: ['toString', '__proto__', 'constructor', 'body'].map((name) => parameter(name, 'query', text)) },
  ],
  postJson: ['post', '/json', body(json(map))],
  postMaybe: ['post', '/maybe', body(json(map), false)],
  postProblem: ['post', '/problem', body({ 'application/merge-patch+json': { schema: map } })],
  postForm: ['post', '/form-body', body({ 'application/x-www-form-urlencoded': { schema: map } })],
  postFiles: [
    'post',
    '/files',
    body({ 'multipart/form-data': { schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } } } }),
  ],
  postText: ['post', '/text', body({ 'text/plain': { schema: text } })],
  postBytes: ['post', '/bytes', body({ 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } })],
  postImage: ['post', '/image', body({ 'image/*': { schema: { type: 'string', format: 'binary' } } })],
  postMany: ['post', '/many', body({ ...json(map), 'text/plain': { schema: text }, 'multipart/form-data': { schema: map } })],
  anything: ['x-amazon-apigateway-any-method', '/anything', {}],
  postSafely: ['post', '/safely', { 'x-apigen-idempotency': { header: 'Idempotency-Key' } }],
}

const paths = Object.fromEntries(
  Object.entries(operations).map(([operationId, [method, path, operation]]) => [
    path,
    { [method]: { operationId, ...done, ...operation } },
  ]),
)

let api: LoadedClient
let remove: () => void
let origin: Origin

beforeAll(async () => {
  origin = await startOrigin()
  const loaded = await loadClient({ paths })
  api = loaded.client
  remove = loaded.remove
})
afterAll(async () => {
  remove()
  await origin.close()
})

describe('what goes over the wire', () => {
  const urls: readonly [name: string, operation: string, input: object, want: string][] = [
    ['a path variable is percent-encoded', 'getPart', { id: 'a/b?c#d é%2e' }, '/parts/a%2Fb%3Fc%23d%20%C3%A9%252e'],
    ['a number is its text', 'getPart', { id: 0 }, '/parts/0'],
    ['a variable inside a segment', 'getFile', { id: 'a b' }, '/files/a%20b.json'],
    ['a greedy variable keeps its slashes', 'getProxy', { rest: 'a/b c/d?' }, '/proxy/a/b%20c/d%3F'],
    ['a list in a path', 'getList', { ids: ['a', 'b,c'] }, '/lists/a,b%2Cc'],
    ['an object in a path', 'getMap', { map: { a: '1', b: undefined, c: '2' } }, '/maps/a,1,c,2'],
    ['an object in a path, exploded', 'getExploded', { map: { a: '1', c: '2' } }, '/exploded/a=1,c=2'],
    ['a label', 'getLabel', { v: ['a', 'b'] }, '/labels/.a,b'],
    ['a label, exploded', 'getLabels', { v: { a: '1', b: '2' } }, '/labels-exploded/.a=1.b=2'],
    ['a matrix', 'getMatrix', { v: ['a', 'b'] }, '/matrix/;v=a,b'],
    ['a matrix, exploded', 'getMatrices', { v: ['a', 'b'] }, '/matrix-exploded/;v=a;v=b'],
    ['JSON in a path', 'getJsonPart', { v: { a: '/' } }, '/json/%7B%22a%22%3A%22%2F%22%7D'],
    ['the literal parts of a path', 'getLiteral', {}, "/a%20b/%41/%C3%BC/it's%3F%23%5Bx%5D"],
    ['a query', 'getQuery', { q: 'a&b=c +', a: ['1', '2'] }, '/query?q=a%26b%3Dc%20%2B&a%5B%5D=1&a%5B%5D=2'],
    ['no query', 'getQuery', { q: undefined, a: [] }, '/query'],
    ['a list with commas', 'getCsv', { v: ['a', 'b,c'] }, '/csv?v=a,b%2Cc'],
    ['an empty list with commas', 'getCsv', { v: [] }, '/csv'],
    ['a list with blanks', 'getSpaces', { v: ['a', 'b'] }, '/spaces?v=a%20b'],
    ['a list with pipes', 'getPipes', { v: ['a', 'b'] }, '/pipes?v=a%7Cb'],
    ['a deep object', 'getDeep', { v: { a: '1', b: { c: ['2', '3'], d: null } } }, '/deep?v%5Ba%5D=1&v%5Bb%5D%5Bc%5D=2&v%5Bb%5D%5Bc%5D=3'],
    ['an object as pairs', 'getForm', { v: { a: '1', 'b c': '2' } }, '/form?a=1&b%20c=2'],
    ['JSON in a query', 'getJsonPair', { v: { a: '1' } }, '/json-pair?v=%7B%22a%22%3A%221%22%7D'],
    ['names that clash', 'getClash', { id: 'p', queryId: 'q' }, '/clash/p?id=q'],
    [
      'names of every object',
      'getNames',
      { queryToString: 'a', proto: 'b', queryConstructor: 'c', queryBody: 'd' },
      '/names?toString=a&__proto__=b&constructor=c&body=d',
    ],
    ['names of every object, none given', 'getNames', {}, '/names'],
  ]
  it.each(urls)('%s', async (_, operation, input, want) => {
    const result = await api[operation](api.createClient({ baseUrl: `${origin.url}/` }), input)
    expect(result).toMatchObject({ ok: true, status: 200 })
    expect(origin.seen.at(-1)?.url).toBe(want)
  })

  it.each([
    ['getPart', { id: '' }],
    ['getPart', { id: '.' }],
    ['getPart', { id: '..' }],
    ['getPart', {}],
    ['getPart', { id: null }],
    ['getList', { ids: [] }],
    ['getProxy', { rest: 'a/../b' }],
    ['getProxy', { rest: '..' }],
    ['getProxy', { rest: '' }],
    ['getLabel', { v: '.' }],
  ])('%s refuses %j', async (operation, input) => {
    const before = origin.seen.length
    await expect(api[operation](api.createClient({ baseUrl: origin.url }), input)).rejects.toThrow(TypeError)
    expect(origin.seen).toHaveLength(before)
  })

  it('headers: text, list, object and JSON', async () => {
    const input = { xOne: 'a', xList: ['b', 'c'], xMap: { d: 'e' }, xJson: { f: 'é' } }
    await api.getHeaders(api.createClient({ baseUrl: origin.url }), input)
    expect(origin.seen.at(-1)?.headers).toMatchObject({ 'x-one': 'a', 'x-list': 'b,c', 'x-map': 'd,e', 'x-json': '{"f":"\\u00e9"}' })
  })

  it('headers of the client, the call and the operation, the later ones winning', async () => {
    const client = api.createClient({ baseUrl: origin.url, headers: { 'x-one': 'client', 'X-Two': 'client', 'X-Three': 'client' } })
    await api.getHeaders(client, { xOne: 'input' }, { headers: { 'x-two': 'call' } })
    expect(origin.seen.at(-1)?.headers).toMatchObject({ 'x-one': 'input', 'x-two': 'call', 'x-three': 'client' })
  })

  it('cookies', async () => {
    await api.getCookies(api.createClient({ baseUrl: origin.url }), { a: 'x y', bB: ['1', '2'] })
    expect(origin.seen.at(-1)?.headers.cookie).toBe('a=x%20y; b%20b=1,2')
  })

  const bodies: readonly [name: string, operation: string, input: object, type: string | undefined, want: string][] = [
    ['JSON', 'postJson', { body: { a: 'é' } }, 'application/json', '{"a":"Ã©"}'],
    ['a body that need not be', 'postMaybe', {}, undefined, ''],
    ['another JSON type', 'postProblem', { body: { a: '1' } }, 'application/merge-patch+json', '{"a":"1"}'],
    [
      'a form',
      'postForm',
      { body: { a: 'b c', d: ['1', '2'], e: { f: 1 }, g: null } },
      'application/x-www-form-urlencoded',
      'a=b+c&d=1&d=2&e=%7B%22f%22%3A1%7D',
    ],
    ['text', 'postText', { body: 'hello' }, 'text/plain', 'hello'],
    ['empty text', 'postText', { body: '' }, 'text/plain', ''],
    ['bytes', 'postBytes', { body: new Uint8Array([1, 255]) }, 'application/octet-stream', '\u0001\u00ff'],
    ['a range of types', 'postImage', { body: new Uint8Array([7]) }, 'application/octet-stream', '\u0007'],
    ['the first of many types', 'postMany', { body: { a: '1' } }, 'application/json', '{"a":"1"}'],
    ['a chosen one of many types', 'postMany', { body: 'x', contentType: 'text/plain' }, 'text/plain', 'x'],
  ]
  it.each(bodies)('a body: %s', async (_, operation, input, type, want) => {
    await api[operation](api.createClient({ baseUrl: origin.url }), input)
    expect(origin.seen.at(-1)?.headers['content-type']).toBe(type)
    expect(origin.seen.at(-1)?.body).toBe(want)
  })

  it.each([
    ['postFiles', {}],
    ['postMany', { contentType: 'multipart/form-data' }],
  ])('a multipart body of %s', async (operation, more) => {
    const file = new File(['bytes'], 'a.txt', { type: 'text/plain' })
    await api[operation](api.createClient({ baseUrl: origin.url }), {
      body: { file, raw: new Uint8Array([65]), n: 1, tags: ['x', 'y'], meta: { a: 1 }, none: undefined },
      ...more,
    })
    const { headers, body = '' } = origin.seen.at(-1) ?? {}
    const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(headers?.['content-type'] ?? '')?.[1] ?? 'none'
    const parts = body
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => part.replaceAll('\r\n', '\n').trim())
    expect(parts).toEqual([
      'Content-Disposition: form-data; name="file"; filename="a.txt"\nContent-Type: text/plain\n\nbytes',
      'Content-Disposition: form-data; name="raw"; filename="blob"\nContent-Type: application/octet-stream\n\nA',
      'Content-Disposition: form-data; name="n"\n\n1',
      'Content-Disposition: form-data; name="tags"\n\nx',
      'Content-Disposition: form-data; name="tags"\n\ny',
      'Content-Disposition: form-data; name="meta"; filename="blob"\nContent-Type: application/json\n\n{"a":1}',
    ])
  })

  it('a media type that is not declared is refused', async () => {
    const call = api.postMany(api.createClient({ baseUrl: origin.url }), { body: 'x', contentType: 'toString' })
    await expect(call).rejects.toThrow('"toString" is no media type of this body.')
  })

  it('any method', async () => {
    await api.anything(api.createClient({ baseUrl: origin.url }), { method: 'DELETE' })
    expect(origin.seen.at(-1)?.method).toBe('DELETE')
  })

  it('an idempotency key: the given one, or one of its own', async () => {
    const client = api.createClient({ baseUrl: origin.url })
    await api.postSafely(client, { idempotencyKey: 'mine' })
    expect(origin.seen.at(-1)?.headers['idempotency-key']).toBe('mine')
    await api.postSafely(client)
    await api.postSafely(client)
    const keys = origin.seen.slice(-2).map(({ headers }) => headers['idempotency-key'])
    expect(keys[0]).toMatch(/^\d{16,48}$/)
    expect(keys[0]).not.toBe(keys[1])
  })
})
