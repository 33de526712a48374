import { pascalCase } from '../../base/names.ts'
import type { Discriminator, Schema } from '../../model/schema.ts'
import { type Code, type CodeFile, joinCode, symbol, trusted } from '../code.ts'
import { isConstant, javadoc, RUNTIME, textLiteral, typeName } from './java.ts'
import { block, type JavaType } from './java-fields.ts'
import { isRecord, type JavaModel, type Union } from './java-model.ts'
import type { View } from './type-names.ts'

/** What the unions of one file are printed with. */
export interface UnionPrinter {
  readonly file: CodeFile
  readonly model: JavaModel
  /** The type that the file is named after. */
  readonly top: string
  readonly typeOf: (schema: Schema, wish: string, view: View) => JavaType
  /** A name that nothing else in the file has. */
  readonly claim: (wish: string) => string
  /** What was declared within the file so far, for the file's own type to hold. */
  readonly takeNested: () => Code[]
}

/** How one union is printed; `direct` are the members that implement it themselves. */
export interface UnionForm {
  readonly direct: readonly string[]
  readonly doc: string
  readonly modifier: Code
}

/** A sealed interface: members that are records of their own implement it, all others are held by a record within it. */
export function printUnion(schema: Union, name: Code, view: View, printer: UnionPrinter, how: UnionForm): Code {
  const { file, top } = printer
  const c = file.code.bind(file)
  const members = schema.members.filter(({ kind }) => kind !== 'null')
  const variants = members.map((member, index) => variantOf(member, index, name, view, printer, how.direct, schema.discriminator))
  const tags = (schema.discriminator?.mapping ?? []).flatMap(({ value, to }) => {
    const variant = variants[members.findIndex((member) => member.kind === 'ref' && member.to === to)]
    // One without a label is found by its form.
    return variant && isConstant(value) ? [{ value, variant }] : []
  })
  const unique = tags.filter(({ value }, index) => tags.findIndex((one) => one.value === value) === index)
  const readers = joinCode(
    variants.map(({ name }) => c`${name}::read`),
    ', ',
  )
  const union = name === top ? top : `${top}.${name}`
  const best = c`in.best(${textLiteral(union)}, value, ${symbol('List', 'java.util')}.of(${readers}))`
  const body =
    unique.length === 0
      ? [c`return ${best};`]
      : [
          block(c`return switch (in.tag(value, ${textLiteral(schema.discriminator?.property ?? '')})) {`, [
            ...unique.map(({ value, variant }) => c`case ${textLiteral(value)} -> ${variant.name}.read(value, in);`),
            c`default -> ${best};`,
          ]).concat(';') as Code,
        ]
  const permits = joinCode(
    variants.map(({ name: one, code }) => (code ? c`${name}.${one}` : one)),
    ', ',
  )
  const head = c`${how.modifier}sealed interface ${name} extends ${symbol('JsonValue', RUNTIME)} permits ${permits} {`
  const reader = c`/** Reads the alternative that a value is. Throws {@code Unfit} where it is none. */\n${block(
    c`static ${name} read(Object value, ${symbol('Reading', RUNTIME)} in) {`,
    body,
  )}`
  const own = name === top ? printer.takeNested() : []
  const said = javadoc(how.doc)
  const inside = [reader, ...variants.flatMap(({ code }) => (code ? [code] : [])), ...own]
  return joinCode([...(said === '' ? [] : [said]), block(head, [joinCode(inside, '\n\n')])], '\n')
}

interface Variant {
  readonly name: Code
  /** Absent where the member implements the union itself. */
  readonly code?: Code
}

function variantOf(
  member: Schema,
  index: number,
  union: Code,
  view: View,
  { file, top, model, typeOf, claim }: UnionPrinter,
  direct: readonly string[],
  discriminator: Discriminator | undefined,
): Variant {
  const c = file.code.bind(file)
  if (member.kind === 'ref' && direct.includes(member.to)) return { name: typeName(model.names.of(member.to, view)) }
  const wish = variantName(member, index)
  const type = typeOf(member, `${union === top ? '' : union}${member.kind === 'ref' ? member.to : wish}Value`, view)
  const name = trusted(claim(`${union === top ? '' : union}${wish}`))
  const tag = tagOf(member, discriminator, model)
  const json = tag
    ? c`new ${symbol('Members', RUNTIME)}().others(value.json()).others(${symbol('Map', 'java.util')}.of(${textLiteral(tag.property)}, ${textLiteral(tag.value)})).map()`
    : trusted('value')
  const reader = c`in.as(value, ${type.nullable ? c`${symbol('Read', RUNTIME)}.nullable(${type.reader})` : type.reader})`
  return {
    name,
    code: block(c`record ${name}(${type.plain} value) implements ${union} {`, [
      c`/** Reads the value that it holds. */`,
      block(c`public static ${name} read(Object value, ${symbol('Reading', RUNTIME)} in) {`, [c`return new ${name}(${reader});`]),
      trusted(''),
      c`@Override`,
      block(c`public Object json() {`, [c`return ${json};`]),
    ]),
  }
}

/** The value that says which record it is, where the record does not. */
function tagOf(
  member: Schema,
  discriminator: Discriminator | undefined,
  { schemas, merger }: JavaModel,
): { property: string; value: string } | undefined {
  if (!discriminator || member.kind !== 'ref') return undefined
  const value = discriminator.mapping.find(({ to }) => to === member.to)?.value
  const schema = schemas.get(member.to)
  const merged = schema?.kind === 'intersection' ? merger.merge(schema.members) : schema
  if (value === undefined || merged?.kind !== 'object' || !isRecord(merged)) return undefined
  return merged.properties.some(({ name }) => name === discriminator.property) ? undefined : { property: discriminator.property, value }
}

function variantName(member: Schema, index: number): string {
  if (member.kind === 'ref') return `Of${member.to}`
  if (member.title !== undefined && pascalCase(member.title) !== '') return `${pascalCase(member.title)}Variant`
  const names: Partial<Record<Schema['kind'], string>> = {
    string: 'OfText',
    number: 'OfNumber',
    integer: 'OfWhole',
    boolean: 'OfFlag',
    array: 'OfList',
  }
  return names[member.kind] ?? `Variant${index + 1}`
}
