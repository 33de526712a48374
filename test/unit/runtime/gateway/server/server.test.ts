import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type HttpAnswer, type HttpRequest, type HttpResponse, toBytes, toText } from '../../../../../runtime/gateway/http.ts'
import { collectPieces, createPiecePipe, type PiecePipe } from '../../../../../runtime/gateway/pieces.ts'
import { apiOfHost, hostName, isAllowedHost, isLoopback } from '../../../../../runtime/gateway/server/hosts.ts'
import { createHttpClient } from '../../../../../runtime/gateway/server/http-client.ts'
import { type Listener, listen } from '../../../../../runtime/gateway/server/listen.ts'
import { virtualTimers } from '../../../../support/virtual-timers.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

async function backend(
  answer: (path: string) => { status?: number; headers?: Record<string, string>; body?: string } | undefined,
): Promise<string> {
  const server: Server = createServer((request, response) => {
    const given = answer(request.url ?? '')
    if (given === undefined) return
    response.writeHead(given.status ?? 200, given.headers)
    response.end(given.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('hosts', () => {
  it.each<[host: string, name: string, loopback: boolean, allowed: boolean, api: string | undefined]>([
    ['localhost:3000', 'localhost', true, true, undefined],
    ['127.0.0.1', '127.0.0.1', true, true, undefined],
    ['[::1]:80', '::1', true, true, undefined],
    ['192.168.1.2:80', '192.168.1.2', false, true, undefined],
    ['abc123.execute-api.us-east-1.amazonaws.com', 'abc123.execute-api.us-east-1.amazonaws.com', false, true, 'abc123'],
    ['ABC.execute-api.localhost', 'abc.execute-api.localhost', true, true, 'abc'],
    ['abc.execute-api.evil.example', 'abc.execute-api.evil.example', false, false, 'abc'],
    ['evil.example', 'evil.example', false, false, undefined],
    ['localhost.evil.example', 'localhost.evil.example', false, false, undefined],
    ['127.0.0.1.evil.example', '127.0.0.1.evil.example', false, false, undefined],
    ['evilamazonaws.com', 'evilamazonaws.com', false, false, undefined],
    ['mine.example', 'mine.example', false, true, undefined],
    ['', '', false, true, undefined],
  ])('%s', (host, name, loopback, allowed, api) => {
    expect([hostName(host), isLoopback(name), isAllowedHost(name, ['mine.example']), apiOfHost(name)]).toEqual([
      name,
      loopback,
      allowed,
      api,
    ])
  })
})

describe('the client', () => {
  const call = (url: string, timeoutMs = 5000) => ({ method: 'GET', url, headers: [], timeoutMs })
  const client = (allowEgress = false, forward: readonly string[] = [], { after } = virtualTimers()) => {
    const created = createHttpClient({ allowEgress, forward, after })
    open.push(created)
    return created
  }

  it('calls another machine where somebody named its address', async () => {
    // A name that resolves nowhere: it is not refused, it is not there.
    const outcome = await client(false, ['http://nowhere.invalid:8000/base']).fetch(call('http://nowhere.invalid:8000/x'))
    expect(outcome.kind).toBe('unreachable')
    expect((await client(false, ['http://nowhere.invalid:8000']).fetch(call('http://nowhere.invalid:8001/x'))).kind).toBe('invalid')
  })

  it('gives the answer as it is, redirects too', async () => {
    const url = await backend(() => ({ status: 302, headers: { Location: 'http://example.com/', 'X-A': '1' }, body: 'moved' }))
    const outcome = await client().fetch(call(`${url}/a`))
    expect(outcome).toMatchObject({ kind: 'answer', status: 302, headers: expect.arrayContaining([['Location', 'http://example.com/']]) })
    expect(outcome.kind === 'answer' && toText(outcome.body)).toBe('moved')
  })

  it.each<[name: string, url: string, kind: string, message: RegExp]>([
    ['another machine', 'http://example.com/x', 'invalid', /http:\/\/example\.com is refused/],
    ['a machine that metadata come from', 'http://169.254.169.254/latest', 'invalid', /is refused/],
    ['a name that looks like this one', 'http://127.0.0.1.evil.example/', 'invalid', /is refused/],
    ['user information before the host', 'http://localhost@evil.example/', 'invalid', /is refused/],
    ['no address', 'http://', 'invalid', /Invalid endpoint address/],
    ['a closed port', 'http://127.0.0.1:1/', 'unreachable', /127\.0\.0\.1:1/],
  ])('does not call %s', async (_, url, kind, message) => {
    expect(await client().fetch(call(url))).toMatchObject({ kind, message: expect.stringMatching(message) })
  })

  it('waits no longer than it may', async () => {
    const timers = virtualTimers()
    const url = await backend(() => {
      timers.advance(4999)
      setImmediate(() => timers.advance(1))
      return undefined
    })
    expect(await client(false, [], timers).fetch(call(url))).toEqual({ kind: 'timeout' })
  })

  it('has no timer left when it is answered', async () => {
    let running = 0
    const after = (): (() => void) => {
      running += 1
      return () => {
        running -= 1
      }
    }
    const url = await backend(() => ({ body: 'fine' }))
    const counted = client(false, [], { ...virtualTimers(), after })
    expect(await counted.fetch(call(url))).toMatchObject({ kind: 'answer' })
    expect(await counted.fetch({ ...call(url), headers: [['X', 'a\nb']] })).toMatchObject({ kind: 'invalid' })
    await new Promise((resolve) => setImmediate(resolve))
    expect(running).toBe(0)
  })

  it('takes no answer without end', async () => {
    const url = await backend(() => ({ body: 'x'.repeat(11 * 1024 * 1024) }))
    expect(await client().fetch(call(url))).toMatchObject({ kind: 'invalid' })
  })

  it('sends no header that is none', async () => {
    const url = await backend(() => ({}))
    expect(await client().fetch({ ...call(url), headers: [['X-A', 'a\r\nX-B: b']] })).toMatchObject({ kind: 'invalid' })
  })

  it.each<[body: string | undefined, headers: [string, string][], received: object]>([
    ['', [], { 'content-length': '0' }],
    ['{}', [], { 'content-length': '2' }],
    // Recorded: the name of a trailer is mapped like any other header. It needs chunks.
    ['{}', [['Trailer', 'user-agent']], { trailer: 'user-agent', 'transfer-encoding': 'chunked' }],
    [undefined, [['trailer', 'user-agent']], { trailer: 'user-agent' }],
  ])('sends the body %j with the headers %j as %j', async (body, headers, received) => {
    let got: [headers: object, body: string] | undefined
    const server = createServer((request, response) => {
      let text = ''
      request.on('data', (bytes: Buffer) => {
        text += bytes.toString()
      })
      request.on('end', () => {
        got = [request.headers, text]
        response.end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    open.push({ close: () => server.closeAllConnections() }, server)
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const method = body === undefined ? 'GET' : 'POST'
    const outcome = await client().fetch({ ...call(url), method, headers, ...(body !== undefined && { body: toBytes(body) }) })
    expect([outcome.kind, got]).toMatchObject(['answer', [received, body ?? '']])
  })

  /** A back end that answers bit by bit. */
  async function slowBackend(answer: (response: ServerResponse) => void): Promise<string> {
    const server = createServer((_, response) => answer(response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    open.push({ close: () => server.closeAllConnections() }, server)
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  it('hands on an answer while the back end still writes it', async () => {
    let finish = (): void => {}
    const url = await slowBackend((response) => {
      response.writeHead(202, { 'X-A': '1' }).write('first')
      finish = () => response.end('last')
    })
    const stream = await client().fetchStream(call(url))
    if (stream.kind !== 'streaming') throw new Error(stream.kind)
    expect([stream.status, stream.headers.find(([name]) => name === 'X-A')]).toEqual([202, ['X-A', '1']])
    const reader = stream.pieces[Symbol.asyncIterator]()
    expect(toText((await reader.next()).value)).toBe('first')
    finish()
    expect(toText((await reader.next()).value)).toBe('last')
    expect((await reader.next()).done).toBe(true)
  })

  it('lets an answer that has begun take no longer than it may', async () => {
    const timers = virtualTimers()
    const url = await slowBackend((response) => response.write('first'))
    const stream = await client(false, [], timers).fetchStream(call(url))
    if (stream.kind !== 'streaming') throw new Error(stream.kind)
    const reading = collectPieces(stream)
    timers.advance(5000)
    await expect(reading).rejects.toThrow('The back end took too long')
  })

  it('says why an answer breaks off in its middle', async () => {
    const url = await slowBackend((response) => {
      response.write('first', () => response.destroy())
    })
    const stream = await client().fetchStream(call(url))
    if (stream.kind !== 'streaming') throw new Error(stream.kind)
    await expect(collectPieces(stream)).rejects.toThrow(/^http:\/\/127\.0\.0\.1:\d+: aborted$/)
  })

  it('hangs up on a back end that nobody listens to any more', async () => {
    const closed = new Promise<void>((resolve) => {
      void slowBackend((response) => {
        response.write('first')
        response.once('close', resolve)
      }).then(async (url) => {
        const stream = await client().fetchStream(call(url))
        if (stream.kind === 'streaming') stream.cancel()
      })
    })
    await closed
  })
})

describe('the server', () => {
  async function serve(
    handle: (request: HttpRequest) => { status: number; headers?: [string, string][]; body?: string },
    logs: string[] = [],
  ): Promise<Listener> {
    const answer = async (request: HttpRequest): Promise<HttpResponse> => {
      const { status, headers = [], body = '' } = handle(request)
      return { status, headers, body: toBytes(body) }
    }
    const listener = await listen(answer, {}, (line) => logs.push(line))
    open.push(listener)
    return listener
  }

  /** A server whose answers are streamed through a pipe. */
  async function serveStream(more: Partial<HttpAnswer> = {}) {
    const pipe = createPiecePipe()
    let canceled = 0
    const cancel = (): void => {
      canceled += 1
      pipe.cancel()
    }
    const listener = await listen(
      async () => ({ status: 200, headers: [], ...pipe, cancel, ...more }),
      {},
      () => undefined,
    )
    open.push(listener)
    return { ...pipe, port: listener.port, canceled: () => canceled }
  }

  const get = (path: string, method = 'GET'): string => `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`
  const write = (pipe: PiecePipe, text: string): Promise<void> => new Promise((taken) => pipe.write(toBytes(text), taken))

  it.each<[request: string, connection: string]>([
    ['GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', 'keep-alive'],
    ['GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 'close'],
    ['GET / HTTP/1.0\r\nHost: localhost\r\n\r\n', 'close'],
    ['GET / HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n', 'keep-alive'],
  ])('answers %j with Connection: %s, and no Keep-Alive (recorded)', async (request, connection) => {
    const listener = await serve(() => ({ status: 200, body: 'whole' }))
    const socket = connect(listener.port, '127.0.0.1', () => socket.write(request))
    open.push({ close: () => socket.destroy() })
    const text = String(await new Promise((resolve) => socket.once('data', resolve)))
    expect(text.match(/^(?:connection|keep-alive): .*$/gim)).toEqual([`Connection: ${connection}`])
  })

  it.each<[name: string, method: string, status: number, text: string, length: number | undefined, body: string]>([
    ['of ASCII', 'GET', 200, 'plain', 5, 'plain'],
    ['of Latin-1, as UTF-8', 'GET', 200, 'é', 2, 'é'],
    ['of other characters', 'GET', 200, '€ 😀', 8, '€ 😀'],
    ['with half a character', 'GET', 200, 'a\ud800', 4, 'a\ufffd'],
    ['that is long', 'GET', 200, 'x'.repeat(100_000), 100_000, 'x'.repeat(100_000)],
    ['that is long and not of ASCII', 'GET', 200, 'é'.repeat(100_000), 200_000, 'é'.repeat(100_000)],
    ['that is empty', 'GET', 200, '', 0, ''],
    ['for HEAD', 'HEAD', 200, 'é', undefined, ''],
    ['with a status that has no body', 'GET', 204, 'plain', undefined, ''],
  ])('sends text %s', async (_, method, status, text, length, body) => {
    const listener = await listen(
      () => ({ status, headers: [['X-A', 'ü']], text }),
      {},
      () => undefined,
    )
    open.push(listener)
    const [head = '', sent = ''] = (await raw(listener.port, get('/', method))).split('\r\n\r\n')
    const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]
    expect([field('content-length'), field('x-a')]).toEqual([length?.toString(), 'ü'])
    expect(Buffer.from(sent, 'latin1').toString()).toBe(body)
  })

  it('ends a stream for a client of HTTP/1.0 with the connection', async () => {
    const made = await serveStream()
    const socket = connect(made.port, '127.0.0.1', () => socket.write('GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n'))
    open.push({ close: () => socket.destroy() })
    let text = ''
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString()
    })
    void write(made, 'all of it')
    made.end()
    await new Promise((resolve) => socket.once('close', resolve))
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n(?:Date: [^\r]*\r\n)?Connection: close\r\n(?:Date: [^\r]*\r\n)?\r\nall of it$/)
  })

  it('sends a streamed answer piece by piece', async () => {
    const made = await serveStream({ headers: [['X-A', 'b']] })
    const response = await fetch(`http://127.0.0.1:${made.port}/`)
    expect([response.status, response.headers.get('x-a'), response.headers.get('transfer-encoding')]).toEqual([200, 'b', 'chunked'])
    const reader = response.body?.getReader()
    for (const text of ['one', 'two']) {
      void write(made, text)
      expect(toText((await reader?.read())?.value ?? new Uint8Array())).toBe(text)
    }
    made.end()
    expect((await reader?.read())?.done).toBe(true)
  })

  it('takes no more pieces than the client reads', async () => {
    const made = await serveStream()
    const socket = connect(made.port, '127.0.0.1', () => socket.write(get('/')))
    open.push({ close: () => socket.destroy() })
    await new Promise((resolve) => socket.once('data', resolve))
    socket.pause()
    let taken = 0
    for (let piece = 0; piece < 64; piece++)
      void write(made, 'x'.repeat(1024 * 1024)).then(() => {
        taken += 1
      })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(taken).toBeLessThan(32)
  })

  it('lets go of a stream when the client hangs up, even while nothing comes', async () => {
    const made = await serveStream()
    const socket = connect(made.port, '127.0.0.1', () => socket.write(get('/')))
    socket.once('data', () => socket.destroy())
    await new Promise<void>((resolve) => socket.once('close', () => resolve()))
    await expect.poll(made.canceled).toBeGreaterThan(0)
    await write(made, 'into the void')
  })

  it.each<[name: string, more: Partial<HttpAnswer>, text: string, want: RegExp]>([
    ['has a length where one was named', { length: 3 }, 'abc', /\r\nContent-Length: 3\r\n[\s\S]*\r\n\r\nabc$/],
    ['is not longer than it was said to be', { length: 2 }, 'abc', /\r\nContent-Length: 2\r\n[\s\S]*\r\n\r\n$/],
    ['has no body with a status that has none', { status: 204 }, 'abc', /^HTTP\/1\.1 204 [\s\S]*\r\n\r\n$/],
  ])('streams an answer that %s', async (_, more, text, want) => {
    const made = await serveStream(more)
    void write(made, text)
    made.end()
    expect(await raw(made.port, get('/'))).toMatch(want)
  })

  it('ends the connection where a stream breaks off', async () => {
    async function* pieces() {
      yield toBytes('some')
      throw new Error('broken')
    }
    const listener = await listen(
      async () => ({ status: 200, headers: [], pieces: pieces(), cancel: () => undefined }),
      {},
      () => undefined,
    )
    open.push(listener)
    const answer = await raw(listener.port, get('/'))
    expect(answer).toContain('4\r\nsome')
    expect(answer).not.toContain('\r\n0\r\n\r\n')
  })

  /** Bytes in, bytes out. */
  function raw(port: number, text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      let answer = ''
      const socket = connect(port, '127.0.0.1', () => socket.end(text))
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1')
      })
      socket.on('close', () => resolve(answer))
      socket.on('error', reject)
    })
  }

  it('hands over the request as it came', async () => {
    const seen: HttpRequest[] = []
    const { port } = await serve((request) => {
      seen.push(request)
      return { status: 200 }
    })
    await raw(
      port,
      'POST http://localhost/a%20b//c?x=%2B&y HTTP/1.1\r\nHost: localhost\r\nX-Two: 1\r\nx-two: 2\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc',
    )
    expect(seen[0]).toMatchObject({ method: 'POST', path: '/a%20b//c', query: 'x=%2B&y', sourceIp: '127.0.0.1' })
    expect(seen[0]?.headers).toEqual(
      expect.arrayContaining([
        ['X-Two', '1'],
        ['x-two', '2'],
      ]),
    )
    expect(toText(seen[0]?.body ?? new Uint8Array())).toBe('abc')
  })

  it('gives the same list for the same headers, and to each request its own', async () => {
    const seen: HttpRequest['headers'][] = []
    const { port } = await serve(({ headers }) => {
      seen.push(headers)
      return { status: 200 }
    })
    const values = ['1', '1', '2', '2 ', '1']
    const requests = values.map((value) => `GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ${value}\r\n`)
    await raw(port, `${requests.join('\r\n')}X-B: 1\r\nConnection: close\r\n\r\n`)
    expect(seen.map((headers) => headers.slice(1).map((field) => field.join('=')))).toEqual([
      ['X-A=1'],
      ['X-A=1'],
      ['X-A=2'],
      ['X-A=2'],
      ['X-A=1', 'X-B=1', 'Connection=close'],
    ])
    expect([seen[0] === seen[1], seen[1] === seen[2], seen[2] === seen[3]]).toEqual([true, false, true])
  })

  it('answers with repeated headers, UTF-8 in them, and no body for HEAD', async () => {
    const { port } = await serve(() => ({
      status: 200,
      headers: [
        ['X-A', '1'],
        ['X-A', 'é☃'],
      ],
      body: 'body',
    }))
    const answer = await raw(port, 'HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    expect(answer).toContain('X-A: 1\r\nX-A: ')
    expect(Buffer.from(answer, 'latin1').toString('utf8')).toContain('é☃')
    expect(answer.endsWith('\r\n\r\n')).toBe(true)
  })

  it.each<[name: string, request: string, want: RegExp]>([
    ['is no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['has headers without end', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
    [
      'says two lengths (request smuggling)',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
    ['breaks a line within a header', 'GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rb\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['has chunks that are none', 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', /^HTTP\/1\.1 400 /],
  ])('refuses a request that %s, and goes on', async (_, request, want) => {
    const seen: HttpRequest[] = []
    const { port, url } = await serve((one) => {
      seen.push(one)
      return { status: 200, body: 'fine' }
    })
    expect(await raw(port, request)).toMatch(want)
    expect(seen).toEqual([])
    expect(await (await fetch(url)).text()).toBe('fine')
  })

  it('hands over all headers, however many they are', async () => {
    const { port } = await serve(({ headers }) => ({ status: 200, body: String(headers.length) }))
    expect(await raw(port, `GET / HTTP/1.1\r\nHost: localhost\r\n${'X: y\r\n'.repeat(4000)}\r\n`)).toMatch(/\r\n\r\n4001$/)
  })

  it('keeps of a body no more than it needs to refuse it', async () => {
    const { url } = await serve(({ body }) => ({ status: 200, body: String(body.length) }))
    const answer = await fetch(url, { method: 'POST', body: new Uint8Array(16 * 1024 * 1024) })
    expect(await answer.text()).toBe(String(10 * 1024 * 1024 + 1))
  })

  it('answers as soon as a body is too large, and goes on with the connection after it', { timeout: 20_000 }, async () => {
    const { port } = await serve(({ path, body }) => ({ status: 200, body: `${path} ${body.length}` }))
    const large = 11 * 1024 * 1024
    const socket = connect(port, '127.0.0.1')
    open.push({ close: () => socket.destroy() })
    let answers = ''
    const until = (text: string) =>
      new Promise<void>((resolve) => {
        const look = (chunk: Buffer | string): void => {
          answers += chunk.toString('latin1')
          if (!answers.includes(text)) return
          socket.off('data', look)
          resolve()
        }
        socket.on('data', look)
        look('')
      })
    socket.write(`POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${large}\r\n\r\n`)
    socket.write(Buffer.alloc(large - 1))
    await until(`/a ${10 * 1024 * 1024 + 1}`)
    socket.write('.GET /b HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await until('/b 0')
  })

  it.each<[name: string, text: string, line: string]>([
    [
      'TLS',
      '\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000',
      '400, for it cannot be read: the client speaks TLS. The address begins with http://',
    ],
    ['long headers', `GET / HTTP/1.1\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, '431, for it cannot be read: Parse Error: Header overflow'],
    ['no HTTP', 'hello\r\n\r\n', '400, for it cannot be read: Parse Error: '],
  ])('says what a client sent that cannot be read: %s', async (_, text, line) => {
    const logs: string[] = []
    const { port } = await serve(() => ({ status: 200 }), logs)
    expect(await raw(port, text)).toMatch(/\r\nContent-Type: application\/json\r\n[\s\S]*\r\n\r\n\{"message":"[A-Z][A-Za-z ]+"\}$/)
    expect(logs).toEqual([expect.stringContaining(`A request was answered with ${line}`)])
  })

  it.each([
    ['a line of the head', 'GET /slow HTTP/1.1\r\nHost: loc'],
    ['half of the body', 'POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\nhalf'],
  ])('serves others while clients send %s and no more, and hangs up on them when it closes', async (_, text) => {
    const logs: string[] = []
    const seen: string[] = []
    const listener = await serve(({ path }) => {
      seen.push(path)
      return { status: 200, body: 'fine' }
    }, logs)
    const closed = Array.from({ length: 40 }, () => {
      const socket = connect(listener.port, '127.0.0.1', () => socket.write(text))
      socket.on('error', () => undefined)
      return new Promise((resolve) => socket.on('close', resolve))
    })
    expect(await (await fetch(listener.url)).text()).toBe('fine')
    await listener.close()
    await Promise.all(closed)
    expect([seen, logs]).toEqual([['/'], []])
  })

  it('says nothing of a client that hangs up in the middle of its request', async () => {
    const logs: string[] = []
    const { port, url } = await serve(() => ({ status: 200, body: 'fine' }), logs)
    await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf', () => socket.resetAndDestroy())
      })
      socket.on('close', resolve)
    })
    expect(await (await fetch(url)).text()).toBe('fine')
    expect(logs).toEqual([])
  })

  it.each(['at once', 'later'])('answers 500 to what its handler throws %s, and goes on', async (when) => {
    const logs: string[] = []
    const answer = ({ path }: HttpRequest): HttpResponse => {
      if (path === '/bad') throw new Error('broken')
      return { status: 200, headers: [], body: toBytes('fine') }
    }
    const listener = await listen(when === 'later' ? async (request) => answer(request) : answer, {}, (line) => logs.push(line))
    open.push(listener)
    expect((await fetch(`${listener.url}/bad`)).status).toBe(500)
    expect(await (await fetch(listener.url)).text()).toBe('fine')
    expect(logs.join()).toContain('broken')
  })

  it('keeps connections that are idle longer than a busy machine keeps anybody waiting', async () => {
    const { url } = await serve(() => ({ status: 200 }))
    const servers: Server[] = []
    const seen = (message: unknown): number => servers.push((message as { server: Server }).server)
    subscribe('http.server.request.start', seen)
    await fetch(url)
    unsubscribe('http.server.request.start', seen)
    expect(servers.map(({ keepAliveTimeout }) => keepAliveTimeout)).toContain(60_000)
  })
})
