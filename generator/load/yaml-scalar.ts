import type { YamlNode } from './yaml.ts'

/** One UTF-16 unit of a value and where it came from. */
interface Trace {
  text: string
  readonly places: number[]
}

/**
 * The place in the text of each UTF-16 unit of a scalar's value, and of its end. Escapes, indentation and folded lines are followed; a
 * scalar that was read otherwise than here gives undefined, so a place is right or absent.
 */
export function mapScalar(node: YamlNode & { kind: 'scalar' }, source: string): readonly number[] | undefined {
  const trace: Trace = { text: '', places: [] }
  if (node.style === 'literal' || node.style === 'folded') traceBlock(node, source, trace)
  else traceFlow(node, source, trace)
  if (!node.text.startsWith(trace.text) && !trace.text.startsWith(node.text)) return undefined
  // Chomping decides the line ends at the end: they have no place of their own.
  const places = trace.places.slice(0, node.text.length)
  while (places.length < node.text.length + 1) places.push(node.end)
  return places
}

function push(trace: Trace, text: string, place: number): void {
  trace.text += text
  for (let unit = 0; unit < text.length; unit++) trace.places.push(place)
}

const BLANK = /[ \t]/

function traceFlow(node: YamlNode & { kind: 'scalar' }, source: string, trace: Trace): void {
  let index = node.start
  while (index < node.end) {
    const char = source.charAt(index)
    if (char === '\n' || char === '\r') {
      trimBlanks(trace)
      const [breaks, next] = skipBreaks(source, index, node.end)
      push(trace, breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), index)
      index = next
    } else if (char === "'" && node.style === 'single') {
      push(trace, "'", index)
      index += 2
    } else if (char === '\\' && node.style === 'double') index = traceEscape(source, index, node.end, trace)
    else {
      push(trace, char, index)
      index++
    }
  }
}

function trimBlanks(trace: Trace): void {
  while (trace.text !== '' && BLANK.test(trace.text.slice(-1))) {
    trace.text = trace.text.slice(0, -1)
    trace.places.pop()
  }
}

/** Line breaks from `start` on with the blanks around them: how many, and where the text goes on. */
function skipBreaks(source: string, start: number, end: number): [number, number] {
  let index = start
  let breaks = 0
  while (index < end) {
    const char = source.charAt(index)
    if (char === '\r' && source.charAt(index + 1) === '\n') index++
    if (char === '\n' || char === '\r') breaks++
    else if (!BLANK.test(char)) break
    index++
  }
  return [breaks, index]
}

const SIMPLE: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}

function traceEscape(source: string, start: number, end: number, trace: Trace): number {
  const char = source.charAt(start + 1)
  if (char === '\n' || char === '\r') return skipBreaks(source, start + 1, end)[1]
  const digits = char === 'x' ? 2 : char === 'u' ? 4 : char === 'U' ? 8 : 0
  if (digits === 0) {
    push(trace, SIMPLE[char] ?? char, start)
    return start + 2
  }
  const code = Number.parseInt(source.slice(start + 2, start + 2 + digits), 16)
  push(trace, code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '', start)
  return start + 2 + digits
}

function traceBlock(node: YamlNode & { kind: 'scalar' }, source: string, trace: Trace): void {
  const indent = Math.max(0, node.raw.indent)
  const folded = node.style === 'folded'
  let index = node.start
  let empty: number[] = []
  let begun = false
  let moreIndented = false
  while (index < node.end) {
    let lineEnd = source.indexOf('\n', index)
    if (lineEnd === -1 || lineEnd > node.end) lineEnd = node.end
    const textEnd = source.charAt(lineEnd - 1) === '\r' && lineEnd > index ? lineEnd - 1 : lineEnd
    let column = 0
    while (column < indent && source.charAt(index + column) === ' ') column++
    if (index + column >= textEnd) empty.push(index)
    else {
      const more = folded && BLANK.test(source.charAt(index + indent))
      // The break that ended the line before: folded into a blank between two flush lines, a line end elsewhere.
      if (folded && !more && !moreIndented) {
        if (begun && empty.length === 0) push(trace, ' ', index - 1)
      } else if (begun) push(trace, '\n', index - 1)
      for (const place of empty) push(trace, '\n', place)
      for (let at = index + indent; at < textEnd; at++) push(trace, source.charAt(at), at)
      begun = true
      moreIndented = more
      empty = []
    }
    index = lineEnd + 1
  }
}
