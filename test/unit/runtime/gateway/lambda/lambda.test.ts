import { describe, expect, it } from 'vitest'
import { createDeployedFunctions } from '../../../../../runtime/gateway/lambda/deployed-functions.ts'
import type { Delivery } from '../../../../../runtime/gateway/lambda/event-queue.ts'
import type { Invocation, InvocationOutcome } from '../../../../../runtime/gateway/lambda/invocation.ts'
import { createLambda, type LambdaCall } from '../../../../../runtime/gateway/lambda/lambda.ts'
import { collectPieces } from '../../../../../runtime/gateway/pieces.ts'
import { createMemoryStore } from '../../../../../runtime/gateway/store/memory-store.ts'
import { emptyState, type FunctionVersion, type LambdaFunction } from '../../../../../runtime/gateway/store/state.ts'
import { virtualTimers } from '../../../../support/virtual-timers.ts'
import { zip } from '../../../../support/zip.ts'

const version = (number: string, more: Partial<FunctionVersion> = {}): FunctionVersion => ({
  version: number,
  runtime: 'nodejs22.x',
  handler: 'index.handler',
  role: '',
  description: '',
  timeout: 3,
  memorySize: 128,
  ephemeralStorage: 512,
  architectures: [],
  environment: {},
  codeSha256: 'code',
  codeSize: 1,
  lastModified: '',
  revisionId: '',
  ...more,
})

/** Functions whose code is never run: how it ends is the test's to say. */
async function bench(fn: Partial<LambdaFunction> = {}, random = () => 0.5) {
  const timers = virtualTimers(Date.UTC(2026, 10, 26))
  const made: LambdaFunction = {
    name: 'fn',
    versions: { $LATEST: version('$LATEST'), '1': version('1'), '2': version('2') },
    published: 2,
    aliases: {},
    permissions: {},
    tags: {},
    ...fn,
  }
  const store = createMemoryStore({ ...emptyState(), functions: { fn: made, other: { ...made, name: 'other' } } })
  await store.writeBlob('code', zip({ 'index.js': '' }))
  const invocations: Invocation[] = []
  const logs: string[] = []
  const sent: Delivery[] = []
  let answer: (invocation: Invocation) => Omit<InvocationOutcome, 'log'> | Promise<Omit<InvocationOutcome, 'log'>> = () => ({
    kind: 'result',
    payload: '1',
  })
  const deployed = createDeployedFunctions(store, random)
  const lambda = createLambda({
    deployed,
    functions: {},
    timers,
    send: async (delivery) => void sent.push(delivery),
    log: (line) => logs.push(line),
    runner: {
      async invoke(_, invocation) {
        invocations.push(invocation)
        return { log: () => '', ...(await answer(invocation)) }
      },
    },
  })
  return {
    lambda,
    timers,
    invocations,
    sent,
    logs,
    answering(next: typeof answer) {
      answer = next
    },
    async close() {
      await lambda.close()
      await deployed.close()
    },
  }
}

const call = (more: Partial<LambdaCall> = {}): LambdaCall => ({
  name: 'fn',
  qualifier: undefined,
  arn: 'arn:aws:lambda:us-east-1:000000000000:function:fn',
  payload: '{"a":1}',
  invocation: 'request',
  sourceArns: () => [],
  ...more,
})

