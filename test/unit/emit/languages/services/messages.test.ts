import { describe, expect, test } from 'vitest'
import { SERVICE_FACTS } from '../../../../../generator/emit/languages/services/facts.ts'
import { queueOf } from '../../../../../generator/emit/languages/services/messages.ts'
import { lacking, type ServiceOperation, serviceOperation } from '../../../../support/service-call.ts'

const Problem = { type: 'object', required: ['message'], properties: { message: { type: 'string' } } }
const object = (properties: object, required: readonly string[] = []): object => ({ type: 'object', required, properties })
const content = (schema: object): object => ({ content: { 'application/json': { schema } } })
const string = { type: 'string' }
const body = { required: true, ...content(object({ customer: string, lines: { type: 'array', items: string } })) }
const errors = {
  '400': { description: '', ...content(Problem) },
  '429': { description: '', ...content(Problem) },
  '500': { description: '', ...content(Problem) },
}

function operation(integration: object, given: object = {}, answer: object = {}, method = 'post'): ServiceOperation {
  return serviceOperation({
    paths: {
      '/orders/{orderId}': {
        [method]: {
          operationId: 'theOperation',
          parameters: [
            { name: 'orderId', in: 'path', required: true, schema: string },
            { name: 'count', in: 'query', schema: { type: 'integer' } },
            { name: 'urgent', in: 'query', schema: { type: 'boolean' } },
            { name: 'X-Trace', in: 'header', schema: string },
          ],
          'x-apigen-integration': integration,
          requestBody: body,
          responses: { '202': { description: '', ...answer }, ...errors },
          ...given,
        },
      },
    },
  })
}

const hostile = [
  `x&Action=DeleteQueue`,
  `"}, "stateMachineArn": "other`,
  `'; drop`,
  '\\',
  `\\"`,
  '$context.apiId #set($x = 1) ${util}',
  '</script>\u2028\u0000\n\r',
  '\u{1F431} ä%+&=?',
  '',
]
const given = (text: string): object => ({
  path: { orderId: text },
  query: { count: text },
  header: { 'x-trace': text },
  body: JSON.stringify({ customer: text, lines: [text] }),
})

/** JSON of the body that `given` sends. */
const holds = (text: string) => (json: string) => JSON.stringify(JSON.parse(json)) === JSON.stringify({ customer: text, lines: [text] })

function fits(service: string, called: ReturnType<ServiceOperation['send']>): void {
  expect(lacking(SERVICE_FACTS[service]?.required ?? ['?'], called)).toEqual([])
  for (const [name, value] of Object.entries(SERVICE_FACTS[service]?.headers ?? {})) expect(called.headers[name]).toBe(value)
}

