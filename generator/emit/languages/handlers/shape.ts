import type { Json } from '../../../base/json.ts'
import type { Content, Parameter } from '../../../model/api-model.ts'
import type { Property, Schema } from '../../../model/schema.ts'

/** What the run time reads a text as (`runtime/typescript/handler/shape.ts`), as plain JSON. Parts of a multipart body may be `bytes` and `base64`. */
export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | 'json'
  | 'bytes'
  | 'base64'
  | { readonly list: Shape }
  | { readonly fields: Readonly<Record<string, Shape>>; readonly other?: Shape }

/** The named schemas by name. */
export type Schemas = ReadonlyMap<string, Schema>

/** The shape of a parameter's value. */
export function parameterShape(parameter: Parameter, schemas: Schemas): Shape {
  return parameter.mediaType === undefined ? shapeOf(parameter.schema, schemas, 0) : 'json'
}

/** The shapes of the fields of a form; undefined for every other body. */
export function formShape(content: Content, schemas: Schemas): Shape | undefined {
  if (content.form !== 'form') return undefined
  const shape = shapeOf(content.schema, schemas, 0)
  return typeof shape === 'object' && 'fields' in shape ? shape : undefined
}

/** The shape of a text that is a member of a body. */
export function memberShape(schema: Schema, schemas: Schemas): Shape {
  return shapeOf(schema, schemas, 1)
}

/** Lists and objects nest once, as the styles of parameters do; what nests deeper is JSON text. */
function shapeOf(schema: Schema, schemas: Schemas, depth: number): Shape {
  const resolved = resolve(schema, schemas)
  switch (resolved.kind) {
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'enum':
      return enumShape(resolved.values)
    case 'array':
      return depth > 1 ? 'json' : { list: shapeOf(resolved.items, schemas, depth + 1) }
    case 'tuple':
      return depth > 1 ? 'json' : { list: common(resolved.items.map((item) => shapeOf(item, schemas, depth + 1))) }
    case 'object':
      return depth > 0 ? 'json' : fieldsOf(resolved, schemas, depth)
    case 'union':
      return common(resolved.members.filter(({ kind }) => kind !== 'null').map((member) => shapeOf(member, schemas, depth + 1)))
    case 'intersection':
      return intersectionShape(resolved.members, schemas, depth)
    default:
      return 'string'
  }
}

function enumShape(values: readonly Json[]): Shape {
  const kinds = new Set(values.filter((value) => value !== null).map((value) => typeof value))
  const [only] = kinds
  return kinds.size === 1 && (only === 'number' || only === 'boolean') ? only : 'string'
}

function fieldsOf(schema: Extract<Schema, { kind: 'object' }>, schemas: Schemas, depth: number): Shape {
  const other = typeof schema.additional === 'string' ? undefined : shapeOf(schema.additional, schemas, depth + 1)
  return { fields: fieldShapes(schema.properties, schemas, depth), ...(other !== undefined && other !== 'string' && { other }) }
}

function fieldShapes(properties: readonly Property[], schemas: Schemas, depth: number): Record<string, Shape> {
  return Object.fromEntries(properties.map(({ name, schema }) => [name, shapeOf(schema, schemas, depth + 1)]))
}

/** Fields of all members; where none has any, the first member that says something. */
function intersectionShape(members: readonly Schema[], schemas: Schemas, depth: number): Shape {
  const shapes = members.map((member) => shapeOf(member, schemas, depth))
  const fields: Record<string, Shape>[] = shapes.flatMap((shape) => (typeof shape === 'object' && 'fields' in shape ? [shape.fields] : []))
  if (fields.length > 0) return { fields: Object.fromEntries(fields.flatMap((one) => Object.entries(one))) }
  return shapes.find((shape) => shape !== 'string') ?? 'string'
}

/** A text that may be several things stays a text, unless all of them read it alike. */
function common(shapes: readonly Shape[]): Shape {
  const texts = new Set(shapes.map((shape) => JSON.stringify(shape)))
  const [first] = shapes
  return texts.size === 1 && first !== undefined ? first : 'string'
}

/** What a reference leads to; anything where it leads to nothing. */
export function resolve(schema: Schema, schemas: Schemas): Schema {
  let current = schema
  for (let hops = 0; current.kind === 'ref' && hops < 32; hops++) current = schemas.get(current.to) ?? { kind: 'unknown' }
  return current.kind === 'ref' ? { kind: 'unknown' } : current
}
