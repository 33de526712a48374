import { isObject, type Json } from '../../base/json.ts'
import { snakeCase } from '../../base/names.ts'
import { PYTHON_RESERVED, pythonIdentifier, pythonModule } from '../../base/python-names.ts'
import { nameUnseen, replaceUnseen } from '../../base/unseen.ts'
import { type Code, type ImportedName, type Syntax, trusted } from '../code.ts'

const WIDTH = 100

/** A JSON value as a Python expression: ASCII only, no raw line ends. */
export function literal(value: Json): Code {
  return trusted(print(value))
}

function print(value: Json): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number') return Number.isFinite(value) ? (Object.is(value, -0) ? '-0.0' : String(value)) : 'None'
  if (!isObject(value)) return `[${value.map(print).join(', ')}]`
  return `{${Object.entries(value)
    .map(([name, item]) => `${quote(name)}: ${print(item as Json)}`)
    .join(', ')}}`
}

/** Neither an f-string nor a raw one, and never three quotes: a text of a spec has no other way to end. */
function quote(text: string): string {
  return `"${text.replace(/["\\]|[^ -~]/gu, escapeChar)}"`
}

function escapeChar(char: string): string {
  if (char === '"' || char === '\\') return `\\${char}`
  const hex = (char.codePointAt(0) ?? 0).toString(16)
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

/** A name as an identifier: reserved words get a trailing `_`. The name must already be made of ASCII letters, digits and `_`. */
export function identifier(name: string): Code {
  return trusted(pythonIdentifier(name))
}

/** Whether a name can stand before the `:` of a class's field, and mean there what it says. */
export function isFieldName(name: string): boolean {
  return /^(?!__)[a-z_][A-Za-z0-9_]*$/.test(name) && !PYTHON_RESERVED.has(name)
}

/** The module of an operation, an authorizer or a function: snake_case of a name that is unique as letters and digits without case. */
export function moduleName(name: string): Code {
  return trusted(pythonModule(name))
}

/** The function that checks the requests of an operation. */
export function checkName(operation: string): Code {
  return trusted(`check_${snakeCase(operation)}`)
}

/** The type of anything. */
export const OBJECT: Code = trusted('object')

/** The function that calls a function of the project by its name. */
export function invokeName(event: string): Code {
  return trusted(`invoke_${snakeCase(event)}`)
}

/** Code one step further in. No literal holds a raw line end, so nothing but code moves. */
export function indented(code: Code): Code {
  return trusted(code.replace(/^(?=.)/gm, '    '))
}

/** Comments, one a line; empty for a text without visible characters. */
export function lineComment(text: string): Code {
  return trusted(
    visibleLines(text)
      .map((line) => (line === '' ? '#' : `# ${inert(line)}`))
      .join('\n'),
  )
}

/** A docstring of one or more lines; empty for a text without visible characters. */
export function docstring(text: string): Code {
  const lines = visibleLines(text).map((line) => line.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"').replace(/"$/, '\\"'))
  if (lines.length === 0) return trusted('')
  return trusted(lines.length === 1 ? `"""${lines[0]}"""` : `"""${lines.join('\n')}\n"""`)
}

function visibleLines(text: string): string[] {
  const lines = text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => replaceUnseen(line.replaceAll('\t', ' '), nameUnseen).trimEnd())
  while (lines.length > 0 && lines[0]?.trim() === '') lines.shift()
  while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop()
  return lines
}

/**
 * A line that tells neither Python (`coding:` in the first two lines decides how a file is decoded, PEP 263) nor a type checker, a linter
 * or a formatter anything: a blank breaks what would.
 */
function inert(line: string): string {
  return line
    .replace(/(coding|type|pyright|mypy|fmt|isort|pylint|ruff|flake8|yapf|pragma|pytype|black)(?=[:=])/gi, '$1 ')
    .replace(/(no)(?=qa\b|sec\b|cover\b)/gi, '$1 ')
}

/** Imports: what is used at run time, then what only type checkers need. Annotations are never evaluated. */
export const python: Syntax = {
  importBlock(imports) {
    const ofUse = (use: 'type' | 'value'): string[] =>
      [...imports.filter(({ from }) => !from.startsWith('.')), ...imports.filter(({ from }) => from.startsWith('.'))].flatMap(
        ({ from, names }) => {
          const wanted = names.filter((name) => name.use === use)
          return wanted.length === 0 ? [] : [importLine(from, wanted)]
        },
      )
    const types = ofUse('type').map((line) => indented(trusted(line)))
    return [
      'from __future__ import annotations\n',
      ...(types.length > 0 ? ['from typing import TYPE_CHECKING\n'] : []),
      ...ofUse('value'),
      ...(types.length > 0 ? ['', 'if TYPE_CHECKING:', ...types] : []),
    ].join('\n')
  },
  alias: (wish, n) => `${wish}_${n}`,
}

function importLine(from: string, names: readonly ImportedName[]): string {
  const list = names.map(({ name, local }) => (name === local ? name : `${name} as ${local}`))
  const line = `from ${from} import ${list.join(', ')}`
  return line.length <= WIDTH ? line : `from ${from} import (\n    ${list.join(',\n    ')},\n)`
}

/** The first line of every generated Python file. */
export function header(source: string): Code {
  return lineComment(`Generated by apigen from ${source}. Do not edit; run "apigen generate".`)
}
