import { writeAnswer } from './answers.js'
import { readTypedBody } from './bodies.js'
import { type Context, callerOf, type Invocation, member, members, text, texts } from './context.js'
import { CustomFailure, type CustomResult } from './failure.js'
import type { AnyResponse, OperationSpec, ReadRequest } from './operation.js'
import { readTyped } from './styles.js'

/** True for the event that the mapping templates of a custom integration make: `{"metadata": …, "data": …}`. */
export function isCustomEvent(event: unknown): boolean {
  return typeof member(member(event, 'metadata'), 'operation') === 'string' && typeof member(event, 'data') === 'object'
}

/** The request in a custom event. */
export function readCustomEvent(spec: OperationSpec, event: unknown): ReadRequest {
  const data = member(event, 'data')
  const read = { path: {}, query: {}, headers: {}, cookies: {} }
  for (const parameter of spec.parameters) {
    const place = PLACES[parameter.in]
    const value = member(member(data, place), parameter.name)
    if (value === undefined) continue
    const typed = readTyped(parameter, value)
    Object.defineProperty(read[place], parameter.name, { value: typed, enumerable: true, configurable: true, writable: true })
  }
  return { ...read, ...readTypedBody(spec, member(data, 'body'), text(member(data, 'contentType'))) }
}

const PLACES = { path: 'path', query: 'query', header: 'headers', cookie: 'cookies' } as const

/** What a handler knows beside the request. */
export function customContext(
  event: unknown,
  { lambda, coldStart }: Invocation,
  operation: { readonly id: string; readonly path: string },
): Context {
  const metadata = member(event, 'metadata')
  const time = member(metadata, 'time')
  return {
    operation: operation.id,
    requestId: text(member(metadata, 'requestId')),
    stage: text(member(metadata, 'stage')),
    apiId: text(member(metadata, 'apiId')),
    method: text(member(metadata, 'method')),
    resource: operation.path,
    time: typeof time === 'number' ? time : Date.now(),
    coldStart,
    caller: callerOf(member(metadata, 'caller')),
    authorizer: members(member(metadata, 'authorizer')),
    stageVariables: texts(member(metadata, 'stageVariables')),
    event,
    lambda,
  }
}

/** The result of a response. */
export function writeCustomResult(spec: OperationSpec, response: AnyResponse): CustomResult {
  const { headers, body } = writeAnswer(spec, response, 'custom')
  const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-type')
  const written = response.body instanceof Uint8Array ? body : response.body
  return { status: response.status, body: written ?? null, headers: Object.fromEntries(others) }
}

/** The result of a success. Every other status is the Lambda error that the patterns look for, and thrown. */
export function succeed(spec: OperationSpec, result: CustomResult): CustomResult {
  if (result.status !== spec.success) throw new CustomFailure(result)
  return result
}
