import type { Payload } from './client.js'

const text = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))

/** A url-encoded form: a list repeats its name, an object becomes JSON. */
export function form(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return body == null ? undefined : String(body)
  const fields = new URLSearchParams()
  for (const [name, value] of Object.entries(body)) {
    for (const item of [value].flat()) if (item != null) fields.append(name, text(item))
  }
  return String(fields)
}

/** A multipart form: a list repeats its name, blobs and bytes are files, an object becomes a part of type JSON. */
export function multipart(body: unknown): FormData | undefined {
  if (body === undefined || body instanceof FormData) return body
  const fields = new FormData()
  for (const [name, value] of Object.entries(Object(body) as object)) {
    for (const item of [value].flat()) {
      if (item instanceof Blob) fields.append(name, item)
      else if (item instanceof ArrayBuffer || ArrayBuffer.isView(item)) fields.append(name, new Blob([item as ArrayBuffer]))
      else if (typeof item === 'object' && item) fields.append(name, new Blob([text(item)], { type: 'application/json' }))
      else if (item != null) fields.append(name, text(item))
    }
  }
  return fields
}

/** Writes a body as one of several media types, the first where none is given. Throws a `TypeError` for another. */
export function written(
  given: string | undefined,
  body: unknown,
  writers: Readonly<Record<string, (body: never) => Payload | undefined>>,
): { readonly body: Payload | undefined; readonly type: string | null } {
  const [first = ''] = Object.keys(writers)
  const type = given ?? first
  const write = Object.hasOwn(writers, type) ? writers[type] : undefined
  if (!write) throw new TypeError(`"${type}" is no media type of this body.`)
  // Only `fetch` knows the boundary of a multipart body.
  return { body: write(body as never), type: type.startsWith('multipart/') ? null : type }
}

/** A body that goes as it is. */
export const raw = (body: Payload | undefined): Payload | undefined => body
