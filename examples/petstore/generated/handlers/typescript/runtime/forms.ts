import { convert, convertFields, convertList, fieldShape, type Shape } from './shape.js'

/** The fields of a url-encoded form, each as declared. */
export function readForm(text: string, shape: Shape | undefined): object {
  return convertFields([...new URLSearchParams(text)], fieldsOf(shape))
}

/** The fields of a form that arrives as an object of texts, or lists of texts where a field came several times. */
export function readFields(value: object, shape: Shape | undefined): object {
  const fields = fieldsOf(shape)
  const found: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(value)) {
    const one = fieldShape(fields, name)
    const read =
      typeof one === 'object' && 'list' in one
        ? convertList([field].flat().map(String), one.list)
        : convert(String([field].flat().at(-1)), one)
    Object.defineProperty(found, name, { value: read, enumerable: true, configurable: true, writable: true })
  }
  return found
}

function fieldsOf(shape: Shape | undefined): Extract<Shape, { fields: unknown }> {
  return typeof shape === 'object' && 'fields' in shape ? shape : { fields: {} }
}
