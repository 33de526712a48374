import { describe, expect, it } from 'vitest'
import { createDeliver } from '../../../../runtime/gateway/deliver.ts'
import type { HttpCall, HttpOutcome } from '../../../../runtime/gateway/execute/ports.ts'
import { headerOf, toBytes, toText } from '../../../../runtime/gateway/http.ts'
import { deliveryRequest } from '../../../../runtime/gateway/lambda/delivery-request.ts'
import type { Delivery } from '../../../../runtime/gateway/lambda/event-queue.ts'
import type { ServiceCall } from '../../../../runtime/gateway/service-calls.ts'

const NOW = Date.UTC(2026, 10, 26, 3, 4, 5)
const event = { requestId: 'r-1', arn: 'arn:aws:lambda:eu-west-1:000000000000:function:fn:live', payload: '{"a":1}' }
const delivery = (to: string, more: Partial<Delivery> = {}): Delivery => ({ to, event, outcome: 'failure', body: '{"a":1}', ...more })
const attributes = { RequestID: 'r-1', ErrorCode: '200', ErrorMessage: '' }

describe('what a function leaves', () => {
  it('goes to a queue as a message, with attributes where it is a dead letter', () => {
    const request = deliveryRequest(delivery('arn:aws:sqs:eu-west-1:000000000000:dead', { attributes }), NOW)
    expect(request).toMatchObject({ service: 'sqs', region: 'eu-west-1', action: 'SendMessage', method: 'POST', path: '/' })
    expect(headerOf(request?.headers ?? [], 'x-amz-target')).toBe('AmazonSQS.SendMessage')
    expect(JSON.parse(toText(request?.body ?? new Uint8Array()))).toEqual({
      QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/000000000000/dead',
      MessageBody: '{"a":1}',
      // An attribute must not be empty.
      MessageAttributes: { RequestID: { DataType: 'String', StringValue: 'r-1' }, ErrorCode: { DataType: 'Number', StringValue: '200' } },
    })
  })

  it('goes to a topic as a form', () => {
    const topic = 'arn:aws:sns:eu-west-1:000000000000:dead'
    const request = deliveryRequest(delivery(topic, { attributes }), NOW)
    expect(Object.fromEntries(new URLSearchParams(toText(request?.body ?? new Uint8Array())))).toEqual({
      Action: 'Publish',
      Version: '2010-03-31',
      TopicArn: topic,
      Message: '{"a":1}',
      'MessageAttributes.entry.1.Name': 'RequestID',
      'MessageAttributes.entry.1.Value.DataType': 'String',
      'MessageAttributes.entry.1.Value.StringValue': 'r-1',
      'MessageAttributes.entry.2.Name': 'ErrorCode',
      'MessageAttributes.entry.2.Value.DataType': 'Number',
      'MessageAttributes.entry.2.Value.StringValue': '200',
    })
  })

  it('goes to an event bus as an event that says how it ended', () => {
    const bus = 'arn:aws:events:eu-west-1:000000000000:event-bus/orders'
    const request = deliveryRequest(delivery(bus, { outcome: 'success' }), NOW)
    expect(headerOf(request?.headers ?? [], 'x-amz-target')).toBe('AWSEvents.PutEvents')
    expect(JSON.parse(toText(request?.body ?? new Uint8Array()))).toEqual({
      Entries: [
        {
          Source: 'lambda',
          DetailType: 'Lambda Function Invocation Result - Success',
          Detail: '{"a":1}',
          EventBusName: bus,
          Resources: [bus, event.arn],
          Time: NOW / 1000,
        },
      ],
    })
  })

  it('goes into a bucket under the name of its function and its time', () => {
    const request = deliveryRequest(delivery('arn:aws:s3:::left-over'), NOW)
    expect(request).toMatchObject({ service: 's3', region: 'us-east-1', method: 'PUT' })
    expect(request?.path).toMatch(/^\/left-over\/aws\/lambda\/async\/fn\/2026\/11\/26\/2026-11-26T03\.04\.05-[0-9a-f-]{36}$/)
  })
})

describe('a delivery', () => {
  const bench = (answer: HttpOutcome, forward: Readonly<Record<string, string>> = {}) => {
    const sent: HttpCall[] = []
    const recorded: ServiceCall[] = []
    const logs: string[] = []
    const deliver = createDeliver({
      forward,
      credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
      client: {
        async fetch(call) {
          sent.push(call)
          return answer
        },
      },
      calls: { add: (call) => recorded.push(call) },
      now: () => NOW,
      log: (line) => logs.push(line),
    })
    return { deliver, sent, recorded, logs }
  }
  const answered = (status: number): HttpOutcome => ({ kind: 'answer', status, headers: [], body: toBytes('{}') })
  const queue = 'arn:aws:sqs:eu-west-1:000000000000:dead'

  it('is listed where nobody says where its service is, and that is said', async () => {
    const { deliver, sent, recorded, logs } = bench(answered(200))
    await deliver(delivery(queue))
    expect(sent).toEqual([])
    expect(recorded).toMatchObject([{ requestId: 'r-1', functionArn: event.arn, service: 'sqs', action: 'SendMessage', time: NOW }])
    expect(logs).toEqual([expect.stringContaining('--forward sqs=URL')])
  })

  it.each([
    ['sqs', { sqs: 'http://127.0.0.1:9324/' }],
    ['all services', { '*': 'http://127.0.0.1:9324' }],
  ])('is signed and sent to where %s are', async (_, forward) => {
    const { deliver, sent, recorded, logs } = bench(answered(200), forward)
    await deliver(delivery(queue))
    expect([sent[0]?.method, sent[0]?.url]).toEqual(['POST', 'http://127.0.0.1:9324/'])
    expect(headerOf(sent[0]?.headers ?? [], 'authorization')).toMatch(/Credential=AKID\/20261126\/eu-west-1\/sqs\/aws4_request/)
    expect([recorded, logs]).toEqual([[], []])
  })

  it.each<[name: string, outcome: HttpOutcome, to: string, why: string]>([
    ['a refusal', answered(403), queue, 'the service answered 403'],
    ['silence', { kind: 'timeout' }, queue, 'took too long'],
    ['nobody there', { kind: 'unreachable', message: 'connection refused' }, queue, 'connection refused'],
    ['an ARN of something else', answered(200), 'arn:aws:kinesis:eu-west-1:000000000000:stream/s', 'no queue, topic'],
  ])('that fails by %s is said with all that it would have been', async (_, outcome, to, why) => {
    const { deliver, logs } = bench(outcome, { '*': 'http://127.0.0.1:1' })
    await deliver(delivery(to))
    expect(logs).toEqual([expect.stringContaining(why)])
    expect(logs[0]).toMatch(/^r-1 .*\{"a":1\}$/)
  })
})
