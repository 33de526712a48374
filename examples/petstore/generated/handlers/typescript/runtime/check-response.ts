import { declaredStatus } from './answers.js'
import { chooseContent } from './bodies.js'
import type { AnyResponse, OperationSpec, Violation } from './operation.js'

/** What a declared response must be: its headers by their names in lower case, and its bodies in the order of its media types. */
export interface ResponseCheck {
  readonly headers?: (value: unknown) => readonly Violation[]
  readonly bodies: readonly (((value: unknown) => readonly Violation[]) | null)[]
}

/** By the operation's id, then by declared status. */
export type ResponseChecks = Readonly<Record<string, Readonly<Record<string, ResponseCheck>>>>

/** What is wrong with a response of a handler, each as a text: `body/age must be an integer`. */
export type FaultsOf = (spec: OperationSpec, response: AnyResponse) => readonly string[]

/** Checks responses against what is declared. An undeclared 501 says that there is no code yet. */
export function createFaults(checks: ResponseChecks): FaultsOf {
  return (spec, response) => faultsOf(spec, checks, response)
}

function faultsOf(spec: OperationSpec, checks: ResponseChecks, response: AnyResponse): readonly string[] {
  if (typeof response !== 'object' || response === null) return ['the handler returned no response']
  const { status } = response
  if (!Number.isInteger(status)) return ['the response has no status']
  const declared = declaredStatus(spec, status)
  if (declared === undefined)
    return status === 501 ? [] : [`the status ${status} is not declared; declared are ${Object.keys(spec.responses).join(', ')}`]
  const check = checks[spec.id]?.[declared]
  const headers = check?.headers?.(
    Object.fromEntries(Object.entries(response.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
  )
  return [...(headers ?? []).map(lineOf), ...bodyFaults(spec, declared, check, response)]
}

function bodyFaults(
  spec: OperationSpec,
  declared: string,
  check: ResponseCheck | undefined,
  { contentType, body, status }: AnyResponse,
): readonly string[] {
  const contents = spec.responses[declared] ?? []
  if (contents.length === 0) return body === undefined ? [] : [`the status ${status} is declared without a body`]
  const content = chooseContent(contents, contentType ?? '')
  if (content === undefined)
    return [
      `the media type ${contentType} is not declared for ${status}; declared are ${contents.map(({ mediaType }) => mediaType).join(', ')}`,
    ]
  const checkBody = check?.bodies[contents.indexOf(content)] ?? undefined
  const { form } = content
  // What is made while it is sent cannot be looked at before.
  if (spec.write && typeof body === 'object' && body !== null && Symbol.asyncIterator in body) return []
  if (form === 'binary' || form === 'multipart')
    return body instanceof Uint8Array || typeof body === 'string' ? [] : ['the body must be bytes']
  if (body === undefined) return checkBody === undefined ? [] : ['the body is missing']
  const sent = form === 'text' ? body : asSent(body)
  if (sent instanceof Error) return [`the body cannot be written as JSON: ${sent.message.split('\n', 1).join()}`]
  return (checkBody?.(sent) ?? []).map(lineOf)
}

/** A body as a caller reads it. */
function asSent(body: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(body) ?? 'null')
  } catch (error) {
    return error
  }
}

function lineOf({ in: place, pointer, message }: Violation): string {
  return `${place}${pointer} ${message}`
}
