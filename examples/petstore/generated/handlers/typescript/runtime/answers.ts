import { toBase64 } from './base64.js'
import { chooseContent, contentsOf } from './content.js'
import type { AnyResponse, ContentSpec, OperationSpec } from './operation.js'

/** A response ready for the wire. */
export interface Answer {
  readonly status: number
  /** In the handler's own spelling; a list where there are several values, or none. */
  readonly headers: readonly (readonly [name: string, value: string | readonly string[]])[]
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
  const headers = writeHeaders(given, spec.headers)
  if (body === undefined) return { status, headers, body, isBase64: false }
  const declared = headers.find(([name]) => isHeader(name, 'content-type'))?.[1]
  const said = contentType ?? (typeof declared === 'object' ? (declared[0] ?? '') : declared)
  const content = chooseContent(contentsOf(spec, status), said ?? '')
  if (declared === undefined) headers.push(['Content-Type', said ?? typeOf(content, body)])
  const isBase64 = body instanceof Uint8Array
  const form = content?.form ?? (typeof body === 'string' ? 'text' : 'json')
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
function writeHeaders(given: object | undefined, standing: OperationSpec['headers']): [string, string | readonly string[]][] {
  const written: [string, string | readonly string[]][] = []
  if (given)
    for (const [name, value] of Object.entries(given)) {
      if (value !== undefined && value !== null) written.push([name, Array.isArray(value) ? several(value) : String(value)])
    }
  if (standing)
    for (const name of Object.keys(standing)) {
      const lower = name.toLowerCase()
      if (!written.some(([other]) => isHeader(other, lower))) written.push([name, standing[name] ?? ''])
    }
  return written
}

function several(values: readonly unknown[]): string | readonly string[] {
  return values.length === 1 ? String(values[0]) : values.map(String)
}

function isHeader(name: string, lower: string): boolean {
  return name.length === lower.length && name.toLowerCase() === lower
}
