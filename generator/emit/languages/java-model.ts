import type { NamedSchema, Schema } from '../../model/schema.ts'
import type { Code } from '../code.ts'
import { typeName } from './java.ts'
import { createMerger, type Merger } from './merged-schemas.ts'
import type { ObjectSchema } from './operation-schemas.ts'
import type { SchemaNames, View } from './type-names.ts'

/** A constructor takes 255 words, `long` and `double` two of them. */
const MAX_FIELDS = 120
/** The constants of an enum are made in one method, which holds 64 KB. */
const MAX_CONSTANTS = 1000

export type Union = Extract<Schema, { kind: 'union' }>

/** What all files of a model's types share. */
export interface JavaModel {
  readonly schemas: ReadonlyMap<string, Schema>
  readonly names: SchemaNames
  readonly merger: Merger
  /** The sealed interfaces that the record of a name implements, by its name in Java. */
  readonly implemented: ReadonlyMap<string, readonly Code[]>
  /** Named types, without case. */
  readonly taken: ReadonlySet<string>
}

/** What is known of the types of a model. */
export function javaModel(schemas: readonly NamedSchema[], names: SchemaNames): JavaModel {
  const byName = new Map(schemas.map(({ name, schema }) => [name, schema]))
  const merger = createMerger(byName, names)
  const implemented = new Map<string, Code[]>()
  const model: JavaModel = {
    schemas: byName,
    names,
    merger,
    implemented,
    taken: new Set([...names.taken].map((name) => name.toLowerCase())),
  }
  for (const named of schemas) {
    const union = unionOf(named.schema, merger)
    if (!union) continue
    for (const view of viewsOf(named, names)) {
      for (const member of directMembers(model, union)) {
        const record = typeName(names.of(member, view))
        implemented.set(record, [...(implemented.get(record) ?? []), typeName(names.of(named.name, view))])
      }
    }
  }
  return model
}

/** The views in which a named schema has types. */
export function viewsOf({ name }: NamedSchema, names: SchemaNames): readonly View[] {
  return names.differs(name) ? ['read', 'write'] : ['read']
}

/** Whether a named schema has a type of its own: every other one is written where it is used. */
export function isDeclared(model: JavaModel, schema: Schema): boolean {
  const resolved = schema.kind === 'intersection' ? model.merger.merge(schema.members) : schema
  if (resolved.kind === 'object') return isRecord(resolved)
  return isTextEnum(resolved) || unionOf(resolved, model.merger) !== undefined
}

/** Whether an object is a record: a constructor takes only so much, and an object without members is a map. */
export function isRecord({ properties }: ObjectSchema): boolean {
  return properties.length > 0 && properties.length <= MAX_FIELDS
}

/** Whether an enumeration is an `enum`: of texts, and null perhaps. */
export function isTextEnum(schema: Schema): boolean {
  if (schema.kind !== 'enum' || schema.values.length > MAX_CONSTANTS) return false
  const values = schema.values.filter((value) => value !== null)
  return values.length > 0 && values.every((value) => typeof value === 'string')
}

/** A union of at least two things that are not null. */
export function unionOf(schema: Schema, merger: Merger): Union | undefined {
  const merged = schema.kind === 'intersection' ? merger.merge(schema.members) : schema
  if (merged.kind !== 'union') return undefined
  return merged.members.filter(({ kind }) => kind !== 'null').length > 1 ? merged : undefined
}

/** Members of a named union whose records implement it: they are records, stand in it once, and say themselves which they are. */
export function directMembers({ schemas, merger }: JavaModel, { members, discriminator }: Union): string[] {
  const refs = members.flatMap((member) => (member.kind === 'ref' ? [member.to] : []))
  return refs.filter((name) => {
    const schema = schemas.get(name)
    if (!schema || refs.filter((one) => one === name).length > 1) return false
    const merged = schema.kind === 'intersection' ? merger.merge(schema.members) : schema
    if (merged.kind !== 'object' || !isRecord(merged)) return false
    return discriminator === undefined || merged.properties.some((property) => property.name === discriminator.property)
  })
}
