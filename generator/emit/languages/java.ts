import { javaClass, javaField, javaFunction, javaType } from '../../base/java-names.ts'
import type { Json } from '../../base/json.ts'
import { nameUnseen, replaceUnseen } from '../../base/unseen.ts'
import { type Code, type Syntax, trusted } from '../code.ts'

/** The packages of generated code. */
export const GENERATED = 'generated.handlers.java'
export const RUNTIME: string = `${GENERATED}.runtime`
export const MODELS: string = `${GENERATED}.models`

/** A constant of Java holds 65,535 bytes. */
const MAX_CONSTANT = 20_000

/** A text as a Java expression: ASCII only, and no escape of Java's own that is translated before code is read. */
export function textLiteral(text: string): Code {
  const parts = partsOf(text)
  return trusted(parts.length === 1 ? (parts[0] ?? '""') : `String.join("", ${parts.join(', ')})`)
}

/** Whether a text can be the label of a `case`, which is one constant. */
export function isConstant(text: string): boolean {
  return text.length <= MAX_CONSTANT
}

/** JSON as literals of strings, as many as it takes: the arguments of a method that reads them. */
export function jsonLiterals(value: Json): Code {
  return trusted(partsOf(JSON.stringify(value)).join(', '))
}

function partsOf(text: string): string[] {
  const parts: string[] = []
  for (let at = 0; at < text.length || at === 0; at += MAX_CONSTANT) parts.push(quote(text.slice(at, at + MAX_CONSTANT)))
  return parts
}

function quote(text: string): string {
  return `"${text.replace(/["\\]|[^ -~]/g, escapeUnit)}"`
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** `\uXXXX` is translated before code is read, so what ends a literal or a line must not be written so. */
function escapeUnit(unit: string): string {
  const known = ESCAPES[unit]
  if (known !== undefined) return known
  const code = unit.charCodeAt(0)
  return code < 0x80 ? `\\${code.toString(8).padStart(3, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
}

/** A finite number as a `double`. */
export function doubleLiteral(value: number): Code {
  const text = String(Object.is(value, -0) ? 0 : value)
  return trusted(/[.e]/.test(text) ? text.replace('e+', 'e') : `${text}.0`)
}

/** A whole number as a Java expression. */
export function intLiteral(value: number): Code {
  return trusted(String(Math.trunc(value)))
}

/** A truth value. */
export function booleanLiteral(value: boolean): Code {
  return trusted(String(value))
}

/** A name that is made of ASCII letters, digits and `_` already, as the name of a variable or a function. */
export function identifier(name: string): Code {
  return trusted(name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_'))
}

/** The class of an operation or an authorizer that a user writes. */
export function className(id: string): Code {
  return trusted(javaClass(id))
}

/** The class of an operation's test. */
export function testName(id: string): Code {
  return trusted(`${javaClass(id).replace(/_$/, '')}Test`)
}

/** The interface that the class of an operation implements. */
export function operationName(id: string): Code {
  return trusted(`${javaClass(id).replace(/_$/, '')}Operation`)
}

/** The interface that the class of a function of another event implements. */
export function eventName(id: string): Code {
  return trusted(`${javaClass(id).replace(/_$/, '')}Event`)
}

/** A method that is called after what it is for. */
export function methodName(id: string): Code {
  return trusted(javaField(id))
}

/** The class that Lambda calls. */
export function functionName(id: string): Code {
  return trusted(javaFunction(id))
}

/** The method that checks the requests of an operation. */
export function checkName(id: string): Code {
  return trusted(`check${id.slice(0, 1).toUpperCase()}${id.slice(1)}`)
}

/** The name of a type. */
export function typeName(name: string): Code {
  return trusted(javaType(name))
}

/** What Javadoc says of a part of a declaration: `@param`. */
export interface DocTag {
  readonly name: string
  readonly text: string
}

/** A Javadoc comment; empty for no visible character. */
export function javadoc(text: string, params: readonly DocTag[] = []): Code {
  const lines = visibleLines(text)
  const tags = params.flatMap(({ name, text }) => {
    const said = visibleLines(text).join(' ').replaceAll('  ', ' ')
    return said === '' ? [] : [`@param ${identifier(name)} ${said}`]
  })
  const all = [...lines, ...(lines.length > 0 && tags.length > 0 ? [''] : []), ...tags]
  if (all.length === 0) return trusted('')
  if (all.length === 1 && tags.length === 0) return trusted(`/** ${all[0]} */`)
  return trusted(['/**', ...all.map((line) => (line === '' ? ' *' : ` * ${line}`)), ' */'].join('\n'))
}

/** A line comment of ours. */
export function lineComment(text: string): Code {
  return trusted(`// ${visibleLines(text).join(' ')}`)
}

function visibleLines(text: string): string[] {
  const lines = text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => inert(replaceUnseen(line.replaceAll('\t', ' '), nameUnseen)).trimEnd())
  while (lines.length > 0 && lines[0]?.trim() === '') lines.shift()
  while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop()
  return lines
}

/** A line that ends no comment, means nothing to Javadoc, and has no `\u`, which is translated in comments too. */
function inert(line: string): string {
  return line
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;')
    .replaceAll('\\', '&#92;')
    .replaceAll('*/', '*&#47;')
}

/** Imports. Java has no other name for what is imported: a name that is taken is written with its package. */
export const java: Syntax = {
  importBlock: (imports) =>
    imports
      .flatMap(({ from, names }) => names.filter(({ local }) => !local.includes('.')).map(({ name }) => `import ${from}.${name};`))
      .sort()
      .join('\n'),
  alias: (wish, _, from) => `${from}.${wish}`,
}

/** The first lines of a generated Java file: what it is, its package, and a class whose methods it calls by their own names. */
export function header(source: string, packageName: string, methodsOf?: string): Code {
  const first = lineComment(`Generated by apigen from ${source}. Do not edit; run "apigen generate".`)
  return trusted(`${first}\n\npackage ${packageName};${methodsOf === undefined ? '' : `\n\nimport static ${methodsOf}.*;`}`)
}

/** The first line of a file of the user's. */
export const HANDLERS: Code = trusted('package handlers.java;')

/** The kind of question that authorizers of some kinds are asked, below `AuthorizerQuestion`. */
export function questionOf(kinds: readonly string[]): Code {
  const tokens = kinds.filter((kind) => kind === 'token').length
  return trusted(tokens === kinds.length ? '.Token' : tokens === 0 ? '.Request' : '')
}
