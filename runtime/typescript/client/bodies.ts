import type { Payload } from './client.js'

const text = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))

/** A url-encoded form: a list repeats its name, an object becomes JSON. */
export function form(body: object | undefined): string | undefined {
  if (!body) return undefined
  const fields = new URLSearchParams()
  for (const [name, value] of Object.entries(body)) {
    for (const item of [value].flat()) if (item != null) fields.append(name, text(item))
  }
  return String(fields)
}

/** A multipart form: a list repeats its name, blobs and bytes are files, an object becomes a part of type JSON. */
export function multipart(body: object | undefined): FormData | undefined {
  if (!body || body instanceof FormData) return body
  const fields = new FormData()
  for (const [name, value] of Object.entries(body)) {
    for (const item of [value].flat()) {
      if (item instanceof Blob) fields.append(name, item)
      else if (item instanceof ArrayBuffer || ArrayBuffer.isView(item)) fields.append(name, new Blob([item as ArrayBuffer]))
      else if (typeof item === 'object' && item) fields.append(name, new Blob([text(item)], { type: 'application/json' }))
      else if (item != null) fields.append(name, text(item))
    }
  }
  return fields
}

/** Writes a body as one of several media types. Throws a `TypeError` for another. */
export function written<Type extends string>(
  type: Type,
  body: unknown,
  writers: { readonly [T in Type]: (body: never) => Payload | undefined },
): Payload | undefined {
  if (!Object.hasOwn(writers, type)) throw new TypeError(`"${type}" is no media type of this body.`)
  return writers[type](body as never)
}
