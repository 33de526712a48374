import { isKeepWarm, type LambdaContext, member, members, text, texts } from './context.js'

/** What Lambda calls for events of other services. */
export type EventHandler = (event: unknown, context: LambdaContext) => Promise<unknown>

/** A function to write code for, which is called with one `Item` of an event at a time. */
export interface EventFunction<Item, Result = void> {
  handle(code: (item: Item, context: LambdaContext) => Promise<Result> | Result): EventHandler
  /** To throw as long as there is no code: Lambda tries the event again, and keeps it where a destination for failures is configured. */
  notImplemented(): Error
}

/** A change of an object in a bucket. */
export interface S3Change {
  /** Such as `ObjectCreated:Put`. */
  readonly name: string
  readonly time: string
  readonly bucket: string
  /** As it is, decoded. */
  readonly key: string
  /** Bytes; absent for a deletion. */
  readonly size?: number
  readonly versionId?: string
  readonly record: unknown
}

/** A message of a queue. */
export interface SqsMessage<Body> {
  readonly id: string
  /** Parsed; a text where it is no JSON. It was not checked. */
  readonly body: Body
  readonly attributes: Readonly<Record<string, string>>
  readonly record: unknown
}

/** A message of a topic. */
export interface SnsMessage<Body> {
  readonly id: string
  readonly topicArn: string
  readonly subject?: string
  /** Parsed; a text where it is no JSON. It was not checked. */
  readonly body: Body
  readonly time: string
  readonly record: unknown
}

/** A record of a stream. */
export interface KinesisRecord<Data> {
  readonly sequenceNumber: string
  readonly partitionKey: string
  /** Parsed; a text where it is no JSON. It was not checked. */
  readonly data: Data
  readonly record: unknown
}

/** An event of a bus; of a schedule where `source` is `aws.events`. */
export interface BusEvent<Detail> {
  readonly id: string
  readonly source: string
  readonly type: string
  readonly time: string
  readonly resources: readonly string[]
  /** As it was sent. It was not checked. */
  readonly detail: Detail
  readonly event: unknown
}

/** What somebody sent who knows the function's name: `{"metadata": …, "data": …}`. */
export interface DirectCall<Data> {
  readonly metadata: Readonly<Record<string, unknown>>
  /** As it was sent. It was not checked. */
  readonly data: Data
  readonly event: unknown
}

/** A function of changes in a bucket: one that fails fails the event, which Lambda tries again. */
export function onS3(id: string): EventFunction<S3Change> {
  return functionOf(id, (code) => async (event, lambda) => {
    for (const record of recordsOf(event)) await code(s3Change(record), lambda)
  })
}

/** A function of messages of a topic: one that fails fails the event, which Lambda tries again. */
export function onSns<Body>(id: string): EventFunction<SnsMessage<Body>> {
  return functionOf(id, (code) => async (event, lambda) => {
    for (const record of recordsOf(event)) await code(snsMessage<Body>(record), lambda)
  })
}

/**
 * A function of messages of a queue, which answers which of them failed (`ReportBatchItemFailures`): only those come again. In a FIFO queue nothing
 * overtakes a message that failed, so those behind it count as failed, too.
 */
export function onSqs<Body>(id: string): EventFunction<SqsMessage<Body>> {
  return functionOf(id, (code) => async (event, lambda) => {
    const failed: string[] = []
    for (const record of recordsOf(event)) {
      const message = sqsMessage<Body>(record)
      const isBlocked = failed.length > 0 && text(member(record, 'eventSourceARN')).endsWith('.fifo')
      if (isBlocked || !(await succeeds(() => code(message, lambda), message.id))) failed.push(message.id)
    }
    return failures(failed)
  })
}

/** A function of records of a stream: it ends at the first that fails, and Lambda begins there again. */
export function onKinesis<Data>(id: string): EventFunction<KinesisRecord<Data>> {
  return functionOf(id, (code) => async (event, lambda) => {
    for (const record of recordsOf(event)) {
      const read = kinesisRecord<Data>(record)
      if (!(await succeeds(() => code(read, lambda), read.sequenceNumber))) return failures([read.sequenceNumber])
    }
    return failures([])
  })
}

