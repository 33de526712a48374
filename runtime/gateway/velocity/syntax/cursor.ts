import type { Place } from './ast.ts'
import { createScanner, type Scanner } from './scanner.ts'
import type { Token, TokenKind } from './token.ts'

/** Nesting of blocks, expressions and interpolated strings; beyond it the template is refused instead of overflowing the stack. */
const deepest = 200

/** What keeps a template from being read; the place counts from the text that the cursor reads. */
export class ParseFailure extends Error {
  readonly offset: number
  readonly length: number
  constructor(message: string, offset: number, length: number) {
    super(message)
    this.name = 'ParseFailure'
    this.offset = offset
    this.length = length
  }
}

/** A place in the tokens of a template. */
export interface Cursor {
  readonly text: string
  /** Where the text stands in the whole template. */
  readonly base: number
  readonly scanner: Scanner
  peek(distance?: number): Token
  take(): Token
  at(kind: TokenKind, distance?: number): boolean
  /** The token taken last. */
  last(): Token
  fail(token: Token, expected: string): never
  expect(kind: TokenKind, expected: string): Token
  skipBlank(): void
  /** From a token to the one taken last, in the whole template. */
  place(from: Token): Place
  /** Reads one level deeper. */
  nested<T>(read: () => T): T
  depth(): number
}

/** A cursor at the start of a text. */
export function createCursor(text: string, base: number, outerDepth: number): Cursor {
  const scanner: Scanner = createScanner(text)
  const ahead: Token[] = []
  let last: Token = { kind: 'end-of-template', start: 0, end: 0, image: '', before: '' }
  let depth = outerDepth

  function peek(distance = 0): Token {
    while (ahead.length <= distance) ahead.push(scanner.next())
    return ahead[distance] as Token
  }

  function take(): Token {
    last = peek()
    ahead.shift()
    return last
  }

  function at(kind: TokenKind, distance = 0): boolean {
    return peek(distance).kind === kind
  }

  function fail(token: Token, expected: string): never {
    const seen = token.kind === 'end-of-template' ? 'the end of the template' : `"${token.image.trim() || token.image}"`
    throw new ParseFailure(`Unexpected ${seen}: expected ${expected}`, token.start, Math.max(1, token.end - token.start))
  }

  function expect(kind: TokenKind, expected: string): Token {
    if (!at(kind)) fail(peek(), expected)
    return take()
  }

  function skipBlank(): void {
    if (at('blank')) take()
  }

  function place(from: Token): Place {
    return { offset: base + from.start, length: last.end - from.start }
  }

  function nested<T>(read: () => T): T {
    if (++depth > deepest) throw new ParseFailure('The template is nested too deeply', peek().start, 1)
    const result = read()
    depth--
    return result
  }

  return { text, base, scanner, peek, take, at, last: () => last, fail, expect, skipBlank, place, nested, depth: () => depth }
}
