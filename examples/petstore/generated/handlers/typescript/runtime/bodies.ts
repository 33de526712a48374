import { fromBase64, sentBytes } from './base64.js'
import { chooseContent } from './content.js'
import { readFields, readForm } from './forms.js'
import { readBodyAs, readJson, type SentBody, textOf } from './json-body.js'
import type { ContentSpec, OperationSpec, ReadBody } from './operation.js'
import type { ProxyRequest } from './proxy-event.js'

/** Reads a body of any declared media type. Throws the response for one that cannot be read. */
export function readBody(bodies: readonly ContentSpec[], request: ProxyRequest): ReadBody {
  return readBodyAs(bodies, request, readContent)
}

/** The value of a body of a media type; multipart ones are bytes. An empty one of a type that has no empty value is none. */
export function readContent(sent: SentBody, { form, shape }: ContentSpec): unknown {
  if (form === 'text') return textOf(sent)
  if (form === 'binary') return bytesOf(sent)
  if (sent.text === '') return undefined
  if (form === 'multipart') return bytesOf(sent)
  return form === 'form' ? readForm(textOf(sent), shape) : readJson(sent)
}

/** The bytes of a body. Throws the response for what is called base64 and is not. */
export function bytesOf({ text, isBase64 }: SentBody): Uint8Array {
  return isBase64 ? sentBytes(text) : new TextEncoder().encode(text)
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
