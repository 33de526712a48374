import { describe, expect, it } from 'vitest'
import type { EndpointType } from '../../../../../runtime/gateway/definition/rest-api.ts'
import { type StreamedResponse, toBytes, toText, type UnsentAnswer } from '../../../../../runtime/gateway/http.ts'
import { createPiecePipe } from '../../../../../runtime/gateway/pieces.ts'
import { deployApi, documentOf, functionUri, type TestWorld } from '../../../../support/data-plane.ts'
import { virtualTimers } from '../../../../support/virtual-timers.ts'

const zeros = '\0'.repeat(8)
const prelude = (first: object): string => `${JSON.stringify(first)}${zeros}`
const streaming = functionUri('f').replace('2015-03-31', '2021-11-15').replace('/invocations', '/response-streaming-invocations')

function documentFor(responseTransferMode: string, extra: Record<string, unknown> = {}): unknown {
  const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: streaming, responseTransferMode, timeoutInMillis: 20_000 }
  const timeoutInMillis = responseTransferMode === 'STREAM' ? 900_000 : 29_000
  const back = { type: 'http_proxy', httpMethod: 'GET', uri: 'http://localhost/events', responseTransferMode, timeoutInMillis }
  return documentOf(
    {
      '/a': { get: { responses: {}, 'x-amazon-apigateway-integration': integration } },
      '/b': { get: { responses: {}, 'x-amazon-apigateway-integration': back } },
    },
    extra,
  )
}

/** A function that streams these texts. */
const texts = (...parts: readonly string[]) =>
  async function* () {
    yield* parts
  }

function streamed(answer: UnsentAnswer): StreamedResponse {
  if (!('pieces' in answer)) throw new Error(`not streamed: ${answer.status}`)
  return answer
}

/** The pieces as texts, and how they ended. */
async function readAll({ pieces }: StreamedResponse): Promise<readonly string[]> {
  const read: string[] = []
  try {
    for await (const piece of pieces) read.push(toText(piece))
  } catch {
    read.push('(broken)')
  }
  return read
}

