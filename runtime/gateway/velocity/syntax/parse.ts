import type { Argument, Expression, IfStatement, SetStatement, Statement, SyntaxProblem, Template, Text } from './ast.ts'
import { createCursor, operatorAt, ParseFailure } from './cursor.ts'
import { createExpressionParser, startsValue } from './parse-expression.ts'
import { ScanError } from './scanner.ts'
import type { Token } from './token.ts'

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
    if (error instanceof ScanError) return problem(error.message, error.offset, 1, operatorIn(error, text))
    if (error instanceof ParseFailure) return problem(error.message, error.offset, error.length, error.reason)
    throw error
  }

  function problem(message: string, offset: number, length: number, reason: SyntaxProblem['reason']): ParsedTemplate {
    return { errors: [{ message, offset: Math.min(base + offset, base + limit), length, ...(reason && { reason }) }] }
  }
}

/** In arguments and indexes the scanner itself knows no operators. */
function operatorIn({ state, offset }: ScanError, text: string): SyntaxProblem['reason'] {
  return (state === 'arguments' || state === 'index') && operatorAt(text, offset) ? 'operator-in-argument' : undefined
}

/** Reads the template in an interpolated string; its problems are those of the template around it. */
function parseWithin(content: string, base: number, depth: number, limit: number, outer: number): Template {
  const { ast, errors } = parse(content, base, depth, limit)
  if (ast !== undefined) return ast
  const [problem] = errors
  throw new ParseFailure(problem?.message ?? 'Unreadable string', (problem?.offset ?? base) - outer, problem?.length ?? 1, problem?.reason)
}

interface Parser {
  template(): Template
}

function createParser(text: string, base: number, depth: number): Parser {
  const cursor = createCursor(text, base, depth)
  const { peek, take, at, last, fail, expect, expectAfterArgument, skipBlank, place, nested } = cursor
  const { expression, reference, referenceAhead, value } = createExpressionParser(cursor, (content, offset, length) =>
    parseWithin(content, base + offset, cursor.depth() + 1, length, base),
  )

  function template(): Template {
    const body = statements()
    if (!at('end-of-template')) fail(peek(), 'text, a reference or a directive')
    return { kind: 'template', body, offset: cursor.base, length: text.length }
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
        // Whatever the scanner had in hand before `#[[` counts among the three characters that are dropped.
        return { kind: 'text', text: block.before + block.image.slice(3, -3), ...place(block) }
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
      expect('open', '`(` after `#if`')
      const condition = expression()
      expect('close', '`)` or an operator')
      branches.push({ condition, body: statements() })
    } while (at('elseif'))
    let otherwise: Statement[] | undefined
    if (at('else')) {
      take()
      otherwise = statements()
    }
    expectEnd(start, 'if')
    return { kind: 'if', branches, ...(otherwise === undefined ? {} : { otherwise }), ...place(start) }
  }

  function expectEnd(start: Token, name: string): void {
    // Where the template ends is no help: the directive that goes on to there is what has to be mended.
    if (at('end-of-template')) throw new ParseFailure(`\`#${name}\` has no \`#end\``, start.start, start.end - start.start)
    expect('end', `the \`#end\` of \`#${name}\``)
  }

  function setStatement(): SetStatement {
    const start = take()
    skipBlank()
    if (!referenceAhead()) fail(peek(), 'the reference that `#set` assigns to')
    const target = reference()
    skipBlank()
    expect('=', '`=` after the reference of `#set`')
    const value = expression()
    expect('close', '`)` at the end of `#set`, or an operator')
    cursor.scanner.leaveSet()
    return { kind: 'set', target, value, ...place(start) }
  }

  function directive(): Statement {
    const start = take()
    // Whatever precedes the "#" in the token (`$#foreach`) becomes part of the name, and makes it none that is known.
    const name = start.kind === 'bracketed-word' ? start.image.slice(2, -1) : start.image.slice(1)
    cursor.scanner.enterDirective()
    const args: Argument[] = []
    const source = (): string => text.slice(start.start, last().end)
    if (!cursor.scanner.parenthesisAhead()) {
      if (name === 'macro') throw new ParseFailure('`#macro` needs a name: `#macro(name $a $b)`', start.start, start.image.length)
      cursor.scanner.leaveDirective()
      return { kind: 'directive', name, args, source: source(), ...place(start) }
    }
    skipBlank()
    expect('open', `\`(\` after \`#${name}\``)
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
        throw new ParseFailure(`\`${argument.text}\` cannot be an argument of \`#${name}\``, argument.offset - cursor.base, argument.length)
      }
      args.push(argument)
    }
    skipBlank()
    const close = isDirective(name) ? expectAfterArgument : expect
    close('close', `\`)\` or an argument of \`#${name}\``)
    if (!blockDirectives.has(name) && !name.startsWith('@')) return { kind: 'directive', name, args, source: source(), ...place(start) }
    const bodyStart = last().end
    const body = statements()
    const bodySource = text.slice(bodyStart, Math.max(bodyStart, peek().start))
    expectEnd(start, name)
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

  function directiveArgument(): Argument {
    if (at('word')) {
      const word = take()
      return { kind: 'word', text: word.image, ...place(word) }
    }
    return value('an argument')
  }

  return { template }
}
