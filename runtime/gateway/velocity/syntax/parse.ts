import type {
  Access,
  Argument,
  Expression,
  IfStatement,
  Operator,
  Place,
  Reference,
  SetStatement,
  Statement,
  StringLiteral,
  SyntaxProblem,
  Template,
  Text,
} from './ast.ts'
import { createScanner, ScanError, type Scanner } from './scanner.ts'
import type { Token, TokenKind } from './token.ts'

/** A template, or the one thing that keeps it from being one: like Velocity, the parser stops at the first. */
export interface ParsedTemplate {
  readonly ast?: Template
  readonly errors: readonly SyntaxProblem[]
}

/** Directives that Velocity 1.7 brings along; the escape `\#name` knows them too. */
const lineDirectives: ReadonlySet<string> = new Set(['include', 'parse', 'evaluate', 'break', 'stop'])
const blockDirectives: ReadonlySet<string> = new Set(['foreach', 'define', 'macro', 'literal'])
const controlWords: ReadonlySet<string> = new Set(['if', 'end', 'set', 'else', 'elseif'])
const isDirective = (name: string): boolean => lineDirectives.has(name) || blockDirectives.has(name)

/** Nesting of blocks, expressions and interpolated strings; beyond it the template is refused instead of overflowing the stack. */
const deepest = 200
/** Operators of one rank in a row: each adds a level to the tree. */
const longestChain = 1000

class ParseFailure extends Error {
  readonly offset: number
  readonly length: number
  constructor(message: string, offset: number, length: number) {
    super(message)
    this.name = 'ParseFailure'
    this.offset = offset
    this.length = length
  }
}

/**
 * Reads a mapping template as Velocity 1.7 does. Linear in its length, never throws; every node holds its place in `text`
 * (inside an interpolated string with doubled quotes or `\u` escapes the place is approximate).
 */
export function parseTemplate(text: string): ParsedTemplate {
  return parse(text, 0, 0, text.length)
}

function parse(text: string, base: number, depth: number, limit: number): ParsedTemplate {
  try {
    return { ast: createParser(text, base, depth).template(), errors: [] }
  } catch (error) {
    if (error instanceof ScanError)
      return { errors: [{ message: error.message, offset: Math.min(base + error.offset, base + limit), length: 1 }] }
    if (error instanceof ParseFailure)
      return { errors: [{ message: error.message, offset: Math.min(base + error.offset, base + limit), length: error.length }] }
    throw error
  }
}

interface Parser {
  template(): Template
}

