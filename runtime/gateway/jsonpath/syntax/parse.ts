import type { Comparison, Filter, JsonPath, Operand, PathProblem, Step } from './ast.ts'

/** A path, or what keeps it from being one. */
export interface ParsedPath {
  readonly path?: JsonPath
  readonly errors: readonly PathProblem[]
}

/** Nesting of filters and of the paths inside them. */
const deepest = 50

class PathFailure extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.name = 'PathFailure'
    this.offset = offset
  }
}

/** Reads a path as Jayway JsonPath does (`$` may be left out). Linear, never throws. */
export function parsePath(text: string): ParsedPath {
  try {
    return { path: createParser(text).whole(), errors: [] }
  } catch (error) {
    if (!(error instanceof PathFailure)) throw error
    const offset = Math.min(error.offset, Math.max(0, text.length - 1))
    return { errors: [{ message: error.message, offset, length: 1 }] }
  }
}

const comparisons: readonly Comparison[] = ['==', '!=', '<=', '>=', '=~', '<', '>', 'in ', 'nin ', 'size ', 'empty '].map(
  (name) => name.trim() as Comparison,
)

function createParser(text: string): { whole(): JsonPath } {
  let at = 0
  let depth = 0

  function fail(message: string, offset = at): never {
    throw new PathFailure(message, offset)
  }

  function nested<T>(read: () => T): T {
    if (++depth > deepest) fail('The path is nested too deeply')
    const result = read()
    depth--
    return result
  }

  function blanks(): void {
    while (text[at] === ' ') at++
  }

  function expect(char: string): void {
    if (text[at] !== char) fail(`Expected "${char}"`)
    at++
  }

  function whole(): JsonPath {
    blanks()
    if (at === text.length) fail('The path is empty')
    if (text[at] === '$' || text[at] === '@') at++
    // Jayway puts `$.` in front of what begins with neither: `.a` is `$..a`.
    else if (text[at] === '.') return finish(path('descend'))
    else if (text[at] !== '[') return finish(path('name'))
    return finish(path('step'))
  }

  function finish(result: JsonPath): JsonPath {
    blanks()
    if (at < text.length) fail(`Unexpected \`${text[at]}\``)
    return result
  }

  /** Steps until something that can be none. It begins with a step, a name without its dot, or the second dot of a descent. */
  function path(begin: 'step' | 'name' | 'descend'): JsonPath {
    const steps: Step[] = begin === 'descend' ? [{ kind: 'descend' }] : []
    let fn = begin === 'name' ? name(steps) : begin === 'descend' ? dot(steps) : undefined
    while (fn === undefined && at < text.length) {
      if (text[at] === '[') bracket(steps)
      else if (text[at] === '.') fn = dot(steps)
      else break
    }
    return { steps, ...(fn === undefined ? {} : { fn }) }
  }

  function dot(steps: Step[]): string | undefined {
    at++
    if (text[at] === '.') {
      at++
      steps.push({ kind: 'descend' })
    }
    if (at >= text.length) fail('A path cannot end with a dot', at - 1)
    if (text[at] === '*') {
      at++
      steps.push({ kind: 'wildcard' })
      return undefined
    }
    if (text[at] === '[') {
      bracket(steps)
      return undefined
    }
    return name(steps)
  }

  function name(steps: Step[]): string | undefined {
    const start = at
    const stops = depth > 0 ? '.[( )]=<>!&|' : '.[( '
    while (at < text.length && !stops.includes(text.charAt(at))) at++
    if (at === start) fail('A name is missing')
    const word = text.slice(start, at)
    if (text[at] !== '(') {
      steps.push({ kind: 'property', name: word })
      return undefined
    }
    const end = text.indexOf(')', at)
    if (end === -1) fail('The function is not closed')
    at = end + 1
    return word
  }

  function quoted(): string {
    const quote = text.charAt(at)
    const start = at
    let result = ''
    for (at++; ; at++) {
      if (at >= text.length) fail('The quote is not closed', start)
      if (text[at] === quote) break
      if (text[at] === '\\' && at + 1 < text.length) at++
      result += text[at]
    }
    at++
    return result
  }

  function bracket(steps: Step[]): void {
    const start = at
    at++
    blanks()
    const char = text.charAt(at)
    if (char === '*') {
      at++
      blanks()
      expect(']')
      steps.push({ kind: 'wildcard' })
    } else if (char === '?') {
      at++
      blanks()
      expect('(')
      const test = nested(either)
      blanks()
      expect(')')
      blanks()
      expect(']')
      steps.push({ kind: 'filter', test })
    } else if (char === "'" || char === '"') {
      const names = [quoted()]
      for (blanks(); text[at] === ','; blanks()) {
        at++
        blanks()
        if (text[at] !== "'" && text[at] !== '"') fail('Expected a quoted name')
        names.push(quoted())
      }
      expect(']')
      const [only] = names
      steps.push(names.length === 1 && only !== undefined ? { kind: 'property', name: only } : { kind: 'properties', names })
    } else {
      const end = text.indexOf(']', at)
      if (end === -1) fail('The bracket is not closed', start)
      steps.push(numbers(text.slice(at, end), start))
      at = end + 1
    }
  }

  function numbers(body: string, start: number): Step {
    if (body.length > 1000) fail('The bracket holds too much', start)
    if (body.includes(':')) {
      const [from = '', to = '', more] = body.split(':')
      if (more !== undefined) fail('A slice has a beginning and an end only', start)
      return {
        kind: 'slice',
        ...(from.trim() === '' ? {} : { from: whole32(from, start) }),
        ...(to.trim() === '' ? {} : { to: whole32(to, start) }),
      }
    }
    if (body.includes(',')) return { kind: 'indexes', indexes: body.split(',').map((part) => whole32(part, start)) }
    return { kind: 'index', index: whole32(body, start) }
  }

  function whole32(word: string, start: number): number {
    const trimmed = word.trim()
    const value = Number(trimmed)
    if (!/^-?\d{1,10}$/.test(trimmed) || Math.abs(value) > 2147483647)
      fail('Expected a quoted name, an index, *, ? or a slice in the bracket', start)
    return value
  }

  function either(): Filter {
    let left = both()
    for (blanks(); text.startsWith('||', at); blanks()) {
      at += 2
      left = nested(() => ({ kind: 'or', left, right: both() }) as const)
    }
    return left
  }

  function both(): Filter {
    let left = single()
    for (blanks(); text.startsWith('&&', at); blanks()) {
      at += 2
      left = nested(() => ({ kind: 'and', left, right: single() }) as const)
    }
    return left
  }

  function single(): Filter {
    blanks()
    if (text[at] === '!' && text[at + 1] !== '=') {
      at++
      return nested(() => ({ kind: 'not', operand: single() }) as const)
    }
    if (text[at] === '(') {
      at++
      const inner = nested(either)
      blanks()
      expect(')')
      return inner
    }
    const left = operand()
    blanks()
    const operator = comparisons.find((candidate) => text.startsWith(candidate, at))
    if (operator === undefined) return { kind: 'exists', operand: left }
    at += operator.length
    blanks()
    return { kind: 'compare', operator, left, right: operand() }
  }

  function operand(): Operand {
    blanks()
    const char = text.charAt(at)
    if (char === '@' || char === '$') {
      at++
      return { kind: 'path', from: char === '@' ? 'current' : 'root', path: nested(() => path('step')) }
    }
    if (char === "'" || char === '"') return { kind: 'literal', value: quoted() }
    if (char === '/') return pattern()
    if (char === '[') return list()
    const start = at
    while (at < text.length && !' )]=<>!&|,'.includes(text.charAt(at))) at++
    const word = text.slice(start, at)
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' }
    if (word === 'null') return { kind: 'literal', value: null }
    if (!/^-?\d{1,40}(\.\d{1,40})?([eE][-+]?\d{1,3})?$/.test(word))
      fail('Expected a path, a quoted text, a number, true, false or null', start)
    return { kind: 'number', text: word }
  }

  function list(): Operand {
    const items: Operand[] = []
    at++
    for (blanks(); text[at] !== ']'; blanks()) {
      if (items.length > 0) {
        expect(',')
        blanks()
      }
      items.push(nested(operand))
    }
    at++
    return { kind: 'list', items }
  }

  function pattern(): Operand {
    const start = ++at
    while (at < text.length && text[at] !== '/') at += text[at] === '\\' ? 2 : 1
    if (at >= text.length) fail('The pattern is not closed', start)
    const source = text.slice(start, at)
    at++
    const ignoreCase = text[at] === 'i'
    if (ignoreCase) at++
    return { kind: 'pattern', pattern: source, ignoreCase }
  }

  return { whole }
}
