import { chooseContent } from './content.js'
import { Rejection } from './errors.js'
import type { ContentSpec, OperationSpec } from './operation.js'
import { readFields, readForm } from './parameters.js'

/** A body as it came. */
export interface RawBody {
  /** Undefined where there is none. */
  readonly content: string | undefined
  readonly isBase64: boolean
  /** The request's `Content-Type`, empty where it has none. */
  readonly contentType: string
}

/** A body as declared, and as which of several media types. */
export interface ReadBody {
  readonly body: unknown
  readonly contentType?: string
}

/** Reads a body as one of the declared media types. Throws the response for a body that cannot be read. */
export function readBody(bodies: readonly ContentSpec[], raw: RawBody): ReadBody {
  if (raw.content === undefined || bodies.length === 0) return { body: undefined }
  const content = chooseContent(bodies, raw.contentType)
  if (!content) {
    const known = bodies.map(({ mediaType }) => mediaType).join(', ')
    throw new Rejection({ status: 415, code: 'unsupported-media-type', message: `The body must be of type ${known}.` })
  }
  // An empty body of a type that has no empty value is none.
  if (raw.content === '' && content.form !== 'text' && content.form !== 'binary') return { body: undefined }
  const body = readContent(content, raw)
  return bodies.length > 1 ? { body, contentType: content.mediaType } : { body }
}

function readContent(content: ContentSpec, raw: RawBody): unknown {
  const given = raw.content ?? ''
  const bytes = raw.isBase64 ? sentBytes(given) : undefined
  if (content.form === 'binary' || content.form === 'multipart') return bytes ?? new TextEncoder().encode(given)
  const text = bytes ? new TextDecoder().decode(bytes) : given
  if (content.form === 'text') return text
  if (content.form === 'form') return readForm(text, content.shape)
  try {
    return JSON.parse(text)
  } catch {
    throw new Rejection({ status: 400, code: 'invalid-json', message: 'The body is not JSON.' })
  }
}

/** Reads the body of a custom event: templates parsed JSON and forms already, everything else is text. The type is named where there are several. */
export function readTypedBody(spec: OperationSpec, value: unknown, type: string): ReadBody {
  const content = chooseContent(spec.bodies, type) ?? spec.bodies[0]
  if (value === undefined || content === undefined) return { body: undefined }
  const contentType = spec.bodies.length > 1 ? { contentType: content.mediaType } : {}
  if (typeof value === 'object' && value !== null && content.form === 'form')
    return { body: readFields(value, content.shape), ...contentType }
  if (typeof value !== 'string') return { body: value, ...contentType }
  if (content.form === 'binary') return { body: fromBase64(value), ...contentType }
  return { body: content.form === 'multipart' ? new TextEncoder().encode(value) : value, ...contentType }
}

/** Bytes of what an event calls base64. Throws the response for a text that is none. */
function sentBytes(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  } catch {
    throw new Rejection({ status: 400, code: 'invalid-base64', message: 'The body is not base64.' })
  }
}

/** Bytes of a base64 text; of one that is none, the bytes of the text itself. */
export function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  } catch {
    return new TextEncoder().encode(text)
  }
}

/** Base64 of bytes. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = []
  // A call takes some thousand arguments at most.
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  return btoa(parts.join(''))
}