function createParser(text: string, base: number, outerDepth: number): Parser {
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

  function template(): Template {
    const body = statements()
    if (!at('end-of-template')) fail(peek(), 'text, a reference or a directive')
    return { kind: 'template', body, offset: base, length: text.length }
  }

  function statements(): Statement[] {
    const body: Statement[] = []
    for (;;) {
      const statement = nextStatement()
      if (statement === undefined) return body
      if (statement.kind === 'text' && statement.text === '') continue
      body.push(statement)
    }
  }

  function nextStatement(): Statement | undefined {
    const token = peek()
    switch (token.kind) {
      case 'if':
        return nested(ifStatement)
      case 'identifier':
        return nested(reference)
      case 'reference-open':
        return at('identifier', 1) ? nested(reference) : plain()
      case 'comment':
        return comment(take())
      case 'comment-start': {
        const start = take()
        if (at('comment-end')) take()
        return comment(start)
      }
      case 'textblock': {
        const block = take()
        return { kind: 'text', text: block.before + block.image.slice(block.image.indexOf('#[[') + 3, -3), ...place(block) }
      }
      case 'set':
        return setStatement()
      case 'escaped-directive':
        return escapedDirective()
      case 'double-escape':
        return escapes()
      case 'word':
      case 'bracketed-word':
        return nested(directive)
      case 'text':
      case 'dot':
      case 'close':
      case 'open':
      case 'integer':
      case 'double':
      case 'string':
      case 'escape':
      case 'reference-close':
      case 'empty-index':
        return plain()
      default:
        return undefined
    }
  }

  function plain(): Text {
    const token = take()
    return { kind: 'text', text: token.before + token.image, ...place(token) }
  }

  /** What the scanner had in hand when the comment began is printed. */
  function comment(token: Token): Text {
    const line = token.image.indexOf('##')
    const block = token.image.indexOf('#*')
    const end = line === -1 ? block : line
    return { kind: 'text', text: end > 0 ? token.image.slice(0, end) : '', ...place(token) }
  }

  function escapedDirective(): Text {
    const token = take()
    const backslashes = token.image.lastIndexOf('\\')
    const shown = token.image.slice(backslashes + 1)
    const name = shown[1] === '{' ? shown.slice(2, -1) : shown.slice(1)
    const known = isDirective(name) || controlWords.has(name)
    return { kind: 'text', text: known ? token.image.slice(0, Math.floor(backslashes / 2)) + shown : token.image, ...place(token) }
  }

  function escapes(): Text {
    const first = take()
    let count = 1
    while (at('double-escape')) {
      take()
      count++
    }
    const next = peek()
    const control =
      next.kind === 'if' || next.kind === 'else' || next.kind === 'elseif' || next.kind === 'end' || isDirective(next.image.slice(1))
    return { kind: 'text', text: (control ? '\\' : '\\\\').repeat(count), ...place(first) }
  }

  function ifStatement(): IfStatement {
    const start = peek()
    const branches: { condition: Expression; body: Statement[] }[] = []
    do {
      take()
      skipBlank()
      expect('open', '"(" after #if')
      const condition = expression()
      expect('close', '")" or an operator')
      branches.push({ condition, body: statements() })
    } while (at('elseif'))
    let otherwise: Statement[] | undefined
    if (at('else')) {
      take()
      otherwise = statements()
    }
    expect('end', '#end of the #if')
    return { kind: 'if', branches, ...(otherwise === undefined ? {} : { otherwise }), ...place(start) }
  }

  function setStatement(): SetStatement {
    const start = take()
    skipBlank()
    if (!referenceAhead()) fail(peek(), 'the reference that #set assigns to')
    const target = reference()
    skipBlank()
    expect('=', '"=" after the reference of #set')
    const value = expression()
    expect('close', '")" at the end of #set, or an operator')
    scanner.leaveSet()
    return { kind: 'set', target, value, ...place(start) }
  }

  function directive(): Statement {
    const start = take()
    // Whatever precedes the "#" in the token (`$#foreach`) becomes part of the name, and makes it none that is known.
    const name = start.kind === 'bracketed-word' ? start.image.slice(2, -1) : start.image.slice(1)
    scanner.enterDirective()
    const args: Argument[] = []
    const source = (): string => text.slice(start.start, last.end)
    if (!scanner.parenthesisAhead()) {
      if (name === 'macro') throw new ParseFailure('#macro needs a name: #macro(name $a $b)', start.start, start.image.length)
      scanner.leaveDirective()
      return { kind: 'directive', name, args, source: source(), ...place(start) }
    }
    skipBlank()
    expect('open', `"(" after #${name}`)
    while (argumentAhead()) {
      skipBlank()
      if (at('comma')) {
        take()
        skipBlank()
      }
      const argument = directiveArgument()
      if (
        argument.kind === 'word' &&
        isDirective(name) &&
        !(name === 'foreach' && args.length === 1) &&
        !(name === 'macro' && args.length === 0)
      ) {
        throw new ParseFailure(`"${argument.text}" cannot be an argument of #${name}`, argument.offset - base, argument.length)
      }
      args.push(argument)
    }
    skipBlank()
    expect('close', `")" or an argument of #${name}`)
    if (!blockDirectives.has(name) && !name.startsWith('@')) return { kind: 'directive', name, args, source: source(), ...place(start) }
    const bodyStart = last.end
    const body = statements()
    const bodySource = text.slice(bodyStart, Math.max(bodyStart, peek().start))
    expect('end', `#end of the #${name}`)
    return { kind: 'directive', name, args, body, bodySource, source: source(), ...place(start) }
  }

  function argumentAhead(): boolean {
    let distance = at('blank') ? 1 : 0
    if (at('comma', distance)) {
      if (distance === 1) return true
      if (at('blank', 1)) return true
      distance = 1
    }
    const kind = peek(distance).kind
    return kind === 'word' || startsValue(kind)
  }

  function startsValue(kind: TokenKind): boolean {
    switch (kind) {
      case 'string':
      case 'integer':
      case 'double':
      case 'list-open':
      case 'map-open':
      case 'true':
      case 'false':
      case 'identifier':
      case 'reference-open':
        return true
      default:
        return false
    }
  }

  function directiveArgument(): Argument {
    if (at('word')) {
      const word = take()
      return { kind: 'word', text: word.image, ...place(word) }
    }
    return value('an argument')
  }

  function referenceAhead(): boolean {
    return at('identifier') || at('reference-open')
  }

  function reference(): Reference {
    const first = take()
    let rootToken = first
    const formal = first.kind === 'reference-open'
    if (formal) rootToken = expect('identifier', 'a name after "${"')
    const accesses: Access[] = []
    indexes(accesses)
    while (at('dot') && at('identifier', 1)) {
      take()
      const name = take()
      if (at('open') && methodAhead()) accesses.push(nested(() => method(name)))
      else accesses.push({ kind: 'property', name: name.image, ...place(name) })
      indexes(accesses)
    }
    if (formal) expect('reference-close', '"}" at the end of the reference')
    return { kind: 'reference', accesses, ...rootOf(first, rootToken), ...place(first) }
  }

  /** Whether what follows the parenthesis can be an argument or its end; otherwise `$a.b` ends before it and the parenthesis is text. */
  function methodAhead(): boolean {
    const { kind } = peek(1)
    return kind === 'method-close' || kind === 'blank' || startsValue(kind)
  }

  function method(name: Token): Access {
    take()
    const args: Expression[] = []
    if (!at('method-close')) {
      args.push(parameter())
      while (at('comma')) {
        take()
        args.push(parameter())
      }
    }
    expect('method-close', `")" or "," in the arguments of ${name.image} (only literals and references may be arguments)`)
    return { kind: 'method', name: name.image, args, ...place(name) }
  }

  function indexes(accesses: Access[]): void {
    while (at('index-open')) {
      const start = take()
      skipBlank()
      const { kind } = peek()
      if (kind !== 'string' && kind !== 'integer' && kind !== 'true' && kind !== 'false' && !referenceAhead())
        fail(peek(), 'a literal or a reference as index')
      const index = nested(() => value('an index'))
      skipBlank()
      expect('index-close', '"]" at the end of the index')
      accesses.push({ kind: 'index', index, ...place(start) })
    }
  }

  type Root = Pick<Reference, 'root' | 'prefix' | 'escaped' | 'bare' | 'quiet' | 'source' | 'target'>

  function rootOf(first: Token, rootToken: Token): Root {
    const image = first.image
    const backslashes = image.length - image.replace(/^\\+/, '').length
    const dollar = image.lastIndexOf('$')
    const more = dollar > backslashes ? image.slice(backslashes, dollar) : ''
    const shown = dollar === -1 ? image : image.slice(Math.max(dollar, backslashes))
    const source = shown + text.slice(first.end, last.end)
    const prefix = '\\'.repeat(Math.floor(backslashes / 2)) + more
    const escaped = backslashes % 2 === 1
    const quiet = shown.startsWith('$!')
    const target = shown.slice(1)
    if (dollar === -1) return { root: rootToken.image, prefix, escaped, bare: true, quiet: false, source, target }
    if (rootToken !== first) return { root: rootToken.image, prefix, escaped, bare: false, quiet, source, target }
    const name = shown.slice(quiet ? 2 : 1)
    return { root: name, prefix, escaped, bare: false, quiet, source, target }
  }

  function parameter(): Expression {
    skipBlank()
    const result = nested(() => value('a literal or a reference'))
    skipBlank()
    return result
  }

  function value(expected: string): Expression {
    const token = peek()
    switch (token.kind) {
      case 'string':
        return stringLiteral(take())
      case 'integer':
        return { kind: 'integer', text: take().image, ...place(token) }
      case 'double':
        return { kind: 'double', text: take().image, ...place(token) }
      case 'true':
      case 'false':
        take()
        return { kind: 'boolean', value: token.kind === 'true', ...place(token) }
      case 'list-open':
        return listOrRange()
      case 'map-open':
        return map()
      case 'identifier':
      case 'reference-open':
        return reference()
      default:
        return fail(token, expected)
    }
  }

  function listOrRange(): Expression {
    const start = take()
    if (at('list-close')) {
      take()
      return { kind: 'list', items: [], ...place(start) }
    }
    const first = parameter()
    if (at('double-dot') && (first.kind === 'integer' || first.kind === 'reference')) {
      take()
      const to = parameter()
      if (to.kind !== 'integer' && to.kind !== 'reference')
        throw new ParseFailure('A range ends with an integer or a reference', to.offset - base, to.length)
      expect('list-close', '"]" at the end of the range')
      return { kind: 'range', from: first, to, ...place(start) }
    }
    const items = [first]
    while (at('comma')) {
      take()
      items.push(parameter())
    }
    expect('list-close', '"]" or "," in a list (only literals and references may be elements)')
    return { kind: 'list', items, ...place(start) }
  }

  function map(): Expression {
    const start = take()
    const entries: [Expression, Expression][] = []
    const distance = at('blank') ? 1 : 0
    if (startsValue(peek(distance).kind)) {
      do {
        if (entries.length > 0) take()
        const key = parameter()
        expect('colon', '":" after the key of a map')
        entries.push([key, parameter()])
      } while (at('comma'))
    } else skipBlank()
    if (at('reference-close')) take()
    else expect('map-close', '"}" or "," in a map')
    return { kind: 'map', entries, ...place(start) }
  }

  function stringLiteral(token: Token): StringLiteral {
    const quote = token.image.charAt(0)
    let content = token.image.slice(1, -1)
    if (quote === '"') content = resolveUnicode(content, token)
    content = content.replaceAll(quote + quote, quote)
    const whole = place(token)
    if (quote !== '"' || !/[$#]/.test(token.image)) return { kind: 'string', value: content, ...whole }
    // Velocity's own trick: a blank behind it, or a `$` at the end of the string would wait for more.
    const padded = !content.includes('##')
    const inner = parse(padded ? `${content} ` : content, base + token.start + 1, depth + 1, content.length)
    if (inner.ast === undefined) {
      const [problem] = inner.errors
      throw new ParseFailure(problem?.message ?? 'Unreadable string', (problem?.offset ?? base + token.start) - base, problem?.length ?? 1)
    }
    return { kind: 'string', value: content, template: inner.ast, padded, ...whole }
  }

  function resolveUnicode(content: string, token: Token): string {
    if (!content.includes('\\u')) return content
    return content.replace(/\\u([\s\S]{0,4})/g, (_, digits: string) => {
      if (!/^[0-9a-fA-F]{4}$/.test(digits))
        throw new ParseFailure('"\\u" needs four hexadecimal digits', token.start, token.end - token.start)
      return String.fromCharCode(Number.parseInt(digits, 16))
    })
  }

  function expression(): Expression {
    return nested(() => binary(0))
  }

  function binary(level: number): Expression {
    const operators = levels[level]
    if (operators === undefined) return unary()
    const start = ahead[0] ?? peek()
    let left = binary(level + 1)
    for (let count = 0; ; count++) {
      if (count > longestChain) throw new ParseFailure('The expression has too many operators', start.start, 1)
      const operator = operators.find((candidate) => at(candidate))
      if (operator === undefined) return left
      take()
      const right = binary(level + 1)
      left = { kind: 'binary', operator, left, right, ...place(start) }
    }
  }

  function unary(): Expression {
    const start = peek()
    if (at('!') || (at('blank') && at('!', 1))) {
      skipBlank()
      take()
      return nested(() => {
        const operand = unary()
        return { kind: 'not', operand, ...place(start) }
      })
    }
    skipBlank()
    if (at('open')) {
      take()
      const inner = expression()
      expect('close', '")" or an operator')
      skipBlank()
      return inner
    }
    const result = value('a value: a literal, a reference, a list, a map or an expression in parentheses')
    skipBlank()
    return result
  }

  return { template }
}

/** From the loosest to the tightest. */
const levels: readonly (readonly Operator[])[] = [['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']]
