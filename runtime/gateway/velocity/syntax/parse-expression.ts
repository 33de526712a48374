import type { Access, Expression, Operator, Reference, StringLiteral, Template } from './ast.ts'
import { type Cursor, ParseFailure } from './cursor.ts'
import type { Token, TokenKind } from './token.ts'

/** Reads what has a value. */
export interface ExpressionParser {
  /** A whole expression, operators and all. */
  expression(): Expression
  reference(): Reference
  /** Whether a reference can begin here. */
  referenceAhead(): boolean
  /** A literal, a reference, a list or a map; `expected` is said where none begins. */
  value(expected: string): Expression
}

/** Operators of one rank in a row: each adds a level to the tree. */
const longestChain = 1000

/** From the loosest to the tightest. */
const levels: readonly (readonly Operator[])[] = [['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']]

/** Whether a value can begin with a token. */
export function startsValue(kind: TokenKind): boolean {
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

/** A parser of expressions at a cursor; `interpolate` reads the template in a string, which begins at a place of the cursor's text. */
export function createExpressionParser(
  cursor: Cursor,
  interpolate: (content: string, at: number, length: number) => Template,
): ExpressionParser {
  const { text, peek, take, at, last, fail, expect, expectAfterArgument, skipBlank, place, nested } = cursor

  function referenceAhead(): boolean {
    return at('identifier') || at('reference-open')
  }

  function reference(): Reference {
    const first = take()
    let rootToken = first
    const formal = first.kind === 'reference-open'
    if (formal) rootToken = expect('identifier', 'a name after `${`')
    const accesses: Access[] = []
    indexes(accesses)
    while (at('dot') && at('identifier', 1)) {
      take()
      const name = take()
      if (at('open') && methodAhead()) accesses.push(nested(() => method(name)))
      else accesses.push({ kind: 'property', name: name.image, ...place(name) })
      indexes(accesses)
    }
    if (formal) expect('reference-close', '`}` at the end of the reference')
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
    expectAfterArgument('method-close', `\`)\` or \`,\` in the arguments of ${name.image} (only literals and references may be arguments)`)
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
      expectAfterArgument('index-close', '`]` at the end of the index')
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
    const source = shown + text.slice(first.end, last().end)
    const escaped = backslashes % 2 === 1
    // Behind a backslash, the `$` signs that start nothing are lost.
    const prefix = '\\'.repeat(Math.floor(backslashes / 2)) + (escaped ? '' : more)
    const quiet = shown.startsWith('$!')
    const target = shown.slice(1)
    if (dollar === -1) return { root: image, prefix, escaped, bare: true, quiet: false, source, target }
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
        return { kind: 'integer', text: number(token), ...place(token) }
      case 'double':
        return { kind: 'double', text: number(token), ...place(token) }
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

  /** A `#` that the scanner had in hand before a number makes it none. */
  function number(token: Token): string {
    if (!/^-?[.\d]/.test(token.image)) fail(token, 'a number')
    return take().image
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
        throw new ParseFailure('A range ends with an integer or a reference', to.offset - cursor.base, to.length)
      expect('list-close', '`]` at the end of the range')
      return { kind: 'range', from: first, to, literal: text.slice(start.start, last().end), ...place(start) }
    }
    const items = [first]
    while (at('comma')) {
      take()
      items.push(parameter())
    }
    expectAfterArgument('list-close', '`]` or `,` in a list (only literals and references may be elements)')
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
        expect('colon', '`:` after the key of a map')
        entries.push([key, parameter()])
      } while (at('comma'))
    } else skipBlank()
    if (at('reference-close')) take()
    else expectAfterArgument('map-close', '`}` or `,` in a map')
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
    const template = interpolate(padded ? `${content} ` : content, token.start + 1, content.length)
    return { kind: 'string', value: content, template, padded, ...whole }
  }

  function resolveUnicode(content: string, token: Token): string {
    if (!content.includes('\\u')) return content
    return content.replace(/\\u([\s\S]{0,4})/g, (_, digits: string) => {
      if (!/^[0-9a-fA-F]{4}$/.test(digits))
        throw new ParseFailure('`\\u` needs four hexadecimal digits', token.start, token.end - token.start)
      return String.fromCharCode(Number.parseInt(digits, 16))
    })
  }

  function expression(): Expression {
    return nested(() => binary(0))
  }

  function binary(level: number): Expression {
    const operators = levels[level]
    if (operators === undefined) return unary()
    const start = peek()
    let left = binary(level + 1)
    for (let count = 0; ; count++) {
      if (count > longestChain) throw new ParseFailure('The expression has too many operators', start.start, 1)
      const operator = operators.find((candidate) => at(candidate))
      if (operator === undefined) return left
      take()
      const from = peek().start
      const right = binary(level + 1)
      left = { kind: 'binary', operator, left, right, literal: text.slice(from, last().end), ...place(start) }
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
      const from = peek().start
      const inner = expression()
      const literal = text.slice(from, last().end)
      expect('close', '`)` or an operator')
      skipBlank()
      return inner.kind === 'binary' || inner.kind === 'range' ? { ...inner, literal } : inner
    }
    const result = value('a value: a literal, a reference, a list, a map or an expression in parentheses')
    skipBlank()
    return result
  }

  return { expression, reference, referenceAhead, value }
}
