import type { Json, JsonObject } from '../base/json.ts'
import { MAX_DEPTH, type OutlineNode, type Span, type TextProblem } from './outline.ts'

const SPACE = 32
const QUOTE = 34
const COMMA = 44
const COLON = 58
const BACKSLASH = 92

/**
 * Parses JSON with `JSON.parse`, and looks for what that function keeps silent about: duplicate keys and nesting deeper than the limit.
 * Linear. The value is undefined only for a text that does not parse.
 */
export function parseJson(text: string): { readonly value?: Json; readonly problems: readonly TextProblem[] } {
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch {
    return { problems: [findSyntaxError(text)] }
  }
  const { members, deepest } = sizeOf(value)
  // A key that stands twice leaves fewer members in the value than the text has.
  if (deepest <= MAX_DEPTH && hasMembers(text, members)) return { value, problems: [] }
  const shape = measure(text)
  if (shape.deepest > MAX_DEPTH) {
    const at = { start: shape.deepestAt, end: shape.deepestAt + 1 }
    return { problems: [{ kind: 'too-deep', message: `Values are nested deeper than ${MAX_DEPTH} levels here.`, at }] }
  }
  return { value, problems: members === shape.members ? [] : findDuplicates(text) }
}

/**
 * True where a text surely has no more members than that, told without reading it letter by letter: each key is followed by a colon, and
 * so are quotes in a text that are escaped, and those that open a text which begins with a colon. The latter can only add. Blanks between a
 * quote and a colon, and a backslash that may be escaped itself, make it unclear.
 */
function hasMembers(text: string, members: number): boolean {
  let found = 0
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1
    while (isBlank(text.charCodeAt(before))) before--
    if (text.charCodeAt(before) !== QUOTE) continue
    if (before !== colon - 1) return false
    if (text.charCodeAt(before - 1) !== BACKSLASH) found++
    else if (text.charCodeAt(before - 2) === BACKSLASH) return false
  }
  return found === members
}

function isBlank(code: number): boolean {
  return code === SPACE || code === 10 || code === 13 || code === 9
}

/** The UTF-16 units of a text, which are read faster from an array than from the text. */
function unitsOf(text: string): Uint8Array | Uint16Array {
  if (Buffer.byteLength(text) === text.length) return Buffer.from(text, 'latin1')
  const units = new Uint16Array(text.length)
  const bytes = Buffer.from(units.buffer)
  bytes.write(text, 'utf16le')
  const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
  if (!isLittleEndian) bytes.swap16()
  return units
}

function measure(text: string): { members: number; deepest: number; deepestAt: number } {
  const units = unitsOf(text)
  let members = 0
  let depth = 0
  let deepest = 0
  let deepestAt = 0
  for (let index = 0; index < units.length; index++) {
    const unit = units[index]
    if (unit === QUOTE) index = closingQuote(units, index)
    else if (unit === COLON) members++
    else if (unit === 123 || unit === 91) {
      if (++depth > deepest) {
        deepest = depth
        deepestAt = index
      }
    } else if (unit === 125 || unit === 93) depth--
  }
  return { members, deepest, deepestAt }
}

/** Index of the closing quote of the string that opens at `start`. */
function closingQuote(units: Uint8Array | Uint16Array, start: number): number {
  let index = start + 1
  for (; index < units.length; index++) {
    const unit = units[index]
    if (unit === QUOTE) return index
    if (unit === BACKSLASH) index++
  }
  return index
}

/** How many members all objects of a value have, and how many levels it has. */
function sizeOf(value: Json): { members: number; deepest: number } {
  let members = 0
  let deepest = 0
  const stack: (readonly Json[] | JsonObject)[] = []
  const levels: number[] = []
  const push = (inner: Json | undefined, level: number): void => {
    if (typeof inner !== 'object' || inner === null) return
    stack.push(inner)
    levels.push(level)
  }
  push(value, 1)
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const level = levels.pop() ?? 0
    if (level > deepest) deepest = level
    if (Array.isArray(item)) for (const child of item as readonly Json[]) push(child, level + 1)
    else
      for (const key in item) {
        members++
        push((item as JsonObject)[key], level + 1)
      }
  }
  return { members, deepest }
}

/** Index of the closing quote of the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  let index = start
  for (;;) {
    index = text.indexOf('"', index + 1)
    if (index === -1) return text.length
    let back = index - 1
    while (text.charCodeAt(back) === BACKSLASH) back--
    if ((index - back) % 2 === 1) return index
  }
}

function skipBlanks(text: string, start: number): number {
  let index = start
  for (;;) {
    if (!isBlank(text.charCodeAt(index))) return index
    index++
  }
}

/** Start → index after it, for objects and lists of the upper levels of a text. */
type Ends = ReadonlyMap<number, number>

