/** What a text is read as. A list has one shape for all items, an object one for each field and one for all others. */
export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  /** JSON text. */
  | 'json'
  /** A part of a multipart body that is a file, as it is or written as base64. */
  | 'bytes'
  | 'base64'
  | { readonly list: Shape }
  | { readonly fields: Readonly<Record<string, Shape>>; readonly other?: Shape }

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/** A text as what it should be; one that is not stays a text, for the checks to say so. */
export function convert(value: string, shape: Shape): unknown {
  switch (shape) {
    case 'number':
      return NUMBER.test(value) ? Number(value) : value
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value
    case 'json':
      try {
        return JSON.parse(value)
      } catch {
        return value
      }
    default:
      return value
  }
}

/** Texts between separators, each as an item. An empty text has none. */
export function convertList(values: readonly string[], shape: Shape): unknown[] {
  return values.map((value) => convert(value, shape))
}

/** Pairs of names and texts, each as its field. Own properties only, whatever the names. */
export function convertFields(pairs: readonly (readonly [string, string])[], shape: Extract<Shape, { fields: unknown }>): object {
  const found: Record<string, unknown> = {}
  for (const [name, value] of pairs) {
    const field = fieldShape(shape, name)
    const isList = typeof field === 'object' && 'list' in field
    const known = isList && Object.hasOwn(found, name) ? found[name] : undefined
    // A list that is there grows where it is: copying it for each of many items would take forever.
    if (isList && Array.isArray(known)) {
      known.push(convert(value, field.list))
      continue
    }
    const read = isList ? convertList([value], field.list) : convert(value, field)
    Object.defineProperty(found, name, { value: read, enumerable: true, configurable: true, writable: true })
  }
  return found
}

/** The shape of a field, declared or not. */
export function fieldShape(shape: Extract<Shape, { fields: unknown }>, name: string): Shape {
  return (Object.hasOwn(shape.fields, name) ? shape.fields[name] : shape.other) ?? 'string'
}
