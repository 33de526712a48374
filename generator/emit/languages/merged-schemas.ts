import type { Discriminator, Property, Schema } from '../../model/schema.ts'
import type { ObjectSchema } from './operation-schemas.ts'
import type { SchemaNames } from './type-names.ts'

/** Alternatives that come of unions within an intersection; more say nothing to anybody. */
const MOST = 16

/** Makes intersections into what languages without intersection types can say: objects become one object, all else its narrowest member. */
export interface Merger {
  /** One schema that allows what all members allow, as nearly as types can say. */
  merge(members: readonly Schema[]): Schema
  /** A member of a union, with the values of the discriminator that mean it where it does not have them itself. */
  tagged(member: Schema, discriminator: Discriminator | undefined): Schema
}

/** A merger of a model's named schemas. It gives the same schema for the same members, so that what is named once keeps its name. */
export function createMerger(schemas: ReadonlyMap<string, Schema>, names: SchemaNames): Merger {
  const both = new WeakMap<Schema, WeakMap<Schema, Schema>>()
  const tags = new WeakMap<Schema, Map<Discriminator, Schema>>()

  /** An intersection of two properties of one name. */
  function pairOf(one: Schema, other: Schema): Schema {
    const known = both.get(one)?.get(other)
    if (known) return known
    const pair: Schema = { kind: 'intersection', members: [one, other] }
    const ofOne = both.get(one) ?? new WeakMap<Schema, Schema>()
    ofOne.set(other, pair)
    both.set(one, ofOne)
    return pair
  }

  /** What members mean, references and intersections followed; a reference that leads back is left out. */
  function meant(members: readonly Schema[], way: ReadonlySet<string>): Schema[] {
    return members.flatMap((member) => {
      if (member.kind === 'unknown') return []
      if (member.kind === 'intersection') return meant(member.members, way)
      if (member.kind !== 'ref') return [member]
      const target = schemas.get(member.to)
      return way.has(member.to) || !target ? [] : meant([target], new Set([...way, member.to]))
    })
  }

  function merge(members: readonly Schema[]): Schema {
    const known = members.filter(({ kind }) => kind !== 'unknown')
    const [only] = known
    if (only === undefined) return { kind: 'unknown' }
    if (known.length === 1) return only
    const all = meant(known, new Set())
    const union = all.find((one) => one.kind === 'union')
    if (union && all.length > 1) {
      const rest = all.filter((one) => one !== union)
      const merged = union.members.slice(0, MOST).map((member) => merge([tagged(member, union.discriminator), ...rest]))
      return { kind: 'union', members: merged }
    }
    const objects = all.filter((one) => one.kind === 'object')
    if (objects.length === 0) return all.find(({ kind }) => kind === 'enum') ?? all[0] ?? { kind: 'unknown' }
    // What is no object beside objects allows nothing: a mistake in the document that types need not repeat.
    return objects.length === 1 && objects[0] ? objects[0] : mergeObjects(objects)
  }

  function mergeObjects(objects: readonly ObjectSchema[]): ObjectSchema {
    const properties = new Map<string, Property>()
    for (const property of objects.flatMap((one) => one.properties)) {
      const first = properties.get(property.name)
      properties.set(
        property.name,
        first
          ? { name: first.name, required: first.required || property.required, schema: pairOf(first.schema, property.schema) }
          : property,
      )
    }
    const additional = objects.map((one) => one.additional)
    return {
      kind: 'object',
      properties: [...properties.values()],
      additional: additional.find((one) => typeof one !== 'string') ?? (additional.includes('none') ? 'none' : 'open'),
    }
  }

  function tagged(member: Schema, discriminator: Discriminator | undefined): Schema {
    if (!discriminator || member.kind !== 'ref') return member
    const values = discriminator.mapping.filter(({ to }) => to === member.to).map(({ value }) => value)
    if (values.length === 0 || names.discriminates(member.to, discriminator.property)) return member
    const known = tags.get(member)?.get(discriminator)
    if (known) return known
    const tag: Property = { name: discriminator.property, required: true, schema: { kind: 'enum', values } }
    const made: Schema = { kind: 'intersection', members: [member, { kind: 'object', properties: [tag], additional: 'open' }] }
    tags.set(member, new Map([...(tags.get(member) ?? []), [discriminator, made]]))
    return made
  }

  return { merge, tagged }
}
