import type { Discriminator, NamedSchema, Property, Schema } from '../../model/schema.ts'
import { type Code, trusted } from '../code.ts'
import { docComment, identifier, key, literal } from './typescript.ts'
import type { SchemaNames, View } from './typescript-names.ts'

/** How a type is printed. */
export interface TypeOptions {
  /** `read`: what a server answers; `write`: what a client sends. They differ where a property is `readOnly` or `writeOnly`. */
  readonly view: View
  readonly names: SchemaNames
  /** The name of a declared type where this type stands; by default it is declared in the same file. */
  readonly nameOf?: (name: string) => Code
  /** The type of a string of format `binary`; by default `string`. */
  readonly binary?: Code
}

/** What binds weakest in a text, so that whoever puts it into another type knows whether it needs parentheses. */
interface Printed {
  readonly text: string
  readonly binds: 'tightly' | 'as-intersection' | 'as-union'
  /** Of a union: a union around it lists them as its own. */
  readonly members?: readonly string[]
}

const WIDTH = 100
/** Past this many kinds of values an index signature says `unknown`: a longer union would tell nobody anything. */
const INDEX_TYPES = 4

/** The TypeScript type of a schema, for inside brackets and lines. Several lines for a larger one, the first without indentation. */
export function typeOf(schema: Schema, options: TypeOptions): Code {
  return trusted(inline(print(schema, options)))
}

/** The type as it stands behind `=` or `:`, with the blank before it; a union of several lines begins below. */
export function typeAfter(schema: Schema, options: TypeOptions): Code {
  return trusted(after(print(schema, options)))
}

/** `export interface Pet { … }` or `export type Pet = …` with its doc comment; the name is that of the options' view. */
export function declareSchema(named: NamedSchema, options: TypeOptions): Code {
  const name = identifier(options.names.of(named.name, options.view))
  const { schema } = named
  const comment = commentOf(schema)
  if (schema.kind === 'object' && !isSingleIndex(schema))
    return trusted(`${comment}export interface ${name} ${objectBlock(schema, options)}`)
  return trusted(`${comment}export type ${name} =${after(print(schema, options))}`)
}

/** A property of an object type: doc comment, key, type. */
export function declareProperty(property: Property, options: TypeOptions): Code {
  return trusted(propertyText(property, options))
}

function after(printed: Printed): string {
  return printed.text.startsWith('\n') ? printed.text : ` ${printed.text}`
}

function print(schema: Schema, options: TypeOptions): Printed {
  switch (schema.kind) {
    case 'unknown':
    case 'never':
    case 'null':
    case 'boolean':
      return tight(schema.kind)
    case 'string':
      return schema.format === 'binary' && options.binary !== undefined ? { text: options.binary, binds: 'as-union' } : tight('string')
    case 'number':
    case 'integer':
      return tight('number')
    case 'enum':
      return union(schema.values.map((value) => tight(literal(value))))
    case 'array':
      return tight(`${wrapped(print(schema.items, options), 'tightly')}[]`)
    case 'tuple':
      return tuple(schema, options)
    case 'object':
      return object(schema, options)
    case 'union':
      return union(schema.members.map((member) => unionMember(member, schema.discriminator, options)))
    case 'intersection':
      return intersection(schema.members.map((member) => print(member, options)))
    case 'ref':
      return tight(nameOf(schema.to, options))
  }
}

function tight(text: string): Printed {
  return { text, binds: 'tightly' }
}

function nameOf(to: string, options: TypeOptions): Code {
  const name = options.names.of(to, options.view)
  return options.nameOf ? options.nameOf(name) : identifier(name)
}

function wrapped(printed: Printed, needed: 'tightly' | 'as-intersection'): string {
  const fits = printed.binds === 'tightly' || (needed === 'as-intersection' && printed.binds === 'as-intersection')
  if (fits) return printed.text
  return printed.text.startsWith('\n') ? `(${printed.text}\n)` : `(${printed.text})`
}

/** One of each member; a union of one is that one, of none nothing. A long one has a line for every member, below where it stands. */
function union(members: readonly Printed[]): Printed {
  const parts = new Set(members.flatMap((member) => member.members ?? [member.text]))
  if (parts.has('unknown')) return tight('unknown')
  if (parts.size === 0) return tight('never')
  const [only] = parts
  if (parts.size === 1 && only !== undefined) return members.find(({ text }) => text === only) ?? { text: only, binds: 'as-intersection' }
  const unique = [...parts]
  const line = unique.join(' | ')
  const fits = line.length <= WIDTH && !line.includes('\n')
  return {
    text: fits ? line : unique.map((text) => `\n  | ${indent(text, '    ')}`).join(''),
    binds: 'as-union',
    members: unique,
  }
}

function intersection(members: readonly Printed[]): Printed {
  const unique = uniqueTexts(members).filter(({ text }) => text !== 'unknown')
  const [first] = unique
  if (first === undefined) return tight('unknown')
  if (unique.length === 1) return first
  return { text: unique.map((member) => wrapped(member, 'as-intersection')).join(' & '), binds: 'as-intersection' }
}