/** Lets everything happen that is due. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

describe('the first part of a streamed answer', () => {
  it.each<[name: string, mode: string, run: () => unknown, want: { status: number; body?: string; headers?: [string, string][] }]>([
    [
      'names status, headers and cookies, and is followed by the body',
      'STREAM',
      texts(prelude({ statusCode: 201, headers: { 'Content-Type': 'text/plain' }, cookies: ['a=1', 'b=2'] }), '{"not":"parsed"}'),
      {
        status: 201,
        body: '{"not":"parsed"}',
        headers: [
          ['Content-Type', 'text/plain'],
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
        ],
      },
    ],
    [
      'may come in many pieces, with the body in the last of them',
      'STREAM',
      texts('{"statusCode"', ':202}\0\0\0', '\0\0\0', '\0\0bo', 'dy'),
      { status: 202, body: 'body' },
    ],
    [
      'is 200 without a status',
      'STREAM',
      texts(prelude({}), 'body'),
      { status: 200, body: 'body', headers: [['Content-Type', 'application/json']] },
    ],
    ['may have zeros in its body', 'STREAM', texts(prelude({}), `a${zeros}b`), { status: 200, body: `a${zeros}b` }],
    ['has no other keys', 'STREAM', texts(prelude({ body: 'x' }), 'body'), { status: 502 }],
    ['is JSON before the zeros', 'STREAM', texts(`oops${zeros}body`), { status: 502 }],
    ['ends within 16 KB', 'STREAM', texts(prelude({ headers: { a: 'x'.repeat(16_400) } }), 'body'), { status: 502 }],
    ['is there before the function fails', 'STREAM', () => Promise.reject(new Error('no')), { status: 502 }],
    ['may be that of any other function', 'STREAM', () => ({ statusCode: 202, body: 'whole' }), { status: 202, body: 'whole' }],
    ['is no answer where nobody streams', 'BUFFERED', texts(prelude({}), 'body'), { status: 502 }],
  ])('%s', async (_, mode, run, want) => {
    const got = await deployApi(documentFor(mode), { functions: { f: run } }).call({ path: '/a' })
    expect(got.status).toBe(want.status)
    if (want.body !== undefined) expect(got.body).toBe(want.body)
    for (const header of want.headers ?? []) expect(got.headers).toContainEqual(header)
  })

  it('may name the length of the body', async () => {
    const api = deployApi(documentFor('STREAM'), { functions: { f: texts(prelude({ headers: { 'content-length': '4' } }), 'body') } })
    const answer = streamed(await api.open({ path: '/a' }))
    expect(answer.length).toBe(4)
    expect(answer.headers.filter(([name]) => /content-length/i.test(name))).toEqual([])
  })
})

describe('a streamed body', () => {
  it('is there before the function is done', async () => {
    let finish = (): void => {}
    async function* run() {
      yield prelude({})
      yield 'first'
      await new Promise<void>((resolve) => {
        finish = resolve
      })
      yield 'last'
    }
    const answer = streamed(await deployApi(documentFor('STREAM'), { functions: { f: run } }).open({ path: '/a' }))
    const reader = answer.pieces[Symbol.asyncIterator]()
    expect(toText((await reader.next()).value)).toBe('first')
    const next = reader.next()
    await settle()
    finish()
    expect(toText((await next).value)).toBe('last')
    expect((await reader.next()).done).toBe(true)
  })

  it('breaks off where the function fails, and the log says why', async () => {
    async function* run() {
      yield prelude({ statusCode: 200 })
      yield 'some'
      throw new RangeError('too far')
    }
    const api = deployApi(documentFor('STREAM'), { functions: { f: run } })
    const answer = streamed(await api.open({ path: '/a' }))
    expect([answer.status, await readAll(answer)]).toEqual([200, ['some', '(broken)']])
    expect(api.logs.join()).toMatch(
      /GET \/a: The answer broke off after 4 bytes: Lambda execution failed with status 200 due to customer function error: .*too far/,
    )
  })

  it.each<[name: string, endpoint: EndpointType, path: string, wait: number, want: string]>([
    ['the whole may take the time of the integration', 'REGIONAL', '/a', 20_000, 'was not done within 20000 ms'],
    ['a pause in a regional API five minutes', 'REGIONAL', '/b', 300_000, 'sent nothing for 300000 ms'],
    ['a pause in an edge-optimized API half a minute', 'EDGE', '/b', 30_000, 'sent nothing for 30000 ms'],
  ])('breaks off where it takes too long: %s', async (_, endpoint, path, wait, want) => {
    const timers = virtualTimers()
    const pipe = createPiecePipe()
    const world: TestWorld = {
      now: timers.now,
      after: timers.after,
      endpoint,
      fetchStream: async () => ({ kind: 'streaming', status: 200, headers: [], ...pipe }),
      functions: {
        async *f() {
          yield prelude({})
          yield 'some'
          await new Promise(() => undefined)
        },
      },
    }
    const api = deployApi(documentFor('STREAM'), world)
    const reading = readAll(streamed(await api.open({ path })))
    pipe.write(toBytes('some'), () => undefined)
    await settle()
    timers.advance(wait - 1)
    await settle()
    expect(api.logs).toEqual([])
    timers.advance(1)
    expect(await reading).toEqual(['some', '(broken)'])
    expect(api.logs.join()).toContain(want)
  })

  it('is slowed down to 2 MB a second after its first 10 MB', async () => {
    const timers = virtualTimers()
    const MB = 1024 * 1024
    const pipe = createPiecePipe()
    const api = deployApi(documentFor('STREAM'), {
      now: timers.now,
      after: timers.after,
      fetchStream: async () => ({ kind: 'streaming', status: 200, headers: [], ...pipe }),
    })
    const answer = streamed(await api.open({ path: '/b' }))
    let received = 0
    const reading = (async () => {
      for await (const piece of answer.pieces) received += piece.length
    })()
    pipe.write(new Uint8Array(10 * MB), () => undefined)
    pipe.write(new Uint8Array(4 * MB), () => undefined)
    pipe.end()
    let fastest = 0
    for (; received < 14 * MB; timers.advance(25)) {
      await new Promise((resolve) => setImmediate(resolve))
      fastest = Math.max(fastest, received - 10 * MB - (timers.now() / 1000) * 2 * MB)
    }
    await reading
    expect(fastest).toBe(0)
    expect(timers.now()).toBeGreaterThanOrEqual(2000)
    expect(timers.now()).toBeLessThan(5000)
  })

  it('is let go where its client hangs up while it is slowed down', async () => {
    const timers = virtualTimers()
    const pipe = createPiecePipe()
    const api = deployApi(documentFor('STREAM'), {
      now: timers.now,
      after: timers.after,
      fetchStream: async () => ({ kind: 'streaming', status: 200, headers: [], ...pipe }),
    })
    const answer = streamed(await api.open({ path: '/b' }))
    const reading = readAll(answer)
    pipe.write(new Uint8Array(10 * 1024 * 1024), () => undefined)
    let taken = false
    pipe.write(new Uint8Array(1024 * 1024), () => {
      taken = true
    })
    await settle()
    answer.cancel()
    expect([(await reading).length, taken, api.logs]).toEqual([1, true, []])
  })

  it('is a timeout where it does not even begin', async () => {
    const timers = virtualTimers()
    const api = deployApi(documentFor('STREAM'), {
      now: timers.now,
      after: timers.after,
      functions: {
        async *f() {
          yield '{'
          await new Promise(() => undefined)
        },
      },
    })
    const called = api.call({ path: '/a' })
    await settle()
    timers.advance(20_000)
    expect([(await called).status, (await called).json]).toEqual([504, { message: 'Endpoint request timed out' }])
  })

  it('of a back end comes with its status and headers, as it comes', async () => {
    const { pieces, cancel, write, end } = createPiecePipe()
    const headers = [
      ['Content-Type', 'text/event-stream'],
      ['Via', 'x'],
      ['Content-Length', '3'],
    ] as const
    const api = deployApi(documentFor('STREAM'), {
      fetchStream: async () => ({ kind: 'streaming', status: 203, headers, pieces, cancel }),
    })
    const answer = streamed(await api.open({ path: '/b' }))
    expect([answer.status, answer.length]).toEqual([203, 3])
    expect(answer.headers.map(([name]) => name)).toEqual(['x-amzn-RequestId', 'x-amz-apigw-id', 'Content-Type'])
    write(toBytes('a'), () => undefined)
    write(toBytes('bc'), () => undefined)
    end()
    expect(await readAll(answer)).toEqual(['a', 'bc'])
  })

  it('is not compressed', async () => {
    const api = deployApi(documentFor('STREAM', { 'x-amazon-apigateway-minimum-compression-size': 0 }), {
      functions: { f: texts(prelude({}), 'body') },
    })
    const got = await api.call({ path: '/a', headers: { 'Accept-Encoding': 'gzip' } })
    expect([got.body, got.header('Content-Encoding')]).toEqual(['body', undefined])
  })
})

describe('the logs and the trace of a streamed answer', () => {
  const format =
    '$context.status $context.responseLength $context.integration.responseTransferMode $context.integration.timeToAllHeaders $context.integration.timeToFirstContent $context.integration.latency $context.responseLatency'
  const accessLogSettings = { destinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:access', format }

  it('tell of the whole of it, when it is over', async () => {
    const timers = virtualTimers()
    async function* run() {
      timers.advance(10)
      yield prelude({ statusCode: 201 })
      timers.advance(20)
      yield 'abc'
      timers.advance(30)
      yield 'de'
    }
    const api = deployApi(documentFor('STREAM'), { ...timers, functions: { f: run }, stage: { accessLogSettings }, traced: true })
    const answer = streamed(await api.open({ path: '/a' }))
    expect(api.written).toEqual([])
    await readAll(answer)
    expect(api.written).toEqual(['access: 201 5 STREAMED 10 30 60 60'])
    expect(api.traces[0]?.steps.slice(-2)).toMatchObject([
      { kind: 'streamed', outcome: 'complete', pieces: 2, length: 5, firstPiece: 30 },
      { kind: 'method-response', status: 201, length: 5, body: { encoding: 'utf-8', text: 'abcde' } },
    ])
  })

  it('tell of a client that hung up, and the function may run on', async () => {
    let done = false
    async function* run() {
      yield prelude({})
      yield 'a'
      yield 'b'
      await settle()
      done = true
    }
    const api = deployApi(documentFor('STREAM'), { functions: { f: run }, stage: { accessLogSettings }, traced: true })
    const answer = streamed(await api.open({ path: '/a' }))
    for await (const _ of answer.pieces) answer.cancel()
    expect(api.traces[0]?.steps.at(-2)).toMatchObject({ kind: 'streamed', outcome: 'canceled', length: 1 })
    expect([api.written.length, api.logs, done]).toEqual([1, [], false])
    await settle()
    await settle()
    expect(done).toBe(true)
  })

  it('say of any other answer that it was buffered', async () => {
    const api = deployApi(documentFor('BUFFERED'), { functions: { f: () => ({ statusCode: 200 }) }, stage: { accessLogSettings }, now: 0 })
    await api.call({ path: '/a' })
    expect(api.written).toEqual(['access: 200 0 BUFFERED - - 0 0'])
  })
})
