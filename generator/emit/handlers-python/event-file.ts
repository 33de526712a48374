import type { EventFunction, EventSource } from '../../model/event-source.ts'
import { type Code, type CodeFile, type FileMaker, type ImportSymbol, type Printable, symbol } from '../code.ts'
import { aboutEvent } from '../languages/handlers/about-event.ts'
import { docstring, identifier, invokeName, literal, moduleName, OBJECT } from '../languages/python.ts'
import type { SchemaNames } from '../languages/type-names.ts'
import { generic, printAliases } from './aliases.ts'
import { aroundIt } from './function-file.ts'

const RUNTIME = '.runtime.events'

/** `generated/handlers/python/<event>.py`: a function of another event, bound to the type of what it is called with. */
export function eventFile(event: EventFunction, names: SchemaNames, newFile: FileMaker): string {
  const file = newFile(['event', 'Item', 'LambdaContext'])
  const [maker, item] = contractOf(event.source, payloadType(event, names), file)
  printAliases(file, {
    Item: [item],
    LambdaContext: [symbol('LambdaContext', '.runtime.context', 'type', identifier('FunctionContext'))],
  })
  file.blank().print`
    event: ${symbol('EventFunction', RUNTIME, 'type')}[Item, ${resultType(event)}] = ${symbol(maker, RUNTIME)}(${literal(event.id)})
    ${docstring(aboutEvent(event))}`
  return file.toString()
}

/** `generated/handlers/python/functions/<function>.py` of an event: what Lambda calls is the user's code, and what stands around it. */
export function eventFunctionFile(event: EventFunction, newFile: FileMaker): string {
  const file = newFile(['handler'])
  const code = symbol('handler', `handlers.python.${moduleName(event.id)}`, 'value', moduleName(event.id))
  file.print`
    handler: ${symbol('EventHandler', '..runtime.events', 'type')} = ${aroundIt(file, file.code`${code}`)}
    ${docstring(`The Lambda function ${event.function}.`)}`
  return file.toString()
}

/** `generated/handlers/python/invoke.py`: the sender's side of the functions that are called by name; undefined where there are none. */
export function invokeFile(events: readonly EventFunction[], names: SchemaNames, newFile: FileMaker): string | undefined {
  const called = events.filter(({ source }) => source.kind === 'direct')
  if (called.length === 0) return undefined
  const file = newFile(called.map(({ id }) => invokeName(id)))
  for (const event of called) {
    const type = generic(file, symbol('Sender', '.runtime.invoke', 'type'), payloadType(event, names))
    const about = `Calls \`${event.function}\`${event.description === undefined ? '.' : `: ${event.description}`}`
    file.blank().print`
      ${invokeName(event.id)}: ${type} = ${symbol('sender', '.runtime.invoke')}(${literal(event.function)})
      ${docstring(about)}`
  }
  return file.toString()
}

/** What the code of a function returns. */
export function resultType({ source }: EventFunction): Code {
  return source.kind === 'direct' ? OBJECT : literal(null)
}

function payloadType({ payload }: EventFunction, names: SchemaNames): ImportSymbol {
  return payload === undefined ? symbol('Any', 'typing', 'type') : symbol(identifier(names.of(payload, 'read')), '.types', 'type')
}

/** The maker of the run time and the type of one item. */
function contractOf(source: EventSource, payload: ImportSymbol, file: CodeFile): readonly [maker: string, item: Printable] {
  const item = (name: string): Printable => generic(file, symbol(name, RUNTIME, 'type'), payload)
  switch (source.kind) {
    case 's3':
      return ['on_s3', symbol('S3Change', RUNTIME, 'type')]
    case 'sns':
      return ['on_sns', item('SnsMessage')]
    case 'sqs':
      return ['on_sqs', item('SqsMessage')]
    case 'kinesis':
      return ['on_kinesis', item('KinesisRecord')]
    case 'eventbridge':
    case 'schedule':
      return ['on_bus', item('BusEvent')]
    case 'direct':
      return ['on_call', item('DirectCall')]
  }
}
