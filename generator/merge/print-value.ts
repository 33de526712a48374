import { isObject, type Json, type JsonObject } from '../base/json.ts'

/** How a text around a new value is written. */
export interface Style {
  readonly syntax: 'json' | 'yaml'
  /** Blanks of one level. */
  readonly step: number
  readonly newline: '\n' | '\r\n'
}

/** A whole document of its own. */
export function printDocument(value: JsonObject, syntax: Style['syntax']): string {
  const style: Style = { syntax, step: 2, newline: '\n' }
  const lines = syntax === 'json' || isEmpty(value) ? [printFlow(value, 0, { ...style, syntax: 'json' })] : blockLines(value, 0, style)
  return `${lines.join(style.newline)}\n`
}

/** A value behind a key in block style, with what parts the two: ` 5`, or a line end and lines of their own, `indent` being the key's column. */
export function printBlock(value: Json, indent: number, style: Style): string {
  if (typeof value === 'string') return ` ${printText(value, indent, style)}`
  if (typeof value !== 'object' || value === null || isEmpty(value)) return ` ${JSON.stringify(value)}`
  return `${style.newline}${blockLines(value, indent + style.step, style).join(style.newline)}`
}

/** A value behind the dash of an item, `indent` being the column of the dash. */
export function printItem(value: Json, indent: number, style: Style): string {
  if (typeof value !== 'object' || value === null || isEmpty(value)) return printBlock(value, indent, style).trimStart()
  // The dash takes two columns, whatever a level is.
  return blockLines(value, indent + 2, style)
    .join(style.newline)
    .trimStart()
}

function blockLines(value: Json, indent: number, style: Style): string[] {
  const blanks = ' '.repeat(indent)
  if (Array.isArray(value)) return value.map((item) => `${blanks}- ${printItem(item as Json, indent, style)}`)
  if (!isObject(value)) return []
  return Object.entries(value).map(([key, member]) => `${blanks}${printKey(key)}:${printBlock(member, indent, style)}`)
}

/** A value inside brackets: on one line in YAML; in JSON on lines of its own where it has members, `indent` being that of its line. */
export function printFlow(value: Json, indent: number, { syntax, step, newline }: Style): string {
  if (syntax === 'json') return JSON.stringify(value, null, step).replaceAll('\n', `${newline}${' '.repeat(indent)}`)
  return flow(value)
}

function flow(value: Json): string {
  if (typeof value === 'string') return printScalar(value)
  if (Array.isArray(value)) return `[${value.map((item) => flow(item as Json)).join(', ')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const pairs = Object.entries(value).map(([key, member]) => `${printKey(key)}: ${flow(member)}`)
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
}

/** A key, quoted where it would be read as something else than text. */
export function printKey(key: string): string {
  return PLAIN_KEY.test(key) && !SPECIAL.test(key) ? key : printScalar(key)
}

/** A text on one line: as it is where nothing else could be read in it, else in quotes. */
export function printScalar(text: string): string {
  if (PLAIN.test(text) && !SPECIAL.test(text)) return text
  return printQuoted(text)
}

/** A text in single quotes, which need no escapes; in double ones where it holds what cannot be seen. */
export function printQuoted(text: string): string {
  return UNSEEN.test(text) || text.includes('\n') ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`
}

/** What neither single quotes nor a block of lines can hold. */
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]/

/** Letters that begin and go on in a text which no YAML reader takes for anything else, blanks inside included. */
const PLAIN = /^[A-Za-z_/.$][\w/.$()*+=;-]*(?:[ :][\w/.$()*+=;-]+)*$/
const PLAIN_KEY = /^[A-Za-z_/.$][\w/.$*+{}-]*(?: [\w/.$*+{}-]+)*$/
/** Texts that some reader of YAML 1.1 or 1.2 takes for a truth value, nothing, a number or a merge. */
const SPECIAL = /^(?:true|false|yes|no|on|off|y|n|null|~|\.inf|\.nan|[.]?\d.*|<<)$/i

function printText(text: string, indent: number, style: Style): string {
  const lines = text.split('\n')
  const isBlock = lines.length > 1 && !UNSEEN.test(text) && /^[^\s]/.test(text)
  if (!isBlock) return printScalar(text)
  const body = text.replace(/\n+$/, '')
  const ends = text.length - body.length
  const chomping = ends === 0 ? '-' : ends === 1 ? '' : '+'
  const blanks = ' '.repeat(indent + style.step)
  const shown = [...body.split('\n'), ...(ends > 1 ? Array<string>(ends - 1).fill('') : [])]
  return [`|${chomping}`, ...shown.map((line) => (line === '' ? '' : `${blanks}${line}`))].join(style.newline)
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
