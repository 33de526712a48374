import { asArray, type Json } from '../../base/json.ts'
import { type CompiledPattern, compilePattern } from '../languages/validation/pattern.ts'

/** Texts are looked for by length; a longer one would be no sample. */
const LONGEST = 200
const MAX_STATES = 100_000

/** What people expect to read, before the first character that a class has. */
const LIKELY = [...'a1A0-._ /@:+#', 'é'].map((char) => char.codePointAt(0) ?? 0)

interface State {
  readonly step: number
  readonly text: string
  readonly length: number
  /** Nothing may follow. */
  readonly ended: boolean
}

/** The shortest text of at least and at most so many characters that a pattern holds in; undefined where none is found that easily. */
export function textOfPattern(source: string, least: number, most: number): string | undefined {
  const result = compilePattern(source)
  if (result.kind === 'refused') return undefined
  const { program } = result.pattern
  const seen = new Set<string>()
  const longest = Math.min(most, Math.max(LONGEST, least))
  let current: State[] = [{ step: 0, text: '', length: 0, ended: false }]
  while (current.length > 0) {
    const next: State[] = []
    // A stack, so that the first of two alternatives is tried first; what reads a character waits for the next round.
    for (let state = current.shift(); state; state = current.shift()) {
      const { step, text, length, ended } = state
      const key = `${step} ${length} ${ended}`
      if (seen.has(key)) continue
      seen.add(key)
      if (seen.size > MAX_STATES) return undefined
      const [kind, first, second] = program[step] ?? []
      const to = (one: Json | undefined): State => ({ ...state, step: Number(one) })
      if (kind === 'found') {
        if (length >= least) return text
        if (!ended) return text.padEnd(text.length + least - length, 'x')
      } else if (kind === 'class') {
        const char = ended || length >= longest ? undefined : charOf(result.pattern, Number(first))
        if (char !== undefined) next.push({ step: step + 1, text: text + char, length: length + 1, ended })
      } else if (kind === 'fork') current.unshift(to(first), to(second))
      else if (kind === 'jump') current.unshift(to(first))
      else if (kind === 'start' && length === 0) current.unshift(to(step + 1))
      else if (kind === 'end') current.unshift({ ...to(step + 1), ended: true })
      // Other assertions look at what stands around; no sample is made for them.
    }
    current = next
  }
  return undefined
}

function charOf({ classes }: CompiledPattern, index: number): string | undefined {
  const { ranges, properties, not } = classes[index] ?? {}
  const bounds = asArray(ranges).map(Number)
  const expressions = asArray(properties).map((property) => new RegExp(String(property), 'u'))
  const isWithin = (point: number): boolean =>
    bounds.some((first, at) => at % 2 === 0 && point >= first && point <= (bounds[at + 1] ?? -1)) ||
    expressions.some((expression) => expression.test(String.fromCodePoint(point)))
  const found = [...LIKELY, ...bounds].find((point) => isWithin(point) !== (not === true))
  return found === undefined ? undefined : String.fromCodePoint(found)
}
