import { createHash } from 'node:crypto'
import { type HeaderList, toBytes, toText } from '../../http.ts'
import { asArray, isObject, type Json, type JsonObject, own } from '../../json.ts'

/** A call of a service that nobody carried out. */
export interface RecordedCall {
  readonly service: string
  /** `PutItem`; of S3, what the verb means. */
  readonly action: string
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: HeaderList
  readonly body: Uint8Array
}

/** What the recorder needs to make answers that look like those of a service. */
export interface RecorderWorld {
  uuid(): string
  /** Milliseconds since the epoch. */
  now(): number
  readonly region: string
  readonly accountId: string
  readonly partition: string
}

/** What a call of a service is answered. */
export interface RecordedAnswer {
  readonly status: number
  readonly headers: HeaderList
  readonly body: Uint8Array
}

type Answer = (input: JsonObject, call: RecordedCall, world: RecorderWorld) => Json

/** The least that each action answers when all is well, as the services' models and recordings have it: nothing is kept, so nothing is found. */
const answers: Readonly<Record<string, Answer>> = {
  'dynamodb BatchGetItem': () => ({ Responses: {}, UnprocessedKeys: {} }),
  'dynamodb BatchWriteItem': () => ({ UnprocessedItems: {} }),
  'dynamodb DeleteItem': () => ({}),
  'dynamodb GetItem': () => ({}),
  'dynamodb PutItem': () => ({}),
  'dynamodb Query': () => ({ Count: 0, Items: [], ScannedCount: 0 }),
  'dynamodb Scan': () => ({ Count: 0, Items: [], ScannedCount: 0 }),
  'dynamodb TransactWriteItems': () => ({}),
  'dynamodb UpdateItem': () => ({}),
  'events PutEvents': (input, _, world) => ({
    Entries: asArray(own(input, 'Entries')).map(() => ({ EventId: world.uuid() })),
    FailedEntryCount: 0,
  }),
  'firehose PutRecord': (_input, _, world) => ({ RecordId: world.uuid(), Encrypted: false }),
  'kinesis PutRecord': (_input, _, world) => ({ SequenceNumber: sequenceNumber(world), ShardId: 'shardId-000000000000' }),
  'kinesis PutRecords': (input, _, world) => ({
    FailedRecordCount: 0,
    Records: asArray(own(input, 'Records')).map(() => ({ SequenceNumber: sequenceNumber(world), ShardId: 'shardId-000000000000' })),
  }),
  'sns Publish': (_input, _, world) => ({
    PublishResponse: { PublishResult: { MessageId: world.uuid(), SequenceNumber: null }, ResponseMetadata: { RequestId: world.uuid() } },
  }),
  'sqs SendMessage': (input, _, world) => ({
    SendMessageResponse: {
      ResponseMetadata: { RequestId: world.uuid() },
      SendMessageResult: {
        MD5OfMessageAttributes: null,
        MD5OfMessageBody: md5(textOf(own(input, 'MessageBody'))),
        MD5OfMessageSystemAttributes: null,
        MessageId: world.uuid(),
        SequenceNumber: null,
      },
    },
  }),
  'states StartExecution': (input, _, world) => ({ executionArn: executionArn(input, world), startDate: world.now() / 1000 }),
  'states StartSyncExecution': (input, _, world) => ({
    billingDetails: { billedDurationInMilliseconds: 0, billedMemoryUsedInMB: 0 },
    executionArn: executionArn(input, world).replace(':execution:', ':express:'),
    input: own(input, 'input') ?? '{}',
    output: '{}',
    startDate: world.now() / 1000,
    stateMachineArn: own(input, 'stateMachineArn') ?? '',
    status: 'SUCCEEDED',
    stopDate: world.now() / 1000,
  }),
  'states StopExecution': (_input, _, world) => ({ stopDate: world.now() / 1000 }),
}

/** The answer of the recorder: a success that keeps nothing. Undefined for a call that it does not know. */
export function recordedAnswer(call: RecordedCall, world: RecorderWorld): RecordedAnswer | undefined {
  if (call.service === 's3') return objectAnswer(call)
  const answer = own(answers, `${call.service} ${call.action}`)
  if (answer === undefined) return undefined
  return { status: 200, headers: [['Content-Type', 'application/json']], body: toBytes(JSON.stringify(answer(inputOf(call), call, world))) }
}

/** An object that is put is taken; there is none to be read. */
function objectAnswer({ method, path, body }: RecordedCall): RecordedAnswer | undefined {
  switch (method) {
    case 'PUT':
      return { status: 200, headers: [['ETag', `"${createHash('md5').update(body).digest('hex')}"`]], body: new Uint8Array() }
    case 'DELETE':
      return { status: 204, headers: [], body: new Uint8Array() }
    case 'GET':
    case 'HEAD': {
      const key = path.split('/').slice(2).join('/').replaceAll('&', '&amp;').replaceAll('<', '&lt;')
      const error = `<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>${key}</Key></Error>`
      return {
        status: 404,
        headers: [['Content-Type', 'application/xml']],
        body: toBytes(`<?xml version="1.0" encoding="UTF-8"?>\n${error}`),
      }
    }
    default:
      return undefined
  }
}

/** The members of a JSON body, or of a form and a query. */
function inputOf({ query, body }: RecordedCall): JsonObject {
  const text = toText(body)
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch {
    // A form, below.
  }
  return Object.fromEntries([...new URLSearchParams(query), ...new URLSearchParams(text)])
}

function sequenceNumber({ now }: RecorderWorld): string {
  return `4959${String(now()).padStart(52, '0')}`
}

function executionArn(input: JsonObject, world: RecorderWorld): string {
  const machine = /:stateMachine:(.+)$/.exec(textOf(own(input, 'stateMachineArn')))?.[1] ?? 'machine'
  const name = own(input, 'name')
  return `arn:${world.partition}:states:${world.region}:${world.accountId}:execution:${machine}:${typeof name === 'string' ? name : world.uuid()}`
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}
