import { createHash, createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerJson, type LoadedClient, loadClient, type Origin, startOrigin } from '../../../support/client.ts'

const ok = { responses: { '200': { description: '', content: { 'application/json': { schema: {} } } } } }
const answers = (mediaType: string): { responses: object } => ({
  responses: { '200': { description: '', content: { [mediaType]: { schema: { type: 'string', format: 'binary' } } } } },
})
const secured = (...alternatives: string[][]): object => ({
  ...ok,
  security: alternatives.map((names) => Object.fromEntries(names.map((name) => [name, []]))),
})

const document = {
  components: {
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      queryKey: { type: 'apiKey', in: 'query', name: 'the key' },
      cookieKey: { type: 'apiKey', in: 'cookie', name: 'sid' },
      token: { type: 'http', scheme: 'bearer' },
      login: { type: 'http', scheme: 'basic' },
      iam: { type: 'apiKey', in: 'header', name: 'Authorization', 'x-amazon-apigateway-authtype': 'awsSigv4' },
      toString: { type: 'apiKey', in: 'header', name: 'x-odd' },
      input: { type: 'apiKey', in: 'header', name: 'x-odd' },
    },
  },
  paths: {
    '/open': {
      get: { operationId: 'open', ...ok },
      put: { operationId: 'put', ...ok },
      post: { operationId: 'post', ...ok },
      delete: { operationId: 'remove', ...ok },
    },
    '/key': { get: { operationId: 'withKey', ...secured(['key']) } },
    '/query': {
      get: { operationId: 'withQueryKey', ...secured(['queryKey']), parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }] },
    },
    '/cookie': {
      get: { operationId: 'withCookie', ...secured(['cookieKey']), parameters: [{ name: 'a', in: 'cookie', schema: { type: 'string' } }] },
    },
    '/token': { get: { operationId: 'withToken', ...secured(['token'], ['login']) } },
    '/both': { get: { operationId: 'withBoth', ...secured(['token', 'key']) } },
    '/optional': { get: { operationId: 'optional', ...secured(['token'], []) } },
    '/odd': { get: { operationId: 'odd', ...secured(['toString']) } },
    '/input': { get: { operationId: 'withInput', ...secured(['input']) } },
    '/iam/{id}': {
      put: {
        operationId: 'signed',
        ...secured(['iam', 'key']),
        parameters: ['id', 'q'].map((name, index) => ({ name, in: index === 0 ? 'path' : 'query', schema: { type: 'string' } })),
        requestBody: { content: { 'application/json': { schema: {} } } },
      },
      post: {
        operationId: 'signedUpload',
        ...secured(['iam']),
        parameters: [{ name: 'id', in: 'path' }],
        requestBody: { content: { 'multipart/form-data': { schema: {} } } },
      },
    },
    '/safe': { post: { operationId: 'safe', ...ok, 'x-apigen-idempotency': { header: 'Idempotency-Key' } } },
    '/blob': { get: { operationId: 'blob', ...answers('image/png') } },
    '/form': { get: { operationId: 'form', ...answers('application/x-www-form-urlencoded') } },
    '/report': { get: { operationId: 'report', responses: { ...answers('application/pdf').responses, '204': { description: '' } } } },
    '/vendor': {
      get: {
        operationId: 'vendor',
        responses: { '200': { description: '', content: { 'application/vnd.shop': { schema: { type: 'object' } } } } },
      },
    },
    '/pages': {
      get: {
        operationId: 'pages',
        ...ok,
        parameters: [{ name: 'page-token', in: 'query', schema: { type: 'string' } }],
        'x-apigen-pagination': { token: 'page-token', next: 'next', items: 'items' },
      },
    },
  },
}

let api: LoadedClient
let remove: () => void
let origin: Origin

beforeAll(async () => {
  origin = await startOrigin()
  const loaded = await loadClient(document)
  api = loaded.client
  remove = loaded.remove
})
beforeEach(() => {
  origin.seen.length = 0
  origin.answer = answerJson(200, {})
})
afterAll(async () => {
  remove()
  await origin.close()
})