describe('a queue', () => {
  const send = operation({ service: 'sqs', queue: 'orders' }, {}, content(object({ messageId: string, requestId: string }, ['messageId'])))

  test.each(hostile)('is sent the body as it came: %j', (text) => {
    const call = send.send(given(text))
    expect([...call.form.keys()]).toEqual(['Action', 'MessageBody'])
    expect(JSON.parse(call.form.get('MessageBody') ?? '')).toEqual({ customer: text, lines: [text] })
    expect(call.uri).toBe('arn:aws:apigateway:us-east-1:sqs:path/000000000000/orders')
    fits('sqs send', call)
  })

  test('answers with what the contract calls what the queue says', () => {
    const answer = send.answer(200, { SendMessageResponse: { SendMessageResult: { MessageId: 'm"1', MD5OfMessageBody: 'x' } } })
    expect([answer.status, answer.json]).toEqual([202, { messageId: 'm"1', requestId: 'c0ffee' }])
    expect(send.reported.filter(({ code }) => code === 'emit/service-answer')).toEqual([])
  })

  const failures: readonly (readonly [number, object, number])[] = [
    [400, { Error: { Code: 'InvalidMessageContents', Message: 'secret' } }, 400],
    [400, { Error: { Code: 'AWS.SimpleQueueService.NonExistentQueue' } }, 500],
    [403, { Error: { Code: 'AccessDenied' } }, 500],
    [400, { Error: { Code: 'RequestThrottled' } }, 429],
    [503, {}, 500],
  ]
  test.each(failures)('an error of the service: %i %j', (status, error, want) => {
    const answer = send.answer(status, error)
    expect(answer.status).toBe(want)
    expect(Object.keys(answer.json as object)).toEqual(['message'])
    expect(answer.body).not.toContain('secret')
  })

  const composed = operation({
    service: 'sqs',
    queue: 'arn:aws:sqs:us-east-1:111122223333:orders.fifo',
    message: {
      id: '$request.path.orderId',
      count: '$request.query.count',
      urgent: '$request.query.urgent',
      first: '$request.body#/customer',
      order: '$request.body',
      at: ['$context.requestTime', 'a $5 #1 \\ "b"', 7, null],
    },
    group: '$request.path.orderId',
    deduplication: 'order-{$request.path.orderId}-{$context.requestId}',
    delay: 5,
    attributes: { trace: '$request.header.X-Trace', count: '$request.query.count', kind: 'order & more' },
  })

  test.each(hostile)('a message is put together: %j', (text) => {
    const call = composed.send(given(text))
    const { MessageBody, ...form } = Object.fromEntries(call.form)
    expect(JSON.parse(MessageBody ?? '')).toEqual({
      id: text,
      count: text,
      first: text,
      order: { customer: text, lines: [text] },
      at: ['', 'a $5 #1 \\ "b"', 7, null],
    })
    expect(form).toEqual({
      Action: 'SendMessage',
      MessageGroupId: text,
      MessageDeduplicationId: `order-${text}-c0ffee`,
      DelaySeconds: '5',
      'MessageAttribute.1.Name': 'trace',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': text,
      'MessageAttribute.2.Name': 'count',
      'MessageAttribute.2.Value.DataType': 'String',
      'MessageAttribute.2.Value.StringValue': text,
      'MessageAttribute.3.Name': 'kind',
      'MessageAttribute.3.Value.DataType': 'String',
      'MessageAttribute.3.Value.StringValue': 'order & more',
    })
    expect(call.uri).toBe('arn:aws:apigateway:us-east-1:sqs:path/111122223333/orders.fifo')
  })

  test('leaves out what the request does not have, and counts without a gap', () => {
    const call = composed.send({ path: { orderId: 'o1' }, query: { urgent: 'true' }, body: '{}', context: { requestTime: 'now' } })
    const { MessageBody, ...form } = Object.fromEntries(call.form)
    expect(JSON.parse(MessageBody ?? '')).toEqual({ id: 'o1', urgent: true, order: {}, at: ['now', 'a $5 #1 \\ "b"', 7, null] })
    expect(form['MessageAttribute.1.Name']).toBe('kind')
    expect(form['MessageAttribute.2.Name']).toBeUndefined()
  })

  test('without a body the parameters are the message', () => {
    const bare = operation({ service: 'sqs', queue: '${stageVariables.queue}' }, { requestBody: undefined })
    const call = bare.send({ path: { orderId: 'o1' }, query: { count: '3' } })
    expect(JSON.parse(call.form.get('MessageBody') ?? '')).toEqual({ orderId: 'o1', count: 3 })
    expect(call.uri).toBe('arn:aws:apigateway:us-east-1:sqs:path/000000000000/${stageVariables.queue}')
  })

  const queues: readonly (readonly [string, string, string])[] = [
    ['orders', '${AWS::AccountId}', 'orders'],
    ['arn:aws:sqs:eu-west-1:111122223333:orders', '111122223333', 'orders'],
    ['arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:orders', '${AWS::AccountId}', 'orders'],
    ['${Orders.QueueName}', '${AWS::AccountId}', '${Orders.QueueName}'],
  ]
  test.each(queues)('account and name of %s', (queue, account, name) => {
    expect(queueOf(queue)).toEqual([account, name])
  })
})

describe('a topic', () => {
  const publish = operation(
    { service: 'sns', topic: 'orders', subject: 'Order {$request.path.orderId}', attributes: { kind: 'new' } },
    {},
    content(object({ messageId: string })),
  )

  test.each(hostile)('is published the body: %j', (text) => {
    const call = publish.send(given(text))
    expect(Object.fromEntries(call.form)).toEqual({
      Action: 'Publish',
      TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders',
      Message: expect.toSatisfy(holds(text)),
      Subject: `Order ${text}`,
      'MessageAttributes.entry.1.Name': 'kind',
      'MessageAttributes.entry.1.Value.DataType': 'String',
      'MessageAttributes.entry.1.Value.StringValue': 'new',
    })
    expect(call.uri).toBe('arn:aws:apigateway:us-east-1:sns:action/Publish')
    fits('sns publish', call)
  })

  test('answers', () => {
    expect(publish.answer(200, { PublishResponse: { PublishResult: { MessageId: 'm1', SequenceNumber: null } } }).json).toEqual({
      messageId: 'm1',
    })
    expect(publish.answer(400, { Error: { Code: 'InvalidParameter' } }).status).toBe(400)
    expect(publish.answer(404, { Error: { Code: 'NotFound' } }).status).toBe(500)
  })
})

