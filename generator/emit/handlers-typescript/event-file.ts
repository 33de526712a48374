import type { EventFunction, EventSource } from '../../model/event-source.ts'
import { type Code, type CodeFile, type FileMaker, symbol } from '../code.ts'
import { aboutEvent } from '../languages/handlers/about-event.ts'
import type { SchemaNames } from '../languages/type-names.ts'
import { pascal } from '../languages/type-names.ts'
import { docComment, identifier, literal } from '../languages/typescript.ts'
import { aroundIt } from './function-file.ts'

const RUNTIME = './runtime/events.js'
const INVOKE = './handlers/typescript/runtime/invoke.js'

/** `generated/handlers/typescript/<event>.ts`: a function of another event, bound to the type of what it is called with. */
export function eventFile(event: EventFunction, names: SchemaNames, newFile: FileMaker): string {
  const file = newFile(['event'])
  const payload = payloadType(event, names, '../../types.js', file)
  const [maker, type] = contractOf(event.source, payload, file)
  file.print`
    ${docComment(aboutEvent(event))}
    export const event: ${type} = ${symbol(maker, RUNTIME)}(${literal(event.id)})`
  return file.toString()
}

/** `generated/handlers/typescript/functions/<function>.ts` of an event: what Lambda calls is the user's code, and what stands around it. */
export function eventFunctionFile(event: EventFunction, newFile: FileMaker): string {
  const file = newFile(['handler'])
  const code = symbol('default', `../../../../handlers/typescript/${event.id}.js`, 'value', identifier(event.id))
  file.print`
    ${docComment(`The Lambda function ${event.function}.`)}
    export const handler: ${symbol('EventHandler', '../runtime/events.js', 'type')} = ${aroundIt(file, file.code`${code}`)}`
  return file.toString()
}

/** `generated/invoke.ts`: the sender's side of the functions that are called by name; undefined where there are none. */
export function invokeFile(events: readonly EventFunction[], names: SchemaNames, newFile: FileMaker): string | undefined {
  const called = events.filter(({ source }) => source.kind === 'direct')
  if (called.length === 0) return undefined
  const file = newFile(called.map(({ id }) => `invoke${pascal(id)}`))
  for (const event of called) {
    const data = payloadType(event, names, './types.js', file)
    const port = symbol('InvokePort', INVOKE, 'type')
    file.blank().print`
      ${docComment(`Calls \`${event.function}\`${event.description === undefined ? '.' : `: ${event.description}`}`)}
      export const ${identifier(`invoke${pascal(event.id)}`)}: (
        port: ${port},
        data: ${data},
        metadata?: Readonly<Record<string, unknown>>,
      ) => Promise<unknown> = ${symbol('sender', INVOKE)}(${literal(event.function)})`
  }
  return file.toString()
}

function payloadType({ payload }: EventFunction, names: SchemaNames, types: string, file: CodeFile): Code {
  return payload === undefined ? file.code`unknown` : file.code`${symbol(identifier(names.of(payload, 'read')), types, 'type')}`
}

/** The maker of the runtime and the type of what it makes. */
function contractOf(source: EventSource, payload: Code, file: CodeFile): readonly [maker: string, type: Code] {
  const of = symbol('EventFunction', RUNTIME, 'type')
  const item = (name: string): Code => file.code`${of}<${symbol(name, RUNTIME, 'type')}<${payload}>>`
  switch (source.kind) {
    case 's3':
      return ['onS3', file.code`${of}<${symbol('S3Change', RUNTIME, 'type')}>`]
    case 'sns':
      return ['onSns', item('SnsMessage')]
    case 'sqs':
      return ['onSqs', item('SqsMessage')]
    case 'kinesis':
      return ['onKinesis', item('KinesisRecord')]
    case 'eventbridge':
    case 'schedule':
      return ['onBus', item('BusEvent')]
    case 'direct':
      return ['onCall', file.code`${of}<${symbol('DirectCall', RUNTIME, 'type')}<${payload}>, unknown>`]
  }
}
