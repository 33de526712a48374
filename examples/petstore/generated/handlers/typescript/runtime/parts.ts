import { sentBytes } from './base64.js'
import { bytesOf, readContent } from './bodies.js'
import { readBodyAs } from './json-body.js'
import { type Part, splitParts } from './multipart.js'
import type { ContentSpec, ReadBody } from './operation.js'
import type { ProxyRequest } from './proxy-event.js'
import { convert, fieldShape, type Shape } from './shape.js'

/** Reads a body of any declared media type, a multipart one in parts. Throws the response for one that cannot be read. */
export function readPartsBody(bodies: readonly ContentSpec[], request: ProxyRequest): ReadBody {
  return readBodyAs(bodies, request, (sent, content) => {
    const { form, shape } = content
    if (sent.text === '' || form !== 'multipart' || typeof shape !== 'object' || !('fields' in shape)) return readContent(sent, content)
    return readParts(splitParts(bytesOf(sent), sent.contentType), shape)
  })
}

/** Parts by their names, each as declared: a list holds all of a name, of others the last counts. Own properties only, whatever the names. */
function readParts(parts: readonly Part[], shape: Extract<Shape, { fields: unknown }>): object {
  const found: Record<string, unknown> = {}
  const lists = new Map<string, unknown[]>()
  for (const part of parts) {
    const { name } = part
    const declared = Object.hasOwn(shape.fields, name) || shape.other !== undefined
    const field = declared ? fieldShape(shape, name) : undeclared(part)
    const isList = typeof field === 'object' && 'list' in field
    const value = readPart(part, isList ? field.list : field)
    const list = lists.get(name)
    if (list) list.push(value)
    else {
      const values = [value]
      if (isList) lists.set(name, values)
      Object.defineProperty(found, name, { value: isList ? values : value, enumerable: true, configurable: true, writable: true })
    }
  }
  return found
}

function readPart({ bytes, fileName, contentType }: Part, shape: Shape): unknown {
  if (shape !== 'bytes' && shape !== 'base64') return convert(new TextDecoder().decode(bytes), shape)
  return {
    // A copy: the body's own memory is not held for the sake of one part.
    bytes: shape === 'bytes' ? bytes.slice() : sentBytes(new TextDecoder().decode(bytes), 'part'),
    ...(fileName !== undefined && { fileName }),
    ...(contentType !== undefined && { contentType }),
  }
}

/** What is not declared is a text, unless it says that it is a file. */
function undeclared({ fileName }: Part): Shape {
  return fileName === undefined ? 'string' : 'bytes'
}