/** Below this level objects and lists are small enough to be read once for every level above them. */
const LEVELS_WITH_ENDS = 4

/** Where the objects and lists of the upper levels end, in one pass: otherwise each level would read all below it again. */
function findEnds(text: string): Ends {
  const units = unitsOf(text)
  const ends = new Map<number, number>()
  const open: number[] = []
  let depth = 0
  for (let index = 0; index < units.length; index++) {
    const unit = units[index]
    // Most of a large spec is indentation and words: neither is worth a comparison more.
    if (unit === SPACE) continue
    if (unit === QUOTE) index = closingQuote(units, index)
    else if (unit === 123 || unit === 91) {
      if (depth++ < LEVELS_WITH_ENDS) open.push(index)
    } else if (unit === 125 || unit === 93) {
      if (--depth < LEVELS_WITH_ENDS) ends.set(open.pop() ?? 0, index + 1)
    }
  }
  return ends
}

/** Index after the value that begins at `start`. The text is valid JSON. */
function endOfValue(text: string, start: number, ends: Ends): number {
  const known = ends.get(start)
  if (known !== undefined) return known
  const first = text.charCodeAt(start)
  if (first === QUOTE) return endOfString(text, start) + 1
  if (first !== 123 && first !== 91) {
    let index = start
    while (index < text.length && !',]} \n\r\t'.includes(text.charAt(index))) index++
    return index
  }
  let depth = 0
  for (let index = start; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === QUOTE) index = endOfString(text, index)
    else if (code === 123 || code === 91) depth++
    else if ((code === 125 || code === 93) && --depth === 0) return index + 1
  }
  return text.length
}

interface Member {
  readonly name: string
  readonly key: Span | undefined
  readonly start: number
  readonly end: number
}

/** The members of the object or array that begins at `start`, without looking into them. */
function* membersOf(text: string, start: number, ends: Ends): Iterable<Member> {
  const isObject = text.charAt(start) === '{'
  let index = skipBlanks(text, start + 1)
  for (let position = 0; index < text.length; position++) {
    const code = text.charCodeAt(index)
    if (code === 125 || code === 93) return
    let key: Span | undefined
    let name = String(position)
    if (isObject) {
      key = { start: index, end: endOfString(text, index) + 1 }
      name = JSON.parse(text.slice(key.start, key.end)) as string
      index = skipBlanks(text, skipBlanks(text, key.end) + 1)
    }
    const end = endOfValue(text, index, ends)
    yield { name, key, start: index, end }
    index = skipBlanks(text, end)
    if (text.charCodeAt(index) === COMMA) index = skipBlanks(text, index + 1)
  }
}

function findDuplicates(text: string): TextProblem[] {
  const problems: TextProblem[] = []
  const ends = findEnds(text)
  const stack = [skipBlanks(text, 0)]
  for (let start = stack.pop(); start !== undefined; start = stack.pop()) {
    const seen = new Map<string, Span>()
    for (const member of membersOf(text, start, ends)) {
      const first = seen.get(member.name)
      if (first && member.key) {
        problems.push({ kind: 'duplicate-key', message: `The key \`${member.name}\` stands twice in one object.`, at: member.key, first })
      }
      if (member.key && !first) seen.set(member.name, member.key)
      if ('{['.includes(text.charAt(member.start))) stack.push(member.start)
    }
  }
  return problems.sort((a, b) => a.at.start - b.at.start)
}

/** The outline of a valid JSON text; members are looked for when they are asked for. */
export function outlineJson(text: string): OutlineNode {
  const start = skipBlanks(text, 0)
  const ends = findEnds(text)
  return nodeAt(text, { name: '', key: undefined, start, end: endOfValue(text, start, ends) }, ends)
}

function nodeAt(text: string, member: Member, ends: Ends): OutlineNode {
  const first = text.charAt(member.start)
  const kind = first === '{' ? 'object' : first === '[' ? 'array' : 'scalar'
  let members: Map<string, OutlineNode> | undefined
  let places: readonly number[] | undefined
  return {
    kind,
    start: member.start,
    end: member.end,
    key: member.key,
    child(token) {
      if (kind === 'scalar') return undefined
      if (!members) {
        members = new Map()
        for (const inner of membersOf(text, member.start, ends)) members.set(inner.name, nodeAt(text, inner, ends))
      }
      return members.get(token)
    },
    map() {
      if (first === '"') places ??= mapJsonString(text, member.start, member.end)
      return places
    },
  }
}

