import { toBase64 } from './bodies.js'
import { chooseContent, contentsOf } from './content.js'
import type { AnyResponse, ContentSpec, OperationSpec } from './operation.js'

/** A response ready for the wire. */
export interface Answer {
  readonly status: number
  /** In the handler's own spelling; several values where it gave a list. */
  readonly headers: ReadonlyMap<string, readonly string[]>
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

function writeAnswer(spec: OperationSpec, response: AnyResponse): Answer {
  const headers = writeHeaders(response.headers)
  for (const [name, value] of Object.entries(spec.headers ?? {})) if (!hasHeader(headers, name)) headers.set(name, [value])
  if (response.body === undefined) return { status: response.status, headers, body: undefined, isBase64: false }
  const given = contentTypeOf(headers)
  const said = response.contentType ?? given
  const content = chooseContent(contentsOf(spec, response.status), said ?? '')
  const written = writeBody(response.body, content?.form ?? (typeof response.body === 'string' ? 'text' : 'json'))
  if (!hasHeader(headers, 'Content-Type')) headers.set('Content-Type', [said ?? typeOf(content, response.body)])
  return { status: response.status, headers, ...written }
}

function contentTypeOf(headers: ReadonlyMap<string, readonly string[]>): string | undefined {
  for (const [name, values] of headers) if (name.toLowerCase() === 'content-type') return values[0] ?? ''
  return undefined
}

function hasHeader(headers: ReadonlyMap<string, unknown>, wanted: string): boolean {
  const lower = wanted.toLowerCase()
  return [...headers.keys()].some((name) => name.toLowerCase() === lower)
}

function typeOf(content: ContentSpec | undefined, body: unknown): string {
  if (content && !content.mediaType.includes('*')) return content.mediaType
  if (body instanceof Uint8Array) return 'application/octet-stream'
  return typeof body === 'string' && content?.form !== 'json' ? 'text/plain; charset=utf-8' : 'application/json'
}

function writeBody(body: unknown, form: ContentSpec['form']): { readonly body: string; readonly isBase64: boolean } {
  if (body instanceof Uint8Array) return { body: toBase64(body), isBase64: true }
  if (form === 'json') return { body: JSON.stringify(body) ?? 'null', isBase64: false }
  if (form === 'form' && typeof body === 'object' && body !== null) {
    const fields = new URLSearchParams()
    for (const [name, value] of Object.entries(body)) for (const item of [value].flat()) fields.append(name, String(item))
    return { body: fields.toString(), isBase64: false }
  }
  return { body: typeof body === 'string' ? body : JSON.stringify(body), isBase64: false }
}

function writeHeaders(headers: object | undefined): Map<string, readonly string[]> {
  const written = new Map<string, readonly string[]>()
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value === undefined || value === null) continue
    written.set(name, Array.isArray(value) ? value.map(String) : [String(value)])
  }
  return written
}
