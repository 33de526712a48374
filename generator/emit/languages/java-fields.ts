import { type Code, type CodeFile, joinCode, symbol, trusted } from '../code.ts'
import { type DocTag, javadoc, RUNTIME, textLiteral } from './java.ts'

/** How a type is written and read. */
export interface JavaType {
  /** As a type argument: `Long`. */
  readonly boxed: Code
  /** Where a value must be: `long`. */
  readonly plain: Code
  /** An expression of type `Reader`: `Read::whole`. */
  readonly reader: Code
  readonly nullable: boolean
}

/**
 * A component of a record, and the member that it stands for. `optional`: null is absent. `field`: absent and null are two things. `literal`: no
 * component, because it has one value. `others`: all members that are not declared, where the document says what they are. `undeclared`: the same,
 * where it says nothing of them; nobody has to name them.
 */
export interface JavaField {
  readonly name: Code
  readonly member: string
  readonly kind: 'required' | 'optional' | 'field' | 'literal' | 'others' | 'undeclared'
  readonly type: JavaType
  readonly doc: string
  /** The only value of a literal. */
  readonly value?: string
}

/** A record that is made of an object of JSON. */
export interface JavaRecord {
  readonly name: Code
  readonly doc: string
  readonly fields: readonly JavaField[]
  readonly implemented: readonly Code[]
  /** Whether members that are not declared are refused where alternatives are tried. */
  readonly closed: boolean
  readonly modifier: 'public' | 'nested'
  /** Declarations within the record. */
  readonly nested: readonly Code[]
}

/** Prints a record with its reader, its form in JSON, and a builder where not all of it must be given. */
export function printRecord(file: CodeFile, record: JavaRecord): Code {
  const c = file.code.bind(file)
  const { name, fields } = record
  const components = fields.filter(({ kind }) => kind !== 'literal')
  const types = new Map(components.map((field) => [field, componentType(file, field)]))
  const list = components.map((field) => c`${types.get(field) ?? field.type.boxed} ${field.name}`)
  const head = c`${trusted(record.modifier === 'public' ? 'public ' : '')}record ${name}(${listed(list)}) implements ${joinCode([...record.implemented, c`${symbol('JsonValue', RUNTIME)}`], ', ')} {`
  const needed = components.filter(({ kind, type }) => kind === 'required' && !type.nullable && type.plain === type.boxed)
  const checks = needed.map((field) => c`${symbol('Objects', 'java.util')}.requireNonNull(${field.name}, ${textLiteral(field.name)});`)
  const named = namesOf(record)
  const body: Code[] = [
    ...(named
      ? [c`private static final ${symbol('Set', 'java.util')}<String> DECLARED = ${symbol('Set', 'java.util')}.of(${listed(named)});`]
      : []),
    ...(checks.length > 0 ? [block(c`public ${name} {`, checks)] : []),
    ...shorterOf(file, record, types),
    readerOf(file, record),
    ...fields.filter(({ kind }) => kind === 'literal').map((field) => literalOf(file, field)),
    jsonOf(file, record),
    ...(components.some(({ kind }) => kind !== 'required' && kind !== 'undeclared') ? builderOf(file, record, types) : []),
    ...record.nested,
  ]
  const doc = javadoc(
    record.doc,
    components.flatMap((field): DocTag[] =>
      field.doc === '' || field.kind === 'undeclared' ? [] : [{ name: field.name, text: field.doc }],
    ),
  )
  return joinCode([...(doc === '' ? [] : [doc]), block(head, [joinCode(body, '\n\n')])], '\n')
}

function componentType(file: CodeFile, { kind, type }: JavaField): Code {
  if (kind === 'required') return type.nullable ? type.boxed : type.plain
  if (kind === 'field') return file.code`${symbol('Field', RUNTIME)}<${type.boxed}>`
  if (kind === 'others' || kind === 'undeclared') return file.code`${symbol('Map', 'java.util')}<String, ${type.boxed}>`
  return type.boxed
}

/** The declared members, where others are told apart from them. */
function namesOf({ fields, closed }: JavaRecord): Code[] | undefined {
  const others = fields.filter(isOthers)
  return closed || others.length > 0
    ? fields.filter((field) => !others.includes(field)).map(({ member }) => textLiteral(member))
    : undefined
}

function isOthers({ kind }: JavaField): boolean {
  return kind === 'others' || kind === 'undeclared'
}