function uniqueTexts(members: readonly Printed[]): Printed[] {
  const seen = new Map<string, Printed>()
  for (const member of members) if (!seen.has(member.text)) seen.set(member.text, member)
  return [...seen.values()]
}

function tuple(schema: Extract<Schema, { kind: 'tuple' }>, options: TypeOptions): Printed {
  const required = schema.required ?? 0
  const items = schema.items.map((item, index) => {
    const printed = print(item, options)
    return index < required ? inline(printed) : `${wrapped(printed, 'tightly')}?`
  })
  if (schema.rest !== 'none') items.push(`...${wrapped(print(schema.rest, options), 'tightly')}[]`)
  return tight(`[${items.join(', ')}]`)
}

/** A type between brackets or after a colon inside one line. */
function inline(printed: Printed): string {
  return printed.text.startsWith('\n') ? wrapped(printed, 'tightly') : printed.text
}

/** A map: nothing but an index signature, printed as a type so that it can be told from an interface. */
function isSingleIndex(schema: Extract<Schema, { kind: 'object' }>): boolean {
  return schema.properties.length === 0
}

function object(schema: Extract<Schema, { kind: 'object' }>, options: TypeOptions): Printed {
  if (isSingleIndex(schema)) {
    if (schema.additional === 'none') return tight('{ [key: string]: never }')
    if (schema.additional === 'open') return tight('{ [key: string]: unknown }')
    return tight(`{ [key: string]:${after(print(schema.additional, options))} }`)
  }
  const commented = schema.properties.some((property) => commentOf(property.schema) !== '')
  if (!commented && schema.properties.length <= 4) {
    const members = membersOf(schema, options)
    const line = `{ ${members.join('; ')} }`
    if (line.length <= WIDTH && !line.includes('\n')) return tight(line)
  }
  return tight(objectBlock(schema, options))
}

function objectBlock(schema: Extract<Schema, { kind: 'object' }>, options: TypeOptions): string {
  return `{\n${membersOf(schema, options)
    .map((member) => `  ${indent(member, '  ')}`)
    .join('\n')}\n}`
}

function membersOf(schema: Extract<Schema, { kind: 'object' }>, options: TypeOptions): string[] {
  const members = schema.properties.map((property) => propertyText(property, options))
  if (typeof schema.additional === 'string') return members
  return [...members, `[key: string]: ${indexType(schema, options)}`]
}

/** An index signature covers the declared properties too, so its type is wide enough for them. */
function indexType(schema: Extract<Schema, { kind: 'object' }>, options: TypeOptions): string {
  const types = new Set<string>()
  const add = (of: Schema): void => {
    types.add(wrapped(print(of, options), 'as-intersection'))
  }
  if (typeof schema.additional !== 'string') add(schema.additional)
  for (const property of schema.properties) {
    if (types.size > INDEX_TYPES) return 'unknown'
    add(property.schema)
  }
  if (types.has('unknown') || types.size > INDEX_TYPES) return 'unknown'
  if (schema.properties.some((property) => isOptional(property, options.view))) types.add('undefined')
  return [...types].join(' | ')
}

function propertyText(property: Property, options: TypeOptions): string {
  const optional = isOptional(property, options.view) ? '?' : ''
  return `${commentOf(property.schema)}${key(property.name)}${optional}:${after(print(property.schema, options))}`
}

/** True where a value may lack the property, though others must have it. */
export function isOptional(property: Property, view: View): boolean {
  const { access } = property.schema
  return !property.required || access === (view === 'write' ? 'readOnly' : 'writeOnly')
}

/** A member that its discriminator property does not tell apart by itself is told apart by the value the mapping gives it. */
function unionMember(member: Schema, discriminator: Discriminator | undefined, options: TypeOptions): Printed {
  const printed = print(member, options)
  if (!discriminator || member.kind !== 'ref') return printed
  const values = discriminator.mapping.filter(({ to }) => to === member.to).map(({ value }) => value)
  if (values.length === 0 || options.names.discriminates(member.to, discriminator.property)) return printed
  const tag = `{ ${key(discriminator.property)}: ${values.map((value) => literal(value)).join(' | ')} }`
  return intersection([printed, tight(tag)])
}

function commentOf(schema: Schema): string {
  const lines: string[] = []
  const text = schema.description ?? schema.title
  if (text !== undefined && text.trim() !== '') lines.push(text)
  if (schema.default !== undefined && (typeof schema.default !== 'object' || schema.default === null)) {
    const value = JSON.stringify(schema.default)
    if (value.length <= 60) lines.push(`Default: ${value}`)
  }
  if (schema.deprecated) lines.push('@deprecated')
  const comment = docComment(lines.join('\n'))
  return comment === '' ? '' : `${comment}\n`
}

function indent(text: string, by: string): string {
  return text.includes('\n') ? text.replaceAll('\n', `\n${by}`).replace(/^[ \t]+$/gm, '') : text
}
