import { chooseContent } from '../handler/content.js'
import type { AnyResponse, OperationSpec, Violation } from '../handler/operation.js'

/** What a declared response must be: its headers by their names in lower case, and its bodies in the order of its media types. */
export interface ResponseCheck<Check> {
  readonly headers?: Check
  readonly bodies: readonly (Check | null)[]
}

/** By the operation's id, then by declared status. */
export type ResponseChecks<Check> = Readonly<Record<string, Readonly<Record<string, ResponseCheck<Check>>>>>

/** Makes a check of generated code; it lives beside those, so what they are is not known here. */
export type ViolationsOf<Check> = (place: 'body' | 'header', value: unknown, at: string, check: Check) => readonly Violation[]

/** Checks responses against what is declared, and throws what is wrong with one. An undeclared 501 says that there is no code yet. */
export function createCheck<Check>(
  violationsOf: ViolationsOf<Check>,
  checks: ResponseChecks<Check>,
): (spec: OperationSpec, response: AnyResponse) => void {
  return (spec, response) => {
    const faults = faultsOf(spec, checks, response, violationsOf)
    if (faults.length > 0) throw new TypeError(`The response of ${spec.id} does not fit the contract: ${faults.join('; ')}.`)
  }
}

function faultsOf<Check>(
  spec: OperationSpec,
  checks: ResponseChecks<Check>,
  response: AnyResponse,
  violationsOf: ViolationsOf<Check>,
): readonly string[] {
  if (typeof response !== 'object' || response === null) return ['the handler returned no response']
  const { status } = response
  if (!Number.isInteger(status)) return ['the response has no status']
  const declared = declaredStatus(spec, status)
  if (declared === undefined)
    return status === 501 ? [] : [`the status ${status} is not declared; declared are ${Object.keys(spec.responses).join(', ')}`]
  const check = checks[spec.id]?.[declared]
  const headers = Object.fromEntries(Object.entries(response.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
  return [
    ...(check?.headers ? violationsOf('header', headers, '', check.headers) : []).map(lineOf),
    ...bodyFaults(spec, declared, check, response, violationsOf),
  ]
}

function bodyFaults<Check>(
  spec: OperationSpec,
  declared: string,
  check: ResponseCheck<Check> | undefined,
  { contentType, body, status }: AnyResponse,
  violationsOf: ViolationsOf<Check>,
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
  return (checkBody === undefined ? [] : violationsOf('body', sent, '', checkBody)).map(lineOf)
}

/** Where a status is declared: by itself, in its range, or as the default; undefined where it is not. */
function declaredStatus({ responses }: OperationSpec, status: number): string | undefined {
  return [String(status), `${Math.trunc(status / 100)}XX`, 'default'].find((key) => Object.hasOwn(responses, key))
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
