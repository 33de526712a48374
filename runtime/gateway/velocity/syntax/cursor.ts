import type { Place, SyntaxProblem } from './ast.ts'
import { createScanner, type Scanner } from './scanner.ts'
import type { Token, TokenKind } from './token.ts'

/** Nesting of blocks, expressions and interpolated strings; beyond it the template is refused instead of overflowing the stack. */
const deepest = 200

/** What keeps a template from being read; the place counts from the text that the cursor reads. */
export class ParseFailure extends Error {
  readonly offset: number
  readonly length: number
  readonly reason: SyntaxProblem['reason']
  constructor(message: string, offset: number, length: number, reason?: SyntaxProblem['reason']) {
    super(message)
    this.name = 'ParseFailure'
    this.offset = offset
    this.length = length
    this.reason = reason
  }
}

/** What would make a sum, a comparison or a negation of an argument, as it begins a token. */
const OPERATOR = /^(?:[+*/%!=<>]|&&|\|\||-)/

/** Whether a text goes on with an operator. */
export function operatorAt(text: string, at: number): boolean {
  return OPERATOR.test(text.slice(at, at + 2))
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
  /** Expects what may follow an argument, an element or an index, where no operator may. */
  expectAfterArgument(kind: TokenKind, expected: string): Token
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

  function unexpected(token: Token, expected: string): string {
    const seen = token.kind === 'end-of-template' ? 'end of the template' : `\`${token.image.trim() || token.image}\``
    return `Unexpected ${seen}: expected ${expected}`
  }

  function fail(token: Token, expected: string): never {
    throw new ParseFailure(unexpected(token, expected), token.start, Math.max(1, token.end - token.start))
  }

  function expect(kind: TokenKind, expected: string): Token {
    if (!at(kind)) fail(peek(), expected)
    return take()
  }

  function expectAfterArgument(kind: TokenKind, expected: string): Token {
    const token = peek()
    if (token.kind !== kind && operatorAt(token.image, 0))
      throw new ParseFailure(unexpected(token, expected), token.start, token.end - token.start, 'operator-in-argument')
    return expect(kind, expected)
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

  return {
    text,
    base,
    scanner,
    peek,
    take,
    at,
    last: () => last,
    fail,
    expect,
    expectAfterArgument,
    skipBlank,
    place,
    nested,
    depth: () => depth,
  }
}
