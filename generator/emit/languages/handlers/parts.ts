import { diagnose, type Report } from '../../../base/diagnostic.ts'
import { isObject } from '../../../base/json.ts'
import { originOf } from '../../../base/origin.ts'
import type { Content, Operation, Part, Parts } from '../../../model/api-model.ts'
import type { SpecDocument } from '../../../model/document.ts'
import type { Schema } from '../../../model/schema.ts'
import { memberShape, type Schemas, type Shape } from './shape.ts'

/**
 * The parts of a body that a handler is given one by one; undefined where it is given the bytes. Mapping templates hand on neither the
 * boundary of a body nor bytes that are no text, so what stands behind them is left whole.
 */
export function partsOf({ integration }: Operation, content: Content): Parts | undefined {
  return integration.kind === 'lambda-custom' || integration.kind === 'lambda-async' ? undefined : content.parts
}

/**
 * Says of each multipart body that a handler is given as bytes why it is, and what would change it. Nothing of it is checked.
 */
export function reportBytes(operations: readonly Operation[], document: SpecDocument, report: Report): void {
  for (const operation of operations) {
    for (const content of operation.body?.contents ?? []) {
      if (content.form !== 'multipart' || partsOf(operation, content)) continue
      const { mediaType, pointer } = content
      const message = `The handler of \`${operation.id}\` is given its \`${mediaType}\` body as bytes, and nothing of it is checked: ${reasonOf(content)}.`
      report(diagnose('emit/multipart-as-bytes', message, originOf(document.origins, pointer)))
    }
  }
}

function reasonOf({ mediaType, parts, json }: Content): string {
  if (parts) return 'mapping templates stand before the function, and they hand on neither the boundary nor bytes that are no text'
  if (!/^multipart\/form-data\s*(;|$)/i.test(mediaType)) return 'only the parts of `multipart/form-data` have names'
  const isChoice = isObject(json) && (Object.hasOwn(json, 'oneOf') || Object.hasOwn(json, 'anyOf'))
  return isChoice ? 'its alternatives declare no parts, or read one of them differently' : 'its schema declares no parts'
}

/** Whether a part is a file to the handler. */
export function isFile({ reads }: Part): boolean {
  return reads === 'bytes' || reads === 'base64'
}

/** What the parts are read as (`runtime/typescript/handler/shape.ts`), as plain JSON. */
export function partsShape({ named, others }: Parts, schemas: Schemas): Shape {
  const fields = Object.fromEntries(named.map((part) => [part.name, shapeOf(part, schemas)]))
  return { fields, ...(others && { other: shapeOf(others, schemas) }) }
}

function shapeOf({ reads, isList, schema }: Part, schemas: Schemas): Shape {
  if (reads === 'value') return memberShape(schema, schemas)
  return isList ? { list: reads } : reads
}

/** A part as a property of the body; a file is a string of the format `binary`, whatever the document says of it. */
export function partProperty(part: Part): { readonly name: string; readonly schema: Schema; readonly required: boolean } {
  const { name, required, schema, isList } = part
  if (!isFile(part)) return { name, required, schema }
  const { description, deprecated, access, title } = schema
  const about = {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(deprecated !== undefined && { deprecated }),
    ...(access !== undefined && { access }),
  }
  const file: Schema = { kind: 'string', format: 'binary' }
  return { name, required, schema: isList ? { kind: 'array', items: file, ...about } : { ...file, ...about } }
}

/** The parts of a body as an object, and the schemas in it that stand for files. */
export function partsSchema({ named, others }: Parts): { readonly schema: Schema; readonly files: ReadonlySet<Schema> } {
  const files = new Set<Schema>()
  const propertyOf = (part: Part): ReturnType<typeof partProperty> => {
    const property = partProperty(part)
    if (isFile(part)) files.add(property.schema.kind === 'array' ? property.schema.items : property.schema)
    return property
  }
  const properties = named.map(propertyOf)
  return { schema: { kind: 'object', properties, additional: others ? propertyOf(others).schema : 'open' }, files }
}

/** Whether the body of some request has files among its parts. */
export function usesFiles(operations: readonly Operation[]): boolean {
  return operations.some((operation) =>
    operation.body?.contents.some((content) => {
      const parts = partsOf(operation, content)
      return parts?.named.some(isFile) || (parts?.others && isFile(parts.others))
    }),
  )
}
