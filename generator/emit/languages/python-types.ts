import type { Json } from '../../base/json.ts'
import { allocateNames, hashSuffix, pascalCase } from '../../base/names.ts'
import type { NamedSchema, Property, Schema } from '../../model/schema.ts'
import { type Code, trusted } from '../code.ts'
import { createMerger } from './merged-schemas.ts'
import type { ObjectSchema } from './operation-schemas.ts'
import { docstring, identifier, isFieldName, lineComment, literal } from './python.ts'
import { isOptional, type SchemaNames, type View } from './type-names.ts'

/**
 * The Python types of values as JSON has them: `TypedDict`, `list`, `dict`, `Literal` and unions, under the document's own names.
 *
 * A type stands where it is evaluated (`alias`: names that come later are quoted there, and unions are spelled `typing.Union`), or
 * where it never is (`field`).
 */
type Where = 'field' | 'alias'

/** Prints types and the classes that they need: an object that has no name gets one from where it stands, `Pet_Owner`. */
export interface PythonTypes {
  /** The declarations of a named schema in a view. */
  declareSchema(named: NamedSchema, view: View): Code
  /** The declarations of a schema under a name; the schemas of `files` are parts of a multipart body, whose type is `File_`. */
  declare(name: string, schema: Schema, view: View, files?: ReadonlySet<Schema>): Code
  /** The name of a class of declared fields; `about` is its docstring. */
  declareFields(name: string, fields: readonly Field[], about: string): Code
  /** A name that stands among the types by itself. */
  refer(name: string): Code
  /** The names that the types made since it was last asked refer to. */
  referred(): ReadonlySet<string>
  /** A type for a field of the class `owner`, and the classes that it needs. */
  fieldType(schema: Schema, owner: string, view: View): { readonly type: Code; readonly classes: readonly Code[] }
}

/** A field of a class. */
export interface Field {
  readonly name: string
  /** The type where it never is evaluated. */
  readonly type: Code
  readonly required: boolean
}

/** What is declared while one declaration is printed. */
interface Scope {
  readonly view: View
  readonly classes: string[]
  readonly files?: ReadonlySet<Schema>
}

/** Names nest with the schemas; beyond this depth nobody reads them. */
const MAX_DEPTH = 12
const MAX_DOCUMENTED_DEFAULT = 60

/** A printer of one module's types. */
export function pythonTypes(schemas: ReadonlyMap<string, Schema>, names: SchemaNames): PythonTypes {
  const merger = createMerger(schemas, names)
  const named: Readonly<Record<View, Map<Schema, string>>> = { read: new Map(), write: new Map() }
  const taken = new Set<string>()
  let referred = new Set<string>()

  function refer(name: string, where: Where): string {
    referred.add(name)
    return where === 'alias' ? `"${name}"` : name
  }

  function claim(path: string): string {
    const name = taken.has(path.toLowerCase()) ? `${path}_${hashSuffix(`${path} ${taken.size}`)}` : path
    taken.add(name.toLowerCase())
    return name
  }

  function typeOf(schema: Schema, path: string, where: Where, scope: Scope): string {
    switch (schema.kind) {
      case 'unknown':
        return 'typing.Any'
      case 'never':
        return 'typing.Never'
      case 'null':
        return 'None'
      case 'boolean':
        return 'bool'
      case 'string':
        return scope.files?.has(schema) ? refer('File_', where) : 'str'
      case 'number':
        return 'float'
      case 'integer':
        return 'int'
      case 'enum':
        return enumType(schema.values, where)
      case 'array':
        return `list[${typeOf(schema.items, `${path}_Item`, where, scope)}]`
      case 'tuple':
        return `list[${tupleItem(schema, path, where, scope)}]`
      case 'object':
        return objectType(schema, path, where, scope)
      case 'union':
        return unionOf(schema, path, where, scope)
      case 'intersection':
        return mergedType(schema, path, where, scope)
      case 'ref':
        return refer(identifier(names.of(schema.to, scope.view)), where)
    }
  }

  function tupleItem(schema: Extract<Schema, { kind: 'tuple' }>, path: string, where: Where, scope: Scope): string {
    const items = schema.items.map((item, index) => typeOf(item, `${path}_Item${index + 1}`, where, scope))
    return union([...items, ...(schema.rest === 'none' ? [] : [typeOf(schema.rest, `${path}_Item`, where, scope)])], where)
  }

  function unionOf(schema: Extract<Schema, { kind: 'union' }>, path: string, where: Where, scope: Scope): string {
    const members = schema.members.map((member) => merger.tagged(member, schema.discriminator))
    const several = members.filter(({ kind }) => kind === 'object' || kind === 'intersection').length > 1
    return union(
      members.map((member, index) => typeOf(member, several ? `${path}_${variantName(schema.members[index], index)}` : path, where, scope)),
      where,
    )
  }

  function mergedType(schema: Extract<Schema, { kind: 'intersection' }>, path: string, where: Where, scope: Scope): string {
    const known = named[scope.view].get(schema)
    if (known !== undefined) return refer(known, where)
    const merged = merger.merge(schema.members)
    if (merged.kind !== 'object' || merged.properties.length === 0) return typeOf(merged, path, where, scope)
    return classOf(merged, schema, path, where, scope)
  }

  function objectType(schema: ObjectSchema, path: string, where: Where, scope: Scope): string {
    if (schema.properties.length > 0) {
      const known = named[scope.view].get(schema)
      return known === undefined ? classOf(schema, schema, path, where, scope) : refer(known, where)
    }
    if (schema.additional === 'none') return 'dict[str, typing.Never]'
    return `dict[str, ${schema.additional === 'open' ? 'typing.Any' : typeOf(schema.additional, `${path}_Value`, where, scope)}]`
  }

  /** Declares a class for an object that stands inside another type; `key` is the schema by which it is known again. */
  function classOf(schema: ObjectSchema, key: Schema, path: string, where: Where, scope: Scope): string {
    if (path.split('_').length > MAX_DEPTH) return 'dict[str, typing.Any]'
    const name = claim(path)
    named[scope.view].set(key, name)
    const at = scope.classes.length
    // The outer class first, as people read it.
    scope.classes.splice(at, 0, '')
    scope.classes[at] = typedDict(name, schema, key, scope)
    return refer(name, where)
  }

  function typedDict(name: string, schema: ObjectSchema, annotated: Schema, scope: Scope): string {
    const isClass = schema.properties.every((property) => isFieldName(property.name))
    const members = allocateNames(schema.properties.map((property) => ({ key: property.name, wish: memberName(property.name) })))
    const fields = schema.properties.map((property) => {
      const path = `${name}_${members.get(property.name) ?? ''}`
      return field(property, typeOf(property.schema, path, isClass ? 'field' : 'alias', scope), scope.view)
    })
    return isClass ? classText(name, fields, docText(annotated)) : callText(name, fields, docText(annotated))
  }

  function declare(name: string, schema: Schema, view: View, files?: ReadonlySet<Schema>): Code {
    const scope: Scope = { view, classes: [], ...(files && { files }) }
    taken.add(name.toLowerCase())
    const merged = schema.kind === 'intersection' ? merger.merge(schema.members) : schema
    if (merged.kind === 'object' && merged.properties.length > 0) {
      named[view].set(schema, name)
      const first = typedDict(name, merged, schema, scope)
      return trusted([first, ...scope.classes].join('\n\n\n'))
    }
    const type = typeOf(merged, name, 'alias', scope)
    const comment = lineComment(docText(schema))
    const alias = `${comment === '' ? '' : `${comment}\n`}${identifier(name)}: typing.TypeAlias = ${type}`
    return trusted([alias, ...scope.classes].join('\n\n\n'))
  }

  return {
    declare,
    refer: (name) => trusted(refer(name, 'field')),
    referred() {
      const names = referred
      referred = new Set()
      return names
    },
    declareSchema: ({ name, schema }, view) => declare(names.of(name, view), schema, view),
    declareFields: (name, fields, about) =>
      trusted(
        classText(
          name,
          fields.map((one) => ({ ...one, comment: '' })),
          about,
        ),
      ),
    fieldType(schema, owner, view) {
      const scope: Scope = { view, classes: [] }
      return { type: trusted(typeOf(schema, owner, 'field', scope)), classes: scope.classes.map(trusted) }
    },
  }
}