/** Lets everything happen that is due. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))

describe('a function', () => {
  it.each<[name: string, chance: number, want: string]>([
    ['below the weight', 0.09, '2'],
    ['at the weight', 0.1, '1'],
    ['above it', 0.9, '1'],
  ])('of a weighted alias is chosen by chance: %s', async (_, chance, want) => {
    const weighted = { name: 'dev', functionVersion: '1', weights: { '2': 0.1 }, description: '', revisionId: '' }
    const made = await bench({ aliases: { dev: weighted } }, () => chance)
    expect(await made.lambda.invoke(call({ qualifier: 'dev' }))).toMatchObject({ kind: 'result', version: want })
    await made.close()
  })

  it('has a trace of its own, or the one that it is called in', async () => {
    const made = await bench()
    await made.lambda.invoke(call())
    await made.lambda.invoke(call({ traceId: 'Root=1-a-b' }))
    expect(made.invocations.map(({ traceId }) => traceId)).toEqual([
      expect.stringMatching(/^Root=1-6b077680-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/),
      'Root=1-a-b',
    ])
    await made.close()
  })

  it('runs no more often at the same time than is reserved for it', async () => {
    const made = await bench({ reservedConcurrency: 1 })
    let finish = (): void => {}
    made.answering(() => new Promise((resolve) => (finish = () => resolve({ kind: 'result', payload: '1' }))))
    const first = made.lambda.invoke(call())
    await settle()
    expect(await made.lambda.invoke(call())).toEqual({ kind: 'refused', reason: 'throttled', message: 'Rate Exceeded.' })
    finish()
    expect((await first).kind).toBe('result')
    made.answering(() => ({ kind: 'result', payload: '2' }))
    expect(await made.lambda.invoke(call())).toMatchObject({ kind: 'result', payload: '2' })
    await made.close()
  })

  it.each<[name: string, streamed: readonly string[], outcome: Omit<InvocationOutcome, 'log'>, text: string]>([
    ['in pieces', ['a', 'b'], { kind: 'result', payload: '' }, 'ab'],
    ['whole', [], { kind: 'result', payload: '{"a":1}' }, '{"a":1}'],
    ['with an error in the middle', ['a'], { kind: 'error', payload: '{"errorType":"E"}' }, 'a'],
  ])('that is streamed answers %s', async (_, streamed, outcome, text) => {
    const made = await bench()
    made.answering(({ onChunk }) => {
      for (const piece of streamed) onChunk?.(Buffer.from(piece), () => undefined)
      return outcome
    })
    const stream = await made.lambda.stream(call({ qualifier: '2' }))
    if (stream.kind === 'refused') throw new Error(stream.message)
    expect(Buffer.from(await collectPieces(stream)).toString()).toBe(text)
    expect(await stream.ended).toMatchObject({ ...outcome, version: '2' })
    await made.close()
  })

  it('that cannot be started leaves nobody waiting for its pieces', async () => {
    const made = await bench()
    made.answering(() => Promise.reject(new Error('no room')))
    const stream = await made.lambda.stream(call())
    if (stream.kind === 'refused') throw new Error(stream.message)
    expect((await collectPieces(stream)).length).toBe(0)
    await expect(stream.ended).rejects.toThrow('no room')
    await made.close()
  })

  it('that is streamed is refused as any other', async () => {
    const made = await bench({ reservedConcurrency: 0 })
    expect(await made.lambda.stream(call())).toMatchObject({ kind: 'refused', reason: 'throttled' })
    expect(await made.lambda.stream(call({ name: 'nobody' }))).toMatchObject({ kind: 'refused', reason: 'not-found' })
    await made.close()
  })

  it.each<[name: string, more: Partial<LambdaCall>, bytes: number]>([
    ['that somebody waits for', {}, 6_291_456],
    ['that nobody waits for', { invocation: 'event' }, 1_048_576],
  ])('takes no larger event %s', async (_, more, bytes) => {
    const made = await bench()
    const payload = (size: number): string => `"${'é'.repeat((size - 2) / 2)}"`
    expect((await made.lambda.invoke(call({ ...more, payload: payload(bytes) }))).kind).not.toBe('refused')
    expect(await made.lambda.invoke(call({ ...more, payload: payload(bytes + 2) }))).toEqual({
      kind: 'refused',
      reason: 'too-large',
      message: `Request must be smaller than ${bytes} bytes for the InvokeFunction operation`,
    })
    await made.close()
  })
})

describe('an event', () => {
  const failing = () => ({ kind: 'error' as const, payload: '{"errorType":"Error","errorMessage":"boom"}' })

  it('is tried again after one and two minutes, under the same request, and then goes where its function says', async () => {
    const onFailure = 'arn:aws:sqs:us-east-1:000000000000:failed'
    const made = await bench({
      versions: { $LATEST: version('$LATEST', { deadLetterArn: 'arn:aws:sqs:us-east-1:000000000000:dead' }) },
      eventInvokeConfigs: { $LATEST: { onFailure, lastModified: 0 } },
    })
    made.answering(failing)
    expect(await made.lambda.invoke(call({ invocation: 'event' }))).toEqual({ kind: 'accepted' })
    const counts: number[] = []
    for (const milliseconds of [0, 59_999, 1, 119_999, 1, 1_000_000]) {
      made.timers.advance(milliseconds)
      await settle()
      counts.push(made.invocations.length)
    }
    expect(counts).toEqual([1, 1, 2, 2, 3, 3])
    const ids = new Set(made.invocations.map(({ requestId }) => requestId))
    expect(ids.size).toBe(1)
    const [requestId = ''] = ids
    const [failed, dead] = made.sent
    expect([failed?.to, failed?.outcome]).toEqual([onFailure, 'failure'])
    expect(JSON.parse(failed?.body ?? '')).toEqual({
      version: '1.0',
      timestamp: '2026-11-26T00:03:00.000Z',
      requestContext: {
        requestId,
        functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:fn',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { a: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'Error', errorMessage: 'boom' },
    })
    expect(dead).toEqual({
      to: 'arn:aws:sqs:us-east-1:000000000000:dead',
      event: { requestId, arn: 'arn:aws:lambda:us-east-1:000000000000:function:fn', payload: '{"a":1}' },
      outcome: 'failure',
      body: '{"a":1}',
      attributes: { RequestID: requestId, ErrorCode: '200', ErrorMessage: 'boom' },
    })
    expect(made.logs).toEqual([])
    await made.close()
  })

  it('that is handled may go to another function', async () => {
    const made = await bench({
      eventInvokeConfigs: { $LATEST: { onSuccess: 'arn:aws:lambda:us-east-1:000000000000:function:other:2', lastModified: 0 } },
    })
    await made.lambda.invoke(call({ invocation: 'event' }))
    await settle()
    const [, other] = made.invocations
    expect([other?.name, other?.version, JSON.parse(other?.payload ?? '')]).toMatchObject([
      'other',
      '2',
      { requestContext: { condition: 'Success', approximateInvokeCount: 1 }, responsePayload: 1 },
    ])
    await made.close()
  })

  it('that goes to a function which is gone is said', async () => {
    const onSuccess = 'arn:aws:lambda:us-east-1:000000000000:function:gone'
    const made = await bench({ eventInvokeConfigs: { $LATEST: { onSuccess, lastModified: 0 } } })
    await made.lambda.invoke(call({ invocation: 'event' }))
    await settle()
    expect(made.logs).toEqual([expect.stringContaining(`${onSuccess} does not get what it is a destination for`)])
    await made.close()
  })

  it('waits while its function is busy, longer every time, until it is too old', async () => {
    const made = await bench({ reservedConcurrency: 0, eventInvokeConfigs: { $LATEST: { maximumEventAge: 60, lastModified: 0 } } })
    await made.lambda.invoke(call({ invocation: 'event' }))
    for (const milliseconds of [0, 1000, 2000, 4000, 8000, 16_000]) {
      await settle()
      expect(made.logs).toEqual([])
      made.timers.advance(milliseconds)
    }
    await settle()
    expect(made.invocations).toEqual([])
    expect(made.logs).toEqual([
      expect.stringMatching(/^The event .* for arn:.*:fn was not handled \(EventAgeExceeded after 0 attempts\): \{"a":1\}$/),
    ])
    await made.close()
  })

  it.each<[name: string, retries: number, attempts: number]>([
    ['never', 0, 1],
    ['once', 1, 2],
  ])('is tried again %s where that is set', async (_, maximumRetryAttempts, attempts) => {
    const made = await bench({ eventInvokeConfigs: { $LATEST: { maximumRetryAttempts, lastModified: 0 } } })
    made.answering(failing)
    await made.lambda.invoke(call({ invocation: 'event' }))
    for (let round = 0; round < 3; round += 1) {
      await settle()
      made.timers.advance(120_000)
    }
    await settle()
    expect(made.invocations).toHaveLength(attempts)
    expect(made.logs).toEqual([expect.stringContaining(`RetriesExhausted after ${attempts} attempts`)])
    await made.close()
  })

  it('that waits is forgotten when the gateway closes', async () => {
    const made = await bench()
    made.answering(failing)
    await made.lambda.invoke(call({ invocation: 'event' }))
    await settle()
    await made.close()
    made.timers.advance(10_000_000)
    await settle()
    expect(made.invocations).toHaveLength(1)
  })
})
