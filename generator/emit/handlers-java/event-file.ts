import type { EventFunction, EventSource } from '../../model/event-source.ts'
import type { Schema } from '../../model/schema.ts'
import { type Code, type CodeFile, type FileMaker, joinCode, symbol } from '../code.ts'
import { aboutEvent } from '../languages/handlers/about-event.ts'
import { className, eventName, functionName, GENERATED, javadoc, methodName, RUNTIME, textLiteral } from '../languages/java.ts'
import { block } from '../languages/java-fields.ts'
import type { JavaModel } from '../languages/java-model.ts'
import { type JavaTypes, javaTypes } from '../languages/java-types.ts'
import { printFunction } from './function-file.ts'

/** `generated/handlers/java/<Event>Event.java`: what the code of a function of another event implements. */
export function eventFile(event: EventFunction, model: JavaModel, newFile: FileMaker): string {
  const name = eventName(event.id)
  const file = newFile([name])
  const c = file.code.bind(file)
  const types = javaTypes(file, model, name, 'operation')
  const { binder } = itemOf(event.source)
  const payload = types.typeOf(payloadOf(event), 'Payload', 'read')
  const reader = payload.nullable ? c`${symbol('Read', RUNTIME)}.nullable(${payload.reader})` : payload.reader
  const given = event.source.kind === 's3' ? c`code::handle` : c`${reader}, code::handle`
  const body = [
    c`/** Runs with one item at a time. */\n${signature(event, types, file)} throws Exception;`,
    c`/** Binds code to the event. */\n${block(c`static ${symbol('Handling', RUNTIME)} serve(${name} code) {`, [
      c`return ${symbol('Events', RUNTIME)}.${methodName(binder)}(${given});`,
    ])}`,
    c`/** To throw as long as there is no code: Lambda tries the event again, and keeps it where a destination for failures is configured. */\n${block(
      c`default UnsupportedOperationException notImplemented() {`,
      [c`return new UnsupportedOperationException(${textLiteral(`${event.id} has no code yet.`)});`],
    )}`,
    ...types.nested(),
  ]
  file.print`
    ${javadoc(aboutEvent(event))}
    @FunctionalInterface
    ${block(c`public interface ${name} {`, [joinCode(body, '\n\n')])}`
  return file.toString()
}

/** `handlers/java/<Event>.java`: a class to write code into. */
export function eventStub(event: EventFunction, model: JavaModel, newFile: FileMaker): string {
  const name = className(event.id)
  const file = newFile([name])
  const implemented = symbol(eventName(event.id), GENERATED)
  file.print`
    ${javadoc(aboutEvent(event))}
    public final class ${name} implements ${implemented} {
        @Override
        public ${signature(event, javaTypes(file, model, name, 'operation'), file)} {
            throw notImplemented();
        }
    }`
  return file.toString()
}

function signature(event: EventFunction, types: JavaTypes, file: CodeFile): Code {
  const { type } = itemOf(event.source)
  const { boxed } = types.typeOf(payloadOf(event), 'Payload', 'read')
  const item = event.source.kind === 's3' ? file.code`${symbol(type, RUNTIME)}` : file.code`${symbol(type, RUNTIME)}<${boxed}>`
  const result = event.source.kind === 'direct' ? file.code`Object` : file.code`void`
  return file.code`${result} handle(${item} item, ${symbol('FunctionContext', RUNTIME)} function)`
}

/** `generated/handlers/java/functions/<Function>.java` of an event: what Lambda calls. */
export function eventFunctionFile(event: EventFunction, newFile: FileMaker): string {
  const name = functionName(event.function)
  const file = newFile([name])
  const handling = file.code`${symbol(eventName(event.id), GENERATED)}.serve(new ${symbol(className(event.id), 'handlers.java')}())`
  printFunction(file, name, event.function, handling)
  return file.toString()
}

/** `generated/handlers/java/Invoke.java`: the sender's side of the functions that are called by name; undefined where there are none. */
export function invokeFile(events: readonly EventFunction[], model: JavaModel, newFile: FileMaker): string | undefined {
  const called = events.filter(({ source }) => source.kind === 'direct')
  if (called.length === 0) return undefined
  const file = newFile(['Invoke'])
  const c = file.code.bind(file)
  const types = javaTypes(file, model, 'Invoke', 'operation')
  const map = symbol('Map', 'java.util')
  const port = symbol('InvokePort', RUNTIME)
  const methods = called.flatMap((event): Code[] => {
    const name = methodName(event.id)
    const data = c`${types.typeOf(payloadOf(event), `${event.id}Data`, 'read').boxed} data`
    const about = javadoc(`Calls ${event.function}${event.description === undefined ? '.' : `: ${event.description}`}`)
    return [
      c`${about}\n${block(c`public static Object ${name}(${port} port, ${data}) throws Exception {`, [c`return ${name}(port, data, ${map}.of());`])}`,
      c`${about}\n${block(c`public static Object ${name}(${port} port, ${data}, ${map}<String, ?> metadata) throws Exception {`, [
        c`return ${port}.send(port, ${textLiteral(event.function)}, data, metadata);`,
      ])}`,
    ]
  })
  file.print`
    ${javadoc('Calls functions of this project by their names, through a port that the project binds to its SDK.')}
    ${block(c`public final class Invoke {`, [joinCode([c`private Invoke() {}`, ...methods, ...types.nested()], '\n\n')])}`
  return file.toString()
}

/** The type of what the code is given at a time, and the method of the run time that binds code to it. */
function itemOf(source: EventSource): { readonly type: string; readonly binder: string } {
  switch (source.kind) {
    case 's3':
      return { type: 'S3Change', binder: 's3' }
    case 'sns':
      return { type: 'SnsMessage', binder: 'sns' }
    case 'sqs':
      return { type: 'SqsMessage', binder: 'sqs' }
    case 'kinesis':
      return { type: 'KinesisRecord', binder: 'kinesis' }
    case 'eventbridge':
    case 'schedule':
      return { type: 'BusEvent', binder: 'bus' }
    case 'direct':
      return { type: 'DirectCall', binder: 'call' }
  }
}

function payloadOf({ payload }: EventFunction): Schema {
  return payload === undefined ? { kind: 'unknown' } : { kind: 'ref', to: payload }
}
