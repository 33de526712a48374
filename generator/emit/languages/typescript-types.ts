import type { Discriminator, NamedSchema, Property, Schema } from '../../model/schema.ts'
import { type Code, trusted } from '../code.ts'
import { isOptional, type SchemaNames, type View } from './type-names.ts'
import { docComment, identifier, key, literal } from './typescript.ts'

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
}

const WIDTH = 100
/** Past this many kinds of values an index signature says `unknown`: a longer union would tell nobody anything. */
const INDEX_TYPES = 4

/** The TypeScript type of a schema, for inside brackets and lines. Of several lines, all but the first begin with `pad`. */
export function typeOf(schema: Schema, options: TypeOptions, pad = ''): Code {
  return trusted(inline(print(schema, options, pad), pad))
}

/** The type as it stands behind `=` or `:`, with the blank before it; a union of several lines begins below. */
export function typeAfter(schema: Schema, options: TypeOptions, pad = ''): Code {
  return trusted(after(print(schema, options, pad)))
}

/** `export interface Pet { … }` or `export type Pet = …` with its doc comment; the name is that of the options' view. */
export function declareSchema(named: NamedSchema, options: TypeOptions): Code {
  const name = identifier(options.names.of(named.name, options.view))
  const { schema } = named
  const comment = commentOf(schema, '')
  if (schema.kind === 'object' && schema.properties.length > 0)
    return trusted(`${comment}export interface ${name} ${block(membersOf(schema, options, '  '), '')}`)
  return trusted(`${comment}export type ${name} =${after(print(schema, options, ''))}`)
}

/** Members between braces, one below the other; each begins at `pad` and two blanks. */
export function block(members: readonly string[], pad: string): string {
  return `{\n${pad}  ${members.join(`\n${pad}  `)}\n${pad}}`
}

/** A type after `=` or `:`: on the same line, or below it where it is a union of several lines. */
function after(printed: Printed): string {
  return printed.text.startsWith('\n') ? printed.text : ` ${printed.text}`
}

