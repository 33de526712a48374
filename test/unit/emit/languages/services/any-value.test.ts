import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completeIntegration, templatesOf } from '../../../../../generator/emit/languages/vtl-integration.ts'
import { derived, withOperation } from '../../../../support/document.ts'
import { type Given, render } from '../../../../support/render.ts'
import { type SentCall, type ServiceOperation, serviceOperation } from '../../../../support/service-call.ts'

/**
 * Every template that is generated without a handler, for any schema and any values: what it prints is JSON, or a form that holds JSON, and
 * what the client sent is in it, neither more nor less. The custom integrations of functions are in custom-contract.test.ts.
 */

const hostile = fc.constantFrom(
  '"',
  "'",
  '\\',
  "\\'",
  '\\u0022',
  '$context.apiId',
  '${util}',
  '#set($x = 1)',
  '#end',
  '$1',
  '%zz',
  '&Action=DeleteQueue',
  '"}, "TableName": "other',
  '</Code>',
  '\u2028',
  '\u0000',
  '\r\n',
  '\u{1F431}',
  '__proto__',
)
/** Text of whole characters: UTF-8 carries no lone surrogates. */
const text = fc
  .array(fc.oneof(hostile, fc.string({ maxLength: 6, unit: 'grapheme' })), { maxLength: 4 })
  .map((parts) => parts.join(''))
  .filter((one) => !/\p{Surrogate}/u.test(one))
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
  fc.constantFrom(9007199254740991, -9007199254740991, 1e21, 123456789012345680000, 5e-324, 1.7976931348623157e308),
)
const { any } = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(text, tie('any'), { maxKeys: 3 }),
  ),
}))

/** A schema, and values that fit it. */
interface Kind {
  readonly schema: object
  readonly value: fc.Arbitrary<unknown>
}

const propertyName = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,8}$/)
const { kind } = fc.letrec<{ kind: Kind }>((tie) => ({
  kind: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Kind>(
      { schema: { type: 'string' }, value: text },
      { schema: { type: 'number' }, value: number },
      { schema: { type: 'integer' }, value: fc.integer() },
      { schema: { type: 'boolean' }, value: fc.boolean() },
      { schema: { type: ['string', 'null'] }, value: fc.option(text) },
      { schema: {}, value: any },
    ),
    tie('kind').map((items) => ({ schema: { type: 'array', items: items.schema }, value: fc.array(items.value, { maxLength: 3 }) })),
    fc.dictionary(propertyName, tie('kind'), { maxKeys: 3, noNullPrototype: true }).map(objectOf),
  ),
}))

/** An object, any of whose members may be missing. */
function objectOf(members: Readonly<Record<string, Kind>>): Kind {
  const named = (of: (one: Kind) => unknown): object => Object.fromEntries(Object.entries(members).map(([name, one]) => [name, of(one)]))
  return {
    schema: { type: 'object', properties: named(({ schema }) => schema) },
    value: fc.record(named(({ value }) => value) as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [] }),
  }
}

const content = (schema: object): object => ({ content: { 'application/json': { schema } } })
const Problem = { type: 'object', required: ['message'], properties: { message: { type: 'string' } } }
const string = { type: 'string' }
/** What JSON makes of a value: no difference between 0 and -0, and no prototypes. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

function operation(integration: unknown, { body = {}, answer = {}, method = 'post' }: Contract = {}): ServiceOperation {
  return serviceOperation({
    paths: {
      '/orders/{orderId}': {
        [method]: {
          operationId: 'theOperation',
          parameters: [
            { name: 'orderId', in: 'path', required: true, schema: string },
            { name: 'note', in: 'query', schema: string },
            { name: 'limit', in: 'query', schema: { type: 'integer' } },
            { name: 'X-Trace', in: 'header', schema: string },
          ],
          'x-apigen-integration': integration,
          ...(method === 'post' || method === 'put' || method === 'patch' ? { requestBody: content(body) } : {}),
          responses: {
            '200': { description: '', ...content(answer) },
            '404': { description: '', ...content(Problem) },
            '409': { description: '', ...content(Problem) },
            default: { description: '', ...content(Problem) },
          },
        },
      },
    },
  })
}

interface Contract {
  readonly body?: object
  readonly answer?: object
  readonly method?: string
}

const parameters = fc.record({
  path: fc.record({ orderId: text }),
  query: fc.record({ note: text, limit: text }, { requiredKeys: [] }),
  header: fc.record({ 'X-Trace': text }, { requiredKeys: [] }),
})
/** A body that is `null` and nothing else is no value to API Gateway. */
const body = any.filter((value) => value !== null)

const message = { body: '$request.body', id: '$request.path.orderId', note: '$request.query.note', trace: '$request.header.X-Trace' }
const sqs = { service: 'sqs', queue: 'orders' }
const sns = { service: 'sns', topic: 'orders' }
const states = { service: 'states', machine: 'fulfill' }
const events = { service: 'events', bus: 'shop', source: 'shop.orders', type: 'order' }
const kinesis = { service: 'kinesis', stream: 'orders', partition: '$request.path.orderId' }

