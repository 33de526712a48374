/** A class of characters: ranges of code points (first, last, first, last, …) and Unicode properties such as `\p{L}`. */
export interface CharacterClass {
  readonly ranges: readonly number[]
  readonly properties?: readonly string[]
  readonly not?: true
}

/**
 * One step of a compiled pattern: a character of a class, a fork to two steps, a jump, an assertion about the place, an
 * assertion about what follows (a program of its own), or the end.
 */
export type Step =
  | readonly ['class', number]
  | readonly ['fork', number, number]
  | readonly ['jump', number]
  | readonly ['start' | 'end' | 'boundary' | 'inside']
  | readonly ['ahead' | 'not-ahead', readonly Step[]]
  | readonly ['found']

/** A regular expression, compiled when this code was generated. It holds anywhere in a text. */
export interface Pattern {
  readonly classes: readonly CharacterClass[]
  readonly program: readonly Step[]
}

const MAX_STEPS = 5_000_000

/**
 * Whether a pattern holds somewhere in a text. All states advance together, so time grows with the length of the text and
 * never explodes: patterns come from a document, texts from anybody. `too long` after five million steps.
 */
export function matches(text: string, { classes, program }: Pattern): 'yes' | 'no' | 'too long' {
  const points = Array.from(text, (char) => char.codePointAt(0) ?? 0)
  const budget = { left: MAX_STEPS }
  const tests = classes.map(testOf)
  // What begins at the start of the text need not be looked for anywhere else.
  const found = search(points, 0, program, tests, budget, program[0]?.[0] === 'start' ? 'here' : 'anywhere')
  return budget.left < 0 ? 'too long' : found ? 'yes' : 'no'
}

type Test = (point: number) => boolean

function testOf({ ranges, properties, not }: CharacterClass): Test {
  const expressions = (properties ?? []).map((property) => new RegExp(property, 'u'))
  const within = (point: number): boolean => {
    for (let index = 0; index + 1 < ranges.length; index += 2) {
      if (point >= (ranges[index] ?? 0) && point <= (ranges[index + 1] ?? -1)) return true
    }
    return expressions.length > 0 && expressions.some((expression) => expression.test(String.fromCodePoint(point)))
  }
  return not ? (point) => !within(point) : within
}

function search(
  points: readonly number[],
  from: number,
  program: readonly Step[],
  tests: readonly Test[],
  budget: { left: number },
  where: 'anywhere' | 'here',
): boolean {
  let states: number[] = []
  // The last place at which a step was added: a set that need not be cleared.
  const added = new Int32Array(program.length).fill(-1)
  for (let at = from; ; at++) {
    const pending = where === 'anywhere' || at === from ? [...states, 0] : states
    const next: number[] = []
    while (pending.length > 0) {
      const index = pending.pop() ?? 0
      if (added[index] === at) continue
      added[index] = at
      if (budget.left-- < 0) return false
      const step = program[index]
      if (!step) continue
      if (step[0] === 'found') return true
      if (step[0] === 'class') {
        const point = points[at]
        if (point !== undefined && tests[step[1]]?.(point)) next.push(index + 1)
      } else if (step[0] === 'fork') pending.push(step[1], step[2])
      else if (step[0] === 'jump') pending.push(step[1])
      else if (holds(step, points, at, tests, budget)) pending.push(index + 1)
    }
    if (at >= points.length || (next.length === 0 && where === 'here')) return false
    states = next
  }
}

function holds(
  step: Exclude<Step, readonly ['class' | 'fork' | 'jump' | 'found', ...unknown[]]>,
  points: readonly number[],
  at: number,
  tests: readonly Test[],
  budget: { left: number },
): boolean {
  switch (step[0]) {
    case 'start':
      return at === 0
    case 'end':
      return at === points.length
    case 'boundary':
      return isWord(points[at - 1]) !== isWord(points[at])
    case 'inside':
      return isWord(points[at - 1]) === isWord(points[at])
    default:
      return search(points, at, step[1], tests, budget, 'here') === (step[0] === 'ahead')
  }
}

function isWord(point: number | undefined): boolean {
  return point !== undefined && /\w/.test(String.fromCodePoint(point))
}
