import type { Json } from '../../../base/json.ts'

/** A compiled pattern as `runtime/typescript/validation/pattern.ts` runs it: plain data. */
export interface CompiledPattern {
  readonly [key: string]: Json
  readonly classes: readonly { readonly [key: string]: Json }[]
  readonly program: readonly Step[]
}

type Step = readonly Json[]

/** A pattern that could be compiled, or why not. */
export type PatternResult =
  | { readonly kind: 'compiled'; readonly pattern: CompiledPattern }
  | { readonly kind: 'refused'; readonly why: string }

/** A program grows with counted repetitions: `(a{50}){50}`. */
const MAX_PROGRAM = 5_000
const MAX_GROUPS = 50

/**
 * Compiles an ECMAScript regular expression (with `u`, but lenient about needless backslashes, as people write them) to a
 * program that runs in linear time. Refused: what is no regular expression, back references, look-behind and inline flags.
 */
export function compilePattern(source: string): PatternResult {
  const parser = new Parser(source)
  try {
    const program = parser.parse()
    return { kind: 'compiled', pattern: { classes: parser.classes, program } }
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', why: error.message }
    throw error
  }
}

class Refusal extends Error {}

const DIGIT = [0x30, 0x39]
const WORD = [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a]
const SPACE = [
  9, 13, 0x20, 0x20, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f, 0x205f, 0x3000, 0x3000, 0xfeff,
  0xfeff,
]
const LINE_ENDS = [10, 10, 13, 13, 0x2028, 0x2029]
const MAX_POINT = 0x10ffff
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 }

interface Class {
  ranges: number[]
  properties: string[]
}

class Parser {
  readonly classes: { readonly [key: string]: Json }[] = []
  readonly #chars: readonly string[]
  readonly #known = new Map<string, number>()
  #at = 0
  #depth = 0

  constructor(source: string) {
    this.#chars = Array.from(source)
  }

  parse(): Step[] {
    const program = this.#alternatives()
    if (this.#at < this.#chars.length) throw new Refusal('it has a `)` too many')
    return [...program, ['found']]
  }

  #peek(offset = 0): string {
    return this.#chars[this.#at + offset] ?? ''
  }

