import { mediaTypeOf } from '../http.ts'

/** Whether a media type is one of an API's binary ones: exact, `image/*`, or everything. Type and subtype wildcards are spelled as in the list. */
export function isBinaryType(binaryMediaTypes: readonly string[] | undefined, contentType: string | undefined): boolean {
  const type = mediaTypeOf(contentType)
  if (type === undefined || binaryMediaTypes === undefined) return false
  return binaryMediaTypes.some((candidate) => {
    const pattern = candidate.trim().toLowerCase().replaceAll('~1', '/')
    return pattern === '*/*' || pattern === type || (pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1)))
  })
}

/** The first media type of an Accept header: the only one that counts for binary answers (guide). */
export function firstAccepted(accept: string | undefined): string | undefined {
  return mediaTypeOf(accept?.split(',', 1)[0])
}

/** Bytes of base64 text, or undefined where it is none. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const trimmed = text.trim()
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(trimmed) || trimmed.replace(/=+$/, '').length % 4 === 1) return undefined
  return Buffer.from(trimmed, 'base64')
}