/** A union of types, each once. */
function union(types: readonly string[], where: Where): string {
  const unique = [...new Set(types)]
  const [first] = unique
  if (first === undefined) return 'typing.Never'
  if (unique.includes('typing.Any')) return 'typing.Any'
  if (unique.length === 1) return first
  return where === 'alias' ? `typing.Union[${unique.join(', ')}]` : unique.join(' | ')
}

/** Python has literal types of texts, whole numbers, booleans and None; other values have the type of their kind. */
function enumType(values: readonly Json[], where: Where): string {
  const literals = values.filter((value) => isLiteral(value))
  const others = values.filter((value) => !isLiteral(value)).map(kindOf)
  const listed = literals.length === 0 ? [] : [`typing.Literal[${literals.map((value) => literal(value)).join(', ')}]`]
  return union([...listed, ...others], where)
}

function isLiteral(value: Json): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value)
}

function kindOf(value: Json): string {
  if (typeof value === 'number') return 'float'
  return Array.isArray(value) ? 'list[typing.Any]' : 'dict[str, typing.Any]'
}

interface PrintedField extends Field {
  readonly comment: Code | ''
}

function field(property: Property, type: string, view: View): PrintedField {
  return { name: property.name, type: trusted(type), required: !isOptional(property, view), comment: lineComment(docText(property.schema)) }
}

function classText(name: string, fields: readonly PrintedField[], about: string): string {
  const lines = fields.flatMap(({ name, type, required, comment }) => [
    ...(comment === '' ? [] : [comment]),
    `${name}: ${required ? type : `typing.NotRequired[${type}]`}`,
  ])
  const doc = docstring(about)
  const body = [...(doc === '' ? [] : [doc]), ...(doc !== '' && lines.length > 0 ? [''] : []), ...lines].join('\n') || 'pass'
  return `class ${identifier(name)}(typing.TypedDict):\n${indented(body)}`
}

/** For fields whose names no class can have. */
function callText(name: string, fields: readonly PrintedField[], about: string): string {
  const lines = fields.flatMap(({ name, type, required, comment }) => {
    // Type checkers refuse the whole class otherwise.
    if (name === '') return ['# The member without a name cannot be declared.']
    return [...(comment === '' ? [] : [comment]), `${literal(name)}: typing.${required ? 'Required' : 'NotRequired'}[${type}],`]
  })
  const comment = lineComment(about)
  const inner = indented(indented(lines.join('\n')))
  return `${comment === '' ? '' : `${comment}\n`}${identifier(name)} = typing.TypedDict(\n    "${identifier(name)}",\n    {\n${inner}\n    },\n)`
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '    ')
}

function memberName(name: string): string {
  return pascalCase(name) || `Member${hashSuffix(name)}`
}

function variantName(member: Schema | undefined, index: number): string {
  if (member?.kind === 'ref') return member.to
  return (member?.title !== undefined && pascalCase(member.title)) || `Variant${index + 1}`
}

function docText(schema: Schema): string {
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