function mapJsonString(text: string, start: number, end: number): number[] {
  const places: number[] = []
  let index = start + 1
  while (index < end - 1) {
    places.push(index)
    if (text.charCodeAt(index) !== BACKSLASH) index++
    else index += text.charAt(index + 1) === 'u' ? 6 : 2
  }
  places.push(end - 1)
  return places
}

/** The first mistake of a text that `JSON.parse` refused. */
function findSyntaxError(text: string): TextProblem {
  const scanner = new JsonScanner(text)
  return { kind: 'syntax', ...scanner.run() }
}

/** Reads JSON by the letter of RFC 8259 until something is wrong. */
class JsonScanner {
  private readonly text: string
  private index = 0

  constructor(text: string) {
    this.text = text
  }

  run(): { message: string; at: Span } {
    const stack: ('{' | '[')[] = []
    let expected: 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'next' = 'value'
    for (;;) {
      this.index = skipBlanks(this.text, this.index)
      const start = this.index
      const char = this.text.charAt(start)
      const open = stack.at(-1)
      if (expected === 'next') {
        if (open === undefined) {
          return this.problem(start, char === '' ? 'The text is not valid JSON.' : 'Nothing may follow the value, but there is more text.')
        }
        if (char === (open === '{' ? '}' : ']')) {
          stack.pop()
          this.index++
        } else if (char === ',') {
          expected = open === '{' ? 'key' : 'value'
          this.index++
        } else return this.problem(start, `Expected \`,\` or \`${open === '{' ? '}' : ']'}\`, found ${this.found()}.`)
        continue
      }
      if ((expected === 'key-or-end' && char === '}') || (expected === 'value-or-end' && char === ']')) {
        stack.pop()
        this.index++
        expected = 'next'
        continue
      }
      if (expected === 'key' || expected === 'key-or-end') {
        if (char !== '"') {
          const comma = expected === 'key' && char === '}' ? ' (a comma must not stand before the closing brace)' : ''
          return this.problem(start, `Expected a key in double quotes, found ${this.found()}${comma}.`)
        }
        const wrong = this.string()
        if (wrong) return wrong
        this.index = skipBlanks(this.text, this.index)
        if (this.text.charAt(this.index) !== ':') return this.problem(this.index, `Expected \`:\` after the key, found ${this.found()}.`)
        this.index++
        expected = 'value'
        continue
      }
      if (char === '{' || char === '[') {
        stack.push(char)
        this.index++
        expected = char === '{' ? 'key-or-end' : 'value-or-end'
        continue
      }
      const wrong = this.scalar(char)
      if (wrong) return wrong
      expected = 'next'
    }
  }

  private scalar(char: string): { message: string; at: Span } | undefined {
    if (char === '"') return this.string()
    const token = /[^\s,:[\]{}"]*/y
    token.lastIndex = this.index
    const word = token.exec(this.text)?.[0] ?? ''
    if (/^(true|false|null|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?)$/.test(word)) {
      this.index += word.length
      return undefined
    }
    return this.problem(this.index, `Expected a value, found ${this.found()}.`)
  }

  private string(): { message: string; at: Span } | undefined {
    const start = this.index
    for (let index = start + 1; index < this.text.length; index++) {
      const code = this.text.charCodeAt(index)
      if (code === QUOTE) {
        this.index = index + 1
        return undefined
      }
      if (code < 32)
        return this.problem(index, 'A line break or control character stands inside a string; write it as an escape such as `\\n`.')
      if (code === BACKSLASH) {
        const pattern = /\\(["\\/bfnrt]|u[0-9a-fA-F]{4})/y
        pattern.lastIndex = index
        const match = pattern.exec(this.text)
        if (!match) return this.problem(index, 'This escape is not one of JSON.')
        index += match[0].length - 1
      }
    }
    return this.problem(start, 'The string that begins here is never closed.')
  }

  private found(): string {
    const char = this.text.charAt(this.index)
    return char === '' ? 'the end of the file' : `\`${this.text.slice(this.index, this.index + 20).split(/[\s,:]/)[0] || char}\``
  }

  private problem(start: number, message: string): { message: string; at: Span } {
    return { message, at: { start, end: Math.min(start + 1, this.text.length) } }
  }
}
