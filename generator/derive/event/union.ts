import { canonicalJson, equal, type Json } from '../../base/json.ts'
import type { Schema } from '../../model/schema.ts'

/** So many literal values make an enumeration; more are any value of their kind. */
const MOST_LITERALS = 16

/** What is one of several: each once, literal values together. */
export function unionOf(schemas: readonly Schema[]): Schema {
  const [first] = schemas
  if (first === undefined) return { kind: 'never' }
  const distinct = new Set(schemas)
  if (distinct.size === 1) return first
  const members = new Map<string, Schema>()
  const literals: Json[] = []
  for (const schema of flattened([...distinct])) {
    if (schema.kind === 'unknown') return { kind: 'unknown' }
    if (schema.kind === 'enum') literals.push(...schema.values)
    else if (schema.kind !== 'never') members.set(canonicalJson(schema as unknown as Json), schema)
  }
  for (const schema of enumerations(literals, new Set([...members.values()].map(({ kind }) => kind))))
    members.set(canonicalJson(schema as unknown as Json), schema)
  const [only, ...more] = joinedObjects([...members.values()])
  if (only === undefined) return { kind: 'never' }
  return more.length === 0 ? only : { kind: 'union', members: [only, ...more] }
}

/** So many objects are compared with one another. */
const MOST_OBJECTS = 16

/** Objects that differ in one member are one object, whose member is one of several; one that another covers is left out. */
function joinedObjects(schemas: readonly Schema[]): Schema[] {
  if (schemas.length > MOST_OBJECTS) return [...schemas]
  const joined: Schema[] = []
  for (const schema of schemas) {
    const at = joined.findIndex((other) => joinObjects(other, schema) !== undefined)
    const other = joined[at]
    const both = other && joinObjects(other, schema)
    if (both) joined[at] = both
    else joined.push(schema)
  }
  return joined
}

function joinObjects(a: Schema, b: Schema): Schema | undefined {
  if (a.kind !== 'object' || b.kind !== 'object' || !equal({ ...a, properties: [] }, { ...b, properties: [] })) return undefined
  if (covers(a, b)) return a
  if (covers(b, a)) return b
  if (a.properties.length !== b.properties.length) return undefined
  let differing: number | undefined
  for (const [index, property] of a.properties.entries()) {
    const other = b.properties[index]
    if (other?.name !== property.name || other.required !== property.required) return undefined
    if (property.schema === other.schema || equal(property.schema, other.schema)) continue
    if (differing !== undefined) return undefined
    differing = index
  }
  const properties = a.properties.map((property, index) => {
    const other = b.properties[index]
    return index === differing && other ? { ...property, schema: unionOf([property.schema, other.schema]) } : property
  })
  return { ...a, properties }
}

/** Whether an object has all members of another, and those that the other lacks are optional. */
function covers(wide: ObjectSchema, narrow: ObjectSchema): boolean {
  if (narrow.properties.length > wide.properties.length) return false
  const members = new Map(narrow.properties.map((property) => [property.name, property]))
  let shared = 0
  for (const property of wide.properties) {
    const other = members.get(property.name)
    if (other && ((property.required && !other.required) || !equal(property.schema, other.schema))) return false
    if (other) shared++
    else if (property.required) return false
  }
  return shared === narrow.properties.length
}

type ObjectSchema = Extract<Schema, { kind: 'object' }>

/** Unions without a word of their own are listed member by member. */
function flattened(schemas: readonly Schema[]): Schema[] {
  return schemas.flatMap((schema) => {
    const isPlain =
      schema.kind === 'union' && schema.discriminator === undefined && schema.description === undefined && schema.title === undefined
    return isPlain ? flattened(schema.members) : [schema]
  })
}

/** Literals, without those that a member covers whole. */
function enumerations(values: readonly Json[], kinds: ReadonlySet<string>): Schema[] {
  const unique = new Map(values.map((value) => [canonicalJson(value), value]))
  const left = [...unique.values()].filter((value) => !isCovered(value, kinds))
  if (left.length === 0) return []
  if (left.length <= MOST_LITERALS) return [{ kind: 'enum', values: left }]
  return [...new Set(left.map((value) => kindOf(value)))].map((kind): Schema => ({ kind }))
}

function isCovered(value: Json, kinds: ReadonlySet<string>): boolean {
  const kind = kindOf(value)
  return kinds.has(kind) || (kind === 'integer' && kinds.has('number'))
}

function kindOf(value: Json): 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'unknown' {
  if (value === null) return 'null'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value === 'string' || typeof value === 'boolean' ? (typeof value as 'string' | 'boolean') : 'unknown'
}