const first = (value: unknown): Record<string, unknown> => (value as readonly Record<string, unknown>[])[0] ?? {}

/** A service that is handed the body, how it is handed a message that is put together, and where it finds either. */
const carriers: readonly (readonly [string, object, object, (call: SentCall) => unknown])[] = [
  ['a queue', sqs, { ...sqs, message, attributes: { trace: '$request.header.X-Trace' } }, ({ form }) => form.get('MessageBody')],
  ['a topic', sns, { ...sns, message, subject: 'Order {$request.path.orderId}' }, ({ form }) => form.get('Message')],
  [
    'a state machine',
    { ...states, action: 'start' },
    { ...states, action: 'start', input: message, name: '$request.path.orderId' },
    ({ json }) => json.input,
  ],
  [
    'a state machine that is waited for',
    { ...states, action: 'start-sync' },
    { ...states, action: 'start-sync', input: message },
    ({ json }) => json.input,
  ],
  ['a bus', events, { ...events, detail: message }, ({ json }) => first(json.Entries).Detail],
  ['a stream', kinesis, { ...kinesis, data: message }, ({ json }) => Buffer.from(String(json.Data), 'base64').toString()],
]

function sent(given: Given, value: unknown): Given {
  return { ...given, body: JSON.stringify(value) }
}

