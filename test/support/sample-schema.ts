import type { Json } from '../../generator/base/json.ts'
import type { Schema } from '../../generator/model/schema.ts'

/** The named schemas of a model by name. */
export type Named = ReadonlyMap<string, Schema>

const WORDS = ['Tom', 'a b', '42', 'true', 'x/y', 'é', '-', 'cat, dog', 'null', '0.5', 'a=b', '☃']

/** A value that a schema describes; which one, `random` decides. Texts hold nothing that JSON escapes. */
export function sampleOf(schema: Schema, named: Named, random: () => number, depth = 0): Json {
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  switch (schema.kind) {
    case 'never':
    case 'null':
      return null
    case 'boolean':
      return random() < 0.5
    case 'string':
      return oneOf(WORDS)
    case 'integer':
      return oneOf([0, 1, -7, 42, 3_000_000_000])
    case 'number':
      return oneOf([0, 1.5, -2, 1e-7, 12.25])
    case 'enum':
      return oneOf(schema.values)
    case 'array':
      return Array.from({ length: depth > 4 ? 0 : Math.floor(random() * 4) }, () => sampleOf(schema.items, named, random, depth + 1))
    case 'tuple':
      return schema.items.map((item) => sampleOf(item, named, random, depth + 1))
    case 'object': {
      const entries = schema.properties
        .filter(({ required, schema: { access } }) => access !== 'readOnly' && (required || (depth < 5 && random() < 0.5)))
        .map(({ name, schema: inner }) => [name, sampleOf(inner, named, random, depth + 1)] as const)
      const more =
        schema.additional !== 'none' && random() < 0.3
          ? [['other', typeof schema.additional === 'string' ? 1 : sampleOf(schema.additional, named, random, depth + 1)] as const]
          : []
      return Object.fromEntries([...entries, ...more])
    }
    case 'union':
      return sampleOf(oneOf(schema.members), named, random, depth + 1)
    case 'intersection':
      return Object.assign({}, ...schema.members.map((member) => sampleOf(member, named, random, depth + 1)))
    case 'ref':
      return sampleOf(named.get(schema.to) ?? { kind: 'unknown' }, named, random, depth + 1)
    case 'unknown':
      return oneOf<Json>(['x', 1, null, true, [1], { a: 'b' }])
  }
}

/** Whether a schema describes a value. */
export function accepts(schema: Schema, value: Json, named: Named): boolean {
  switch (schema.kind) {
    case 'unknown':
      return true
    case 'never':
      return false
    case 'null':
      return value === null
    case 'boolean':
    case 'string':
    case 'number':
      return typeof value === schema.kind
    case 'integer':
      return Number.isInteger(value)
    case 'enum':
      return schema.values.some((one) => JSON.stringify(one) === JSON.stringify(value))
    case 'array':
      return Array.isArray(value) && value.every((item) => accepts(schema.items, item as Json, named))
    case 'tuple':
      return (
        Array.isArray(value) &&
        value.every((item, index) => {
          const of = schema.items[index] ?? schema.rest
          return of !== 'none' && accepts(of, item as Json, named)
        })
      )
    case 'object':
      return isAcceptedObject(schema, value, named)
    case 'union':
      return schema.members.some((member) => accepts(member, value, named))
    case 'intersection':
      return schema.members.every((member) => accepts(member, value, named))
    case 'ref':
      return accepts(named.get(schema.to) ?? { kind: 'unknown' }, value, named)
  }
}

function isAcceptedObject(schema: Extract<Schema, { kind: 'object' }>, value: Json, named: Named): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const members = value as Readonly<Record<string, Json>>
  const isComplete = schema.properties.every(
    ({ name, required, schema: { access } }) => !required || access === 'readOnly' || Object.hasOwn(members, name),
  )
  return (
    isComplete &&
    Object.entries(members).every(([name, member]) => {
      const property = schema.properties.find((candidate) => candidate.name === name)
      if (property) return accepts(property.schema, member, named)
      return schema.additional === 'open' || (schema.additional !== 'none' && accepts(schema.additional, member, named))
    })
  )
}
