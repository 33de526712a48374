import { sentBytes } from './base64.js'
import { chooseContent } from './content.js'
import { Rejection } from './errors.js'
import type { ContentSpec, ReadBody } from './operation.js'
import { lastHeaderOf, type ProxyRequest } from './proxy-event.js'

/** A body as it was sent: bytes that stand as base64, or a text. */
export interface SentBody {
  readonly text: string
  readonly isBase64: boolean
  readonly contentType: string
}

/** Reads a body that is declared as JSON alone. Throws the response for one that cannot be read. */
export function readJsonBody(bodies: readonly ContentSpec[], request: ProxyRequest): ReadBody {
  return readBodyAs(bodies, request, readJson)
}

/** Reads a body as one of the declared media types. One of none of them is answered, and one that is `undefined` was not sent. */
export function readBodyAs(
  bodies: readonly ContentSpec[],
  request: ProxyRequest,
  read: (sent: SentBody, content: ContentSpec) => unknown,
): ReadBody {
  const { body: text, isBase64Encoded } = request.event
  if (typeof text !== 'string') return { body: undefined }
  const contentType = lastHeaderOf(request, 'content-type')
  const content = chooseContent(bodies, contentType)
  if (!content) {
    const known = bodies.map(({ mediaType }) => mediaType).join(', ')
    throw new Rejection(415, 'unsupported-media-type', `The body must be of type ${known}.`)
  }
  const body = read({ text, isBase64: isBase64Encoded === true, contentType }, content)
  return bodies.length > 1 && body !== undefined ? { body, contentType: content.mediaType } : { body }
}

/** The value of a body that is JSON; an empty one is none. */
export function readJson(sent: SentBody): unknown {
  return sent.text === '' ? undefined : parseJson(textOf(sent))
}

/** The text of a body. Throws the response for what is called base64 and is not. */
export function textOf({ text, isBase64 }: SentBody): string {
  return isBase64 ? new TextDecoder().decode(sentBytes(text)) : text
}

/** The value of a JSON text. Throws the response for a text that is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Rejection(400, 'invalid-json', 'The body is not JSON.')
  }
}