describe.each(carriers)('%s', (_name, whole, composed, read) => {
  test('is handed the body as it came', () => {
    const plain = operation(whole)
    fc.assert(
      fc.property(parameters, body, (given, value) => {
        expect(JSON.parse(String(read(plain.send(sent(given, value)))))).toEqual(asJson(value))
      }),
      { numRuns: 60 },
    )
    const long = '{"b":123456789012345678901234567890,"a":1}'
    expect(read(plain.send({ path: { orderId: 'o1' }, body: long }))).toBe(long)
  })

  test('is handed a message with what there is', () => {
    const put = operation(composed)
    fc.assert(
      fc.property(parameters, body, (given, value) => {
        const { note } = given.query
        const trace = given.header['X-Trace']
        const want = { body: value, id: given.path.orderId, ...(note ? { note } : {}), ...(trace ? { trace } : {}) }
        expect(JSON.parse(String(read(put.send(sent(given, value)))))).toMatchObject(asJson(want) as object)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a table', () => {
  const members = fc.dictionary(propertyName, kind, { maxKeys: 4, noNullPrototype: true }).map((some) => {
    const { orderId: _, ...others } = some
    // An object that declares nothing is any object, its key included.
    return objectOf({ customer: { schema: string, value: text }, ...others })
  })
  const dynamodb = { service: 'dynamodb', table: 'orders' }

  test('holds what was put, and gives it back by get, update and query', () => {
    fc.assert(
      fc.property(
        members.chain(({ schema, value }) => fc.tuple(fc.constant(schema), value)),
        text,
        ([schema, value], id) => {
          const put = operation({ ...dynamodb, action: 'put' }, { body: schema, method: 'put' })
          const { Item } = put.send({ path: { orderId: id }, body: JSON.stringify(value) }).json
          const want = asJson(value)
          const get = operation({ ...dynamodb, action: 'get' }, { answer: schema, method: 'get' })
          expect(get.send({ path: { orderId: id } }).json).toMatchObject({ Key: { orderId: { S: id } } })
          expect(get.answer(200, { Item }).json).toEqual(want)
          const update = operation({ ...dynamodb, action: 'update' }, { body: schema, answer: schema, method: 'patch' })
          expect(() => update.send({ path: { orderId: id }, body: JSON.stringify(value) }).json).not.toThrow()
          expect(update.answer(200, { Attributes: Item }).json).toEqual(want)
          const list = { type: 'array', items: schema }
          const query = operation(
            { ...dynamodb, action: 'query', key: { orderId: '$request.path.orderId' } },
            { answer: list, method: 'get' },
          )
          expect(query.answer(200, { Items: [Item, Item], Count: 2 }).json).toEqual([want, want])
        },
      ),
      { numRuns: 60 },
    )
  })

  test('is asked in JSON, whatever stands in the parameters', () => {
    const query = operation(
      { ...dynamodb, action: 'query', key: { orderId: '$request.path.orderId' }, range: { note: '$request.query.note' } },
      { answer: { type: 'array', items: { type: 'object' } }, method: 'get' },
    )
    const remove = operation({ ...dynamodb, action: 'delete' }, { method: 'delete' })
    fc.assert(
      fc.property(parameters, (given) => {
        expect(query.send(given).json).toMatchObject({ ExpressionAttributeValues: { ':k0': { S: given.path.orderId } } })
        expect(remove.send(given).json).toMatchObject({ Key: { orderId: { S: given.path.orderId } } })
      }),
      { numRuns: 60 },
    )
  })
})

describe('an answer', () => {
  const id = {
    type: 'object',
    properties: { messageId: string, eventId: string, sequenceNumber: string, executionArn: string, requestId: string },
  }
  /** What each service says where all is well, with a text in it. */
  const answers: readonly (readonly [string, object, (text: string) => object, string])[] = [
    ['a queue', sqs, (one) => ({ SendMessageResponse: { SendMessageResult: { MessageId: one } } }), 'messageId'],
    ['a topic', sns, (one) => ({ PublishResponse: { PublishResult: { MessageId: one } } }), 'messageId'],
    ['a state machine', { ...states, action: 'start' }, (one) => ({ executionArn: one, startDate: 1.7e9 }), 'executionArn'],
    ['a bus', events, (one) => ({ FailedEntryCount: 0, Entries: [{ EventId: one }] }), 'eventId'],
    ['a stream', kinesis, (one) => ({ ShardId: 's', SequenceNumber: one }), 'sequenceNumber'],
  ]

  test.each(answers)('of %s is the text that it says', (_name, integration, said, member) => {
    const called = operation(integration, { answer: id })
    fc.assert(
      fc.property(
        text.filter((one) => one !== ''),
        (one) => {
          expect(called.answer(200, said(one)).json).toMatchObject({ [member]: one })
        },
      ),
      { numRuns: 60 },
    )
  })

  test('of a state machine that is waited for is its output', () => {
    const sync = operation({ ...states, action: 'start-sync' })
    fc.assert(
      fc.property(body, (value) => {
        const output = JSON.stringify(value)
        expect(sync.answer(200, { status: 'SUCCEEDED', output }).json).toEqual(asJson(value))
      }),
      { numRuns: 60 },
    )
  })

  const every: readonly (readonly [string, unknown])[] = [
    ...carriers.map(([name, integration]) => [name, integration] as const),
    ...['get', 'put', 'update', 'delete'].map(
      (action) => [`a table: ${action}`, { service: 'dynamodb', table: 'orders', action }] as const,
    ),
    ...['get', 'put', 'delete'].map((action) => [`a bucket: ${action}`, { service: 's3', bucket: 'files', key: 'a', action }] as const),
  ]
  test.each(every)('is JSON, whatever error comes of %s', (_name, integration) => {
    const called = operation(integration)
    fc.assert(
      fc.property(
        fc.constantFrom(400, 403, 404, 409, 429, 500, 503),
        fc.dictionary(text, any, { maxKeys: 3 }),
        text,
        (status, value, code) => {
          for (const error of [
            value,
            { __type: code, message: code },
            { Error: { Code: code, Message: code } },
            `<Error><Code>${code}</Code></Error>`,
          ])
            expect(called.answer(status, error).json).toMatchObject({ message: expect.any(String) })
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('a mock', () => {
  /** What it answers with the examples of a media type, asked for one by its name or for none. */
  function answer(type: string, media: object, wish: string): string {
    const contract = { responses: { '200': { description: '', content: { [type]: media } } } }
    const { model } = derived(withOperation({ 'x-apigen-integration': 'mock', ...contract }))
    const [mocked] = model.operations
    const integration = mocked && completeIntegration(mocked, model).value
    const template = templatesOf(integration ?? {}).find(({ side }) => side !== 'request')
    return render(template?.text ?? '', { context: { requestOverride: { path: { example: wish } } } }).output
  }

  test('answers with any example, alone and by its name', () => {
    fc.assert(
      fc.property(any, any, (one, other) => {
        const examples = { one: { value: one }, other: { value: other } }
        expect(JSON.parse(answer('application/json', { example: one }, ''))).toEqual(asJson(one))
        expect(JSON.parse(answer('application/json', { examples }, ''))).toEqual(asJson(one))
        expect(JSON.parse(answer('application/json', { examples }, 'other'))).toEqual(asJson(other))
      }),
      { numRuns: 60 },
    )
  })

  test('answers with any text, its first and last line included', () => {
    // A template cannot print a backslash in front of these, and of directives.
    const printable = fc
      .tuple(fc.constantFrom('', ' ', '\n', ' \r\n', 'if', '{', '('), text, fc.constantFrom('', ' ', '\n'))
      .map((parts) => parts.join(''))
      .filter((one) => !/\\([$#]|$)/.test(one))
    fc.assert(
      fc.property(printable, printable, (one, other) => {
        const examples = { one: { value: one }, other: { value: other } }
        expect(answer('text/plain', { example: one }, '')).toBe(one)
        expect(answer('text/plain', { examples }, '')).toBe(one)
        expect(answer('text/plain', { examples }, 'other')).toBe(other)
      }),
      { numRuns: 100 },
    )
  })
})
