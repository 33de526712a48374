import { asArray, asObject, asString, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { allocateNames, camelCase } from '../base/names.ts'
import { join } from '../base/pointer.ts'
import type { Permission } from '../model/api-model.ts'
import type { EventFunction, EventSource } from '../model/event-source.ts'
import { oneOf } from './contents.ts'
import { type Context, schemaNameOf, tell, textOf } from './context.ts'

/** An entry of `x-apigen.events`, and what it says of its function. */
export interface DerivedEvent {
  readonly event: Omit<EventFunction, 'function'>
  /** `function` of the entry, as written. */
  readonly functionWish?: Json
  /** What Lambda needs of its role to read the source. */
  readonly permissions: readonly Permission[]
}

/** The entries of `x-apigen.events`; one that cannot be read is reported and left out. `taken` are the ids of operations. */
export function deriveEvents(context: Context, value: Json | undefined, taken: ReadonlySet<string>): DerivedEvent[] {
  const written = asObject(value)
  const ids = allocateNames(
    Object.keys(written).map((key) => ({ key, wish: camelCase(key) || 'event' })),
    taken,
  )
  return Object.keys(written).flatMap((key): DerivedEvent[] => {
    const pointer = join('/x-apigen/events', key)
    const entry = asObject(own(written, key))
    const source = readSource(entry)
    if (typeof source === 'string') {
      tell(context, 'derive/extension-ignored', `The event \`${key}\` needs ${source}.`, pointer)
      return []
    }
    const payload = payloadOf(context, own(entry, 'schema'), join(pointer, 'schema'))
    const description = textOf(entry, 'description')
    const functionWish = own(entry, 'function')
    return [
      {
        event: {
          id: ids.get(key) ?? key,
          source,
          ...(payload !== undefined && { payload }),
          ...(description !== undefined && { description }),
          pointer,
        },
        ...(functionWish !== undefined && { functionWish }),
        permissions: permissionsOf(source),
      },
    ]
  })
}

/** The type of what is sent has to have a name, because the sender and the handler both use it. */
function payloadOf(context: Context, schema: Json | undefined, pointer: string): string | undefined {
  if (schema === undefined) return undefined
  const ref = isObject(schema) ? asString(own(schema, '$ref')) : undefined
  const name = ref === undefined ? undefined : schemaNameOf(context, ref)
  if (name === undefined)
    tell(context, 'derive/extension-ignored', '`schema` of an event is a `$ref` to one of `components.schemas`.', pointer)
  return name
}

/** What an entry says of its source, or what it lacks. */
function readSource(entry: JsonObject): EventSource | string {
  const kind = oneOf(own(entry, 'source'), ['s3', 'sns', 'sqs', 'kinesis', 'eventbridge', 'schedule', 'direct'] as const)
  const text = (key: string): string => textOf(entry, key) ?? ''
  switch (kind) {
    case undefined:
      return '`source`: `s3`, `sns`, `sqs`, `kinesis`, `eventbridge`, `schedule` or `direct`'
    case 's3': {
      const on = asArray(own(entry, 'on')).filter((one): one is string => typeof one === 'string')
      const [prefix, suffix] = [textOf(entry, 'prefix'), textOf(entry, 'suffix')]
      const filter = { ...(prefix !== undefined && { prefix }), ...(suffix !== undefined && { suffix }) }
      return text('bucket') === ''
        ? 'a `bucket`'
        : { kind, bucket: text('bucket'), on: on.length > 0 ? on : ['s3:ObjectCreated:*'], ...filter }
    }
    case 'sns':
      return text('topic') === '' ? 'a `topic`' : { kind, topic: text('topic') }
    case 'sqs':
      return text('queue') === '' ? 'a `queue`' : { kind, queue: text('queue'), batch: batchOf(entry, 10) }
    case 'kinesis': {
      const from = oneOf(own(entry, 'from'), ['latest', 'trim-horizon'] as const) ?? 'latest'
      return text('stream') === '' ? 'a `stream`' : { kind, stream: text('stream'), batch: batchOf(entry, 100), from }
    }
    case 'eventbridge': {
      const pattern = own(entry, 'pattern')
      return isObject(pattern) ? { kind, bus: textOf(entry, 'bus') ?? 'default', pattern } : 'a `pattern`'
    }
    case 'schedule':
      return /^(rate|cron)\(.+\)$/.test(text('every')) ? { kind, every: text('every') } : '`every`: `rate(1 day)` or `cron(0 3 * * ? *)`'
    case 'direct':
      return { kind }
  }
}

/** Lambda takes up to 10,000 at once; the defaults are its own. */
function batchOf(entry: JsonObject, usual: number): number {
  const batch = own(entry, 'batch')
  return typeof batch === 'number' && Number.isInteger(batch) && batch >= 1 && batch <= 10_000 ? batch : usual
}

/** Lambda itself reads queues and streams, with the function's role. */
function permissionsOf(source: EventSource): Permission[] {
  if (source.kind === 'sqs') return [{ service: 'sqs', verb: 'receive', resource: source.queue }]
  if (source.kind === 'kinesis') return [{ service: 'kinesis', verb: 'read', resource: source.stream }]
  return []
}