describe('a state machine', () => {
  const start = operation(
    { service: 'states', action: 'start', machine: 'fulfill', name: '$request.path.orderId' },
    {},
    content(object({ executionArn: string, startDate: { type: 'number' }, left: string }, ['left'])),
  )
  const arn = 'arn:aws:states:us-east-1:000000000000:stateMachine:fulfill'

  test.each(hostile)('is started with the body as its input: %j', (text) => {
    const call = start.send(given(text))
    expect(call.json).toEqual({ stateMachineArn: arn, input: expect.toSatisfy(holds(text)), name: text })
    expect(call.uri).toBe('arn:aws:apigateway:us-east-1:states:action/StartExecution')
    fits('states start', call)
  })

  test('answers, and says beforehand what it cannot', () => {
    expect(start.answer(200, { executionArn: 'arn:x', startDate: 1.7e9 }).json).toEqual({ executionArn: 'arn:x', startDate: 1700000000 })
    expect(start.answer(400, { __type: 'com.amazonaws.states#ExecutionAlreadyExists' }).status).toBe(409)
    expect(start.reported.map(({ message }) => message)).toContain(
      '`POST /orders/{orderId}`: the answer has no `left`; the service says executionarn, startdate, requestid.',
    )
  })

  const sync = operation(
    { service: 'states', action: 'start-sync', machine: '${Fulfill.Arn}', input: { order: '$request.body' }, errors: { OutOfStock: 400 } },
    { responses: { '200': { description: '', ...content({}) }, ...errors } },
  )

  test('waits for the output', () => {
    const call = sync.send({ path: { orderId: 'o1' }, body: '{"customer": "it\'s"}' })
    expect(call.json).toEqual({ stateMachineArn: '', input: `{"order": {"customer":"it's"}}` })
    expect(call.uri).toBe('arn:aws:apigateway:us-east-1:states:action/StartSyncExecution')
    const output = JSON.stringify({ ok: true, text: '"$x" #end \u2028' })
    expect(sync.answer(200, { status: 'SUCCEEDED', output }).json).toEqual(JSON.parse(output))
  })

  const ends: readonly (readonly [object, number])[] = [
    [{ status: 'FAILED', error: 'OutOfStock', cause: 'secret' }, 400],
    [{ status: 'FAILED', error: 'States.TaskFailed', cause: 'secret' }, 500],
    [{ status: 'TIMED_OUT' }, 500],
    [{}, 500],
  ]
  test.each(ends)('an execution that failed: %j', (end, status) => {
    const answer = sync.answer(200, end)
    expect([answer.status, Object.keys(answer.json as object)]).toEqual([status, ['message']])
    expect(answer.body).not.toContain('secret')
  })
})

describe('a bus', () => {
  const put = operation(
    { service: 'events', bus: 'shop', source: 'shop.orders', type: 'order {$request.path.orderId}' },
    {},
    content(object({ eventId: string })),
  )

  test.each(hostile)('is put an event: %j', (text) => {
    const call = put.send(given(text))
    expect(call.json).toEqual({
      Entries: [
        {
          Source: 'shop.orders',
          DetailType: `order ${text}`,
          Detail: expect.toSatisfy(holds(text)),
          EventBusName: 'shop',
        },
      ],
    })
    fits('events put', call)
  })

  test('an event that was not taken is a failure', () => {
    expect(put.answer(200, { FailedEntryCount: 0, Entries: [{ EventId: 'e1' }] })).toMatchObject({ status: 202, json: { eventId: 'e1' } })
    expect(put.answer(200, { FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException' }] }).status).toBe(429)
    expect(put.answer(200, { FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] }).status).toBe(500)
    expect(put.answer(200, {}).status).toBe(500)
  })
})

describe('a stream', () => {
  const put = operation(
    { service: 'kinesis', stream: 'orders', partition: '$request.path.orderId' },
    {},
    content(object({ sequenceNumber: string, shardId: string })),
  )

  test.each(hostile)('is put a record: %j', (text) => {
    const call = put.send(given(text))
    const { Data, ...rest } = call.json
    expect(rest).toEqual({ StreamName: 'orders', PartitionKey: text })
    expect(JSON.parse(Buffer.from(String(Data), 'base64').toString())).toEqual({ customer: text, lines: [text] })
    fits('kinesis put', call)
  })

  test('answers', () => {
    expect(put.answer(200, { ShardId: 's', SequenceNumber: '49647060812288014558888668248263847763900017820167045122' }).json).toEqual({
      sequenceNumber: '49647060812288014558888668248263847763900017820167045122',
      shardId: 's',
    })
    expect(put.answer(400, { __type: 'ProvisionedThroughputExceededException' }).status).toBe(429)
  })
})
