import { sentBytes } from './base64.js'
import { chooseContent } from './content.js'
import { Rejection } from './errors.js'
import type { ContentSpec, ReadBody } from './operation.js'
import { headerOf, type ProxyRequest } from './proxy-event.js'

/** Reads a body that is declared as JSON alone. Throws the response for one that cannot be read. */
export function readJsonBody(bodies: readonly ContentSpec[], request: ProxyRequest): ReadBody {
  return readBodyAs(bodies, request, (_, text) => parseJson(text))
}

/**
 * Reads a body as one of the declared media types: `read` is given a text, or the bytes of what came as base64, and the media type as it was
 * sent. A body of none of them is answered, and an empty one of a type that has no empty value is none.
 */
export function readBodyAs(
  bodies: readonly ContentSpec[],
  request: ProxyRequest,
  read: (content: ContentSpec, text: string, bytes: Uint8Array | undefined, contentType: string) => unknown,
): ReadBody {
  const { body: given, isBase64Encoded } = request.event
  if (typeof given !== 'string') return { body: undefined }
  const contentType = headerOf(request, 'content-type')?.at(-1) ?? ''
  const content = chooseContent(bodies, contentType)
  if (!content) {
    const known = bodies.map(({ mediaType }) => mediaType).join(', ')
    throw new Rejection({ status: 415, code: 'unsupported-media-type', message: `The body must be of type ${known}.` })
  }
  if (given === '' && content.form !== 'text' && content.form !== 'binary') return { body: undefined }
  const bytes = isBase64Encoded === true ? sentBytes(given) : undefined
  const isBytes = content.form === 'binary' || content.form === 'multipart'
  const body = read(content, bytes && !isBytes ? new TextDecoder().decode(bytes) : given, bytes, contentType)
  return bodies.length > 1 ? { body, contentType: content.mediaType } : { body }
}

/** The value of a JSON text. Throws the response for a text that is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Rejection({ status: 400, code: 'invalid-json', message: 'The body is not JSON.' })
  }
}
