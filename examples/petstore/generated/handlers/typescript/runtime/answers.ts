import { toBase64 } from './base64.js'
import { chooseContent, contentsOf } from './content.js'
import type { AnyResponse, ContentSpec, OperationSpec } from './operation.js'

/** Own members alone, whatever their names. */
export type Headers = Readonly<Record<string, string | readonly string[]>>

/** A response ready for the wire. */
export interface Answer {
  readonly status: number
  /** In the handler's own spelling; a list where there are several values, or none. */
  readonly headers: Headers
  readonly body: string | undefined
  readonly isBase64: boolean
}

/** A response, and how it is written. */
export interface WrittenResponse {
  readonly response: AnyResponse
  readonly answer: Answer
}

/** Writes a response as its operation declares it. Throws for what is no response. */
export function writeResponse(spec: OperationSpec, response: AnyResponse): WrittenResponse {
  if (!Number.isInteger(response?.status)) throw new TypeError(`The handler of ${spec.id} returned no response: it has no status.`)
  return { response, answer: writeAnswer(spec, response) }
}

function writeAnswer(spec: OperationSpec, { status, headers: given, contentType, body }: AnyResponse): Answer {
  const isBase64 = typeof body === 'object' && body instanceof Uint8Array
  const written = given && writeHeaders(given, spec.headers)
  if (body === undefined) return { status, headers: written ?? spec.headers ?? {}, body, isBase64 }
  const name = written && nameIn(written, 'content-type')
  const said = contentType ?? (name === undefined ? undefined : firstOf(written?.[name]))
  const content = chooseContent(contentsOf(spec, status), said ?? '')
  const form = content?.form ?? (typeof body === 'string' ? 'text' : 'json')
  const type = said ?? typeOf(content, body)
  // Made at once: engines are slow at adding a member to a copy.
  const headers =
    written === undefined ? { 'Content-Type': type, ...spec.headers } : name === undefined ? { ...written, 'Content-Type': type } : written
  return { status, headers, body: isBase64 ? toBase64(body) : writeText(body, form), isBase64 }
}

function typeOf(content: ContentSpec | undefined, body: unknown): string {
  if (content && !content.mediaType.includes('*')) return content.mediaType
  if (body instanceof Uint8Array) return 'application/octet-stream'
  return typeof body === 'string' && content?.form !== 'json' ? 'text/plain; charset=utf-8' : 'application/json'
}

function writeText(body: unknown, form: ContentSpec['form']): string {
  if (form === 'json') return JSON.stringify(body) ?? 'null'
  if (form === 'form' && typeof body === 'object' && body !== null) {
    const fields = new URLSearchParams()
    for (const [name, value] of Object.entries(body)) for (const item of [value].flat()) fields.append(name, String(item))
    return fields.toString()
  }
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** The headers that the code gave, and those of every answer that it did not give. */
function writeHeaders(given: object, standing: OperationSpec['headers'] = {}): Record<string, string | readonly string[]> {
  const written: Record<string, string | readonly string[]> = {}
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue
    const text = !Array.isArray(value) ? String(value) : value.length === 1 ? String(value[0]) : value.map(String)
    setHeader(written, name, text)
  }
  for (const [name, value] of Object.entries(standing)) if (nameIn(written, name.toLowerCase()) === undefined) written[name] = value
  return written
}

/** An own member, whatever its name. */
export function setHeader<Value>(headers: Record<string, Value>, name: string, value: Value): void {
  if (name === '__proto__') Object.defineProperty(headers, name, { value, enumerable: true, configurable: true, writable: true })
  else headers[name] = value
}

/** A header's name as it is spelled, by its name in lower case. */
function nameIn(headers: Headers, lower: string): string | undefined {
  return Object.keys(headers).find((name) => name.length === lower.length && name.toLowerCase() === lower)
}

function firstOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? (value[0] ?? '') : value
}