/** Text is never indented again: whoever prints it says where it will stand. */
function print(schema: Schema, options: TypeOptions, pad: string): Printed {
  switch (schema.kind) {
    case 'unknown':
    case 'never':
    case 'null':
    case 'boolean':
      return tight(schema.kind)
    case 'string':
      return schema.format === 'binary' && options.binary !== undefined
        ? { text: options.binary, binds: options.binary.includes('|') ? 'as-union' : 'tightly' }
        : tight('string')
    case 'number':
    case 'integer':
      return tight('number')
    case 'enum':
      return union(
        schema.values.map((value) => tight(literal(value))),
        pad,
      )
    case 'array':
      return tight(`${wrapped(print(schema.items, options, pad), 'tightly', pad)}[]`)
    case 'tuple':
      return tuple(schema, options, pad)
    case 'object':
      return object(schema, options, pad)
    case 'union':
      return unionOf(schema, options, pad)
    case 'intersection':
      return intersection(
        schema.members.map((member) => print(member, options, pad)),
        pad,
      )
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

function wrapped(printed: Printed, needed: 'tightly' | 'as-intersection', pad: string): string {
  const fits = printed.binds === 'tightly' || (needed === 'as-intersection' && printed.binds === 'as-intersection')
  if (fits) return printed.text
  return printed.text.startsWith('\n') ? `(${printed.text}\n${pad})` : `(${printed.text})`
}

/** A type between brackets or after a colon inside one line. */
function inline(printed: Printed, pad: string): string {
  return printed.text.startsWith('\n') ? wrapped(printed, 'tightly', pad) : printed.text
}

/** A union inside a union lists its members as the outer one's. */
function unionOf(schema: Extract<Schema, { kind: 'union' }>, options: TypeOptions, pad: string): Printed {
  const deeper = `${pad}    `
  const members: { readonly member: Schema; readonly discriminator: Discriminator | undefined }[] = []
  const flatten = (one: Extract<Schema, { kind: 'union' }>): void => {
    for (const member of one.members) {
      if (member.kind === 'union') flatten(member)
      else members.push({ member, discriminator: one.discriminator })
    }
  }
  flatten(schema)
  const printed = members.flatMap(({ member, discriminator }) =>
    member.kind === 'enum' ? member.values.map((value) => tight(literal(value))) : [unionMember(member, discriminator, options, deeper)],
  )
  const [first] = members
  // A single member stands where the union would.
  if (members.length === 1 && first && first.member.kind !== 'enum') return unionMember(first.member, first.discriminator, options, pad)
  return union(printed, pad)
}

/** One of each member; a union of one is that one, of none nothing. A long one has a line for every member, below where it stands. */
function union(members: readonly Printed[], pad: string): Printed {
  const unique = uniqueTexts(members)
  if (unique.some(({ text }) => text === 'unknown')) return tight('unknown')
  const [first] = unique
  if (first === undefined) return tight('never')
  if (unique.length === 1 && !first.text.includes('\n')) return first
  const line = unique.map(({ text }) => text).join(' | ')
  if (line.length <= WIDTH && !line.includes('\n')) return { text: line, binds: 'as-union' }
  return { text: unique.map(({ text }) => `\n${pad}  | ${text}`).join(''), binds: 'as-union' }
}

function intersection(members: readonly Printed[], pad: string): Printed {
  const unique = uniqueTexts(members).filter(({ text }) => text !== 'unknown')
  const [first] = unique
  if (first === undefined) return tight('unknown')
  if (unique.length === 1) return first
  return { text: unique.map((member) => wrapped(member, 'as-intersection', pad)).join(' & '), binds: 'as-intersection' }
}

function uniqueTexts(members: readonly Printed[]): readonly Printed[] {
  if (members.length < 2) return members
  const seen = new Map<string, Printed>()
  for (const member of members) if (!seen.has(member.text)) seen.set(member.text, member)
  return [...seen.values()]
}

function tuple(schema: Extract<Schema, { kind: 'tuple' }>, options: TypeOptions, pad: string): Printed {
  const required = schema.required ?? 0
  const items = schema.items.map((item, index) => {
    const printed = print(item, options, pad)
    return index < required ? inline(printed, pad) : `${wrapped(printed, 'tightly', pad)}?`
  })
  if (schema.rest !== 'none') items.push(`...${wrapped(print(schema.rest, options, pad), 'tightly', pad)}[]`)
  return tight(`[${items.join(', ')}]`)
}

function object(schema: Extract<Schema, { kind: 'object' }>, options: TypeOptions, pad: string): Printed {
  if (schema.properties.length === 0) {
    if (schema.additional === 'none') return tight('{ [key: string]: never }')
    if (schema.additional === 'open') return tight('{ [key: string]: unknown }')
    return tight(`{ [key: string]:${after(print(schema.additional, options, pad))} }`)
  }
  const members = membersOf(schema, options, `${pad}  `)
  if (members.length <= 4 && !members.some((member) => member.includes('\n'))) {
    const line = `{ ${members.join('; ')} }`
    if (line.length <= WIDTH) return tight(line)
  }
  return tight(block(members, pad))
}

function membersOf(schema: Extract<Schema, { kind: 'object' }>, options: TypeOptions, pad: string): string[] {
  const members = schema.properties.map((property) => propertyText(property, options, pad))
  if (typeof schema.additional !== 'string') members.push(`[key: string]: ${indexType(schema, options, pad)}`)
  return members
}

/** An index signature covers the declared properties too, so its type is wide enough for them. */
function indexType(schema: Extract<Schema, { kind: 'object' }>, options: TypeOptions, pad: string): string {
  const types = new Set<string>()
  const add = (of: Schema): void => {
    types.add(wrapped(print(of, options, pad), 'as-intersection', pad))
  }
  if (typeof schema.additional !== 'string') add(schema.additional)
  for (const property of schema.properties) {
    if (types.has('unknown') || types.size > INDEX_TYPES) return 'unknown'
    add(property.schema)
  }
  if (types.has('unknown') || types.size > INDEX_TYPES) return 'unknown'
  if (schema.properties.some((property) => isOptional(property, options.view))) types.add('undefined')
  return [...types].join(' | ')
}

/** A member of an object with its comment, as it stands between braces. */
export function propertyText(property: Property, options: TypeOptions, pad: string): string {
  const optional = isOptional(property, options.view) ? '?' : ''
  return `${commentOf(property.schema, pad)}${key(property.name)}${optional}:${after(print(property.schema, options, pad))}`
}

/** A member that its discriminator property does not tell apart by itself is told apart by the value the mapping gives it. */
function unionMember(member: Schema, discriminator: Discriminator | undefined, options: TypeOptions, pad: string): Printed {
  const printed = print(member, options, pad)
  if (!discriminator || member.kind !== 'ref') return printed
  const values = discriminator.mapping.filter(({ to }) => to === member.to).map(({ value }) => value)
  if (values.length === 0 || options.names.discriminates(member.to, discriminator.property)) return printed
  const tag = `{ ${key(discriminator.property)}: ${values.map((value) => literal(value)).join(' | ')} }`
  return intersection([printed, tight(tag)], pad)
}

function commentOf(schema: Schema, pad: string): string {
  const text = schema.description ?? schema.title
  if (text === undefined && schema.default === undefined && !schema.deprecated) return ''
  const lines: string[] = []
  if (text !== undefined && text.trim() !== '') lines.push(text)
  if (schema.default !== undefined && (typeof schema.default !== 'object' || schema.default === null)) {
    const value = JSON.stringify(schema.default)
    if (value.length <= 60) lines.push(`Default: ${value}`)
  }
  if (schema.deprecated) lines.push('@deprecated')
  const comment = docComment(lines.join('\n'))
  if (comment === '') return ''
  return `${pad !== '' && comment.includes('\n') ? comment.replaceAll('\n', `\n${pad}`) : comment}\n${pad}`
}