  #take(): string {
    const char = this.#peek()
    if (char === '') throw new Refusal('it ends too early')
    this.#at++
    return char
  }

  #eat(text: string): boolean {
    const chars = Array.from(text)
    if (!chars.every((char, index) => this.#peek(index) === char)) return false
    this.#at += chars.length
    return true
  }

  #alternatives(): Step[] {
    if (++this.#depth > MAX_GROUPS) throw new Refusal('its groups are nested too deeply')
    let program = this.#sequence()
    while (this.#eat('|')) {
      const other = this.#sequence()
      program = checked([
        ['fork', 1, program.length + 2],
        ...shift(program, 1),
        ['jump', program.length + other.length + 2],
        ...shift(other, program.length + 2),
      ])
    }
    this.#depth--
    return program
  }

  #sequence(): Step[] {
    const program: Step[] = []
    while (this.#at < this.#chars.length && this.#peek() !== '|' && this.#peek() !== ')') {
      const term = this.#term()
      program.push(...shift(term, program.length))
      checked(program)
    }
    return program
  }

  #term(): Step[] {
    const before = this.#at
    const char = this.#take()
    if (char === '^') return [['start']]
    if (char === '$') return [['end']]
    if (char === '\\' && (this.#peek() === 'b' || this.#peek() === 'B')) return [[this.#take() === 'b' ? 'boundary' : 'inside']]
    let atom: Step[]
    let quantifiable = true
    if (char === '(') {
      const group = this.#group()
      atom = group.program
      quantifiable = !group.assertion
    } else if (char === '[') atom = [this.#class()]
    else if (char === '.') atom = [this.#step({ ranges: [...LINE_ENDS], properties: [] }, true)]
    else if (char === '\\') atom = [this.#escape()]
    else if (char === '*' || char === '+' || char === '?' || (char === '{' && this.#count(before))) {
      throw new Refusal(`there is nothing before \`${char}\` to repeat`)
    } else atom = [this.#point(char.codePointAt(0) ?? 0)]
    return quantifiable ? this.#repeat(atom) : atom
  }

  #group(): { program: Step[]; assertion: boolean } {
    let ahead: 'ahead' | 'not-ahead' | undefined
    if (this.#eat('?=')) ahead = 'ahead'
    else if (this.#eat('?!')) ahead = 'not-ahead'
    else if (this.#eat('?<=') || this.#eat('?<!')) throw new Refusal('it looks behind')
    else if (this.#eat('?<')) {
      while (this.#take() !== '>');
    } else if (this.#eat('?') && !this.#eat(':')) throw new Refusal('it has inline flags or another group that ECMAScript does not know')
    const program = this.#alternatives()
    if (!this.#eat(')')) throw new Refusal('a group is not closed')
    return ahead ? { program: [[ahead, [...program, ['found']]]], assertion: true } : { program, assertion: false }
  }

  /** Reads `{2}`, `{2,}` or `{2,5}` that begins at `from`; anything else is a plain brace. */
  #count(from: number): { least: number; most: number } | undefined {
    const match = /^\{(\d{1,6})(,(\d{1,6})?)?\}/.exec(this.#chars.slice(from, from + 20).join(''))
    if (!match) return undefined
    this.#at = from + match[0].length
    const least = Number(match[1])
    return { least, most: match[2] === undefined ? least : match[3] === undefined ? Number.POSITIVE_INFINITY : Number(match[3]) }
  }

  #repeat(atom: Step[]): Step[] {
    let range: { least: number; most: number } | undefined
    if (this.#eat('*')) range = { least: 0, most: Number.POSITIVE_INFINITY }
    else if (this.#eat('+')) range = { least: 1, most: Number.POSITIVE_INFINITY }
    else if (this.#eat('?')) range = { least: 0, most: 1 }
    else if (this.#peek() === '{') range = this.#count(this.#at)
    if (!range) return atom
    // Greedy or lazy is the same where only the presence of a match matters.
    this.#eat('?')
    if (/^[*+?]$/.test(this.#peek())) throw new Refusal('a repetition is repeated, or possessive')
    const { least, most } = range
    if (least > most) throw new Refusal('a repetition ends before it begins')
    const copies = most === Number.POSITIVE_INFINITY ? least : most
    if (copies * (atom.length + 1) > MAX_PROGRAM) throw new Refusal('it repeats too much')
    const program: Step[] = []
    for (let copy = 0; copy < least; copy++) program.push(...shift(atom, program.length))
    if (most === Number.POSITIVE_INFINITY) {
      const start = program.length
      program.push(['fork', start + 1, start + atom.length + 2], ...shift(atom, start + 1), ['jump', start])
    } else {
      const end = program.length + (most - least) * (atom.length + 1)
      for (let copy = least; copy < most; copy++) program.push(['fork', program.length + 1, end], ...shift(atom, program.length + 1))
    }
    return checked(program)
  }

  #class(): Step {
    const not = this.#eat('^')
    const all: Class = { ranges: [], properties: [] }
    while (!this.#eat(']')) {
      const first = this.#member(all)
      if (this.#peek() !== '-' || this.#peek(1) === ']') {
        if (first !== undefined) all.ranges.push(first, first)
        continue
      }
      this.#take()
      const last = this.#member(all)
      if (first === undefined || last === undefined) {
        // A set beside a hyphen: `[\w-.]`. ECMAScript with `u` refuses it, everybody writes it.
        all.ranges.push(0x2d, 0x2d)
        for (const point of [first, last]) if (point !== undefined) all.ranges.push(point, point)
      } else if (first > last) throw new Refusal('a range of characters ends before it begins')
      else all.ranges.push(first, last)
    }
    return this.#step(all, not)
  }

  /** One member of a class: its code point, or undefined for a set, which is added to the class. */
  #member(all: Class): number | undefined {
    const char = this.#take()
    if (char !== '\\') return char.codePointAt(0)
    if (this.#eat('b')) return 8
    return this.#escaped(all)
  }

  #escape(): Step {
    const all: Class = { ranges: [], properties: [] }
    const point = this.#escaped(all)
    return point === undefined ? this.#step(all, false) : this.#point(point)
  }

  #escaped(all: Class): number | undefined {
    const char = this.#take()
    const set = { d: DIGIT, w: WORD, s: SPACE }[char.toLowerCase()]
    if (set && /[dwsDWS]/.test(char)) {
      all.ranges.push(...(char === char.toLowerCase() ? set : complement(set)))
      return undefined
    }
    if (char === 'p' || char === 'P') {
      const match = /^\{[A-Za-z0-9_]+(=[A-Za-z0-9_]+)?\}/.exec(this.#chars.slice(this.#at, this.#at + 80).join(''))
      if (!match) throw new Refusal('a Unicode property has no name')
      this.#at += match[0].length
      const property = `\\${char}${match[0]}`
      try {
        new RegExp(property, 'u')
      } catch {
        throw new Refusal(`\`${property}\` is no Unicode property`)
      }
      all.properties.push(property)
      return undefined
    }
    if (char === '0' && /[0-9]/.test(this.#peek())) throw new Refusal('it has an octal escape')
    const control = Object.hasOwn(CONTROLS, char) ? CONTROLS[char] : undefined
    if (control !== undefined) return control
    if (char === 'c' && /[A-Za-z]/.test(this.#peek())) return (this.#take().codePointAt(0) ?? 0) % 32
    if (char === 'x') return this.#hex(/^[0-9A-Fa-f]{2}/)
    if (char === 'u') return this.#unicode()
    if (/[1-9]/.test(char)) throw new Refusal('it refers back to a group')
    if (/[A-Za-z]/.test(char)) throw new Refusal(`\`\\${char}\` means nothing in ECMAScript`)
    return char.codePointAt(0)
  }

  #unicode(): number {
    if (this.#eat('{')) {
      const point = this.#hex(/^[0-9A-Fa-f]{1,6}(?=\})/)
      this.#at++
      if (point > MAX_POINT) throw new Refusal('it names a character beyond Unicode')
      return point
    }
    const high = this.#hex(/^[0-9A-Fa-f]{4}/)
    const pair = /^\\u([dD][c-fC-F][0-9A-Fa-f]{2})/.exec(this.#chars.slice(this.#at, this.#at + 6).join(''))
    if (high < 0xd800 || high > 0xdbff || !pair) return high
    this.#at += 6
    return (high - 0xd800) * 0x400 + (Number.parseInt(pair[1] ?? '', 16) - 0xdc00) + 0x10000
  }

  #hex(form: RegExp): number {
    const match = form.exec(this.#chars.slice(this.#at, this.#at + 8).join(''))
    if (!match) throw new Refusal('an escape has no hexadecimal digits')
    this.#at += match[0].length
    return Number.parseInt(match[0], 16)
  }

  #point(point: number): Step {
    return this.#step({ ranges: [point, point], properties: [] }, false)
  }

  #step(all: Class, not: boolean): Step {
    const value = {
      ranges: merged(all.ranges),
      ...(all.properties.length > 0 && { properties: all.properties }),
      ...(not && { not: true }),
    }
    const key = JSON.stringify(value)
    const known = this.#known.get(key)
    if (known !== undefined) return ['class', known]
    this.#known.set(key, this.classes.length)
    this.classes.push(value)
    return ['class', this.classes.length - 1]
  }
}

/** Moves the targets of a program's forks and jumps. */
function shift(program: readonly Step[], by: number): Step[] {
  return program.map((step) =>
    step[0] === 'fork' || step[0] === 'jump' ? [step[0], ...step.slice(1).map((target) => Number(target) + by)] : step,
  )
}

function checked(program: Step[]): Step[] {
  if (program.length > MAX_PROGRAM) throw new Refusal('it is too large')
  return program
}

/** Ranges in order, touching ones joined. */
function merged(ranges: readonly number[]): number[] {
  const pairs: [number, number][] = []
  for (let index = 0; index + 1 < ranges.length; index += 2) pairs.push([ranges[index] ?? 0, ranges[index + 1] ?? 0])
  pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const result: [number, number][] = []
  for (const [first, last] of pairs) {
    const open = result.at(-1)
    if (open && first <= open[1] + 1) open[1] = Math.max(open[1], last)
    else result.push([first, last])
  }
  return result.flat()
}

function complement(ranges: readonly number[]): number[] {
  const result: number[] = []
  let next = 0
  const sorted = merged(ranges)
  for (let index = 0; index + 1 < sorted.length; index += 2) {
    const first = sorted[index] ?? 0
    if (first > next) result.push(next, first - 1)
    next = (sorted[index + 1] ?? 0) + 1
  }
  return next <= MAX_POINT ? [...result, next, MAX_POINT] : result
}
