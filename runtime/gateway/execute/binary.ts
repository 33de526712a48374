import type { ContentHandling } from '../definition/rest-api.ts'
import { type HeaderList, type HttpResponse, mediaTypeOf, type TextResponse, toBytes, toText } from '../http.ts'

/**
 * Whether a media type is one of an API's binary ones: exact, `image/*`, or everything. Any subtype is spelled as in the list; of all types one
 * subtype matches nothing, not even itself (recorded).
 */
export function isBinaryType(binaryMediaTypes: readonly string[] | undefined, contentType: string | undefined): boolean {
  const type = mediaTypeOf(contentType)
  if (type === undefined || binaryMediaTypes === undefined) return false
  if (type.startsWith('*/') && type !== '*/*') return false
  return binaryMediaTypes.some((candidate) => {
    const pattern = candidate.trim().toLowerCase().replaceAll('~1', '/')
    return pattern === '*/*' || pattern === type || (pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1)))
  })
}

/** The first media type of an Accept header: the only one that counts for binary answers (guide). */
export function firstAccepted(accept: string | undefined): string | undefined {
  if (accept === undefined) return undefined
  const comma = accept.indexOf(',')
  return mediaTypeOf(comma === -1 ? accept : accept.slice(0, comma))
}

/** A body on its way: text, which templates can read, or bytes, which they cannot. */
export type Payload = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'bytes'; readonly bytes: Uint8Array }

/**
 * A body as content handling has it (recorded: all combinations, with S3). What is not of a binary type is read as UTF-8, which breaks
 * bytes that are none. Undefined: it should become bytes and is not base64.
 */
export function handledPayload(body: Uint8Array, isBinary: boolean, handling: ContentHandling | undefined): Payload | undefined {
  if (!isBinary && handling !== 'CONVERT_TO_BINARY') return { kind: 'text', text: toText(body) }
  if (isBinary && handling === 'CONVERT_TO_TEXT') return { kind: 'text', text: Buffer.from(body).toString('base64') }
  const bytes = isBinary ? body : decodeBase64(toText(body))
  return bytes === undefined ? undefined : { kind: 'bytes', bytes }
}

/** The bytes of a payload. */
export function payloadBytes(payload: Payload): Uint8Array {
  return payload.kind === 'text' ? toBytes(payload.text) : payload.bytes
}

/** A payload as it is answered. */
export function payloadResponse(status: number, headers: HeaderList, payload: Payload): HttpResponse | TextResponse {
  return payload.kind === 'text' ? { status, headers, text: payload.text } : { status, headers, body: payload.bytes }
}

/** The text of a payload: what are bytes is read as UTF-8. */
export function payloadText(payload: Payload): string {
  return payload.kind === 'text' ? payload.text : toText(payload.bytes)
}

/** Bytes of base64 text, or undefined where it is none. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const trimmed = text.trim()
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(trimmed) || trimmed.replace(/=+$/, '').length % 4 === 1) return undefined
  return Buffer.from(trimmed, 'base64')
}
