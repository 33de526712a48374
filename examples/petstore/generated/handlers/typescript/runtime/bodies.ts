import { fromBase64 } from './base64.js'
import { chooseContent } from './content.js'
import { readFields, readForm } from './forms.js'
import { parseJson, readBodyAs } from './json-body.js'
import type { ContentSpec, OperationSpec, ReadBody } from './operation.js'
import type { ProxyRequest } from './proxy-event.js'

/** Reads a body of any declared media type. Throws the response for one that cannot be read. */
export function readBody(bodies: readonly ContentSpec[], request: ProxyRequest): ReadBody {
  return readBodyAs(bodies, request, readContent)
}

/** The value of a body of a media type; multipart ones are bytes. */
export function readContent({ form, shape }: ContentSpec, text: string, bytes: Uint8Array | undefined): unknown {
  if (form === 'binary' || form === 'multipart') return bytes ?? new TextEncoder().encode(text)
  if (form === 'text') return text
  return form === 'form' ? readForm(text, shape) : parseJson(text)
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
