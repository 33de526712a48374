import { describe, expect, it, vi } from 'vitest'
import type { LambdaContext } from '../../../../../runtime/typescript/handler/context.ts'
import { onBus, onCall, onKinesis, onS3, onSns, onSqs } from '../../../../../runtime/typescript/handler/events.ts'
import { sender } from '../../../../../runtime/typescript/handler/invoke.ts'

const lambda = { awsRequestId: 'r' } as LambdaContext
const message = (messageId: string, body: unknown, queue = 'orders'): object => ({
  messageId,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: { SenderId: 'x' },
  eventSourceARN: `arn:aws:sqs:eu-west-1:1:${queue}`,
})
const record = (sequenceNumber: string, data: string): object => ({
  kinesis: { sequenceNumber, partitionKey: 'p', data: Buffer.from(data).toString('base64') },
})
const failing = (seen: unknown[], bad: readonly unknown[]) => (item: { readonly body?: unknown; readonly data?: unknown }) => {
  const value = item.body ?? item.data
  seen.push(value)
  if (bad.includes(value)) throw new Error('bad')
}

describe('messages of a queue', () => {
  const cases: readonly (readonly [string, readonly object[], readonly string[], readonly unknown[]])[] = [
    ['all done', [message('a', 1), message('b', 2)], [], [1, 2]],
    ['only those that failed come again', [message('a', 1), message('b', 'bad'), message('c', 3)], ['b'], [1, 'bad', 3]],
    [
      'nothing overtakes in a FIFO queue',
      [message('a', 1, 'q.fifo'), message('b', 'bad', 'q.fifo'), message('c', 3, 'q.fifo')],
      ['b', 'c'],
      [1, 'bad'],
    ],
    ['a body that is no JSON is a text', [message('a', '{"x"')], [], ['{"x"']],
    ['no messages', [], [], []],
  ]
  it.each(cases)('%s', async (_, Records, failed, want) => {
    const quiet = vi.spyOn(console, 'error').mockReturnValue()
    const seen: unknown[] = []
    const answer = await onSqs<unknown>('fulfil').handle(failing(seen, ['bad']))({ Records }, lambda)
    expect([answer, seen]).toEqual([{ batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }, want])
    expect(quiet).toHaveBeenCalledTimes(seen.filter((one) => one === 'bad').length)
    quiet.mockRestore()
  })
})

describe('records of a stream', () => {
  it('end at the first that fails, where Lambda begins again', async () => {
    const quiet = vi.spyOn(console, 'error').mockReturnValue()
    const seen: unknown[] = []
    const Records = [record('1', '{"ü":1}'), record('2', 'bad'), record('3', '3')]
    const answer = await onKinesis<unknown>('audit').handle(failing(seen, ['bad']))({ Records }, lambda)
    expect([answer, seen]).toEqual([{ batchItemFailures: [{ itemIdentifier: '2' }] }, [{ ü: 1 }, 'bad']])
    quiet.mockRestore()
  })
})

describe('what a function is called with', () => {
  it('a change in a bucket, its key decoded', async () => {
    const seen: unknown[] = []
    const s3 = { bucket: { name: 'photos' }, object: { key: 'raw/a+b%2Bc%C3%BC.jpg', size: 7 } }
    await onS3('resize').handle((change) => void seen.push(change))(
      { Records: [{ eventName: 'ObjectCreated:Put', eventTime: 't', s3 }] },
      lambda,
    )
    expect(seen).toMatchObject([{ name: 'ObjectCreated:Put', time: 't', bucket: 'photos', key: 'raw/a b+cü.jpg', size: 7 }])
  })

  it('a message of a topic', async () => {
    const seen: unknown[] = []
    const Sns = { MessageId: 'm', TopicArn: 'arn', Subject: 'hello', Message: '{"a":1}', Timestamp: 't' }
    await onSns<{ a: number }>('announce').handle((one) => void seen.push(one))({ Records: [{ Sns }] }, lambda)
    expect(seen).toMatchObject([{ id: 'm', topicArn: 'arn', subject: 'hello', body: { a: 1 }, time: 't' }])
  })

  it('an event of a bus', async () => {
    const seen: unknown[] = []
    const event = { id: 'e', source: 'billing', 'detail-type': 'Paid', time: 't', resources: ['r'], detail: { id: 1 } }
    await onBus<{ id: number }>('onPaid').handle((one) => void seen.push(one))(event, lambda)
    expect(seen).toEqual([{ id: 'e', source: 'billing', type: 'Paid', time: 't', resources: ['r'], detail: { id: 1 }, event }])
  })

  it('a call by name, whose sender is the other side of it', async () => {
    const called = onCall<number>('double').handle(({ data, metadata }) => ({ twice: data * 2, who: metadata.who }))
    const port = { invoke: (name: string, payload: unknown) => called(payload, lambda).then((answer) => ({ name, answer })) }
    expect(await sender<number>('shop-double')(port, 21, { who: 'me' })).toEqual({ name: 'shop-double', answer: { twice: 42, who: 'me' } })
  })
})

describe('what a function does not run', () => {
  it.each([['a call that keeps it warm', { apigen: 'keep-warm' }]])('%s', async (_, event) => {
    const code = vi.fn()
    for (const made of [onSqs('a').handle(code), onBus('b').handle(code), onCall('c').handle(code)])
      expect(await made(event, lambda)).toBeNull()
    expect(code).not.toHaveBeenCalled()
  })

  it('the event of another service', async () => {
    await expect(onSqs('fulfil').handle(() => {})({ detail: {} }, lambda)).rejects.toThrow('has no `Records`')
  })

  it('code that is not there, which fails the event', () => {
    expect(onS3('resize').notImplemented().message).toBe('resize has no code yet.')
  })
})
