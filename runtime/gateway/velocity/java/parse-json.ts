import { longestLiteral } from '../budget.ts'
import { TemplateFailure } from '../failure.ts'
import { fromJson, JavaMap } from './map.ts'
import { double, integer, jsonList, type Value } from './value.ts'

const deepest = 400

/**
 * What JSON.parse would lose, looked for where a value or key may begin: keys that look like an index, `-0`, long integers, doubles that
 * are whole or have an exponent. Linear: every try begins at another punctuation mark and ends before the next.
 */
const needsExactReader = /[[{:,]\s*(?:"\d+"\s*:|-0|-?\d{16}|-?\d+(?:\.0+(?!\d)|(?:\.\d+)?[eE]))/

/**
 * Reads a body as json-smart does in its permissive mode: single quotes, bare words, superfluous commas and anything behind the
 * value are accepted; text that is no JSON at all is a string. Throws a {@link TemplateFailure} of kind `payload`.
 */
export function parseBody(text: string): Value {
  if (/^\s*[{[]/.test(text) && !needsExactReader.test(text)) {
    try {
      return fromJson(JSON.parse(text))
    } catch (error) {
      if (error instanceof TemplateFailure) throw error
      // Not strict JSON: the permissive reader decides.
    }
  }
  return createReader(text).document()
}

interface Reader {
  document(): Value
}

function createReader(text: string): Reader {
  let at = 0
  let depth = 0

  function fail(): never {
    const seen = at < text.length ? `Unexpected character (${text[at]}) at position ${at}` : `Unexpected End Of File position ${at}: EOF`
    throw new TemplateFailure('payload', `Could not process payload: ${seen}`)
  }

  const isBlank = (char: string): boolean => char === ' ' || char === '\t' || char === '\n' || char === '\r'

  function skipBlanks(): void {
    while (isBlank(text.charAt(at))) at++
  }

  /** A bare word up to one of `stop` or the end. */
  function bareWord(start: number, stop: string): string {
    while (at < text.length && !stop.includes(text.charAt(at))) at++
    return text.slice(start, at).trim()
  }

  function value(stop: string): Value {
    skipBlanks()
    const char = text.charAt(at)
    if (char === '' || char === ':' || char === '}' || char === ']') fail()
    if (char === '{') return object()
    if (char === '[') return array()
    if (char === '"' || char === "'") return string()
    if (char === '-' || (char >= '0' && char <= '9')) return number(stop)
    const word = bareWord(at, stop)
    if (word === 'null') return null
    if (word === 'true') return true
    if (word === 'false') return false
    return word === 'NaN' ? double(Number.NaN) : word
  }

  function digits(): void {
    while (text.charAt(at) >= '0' && text.charAt(at) <= '9') at++
  }

  function number(stop: string): Value {
    const start = at
    at++
    digits()
    let floating = false
    if (text[at] === '.') {
      floating = true
      at++
      digits()
    }
    if (text[at] === 'e' || text[at] === 'E') {
      floating = true
      at++
      if (!/[-+0-9]/.test(text.charAt(at))) return bareWord(start, stop)
      at++
      digits()
    }
    const end = at
    skipBlanks()
    if (at < text.length && !stop.includes(text.charAt(at))) return bareWord(start, stop)
    const image = text.slice(start, end)
    if (image === '-') return fail()
    if (image.length > longestLiteral)
      throw new TemplateFailure('budget', `A number in the body has more than ${longestLiteral} characters`)
    return floating ? double(Number(image)) : integer(BigInt(image))
  }

  function string(): string {
    const quote = text.charAt(at)
    const end = text.indexOf(quote, at + 1)
    if (end === -1) {
      at = text.length
      fail()
    }
    const plain = text.slice(at + 1, end)
    if (!plain.includes('\\')) {
      at = end + 1
      return plain
    }
    return escapedString(quote)
  }

  function escapedString(quote: string): string {
    let result = ''
    for (at++; ; at++) {
      if (at >= text.length) fail()
      const char = text.charAt(at)
      if (char === quote) {
        at++
        return result
      }
      if (char === '\\') result += escapeSequence()
      // json-smart drops control characters once a string holds an escape.
      else if (char >= ' ') result += char
    }
  }

  function escapeSequence(): string {
    at++
    const char = text.charAt(at)
    switch (char) {
      case 't':
        return '\t'
      case 'n':
        return '\n'
      case 'r':
        return '\r'
      case 'f':
        return '\f'
      case 'b':
        return '\b'
      case 'u':
        return unicode(4)
      case 'x':
        return unicode(2)
      case '"':
      case "'":
      case '\\':
      case '/':
        return char
      default:
        return ''
    }
  }

  function unicode(length: number): string {
    const hex = text.slice(at + 1, at + 1 + length)
    if (hex.length < length || !/^[0-9a-fA-F]+$/.test(hex)) fail()
    at += length
    return String.fromCharCode(Number.parseInt(hex, 16))
  }

  function enter(): void {
    at++
    if (++depth > deepest) throw new TemplateFailure('payload', `The body is nested deeper than ${deepest} levels`)
  }

  function leave(): void {
    at++
    depth--
  }

  function object(): Value {
    const map = new JavaMap()
    enter()
    let expectKey = true
    for (;;) {
      skipBlanks()
      const char = text.charAt(at)
      if (char === '' || char === ':' || char === ']' || char === '[' || char === '{') fail()
      if (char === '}') {
        leave()
        return map
      }
      if (char === ',') {
        expectKey = true
        at++
        continue
      }
      if (!expectKey) fail()
      const key = char === '"' || char === "'" ? string() : bareWord(at, ':')
      skipBlanks()
      if (text[at] !== ':') fail()
      at++
      map.set(key, value(',}'))
      expectKey = false
    }
  }

  function array(): Value {
    const items: Value[] = []
    enter()
    for (;;) {
      skipBlanks()
      const char = text.charAt(at)
      if (char === '' || char === ':' || char === '}') fail()
      if (char === ']') {
        leave()
        return jsonList(items)
      }
      if (char === ',') at++
      else items.push(value(',]'))
    }
  }

  return {
    document() {
      skipBlanks()
      // Nothing at all is null, not an error.
      return at === text.length ? null : value('')
    },
  }
}
