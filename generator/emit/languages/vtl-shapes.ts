import type { ApiModel, Parameter } from '../../model/api-model.ts'
import type { Property, Schema } from '../../model/schema.ts'

/** What one text is read as. */
export type Scalar = 'string' | 'number' | 'boolean'

/** What text becomes on its way into the event. */
export type Shape = Scalar | { readonly list: Scalar }

/** A list, or a scalar; an object is one text, which the handler takes apart. */
export function shapeOf(parameter: Parameter, model: ApiModel): Shape {
  if (parameter.mediaType !== undefined) return 'string'
  const schema = resolveSchema(parameter.schema, model)
  return schema.kind === 'array' ? { list: scalarOf(schema.items, model) } : scalarOf(schema, model)
}

/** True for a schema of lists. */
export function isList(schema: Schema, model: ApiModel): boolean {
  const { kind } = resolveSchema(schema, model)
  return kind === 'array' || kind === 'tuple'
}

/** The fields of an object, those of all members of an intersection; undefined for what is no object. */
export function fieldsOf(
  schema: Schema,
  model: ApiModel,
  depth = 0,
): { readonly properties: readonly Property[]; readonly open: boolean } | undefined {
  const resolved = resolveSchema(schema, model)
  if (resolved.kind === 'object') return { properties: resolved.properties, open: resolved.additional !== 'none' }
  if (resolved.kind !== 'intersection' || depth > 8) return undefined
  const members = resolved.members.flatMap((member) => fieldsOf(member, model, depth + 1) ?? [])
  const byName = new Map(members.flatMap(({ properties }) => properties.map((property) => [property.name, property] as const)))
  return members.length === 0 ? undefined : { properties: [...byName.values()], open: members.every(({ open }) => open) }
}

/** What every value of a schema is; text where they may be several things. */
export function scalarOf(given: Schema, model: ApiModel, depth = 0): Scalar {
  const schema = resolveSchema(given, model)
  switch (schema.kind) {
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'enum': {
      const kinds = new Set(schema.values.filter((value) => value !== null).map((value) => typeof value))
      const [only] = kinds
      return kinds.size === 1 && (only === 'number' || only === 'boolean') ? only : 'string'
    }
    case 'union':
    case 'intersection': {
      if (depth > 1) return 'string'
      const kinds = new Set(schema.members.filter(({ kind }) => kind !== 'null').map((member) => scalarOf(member, model, depth + 1)))
      const [only] = kinds
      return kinds.size === 1 && only !== undefined ? only : 'string'
    }
    default:
      return 'string'
  }
}

/** The schema behind references, and behind a `null` that is the only alternative. */
export function resolveSchema(schema: Schema, model: ApiModel): Schema {
  let current = schema
  for (let hops = 0; hops < 32; hops++) {
    const next: Schema | undefined =
      current.kind === 'ref' ? named(current.to, model) : current.kind === 'union' ? onlyMember(current.members) : undefined
    if (next === undefined) return current
    current = next
  }
  return { kind: 'unknown' }
}

function named(name: string, model: ApiModel): Schema {
  return model.schemas.find((candidate) => candidate.name === name)?.schema ?? { kind: 'unknown' }
}

function onlyMember(members: readonly Schema[]): Schema | undefined {
  const values = members.filter(({ kind }) => kind !== 'null')
  return values.length === 1 ? values[0] : undefined
}
