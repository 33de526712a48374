import { JAVA_LONGEST, javaField } from '../../base/java-names.ts'
import { allocateNames, cut, hashSuffix, pascalCase, words } from '../../base/names.ts'
import type { NamedSchema, Property, Schema } from '../../model/schema.ts'
import { type Code, type CodeFile, symbol, trusted } from '../code.ts'
import { MODELS, RUNTIME, typeName } from './java.ts'
import { printEnum } from './java-enum.ts'
import { type JavaField, type JavaType, printRecord } from './java-fields.ts'
import { directMembers, isDeclared, isRecord, isTextEnum, type JavaModel, type Union } from './java-model.ts'
import { printUnion, type UnionPrinter } from './java-union.ts'
import type { ObjectSchema } from './operation-schemas.ts'
import { isOptional, type View } from './type-names.ts'

/** Names nest with the schemas; beyond this depth nobody reads them. */
const MAX_DEPTH = 12
const MAX_DOCUMENTED_DEFAULT = 60
/** Formats of whole numbers that 64 bits do not hold. */
const BIG = new Set(['uint64', 'int128', 'uint128', 'bigint', 'biginteger', 'big-integer'])

/** Prints the types of one file: what has no name of its own gets one there, from where it stands. */
export interface JavaTypes {
  typeOf(schema: Schema, wish: string, view: View): JavaType
  /** The type of a body in parts; `files` are the schemas in it that stand for files. */
  typeOfParts(schema: Schema, files: ReadonlySet<Schema>, wish: string): JavaType
  /** The declaration of a named schema that has a type of its own. */
  declareNamed(named: NamedSchema, view: View): Code
  /** Declares a record of an object within the file; its name. */
  declareObject(wish: string, schema: ObjectSchema, doc: string, view: View): Code
  /** A name that nothing else in the file has. */
  claim(wish: string): string
  /** Everything that was declared within the file so far. */
  nested(): readonly Code[]
}

