import { type WrittenBody, writeJson } from './answers.js'
import type { ContentSpec } from './operation.js'

/** A body of any declared media type; of a status that is not declared, of the type that its value suggests. */
export function writeBody(body: unknown, content: ContentSpec | undefined): WrittenBody {
  const [, text] = writeJson(body, content)
  if (body instanceof Uint8Array) return [typeOf(content, 'application/octet-stream'), text]
  if (typeof body === 'string' && content?.form !== 'json') return [typeOf(content, 'text/plain; charset=utf-8'), body]
  return [typeOf(content, 'application/json'), content?.form === 'form' && typeof body === 'object' && body !== null ? formOf(body) : text]
}

/** The declared type; that of the value where a range is declared, or nothing. */
function typeOf(content: ContentSpec | undefined, otherwise: string): string {
  return content && !content.mediaType.includes('*') ? content.mediaType : otherwise
}

function formOf(body: object): string {
  const fields = new URLSearchParams()
  for (const [name, value] of Object.entries(body)) for (const item of [value].flat()) fields.append(name, String(item))
  return fields.toString()
}
