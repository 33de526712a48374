import type { Json } from '../../base/json.ts'
import { isObject } from '../../base/json.ts'
import { nameUnseen, replaceUnseen } from '../../base/unseen.ts'
import { type Code, type Syntax, trusted } from '../code.ts'
import { inertInComment } from './comment-text.ts'

/** Words that cannot name a variable in a strict module, and global names that generated code relies on. */
const RESERVED = new Set(
  `abstract any arguments as async await bigint boolean break case catch class const continue debugger declare default delete do else enum
  eval export extends false finally for from function get if implements import in infer instanceof interface is keyof let module namespace
  never new null number object of package private protected public readonly require return satisfies set static string super switch symbol
  this throw true try type typeof undefined unique unknown using var void while with yield
  Array ArrayBuffer Blob Boolean Date Error Infinity JSON Map Math NaN Number Object Promise Proxy Record Readonly ReadonlyArray Reflect Request
  Response Set String Symbol URL Uint8Array globalThis constructor prototype __proto__ then`.split(/\s+/),
)

/**
 * A JSON value as a TypeScript expression: ASCII only, no raw line ends, `<` escaped (no `</script>`), and
 * `["__proto__"]` computed, because the plain key would set the prototype.
 */
export function literal(value: Json): Code {
  return trusted(print(value))
}

function print(value: Json): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number') return Number.isFinite(value) ? (Object.is(value, -0) ? '-0' : JSON.stringify(value)) : 'null'
  if (Array.isArray(value)) return `[${value.map((item) => print(item as Json)).join(', ')}]`
  if (isObject(value)) {
    const members = Object.entries(value).map(([name, item]) => `${key(name)}: ${print(item)}`)
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
  }
  return String(value)
}

function quote(text: string): string {
  if (/^[ !#-;=-[\]-~]*$/.test(text)) return `"${text}"`
  return JSON.stringify(text).replace(/[<\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** A property key of an object literal or type: bare where it is an identifier, else quoted. */
export function key(name: string): Code {
  if (name === '__proto__') return trusted('["__proto__"]')
  return trusted(/^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : quote(name))
}

/** A member access on an expression: `.name` or `["a name"]`. */
export function member(name: string): Code {
  return trusted(/^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? `.${name}` : `[${quote(name)}]`)
}

/** A name as an identifier: reserved words get a trailing `_`. The name must already be made of ASCII letters, digits and `_`. */
export function identifier(name: string): Code {
  const safe = name.replace(/[^A-Za-z0-9_]/g, '_')
  const started = /^[A-Za-z_]/.test(safe) ? safe : `_${safe}`
  return trusted(RESERVED.has(started) ? `${started}_` : started)
}

/** A doc comment of one or more lines; empty for a text without visible characters. */
export function docComment(text: string): Code {
  const lines = commentLines(text)
  if (lines.length === 0) return trusted('')
  if (lines.length === 1) return trusted(`/** ${lines[0]} */`)
  return trusted(`/**\n${lines.map((line) => (line === '' ? ' *' : ` * ${line}`)).join('\n')}\n */`)
}

/** A `//` comment, one a line. */
export function lineComment(text: string): Code {
  return trusted(
    commentLines(text)
      .map((line) => (line === '' ? '//' : `// ${line}`))
      .join('\n'),
  )
}

const PLAIN = /^(?!.*(?:lint|biome|prettier)[-:])[\w.,;:()'"`{}+=!?%&|~^$[\]-][\w .,;:()'"`{}+=!?%&|~^$[\]-]*$/i

/**
 * Lines that are inert inside any TypeScript comment: every kind of line end splits, control, format and private characters
 * become visible, and comment ends and tool directives are broken by a blank.
 */
function commentLines(text: string): string[] {
  // Most comments are one plain line: nothing in it can end anything, and no tool hears it.
  if (PLAIN.test(text)) return [text.trimEnd()]
  const lines = text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => inertInComment(replaceUnseen(line.replaceAll('\t', ' '), nameUnseen).trimEnd()))
  while (lines.length > 0 && lines[0]?.trim() === '') lines.shift()
  while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop()
  return lines
}

/** ES module imports: one statement a module, `import type` where nothing is used as a value. */
export const typescript: Syntax = {
  importBlock(imports) {
    return imports
      .map(({ from, names }) => {
        const [first] = names
        if (names.length === 1 && first?.name === 'default')
          return `import ${first.use === 'type' ? 'type ' : ''}${first.local} from ${JSON.stringify(from)}`
        const allTypes = names.every((name) => name.use === 'type')
        const list = names.map(
          ({ name, local, use }) => `${use === 'type' && !allTypes ? 'type ' : ''}${name === local ? name : `${name} as ${local}`}`,
        )
        return `import ${allTypes ? 'type ' : ''}{ ${list.join(', ')} } from ${JSON.stringify(from)}`
      })
      .join('\n')
  },
  alias: (wish, n) => `${wish}$${n}`,
}

/** The first line of every generated TypeScript or JavaScript file. */
export function header(source: string): Code {
  return lineComment(`Generated by apigen from ${source}. Do not edit; run "apigen generate".`)
}