/** A function of events of a bus or of a schedule. */
export function onBus<Detail>(id: string): EventFunction<BusEvent<Detail>> {
  return functionOf(id, (code) => (event, lambda) => Promise.resolve(code(busEvent<Detail>(event), lambda)))
}

/** A function that is called by its name, and whose result goes back to whoever waits for it. */
export function onCall<Data>(id: string): EventFunction<DirectCall<Data>, unknown> {
  return functionOf(id, (code) => async (event, lambda) => {
    const data = member(event, 'data') as Data
    return code({ metadata: members(member(event, 'metadata')), data, event }, lambda)
  })
}

function functionOf<Item, Result>(
  id: string,
  run: (code: (item: Item, context: LambdaContext) => Promise<Result> | Result) => EventHandler,
): EventFunction<Item, Result> {
  const handle: EventFunction<Item, Result>['handle'] = (code) => {
    const answer = run(code)
    return async (event, lambda) => (isKeepWarm(event) ? null : answer(event, lambda))
  }
  return { handle, notImplemented: () => new Error(`${id} has no code yet.`) }
}

async function succeeds(action: () => unknown, id: string): Promise<boolean> {
  try {
    await action()
    return true
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
    console.error(JSON.stringify({ level: 'error', message: 'record failed', id, error: { name, message, stack } }))
    return false
  }
}

function failures(ids: readonly string[]): object {
  return { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) }
}

function recordsOf(event: unknown): readonly unknown[] {
  const records = member(event, 'Records')
  if (!Array.isArray(records)) throw new Error('The event has no `Records`: another service than the declared one called this function.')
  return records
}

function s3Change(record: unknown): S3Change {
  const s3 = member(record, 's3')
  const object = member(s3, 'object')
  const [size, versionId] = [member(object, 'size'), member(object, 'versionId')]
  return {
    name: text(member(record, 'eventName')),
    time: text(member(record, 'eventTime')),
    bucket: text(member(member(s3, 'bucket'), 'name')),
    // Keys come as in forms: a blank is a plus.
    key: decodeURIComponent(text(member(object, 'key')).replaceAll('+', ' ')),
    ...(typeof size === 'number' && { size }),
    ...(typeof versionId === 'string' && { versionId }),
    record,
  }
}

function sqsMessage<Body>(record: unknown): SqsMessage<Body> {
  return {
    id: text(member(record, 'messageId')),
    body: parsed<Body>(text(member(record, 'body'))),
    attributes: texts(member(record, 'attributes')),
    record,
  }
}

function snsMessage<Body>(record: unknown): SnsMessage<Body> {
  const sns = member(record, 'Sns')
  const subject = member(sns, 'Subject')
  return {
    id: text(member(sns, 'MessageId')),
    topicArn: text(member(sns, 'TopicArn')),
    ...(typeof subject === 'string' && { subject }),
    body: parsed<Body>(text(member(sns, 'Message'))),
    time: text(member(sns, 'Timestamp')),
    record,
  }
}

function kinesisRecord<Data>(record: unknown): KinesisRecord<Data> {
  const kinesis = member(record, 'kinesis')
  const bytes = Uint8Array.from(atob(text(member(kinesis, 'data'))), (letter) => letter.charCodeAt(0))
  return {
    sequenceNumber: text(member(kinesis, 'sequenceNumber')),
    partitionKey: text(member(kinesis, 'partitionKey')),
    data: parsed<Data>(new TextDecoder().decode(bytes)),
    record,
  }
}

function busEvent<Detail>(event: unknown): BusEvent<Detail> {
  const resources = member(event, 'resources')
  return {
    id: text(member(event, 'id')),
    source: text(member(event, 'source')),
    type: text(member(event, 'detail-type')),
    time: text(member(event, 'time')),
    resources: Array.isArray(resources) ? resources.map(text) : [],
    detail: member(event, 'detail') as Detail,
    event,
  }
}

/** What was sent as a text: JSON where it is any. */
function parsed<Value>(written: string): Value {
  try {
    return JSON.parse(written) as Value
  } catch {
    return written as Value
  }
}