describe('credentials', () => {
  const cases: readonly [name: string, operation: string, auth: object, want: object][] = [
    ['an API key', 'withKey', { key: 'K' }, { 'x-api-key': 'K' }],
    ['a bearer token', 'withToken', { token: 'T' }, { authorization: 'Bearer T' }],
    ['a token that is asked for', 'withToken', { token: async () => 'T2' }, { authorization: 'Bearer T2' }],
    ['a cookie beside others', 'withCookie', { cookieKey: 'S' }, { cookie: 'a=1; sid=S' }],
    ['the first alternative that has all it needs', 'withBoth', { token: 'T', key: 'K' }, { authorization: 'Bearer T', 'x-api-key': 'K' }],
    ['an alternative without credentials', 'optional', {}, {}],
    ['a scheme with the name of a method of every object', 'odd', {}, {}],
    ['a scheme with the name of a parameter', 'withInput', { input: 'K' }, { 'x-odd': 'K' }],
    ['the same scheme, under the name it got', 'odd', { toString_: 'K' }, { 'x-odd': 'K' }],
  ]
  it.each(cases)('%s', async (_, operation, auth, want) => {
    await api[operation](api.createClient({ baseUrl: origin.url, auth }), { a: '1' })
    const { headers = {} } = origin.seen[0] ?? {}
    const sent = Object.fromEntries(
      ['authorization', 'x-api-key', 'cookie', 'x-odd'].flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])),
    )
    expect(operation === 'withCookie' ? sent : { ...sent, cookie: undefined }).toEqual(
      operation === 'withCookie' ? want : { ...want, cookie: undefined },
    )
  })

  it('basic', async () => {
    await api.withToken(api.createClient({ baseUrl: origin.url, auth: { login: api.basic('jo', 'pä:ss') } }))
    expect(origin.seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from('jo:pä:ss').toString('base64')}`)
  })

  it('a key in the query, after others', async () => {
    const client = api.createClient({ baseUrl: origin.url, auth: { queryKey: 'a&b' } })
    await api.withQueryKey(client, { q: '1' })
    await api.withQueryKey(client)
    expect(origin.seen.map(({ url }) => url)).toEqual(['/query?q=1&the%20key=a%26b', '/query?the%20key=a%26b'])
  })

  it('no alternative is complete: nothing is attached, the API decides', async () => {
    origin.answer = answerJson(401, { message: 'Unauthorized' })
    const result = await api.withBoth(api.createClient({ baseUrl: origin.url, auth: { token: 'T' } }))
    expect(result).toMatchObject({ ok: false, status: 401, body: { message: 'Unauthorized' } })
    expect(origin.seen[0]?.headers.authorization).toBeUndefined()
  })
})

describe('signing', () => {
  const credentials = { accessKeyId: 'AKID', secretAccessKey: 'SECRET', sessionToken: 'SESSION' }
  const now = (): Date => new Date('2026-02-03T04:05:06.789Z')

  /** The signature of what the server saw, by the rules of AWS and Node's own crypto. */
  function signatureOf({ method, url, headers, body }: Origin['seen'][number]): string {
    const hash = (text: string): string => createHash('sha256').update(text, 'latin1').digest('hex')
    const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
    const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? ''
    const [path = '', query = ''] = url.split('?')
    const twice = path.split('/').map(encodeURIComponent).join('/')
    const lines = names.split(';').map((name) => `${name}:${headers[name]}\n`)
    const request = [method, twice, query, lines.join(''), names, hash(body)].join('\n')
    const scope = '20260203/eu-central-1/execute-api/aws4_request'
    const text = `AWS4-HMAC-SHA256\n20260203T040506Z\n${scope}\n${hash(request)}`
    return hmac(
      scope.split('/').reduce<string | Buffer>((key, part) => hmac(key, part), 'AWS4SECRET'),
      text,
    ).toString('hex')
  }

  it.each([
    ['signed', { id: 'a b/c', q: 'ü', body: { a: 1 } }, 'content-type;host;x-amz-date;x-amz-security-token'],
    ['signed', { id: 'x' }, 'host;x-amz-date;x-amz-security-token'],
    ['signedUpload', { id: 'x', body: { a: 'b' } }, 'content-type;host;x-amz-date;x-amz-security-token'],
  ])('%s %j', async (operation, input, names) => {
    const auth = { key: 'K', iam: api.sigv4({ credentials, region: 'eu-central-1', now }) }
    const result = await api[operation](api.createClient({ baseUrl: origin.url, auth }), input)
    expect(result.status).toBe(200)
    const [seen] = origin.seen
    expect(seen?.headers['x-amz-security-token']).toBe('SESSION')
    const want =
      seen &&
      `AWS4-HMAC-SHA256 Credential=AKID/20260203/eu-central-1/execute-api/aws4_request, SignedHeaders=${names}, Signature=${signatureOf(seen)}`
    expect(seen?.headers.authorization).toBe(want)
  })

  it('knows its region from the host, and asks for credentials at every attempt', async () => {
    const asked: string[] = []
    const provider = async (): Promise<object> => {
      asked.push('asked')
      return credentials
    }
    const sent: string[] = []
    const client = api.createClient({
      baseUrl: 'https://abc.execute-api.us-west-2.amazonaws.com/dev',
      auth: { iam: api.sigv4({ credentials: provider, now }), key: 'K' },
      sleep: async () => {},
      fetch: async (_: string, { headers }: { headers: Headers }) => {
        sent.push(headers.get('authorization') ?? '')
        return new Response(null, { status: sent.length < 3 ? 503 : 204 })
      },
    })
    expect(await api.signed(client, { id: 'x' })).toMatchObject({ status: 204 })
    expect(asked).toHaveLength(3)
    expect(sent.map((header) => /Credential=[^/]+\/([^,]+)/.exec(header)?.[1])).toEqual(
      Array(3).fill('20260203/us-west-2/execute-api/aws4_request'),
    )
  })

  it('says so where no region is known', async () => {
    const client = api.createClient({ baseUrl: origin.url, auth: { key: 'K', iam: api.sigv4({ credentials }) }, sleep: async () => {} })
    await expect(api.signed(client, { id: 'x' })).rejects.toThrow('sigv4 needs a region')
  })
})

describe('answers', () => {
  const raw =
    (status: number, type: string | undefined, text: string): Origin['answer'] =>
    (_, response) => {
      response.writeHead(status, type === undefined ? {} : { 'content-type': type })
      response.end(text)
    }
  it.each([
    ['JSON', 'open', raw(200, 'application/json; charset=utf-8', '{"a":1}'), 200, { a: 1 }],
    ['a problem', 'open', raw(404, 'application/problem+json', '{"a":1}'), 404, { a: 1 }],
    ['text', 'open', raw(200, 'text/plain', 'x'), 200, 'x'],
    ['a page of a proxy', 'open', raw(413, 'text/html', '<p>'), 413, '<p>'],
    ['no body', 'open', raw(204, undefined, ''), 204, undefined],
    ['an empty JSON body', 'open', raw(200, 'application/json', ''), 200, undefined],
    ['lines of JSON', 'open', raw(200, 'application/x-ndjson', '{}\n{}'), 200, '{}\n{}'],
    ['JSON of a media type that does not say so', 'vendor', raw(200, 'application/vnd.shop', '{"a":1}'), 200, { a: 1 }],
    ['JSON where bytes were declared', 'blob', raw(404, 'application/json', '{"a":1}'), 404, { a: 1 }],
    ['text where bytes were declared', 'blob', raw(400, 'text/plain', 'x'), 400, 'x'],
  ])('%s', async (_, operation, answer, status, body) => {
    origin.answer = answer
    expect(await api[operation](api.createClient({ baseUrl: origin.url }))).toMatchObject({ ok: status < 300, status, body })
  })

  it('bytes', async () => {
    origin.answer = (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([1, 2]))
    const { body } = await api.blob(api.createClient({ baseUrl: origin.url }))
    expect([body.type, ...new Uint8Array(await body.arrayBuffer())]).toEqual(['image/png', 1, 2])
  })

  it.each([
    ['text where a call that succeeds gives bytes', 'blob', 'text/plain'],
    ['a document whose media type has "xml" in it', 'report', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a document whose media type has "json" in it', 'report', 'application/vnd.jsonformats'],
  ])('bytes: %s', async (_, operation, type) => {
    origin.answer = raw(200, type, 'PK')
    const { body } = await api[operation](api.createClient({ baseUrl: origin.url }))
    expect([body.type, await body.text()]).toEqual([type, 'PK'])
  })

  it.each([
    ['nothing beside bytes', raw(204, undefined, ''), undefined],
    ['XML beside bytes', raw(200, 'application/xml', '<a/>'), '<a/>'],
    ['a problem beside bytes', raw(500, 'application/problem+json', '{"a":1}'), { a: 1 }],
  ])('%s', async (_, answer, body) => {
    origin.answer = answer
    expect(await api.report(api.createClient({ baseUrl: origin.url, retry: { attempts: 1 } }))).toMatchObject({ body })
  })

  it('a form', async () => {
    origin.answer = raw(200, 'application/x-www-form-urlencoded', 'a=1&a=2')
    const { body } = await api.form(api.createClient({ baseUrl: origin.url }))
    expect(body.getAll('a')).toEqual(['1', '2'])
  })

  it('JSON that is none rejects', async () => {
    origin.answer = raw(200, 'application/json', '<p>')
    await expect(api.open(api.createClient({ baseUrl: origin.url, sleep: async () => {} }))).rejects.toThrow(SyntaxError)
  })
})

describe('trying again', () => {
  /** Runs a call against answers given one after another; says what was waited for, and the status in the end. */
  async function run(
    operation: string,
    statuses: readonly (number | readonly [status: number, retryAfter: string])[],
    options: object = {},
  ): Promise<{ waits: number[]; status: number; calls: number }> {
    const waits: number[] = []
    let calls = 0
    origin.answer = (request, response) => {
      const given = statuses[Math.min(calls++, statuses.length - 1)] ?? 200
      const [status, after] = typeof given === 'number' ? [given, undefined] : given
      answerJson(status, {}, after === undefined ? {} : { 'retry-after': after })(request, response)
    }
    const sleep = async (milliseconds: number): Promise<void> => {
      waits.push(Math.round(milliseconds))
    }
    const client = api.createClient({ baseUrl: origin.url, sleep, random: () => 0.5, ...options })
    const { status } = await api[operation](client)
    return { waits, status, calls }
  }

  const cases: readonly [name: string, ...parameters: Parameters<typeof run>, want: Awaited<ReturnType<typeof run>>][] = [
    ['until it succeeds', 'open', [503, 429, 200], {}, { waits: [50, 100], status: 200, calls: 3 }],
    ['three times at most', 'open', [500], {}, { waits: [50, 100], status: 500, calls: 3 }],
    [
      'as often as is said',
      'open',
      [502],
      { retry: { attempts: 5, delay: 10, maximum: 30 } },
      { waits: [5, 10, 15, 15], status: 502, calls: 5 },
    ],
    ['never', 'open', [504], { retry: { attempts: 1 } }, { waits: [], status: 504, calls: 1 }],
    ['not an error of the caller', 'open', [400], {}, { waits: [], status: 400, calls: 1 }],
    ['not what may have happened', 'post', [503], {}, { waits: [], status: 503, calls: 1 }],
    ['PUT', 'put', [503, 200], {}, { waits: [50], status: 200, calls: 2 }],
    ['DELETE', 'remove', [503, 200], {}, { waits: [50], status: 200, calls: 2 }],
    ['POST with an idempotency key', 'safe', [503, 200], {}, { waits: [50], status: 200, calls: 2 }],
    ['after the seconds it is told', 'open', [[429, '7'], 200], {}, { waits: [7000], status: 200, calls: 2 }],
    ['not sooner than jitter says', 'open', [[503, '0'], 200], {}, { waits: [50], status: 200, calls: 2 }],
    ['at once for a date that is past', 'open', [[503, 'Thu, 01 Jan 1970 00:00:00 GMT'], 200], {}, { waits: [50], status: 200, calls: 2 }],
    ['whatever nonsense it is told', 'open', [[503, 'soon'], 200], {}, { waits: [50], status: 200, calls: 2 }],
    ['not after an hour', 'open', [[503, '3600']], {}, { waits: [], status: 503, calls: 1 }],
    ['not after a date in a far year', 'open', [[503, 'Fri, 01 Jan 2100 00:00:00 GMT']], {}, { waits: [], status: 503, calls: 1 }],
  ]
  it.each(cases)('%s', async (_, operation, statuses, options, want) => {
    expect(await run(operation, statuses, options)).toEqual(want)
  })

  it('at the date it is told', async () => {
    const { waits, status } = await run('open', [[503, new Date(Date.now() + 3_600_000).toUTCString()], 200], {
      retry: { maximum: 7_200_000 },
    })
    expect(status).toBe(200)
    expect(waits[0]).toBeGreaterThan(3_000_000)
    expect(waits[0]).toBeLessThanOrEqual(3_600_000)
  })

  it('sends the same idempotency key again', async () => {
    await run('safe', [503, 200])
    const [first, second] = origin.seen.map(({ headers }) => headers['idempotency-key'])
    expect(first).toBeDefined()
    expect(second).toBe(first)
  })

  it('after a broken connection, if that harms nobody', async () => {
    let calls = 0
    origin.answer = (request, response) => (++calls === 1 ? response.destroy() : answerJson(200, {})(request, response))
    const client = api.createClient({ baseUrl: origin.url, sleep: async () => {} })
    expect(await api.open(client)).toMatchObject({ status: 200 })
    calls = 0
    await expect(api.post(client)).rejects.toThrow(TypeError)
    expect(calls).toBe(1)
  })

  it('after credentials that were not to be had', async () => {
    const tokens = [Promise.reject(new Error('no token')), Promise.resolve('T')]
    const auth = { token: () => tokens.shift() }
    await api.withToken(api.createClient({ baseUrl: origin.url, sleep: async () => {}, auth }))
    expect(origin.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer T'])
  })

  it('with the options of a call before those of the client', async () => {
    origin.answer = answerJson(503, {})
    await api.open(api.createClient({ baseUrl: origin.url, sleep: async () => {} }), {}, { retry: { attempts: 2 } })
    expect(origin.seen).toHaveLength(2)
  })
})

describe('a plain client', () => {
  it('makes every call once', async () => {
    origin.answer = answerJson(503, {})
    expect(await api.open({ baseUrl: `${origin.url}/` })).toMatchObject({ ok: false, status: 503 })
    expect(origin.seen).toHaveLength(1)
  })

  it('has credentials and headers, and ends with the signal', async () => {
    const client = { baseUrl: origin.url, auth: { key: 'K' }, headers: { 'x-odd': 'a' } }
    await api.withKey(client)
    expect(origin.seen[0]?.headers).toMatchObject({ 'x-api-key': 'K', 'x-odd': 'a' })
    await expect(api.open(client, {}, { signal: AbortSignal.abort(new Error('never')) })).rejects.toThrow('never')
    expect(origin.seen).toHaveLength(1)
  })
})

describe('giving up', () => {
  const hang: Origin['answer'] = () => {}

  it('rejects with a TimeoutError, each attempt by itself', async () => {
    origin.answer = hang
    const client = api.createClient({ baseUrl: origin.url, timeout: 20, sleep: async () => {}, retry: { attempts: 2 } })
    await expect(api.open(client)).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(origin.seen).toHaveLength(2)
  })

  it('rejects with a TimeoutError when the body does not end', async () => {
    origin.answer = (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{')
    await expect(api.post(api.createClient({ baseUrl: origin.url, timeout: 50 }))).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('rejects with the reason of the signal while it waits for an answer', async () => {
    const control = new AbortController()
    origin.answer = () => control.abort(new Error('enough'))
    await expect(api.open(api.createClient({ baseUrl: origin.url }), {}, { signal: control.signal })).rejects.toThrow('enough')
    expect(origin.seen).toHaveLength(1)
  })

  it('rejects with the reason of the signal while it waits for the next attempt', async () => {
    const control = new AbortController()
    origin.answer = (request, response) => {
      answerJson(503, {})(request, response)
      setTimeout(() => control.abort(new Error('enough')), 30)
    }
    const client = api.createClient({ baseUrl: origin.url, random: () => 1, retry: { delay: 60_000, maximum: 60_000 } })
    await expect(api.open(client, {}, { signal: control.signal })).rejects.toThrow('enough')
    expect(origin.seen).toHaveLength(1)
  })

  it('sends nothing when the signal was aborted before', async () => {
    const call = api.open(api.createClient({ baseUrl: origin.url }), {}, { signal: AbortSignal.abort(new Error('never')) })
    await expect(call).rejects.toThrow('never')
    expect(origin.seen).toHaveLength(0)
  })
})

describe('pages', () => {
  it('gives the items of all pages', async () => {
    const pages: Readonly<Record<string, object>> = {
      '': { items: [1, 2], next: 'b' },
      b: { items: [], next: 'c' },
      c: { items: [3], next: null },
    }
    origin.answer = (request, response) =>
      answerJson(200, pages[new URL(request.url, origin.url).searchParams.get('page-token') ?? ''])(request, response)
    const items: number[] = []
    for await (const item of api.pagesItems(api.createClient({ baseUrl: origin.url }))) items.push(item)
    expect(items).toEqual([1, 2, 3])
    expect(origin.seen.map(({ url }) => url)).toEqual(['/pages', '/pages?page-token=b', '/pages?page-token=c'])
  })

  it('asks for no page that nobody wants', async () => {
    origin.answer = answerJson(200, { items: [1, 2], next: 'more' })
    for await (const _ of api.pagesItems(api.createClient({ baseUrl: origin.url }))) break
    expect(origin.seen).toHaveLength(1)
  })

  it('ends where the token does not move', async () => {
    origin.answer = answerJson(200, { items: [1], next: 'same' })
    const items: number[] = []
    for await (const item of api.pagesItems(api.createClient({ baseUrl: origin.url }))) items.push(item)
    expect(items).toEqual([1, 1])
  })

  it('throws the answer that is no page', async () => {
    origin.answer = answerJson(403, { message: 'no' })
    const first = api.pagesItems(api.createClient({ baseUrl: origin.url })).next()
    await expect(first).rejects.toMatchObject({ message: 'A page cannot be read: 403.', cause: { status: 403, body: { message: 'no' } } })
  })
})