/** A printer of one file's types; `top` is the type that the file is named after, `own` are the names of others that it has. */
export function javaTypes(
  file: CodeFile,
  model: JavaModel,
  top: string,
  where: 'models' | 'operation',
  own: Iterable<string> = [],
): JavaTypes {
  const { names, schemas, merger } = model
  const c = file.code.bind(file)
  const read = symbol('Read', RUNTIME)
  const taken = new Set([...model.taken, ...[top, ...own].map((name) => name.toLowerCase())])
  const known: Readonly<Record<View, Map<Schema, JavaType>>> = { read: new Map(), write: new Map() }
  const nested: Code[] = []
  /** Schemas that stand for files among the parts of a body. */
  const files = new Set<Schema>()
  /** Aliases that are being followed: one that leads to itself is any value. */
  const following = new Set<string>()
  const unions: UnionPrinter = { file, model, top, typeOf, claim, takeNested: () => nested.splice(0) }

  function claim(wanted: string): string {
    const wish = cut(wanted, JAVA_LONGEST, '')
    const plain = typeName(wish)
    const name = taken.has(plain.toLowerCase())
      ? taken.has(`${top}${wish}`.toLowerCase())
        ? `${wish}${hashSuffix(`${wish} ${taken.size}`)}`
        : `${top}${wish}`
      : plain
    taken.add(name.toLowerCase())
    return name
  }

  const simple = (boxed: string, plain: string, reader: string, nullable = false): JavaType => {
    return { boxed: trusted(boxed), plain: trusted(plain), reader: c`${read}::${trusted(reader)}`, nullable }
  }
  const any = (): JavaType => simple('Object', 'Object', 'any', true)
  const generic = (name: 'List' | 'Map', of: JavaType): JavaType => {
    const item = of.nullable ? c`${read}.nullable(${of.reader})` : of.reader
    const type = c`${symbol(name, 'java.util')}<${name === 'Map' ? trusted('String, ') : trusted('')}${of.boxed}>`
    return { boxed: type, plain: type, reader: c`${read}.${trusted(name.toLowerCase())}(${item})`, nullable: false }
  }
  const declared = (name: Code, nullable = false): JavaType => ({ boxed: name, plain: name, reader: c`${name}::read`, nullable })

  function typeOf(schema: Schema, wish: string, view: View): JavaType {
    if (files.has(schema)) return declared(c`${symbol('FilePart', RUNTIME)}`)
    switch (schema.kind) {
      case 'unknown':
      case 'never':
      case 'null':
        return any()
      case 'boolean':
        return simple('Boolean', 'boolean', 'flag')
      case 'string':
        return simple('String', 'String', 'text')
      case 'number':
        return simple('Double', 'double', 'number')
      case 'integer':
        if (!BIG.has(schema.format?.toLowerCase() ?? '')) return simple('Long', 'long', 'whole')
        return { ...declared(c`${symbol('BigInteger', 'java.math')}`), reader: c`${read}::integer` }
      case 'enum':
        return enumType(schema, wish, view)
      case 'array':
        return generic('List', typeOf(schema.items, `${wish}Item`, view))
      case 'tuple':
        return tupleType(schema, wish, view)
      case 'object':
        return objectType(schema, wish, view)
      case 'union':
        return unionType(schema, wish, view)
      case 'intersection':
        return mergedType(schema, wish, view)
      case 'ref':
        return refType(schema.to, wish, view)
    }
  }

  function refType(to: string, wish: string, view: View): JavaType {
    const target = schemas.get(to)
    if (!target) return any()
    if (isDeclared(model, target)) {
      const name = typeName(names.of(to, view))
      return declared(where === 'models' ? name : c`${symbol(name, MODELS)}`, isNullable(target))
    }
    if (following.has(to)) return any()
    following.add(to)
    const type = typeOf(target, wish, view)
    following.delete(to)
    return type
  }

  function isNullable(schema: Schema): boolean {
    if (schema.kind === 'enum') return schema.values.includes(null)
    return schema.kind === 'union' && schema.members.some(({ kind }) => kind === 'null')
  }

  function enumType(schema: Extract<Schema, { kind: 'enum' }>, wish: string, view: View): JavaType {
    const nullable = schema.values.includes(null)
    if (isTextEnum(schema)) return once(schema, view, () => declared(declareEnum(schema, claim(wish), ''), nullable))
    const kinds = new Set(schema.values.filter((value) => value !== null).map((value) => typeof value))
    const [only] = kinds
    if (kinds.size !== 1) return any()
    if (only === 'string') return { ...simple('String', 'String', 'text'), nullable }
    if (only === 'boolean') return { ...simple('Boolean', 'boolean', 'flag'), nullable }
    if (only !== 'number') return any()
    const whole = schema.values.every((value) => value === null || Number.isSafeInteger(value))
    return { ...(whole ? simple('Long', 'long', 'whole') : simple('Double', 'double', 'number')), nullable }
  }

  /** What is declared once keeps its name wherever it stands in the file. */
  function once(schema: Schema, view: View, make: () => JavaType): JavaType {
    const found = known[view].get(schema)
    if (found) return found
    const made = make()
    known[view].set(schema, made)
    return made
  }

  function tupleType(schema: Extract<Schema, { kind: 'tuple' }>, wish: string, view: View): JavaType {
    const items = [...schema.items, ...(schema.rest === 'none' ? [] : [schema.rest])].map((item, index) =>
      typeOf(item, `${wish}Item${index + 1}`, view),
    )
    const [first] = items
    return generic('List', first && items.every(({ boxed }) => boxed === first.boxed) ? first : any())
  }

  function objectType(schema: ObjectSchema, wish: string, view: View): JavaType {
    if (!isRecord(schema) || words(wish).length > MAX_DEPTH) {
      const open = typeof schema.additional === 'string' || schema.properties.length > 0
      return generic('Map', open ? any() : typeOf(schema.additional as Schema, `${wish}Value`, view))
    }
    return recordType(schema, schema, wish, view)
  }

  function mergedType(schema: Extract<Schema, { kind: 'intersection' }>, wish: string, view: View): JavaType {
    const merged = merger.merge(schema.members)
    if (merged.kind === 'object' && isRecord(merged) && words(wish).length <= MAX_DEPTH) return recordType(merged, schema, wish, view)
    return merged.kind === 'intersection' ? any() : typeOf(merged, wish, view)
  }

  /** A record within the file; `key` is the schema by which it is known again, within itself too. */
  function recordType(schema: ObjectSchema, key: Schema, wish: string, view: View): JavaType {
    const found = known[view].get(key)
    if (found) return found
    const name = trusted(claim(wish))
    known[view].set(key, declared(name))
    const at = nested.length
    nested.push(trusted(''))
    nested[at] = printRecord(file, {
      name,
      doc: docOf(key),
      fields: fieldsOf(schema, name, view),
      implemented: [],
      closed: schema.additional === 'none',
      modifier: where === 'models' ? 'public' : 'nested',
      nested: [],
    })
    return declared(name)
  }

  /** Names begin with that of the record, unless it is the file's own. */
  function fieldsOf(schema: ObjectSchema, record: string, view: View): JavaField[] {
    const prefix = record === top ? '' : record
    const wishes = schema.properties.map((property) => ({ key: property.name, wish: javaField(property.name) }))
    const others = schema.additional === 'open' ? { kind: 'unknown' as const } : schema.additional
    const allocated = allocateNames([...wishes, ...(others === 'none' ? [] : [{ key: '\0others', wish: 'others' }])])
    const nameOf = (key: string): Code => trusted(javaField(allocated.get(key) ?? ''))
    const fields = schema.properties.flatMap((property) => fieldOf(property, nameOf(property.name), prefix, view))
    if (others === 'none') return fields
    const type = typeOf(others, `${prefix}Others`, view)
    const reader = type.nullable ? c`${read}.nullable(${type.reader})` : type.reader
    const kind = schema.additional === 'open' ? 'undeclared' : 'others'
    return [...fields, { name: nameOf('\0others'), member: '', kind, type: { ...type, reader }, doc: 'All other members.' }]
  }

  function fieldOf(property: Property, name: Code, prefix: string, view: View): JavaField[] {
    const { schema } = property
    const base = { name, member: property.name, doc: docOf(schema) }
    const optional = isOptional(property, view)
    if (schema.kind === 'never' && optional) return []
    const [only, second] = schema.kind === 'enum' ? schema.values : []
    if (!optional && typeof only === 'string' && second === undefined)
      return [{ ...base, kind: 'literal', value: only, type: simple('String', 'String', 'text') }]
    const type = typeOf(schema, `${prefix}${pascalCase(property.name) || `Member${hashSuffix(property.name)}`}`, view)
    const reader = type.nullable ? c`${read}.nullable(${type.reader})` : type.reader
    return [{ ...base, kind: optional ? (type.nullable ? 'field' : 'optional') : 'required', type: { ...type, reader } }]
  }

  function unionType(schema: Union, wish: string, view: View): JavaType {
    const members = schema.members.filter(({ kind }) => kind !== 'null')
    const nullable = members.length < schema.members.length
    const [only] = members
    if (only === undefined) return any()
    if (members.length === 1) return { ...typeOf(only, wish, view), ...(nullable && { nullable }) }
    if (members.some(({ kind }) => kind === 'unknown')) return any()
    const found = known[view].get(schema)
    if (found) return found
    if (words(wish).length > MAX_DEPTH) return any()
    const name = trusted(claim(wish))
    known[view].set(schema, declared(name, nullable))
    const at = nested.length
    nested.push(trusted(''))
    nested[at] = printUnion(schema, name, view, unions, {
      direct: [],
      doc: docOf(schema),
      modifier: trusted(where === 'models' ? 'public ' : ''),
    })
    return declared(name, nullable)
  }

  function declareEnum(schema: Extract<Schema, { kind: 'enum' }>, name: string, doc: string): Code {
    const code = printEnum(file, schema, trusted(name), doc, trusted(where === 'models' ? 'public ' : ''))
    nested.push(code)
    return trusted(name)
  }

  function declareNamed(named: NamedSchema, view: View): Code {
    const { schema } = named
    const name = trusted(top)
    const doc = docOf(schema)
    const merged = schema.kind === 'intersection' ? merger.merge(schema.members) : schema
    known[view].set(schema, declared(name, isNullable(schema)))
    known[view].set(merged, declared(name, isNullable(schema)))
    if (merged.kind === 'enum') return printEnum(file, merged, name, doc, trusted('public '))
    if (merged.kind === 'union')
      return printUnion(merged, name, view, unions, { direct: directMembers(model, merged), doc, modifier: trusted('public ') })
    if (merged.kind !== 'object') throw new Error(`\`${named.name}\` has no type of its own`)
    const fields = fieldsOf(merged, top, view)
    return printRecord(file, {
      name,
      doc,
      fields,
      implemented: model.implemented.get(name) ?? [],
      closed: merged.additional === 'none',
      modifier: 'public',
      nested: nested.splice(0),
    })
  }

  return {
    typeOf,
    typeOfParts(schema, those, wish) {
      for (const file of those) files.add(file)
      return typeOf(schema, wish, 'write')
    },
    declareNamed,
    declareObject(wish, schema, doc, view) {
      const name = trusted(wish)
      const at = nested.length
      nested.push(trusted(''))
      const fields = fieldsOf(schema, wish, view)
      nested[at] = printRecord(file, { name, doc, fields, implemented: [], closed: false, modifier: 'nested', nested: [] })
      return name
    },
    claim,
    nested: () => nested,
  }
}

function docOf(schema: Schema): string {
  const lines: string[] = []
  const text = schema.description ?? schema.title
  if (text !== undefined && text.trim() !== '') lines.push(text)
  if (schema.default !== undefined && (typeof schema.default !== 'object' || schema.default === null)) {
    const value = JSON.stringify(schema.default)
    if (value.length <= MAX_DOCUMENTED_DEFAULT) lines.push(`Default: ${value}`)
  }
  if (schema.deprecated) lines.push('Deprecated.')
  return lines.join('\n')
}