/** A constructor without the members that are not declared. */
function shorterOf(file: CodeFile, { name, fields }: JavaRecord, types: ReadonlyMap<JavaField, Code>): Code[] {
  if (!fields.some(({ kind }) => kind === 'undeclared')) return []
  const c = file.code.bind(file)
  const declared = fields.filter(({ kind }) => kind !== 'literal' && kind !== 'undeclared')
  const parameters = listed(declared.map((field) => c`${types.get(field) ?? field.type.boxed} ${field.name}`))
  const values = listed([...declared.map((field) => field.name), c`${symbol('Map', 'java.util')}.of()`])
  return [c`/** One that has the declared members alone. */\n${block(c`public ${name}(${parameters}) {`, [c`this(${values});`])}`]
}

function readerOf(file: CodeFile, { name, fields, closed }: JavaRecord): Code {
  const c = file.code.bind(file)
  const literals = fields.flatMap(({ kind, member, value }) =>
    kind === 'literal' ? [c`in.literal(from, ${textLiteral(member)}, ${textLiteral(value ?? '')});`] : [],
  )
  const values = fields.flatMap(({ kind, member, type }) => {
    if (kind === 'literal') return []
    if (kind === 'others') return [c`in.others(from, DECLARED, ${type.reader})`]
    if (kind === 'undeclared') return [c`in.undeclared(from, DECLARED)`]
    return [c`in.${trusted(kind)}(from, ${textLiteral(member)}, ${type.reader})`]
  })
  const lines = [
    c`${symbol('Map', 'java.util')}<String, Object> from = in.object(value);`,
    ...(closed && !fields.some(isOthers) ? [c`in.only(from, DECLARED);`] : []),
    ...literals,
    c`return new ${name}(${listed(values)});`,
  ]
  return c`/** Reads what JSON has. Throws {@code Unfit} for another kind of value. */\n${block(c`public static ${name} read(Object value, ${symbol('Reading', RUNTIME)} in) {`, lines)}`
}

function literalOf(file: CodeFile, { name, value = '' }: JavaField): Code {
  return file.code`/** Always the same. */\n${block(file.code`public String ${name}() {`, [file.code`return ${textLiteral(value)};`])}`
}

function jsonOf(file: CodeFile, { fields }: JavaRecord): Code {
  const c = file.code.bind(file)
  const puts = fields.map(({ kind, member, name, value }) => {
    if (kind === 'literal') return c`.put(${textLiteral(member)}, ${textLiteral(value ?? '')})`
    if (kind === 'others' || kind === 'undeclared') return c`.others(${name})`
    return c`.${trusted(kind === 'required' ? 'put' : kind)}(${textLiteral(member)}, ${name})`
  })
  const chain = joinCode([c`return new ${symbol('Members', RUNTIME)}()`, ...puts.map(indent), indent(trusted('.map();'))], '\n')
  return c`@Override\n${block(c`public ${symbol('Map', 'java.util')}<String, Object> json() {`, [chain])}`
}

/** `builder(…)` takes what must be given, so that nothing is forgotten; everything else has a method. */
function builderOf(file: CodeFile, { name, fields }: JavaRecord, types: ReadonlyMap<JavaField, Code>): Code[] {
  const c = file.code.bind(file)
  const components = fields.filter(({ kind }) => kind !== 'literal')
  const required = components.filter(({ kind }) => kind === 'required')
  const others = components.filter(({ kind }) => kind !== 'required')
  const typed = ({ name }: JavaField, type: Code): Code => c`${type} ${name}`
  const given = listed(required.map((field) => typed(field, types.get(field) ?? field.type.boxed)))
  const initial = (field: JavaField): Code =>
    field.kind === 'field'
      ? c` = ${symbol('Field', RUNTIME)}.absent()`
      : isOthers(field)
        ? c` = ${symbol('Map', 'java.util')}.of()`
        : trusted('')
  const declarations = [
    ...required.map((field) => c`private final ${typed(field, types.get(field) ?? field.type.boxed)};`),
    ...others.map((field) => c`private ${typed(field, types.get(field) ?? field.type.boxed)}${initial(field)};`),
  ]
  const begun = block(
    c`private Builder(${given}) {`,
    required.map((field) => c`this.${field.name} = ${field.name};`),
  )
  const setters = others.map((field) => {
    const isField = field.kind === 'field'
    const type = isField ? field.type.boxed : (types.get(field) ?? field.type.boxed)
    const value = isField ? c`${symbol('Field', RUNTIME)}.of(${field.name})` : field.name
    return c`${javadoc(field.doc || `Sets the member ${field.member}.`)}\n${block(
      c`public Builder ${field.name}(${type} ${field.name}) {`,
      [c`this.${field.name} = ${value};`, c`return this;`],
    )}`
  })
  const all = listed(components.map((field) => field.name))
  const build = c`/** What was given. */\n${block(c`public ${name} build() {`, [c`return new ${name}(${all});`])}`
  return [
    c`/** Begins one with what it must have. */\n${block(c`public static Builder builder(${given}) {`, [
      c`return new Builder(${listed(required.map((field) => field.name))});`,
    ])}`,
    c`/** One in the making. */\n${block(c`public static final class Builder {`, [joinCode([joinCode(declarations, '\n'), begun, ...setters, build], '\n\n')])}`,
  ]
}

/** Parameters or arguments: in one line while that is short, else one a line. */
export function listed(items: readonly Code[]): Code {
  const line = joinCode(items, ', ')
  return line.length <= 90 && !line.includes('\n') ? line : trusted(`\n${indent(joinCode(items, ',\n'))}\n`)
}

/** A head that ends in `{`, and what it holds. */
export function block(head: Code, body: readonly Code[]): Code {
  return joinCode([head, ...(body.length === 0 ? [] : [indent(joinCode(body, '\n'))]), trusted('}')], '\n')
}

/** Code one step further in. No literal holds a raw line end, so nothing but code moves. */
export function indent(code: Code): Code {
  return trusted(code.replace(/^(?=.)/gm, '    '))
}
