import { afterAll, describe, expect, it } from 'vitest'
import { conformance } from './conformance.ts'
import { type Payload, PLACES, QUIET, textPayloads } from './hostile.ts'
import { type Judge, judgeOfEscapes } from './hostile-judge.ts'

/** A hostile text that may not stand at a place, and why that is accepted. */
export interface Gap {
  readonly place: string
  readonly payload: string
  readonly reason: string
}

/** A hostile text and the place it is tried at. */
export interface Pair {
  readonly place: string
  readonly payload: Payload
}

/** Places judged in one document. More would save little; fewer cost a document each. */
const TOGETHER = 12

/**
 * The places that are judged in one document, each with another text. Where a text can take something out of the output it would
 * take other texts along, and a pattern has no twin: such places stand alone. The others are dealt like cards, because places of one
 * element are neighbors in the list.
 */
export const GROUPS: readonly (readonly string[])[] = (() => {
  const quiet = QUIET.filter((place) => !/pattern/i.test(place))
  const count = Math.ceil(quiet.length / TOGETHER)
  const dealt = Array.from({ length: count }, (_, index) => quiet.filter((_, at) => at % count === index))
  return [...dealt, ...PLACES.filter((place) => !quiet.includes(place)).map((place) => [place])]
})()

/** As many rounds as there are texts: in each every place of a group has another text, in all every place has had every text. */
export function roundsOf(group: readonly string[], payloads: readonly Payload[]): readonly (readonly Pair[])[] {
  const stride = Math.max(1, Math.floor(payloads.length / group.length))
  return payloads.map((_, round) =>
    group.flatMap((place, index) => {
      const payload = payloads[(round + index * stride) % payloads.length]
      return payload ? [{ place, payload }] : []
    }),
  )
}

/** What came of pairs. */
export interface Proof {
  readonly proved: number
  /** Of those, the specs that were refused as unreadable. */
  readonly refused: number
  readonly escapes: readonly { readonly pairs: readonly Pair[]; readonly problem: string }[]
}

/** Proves pairs together; where that fails or is refused, half of them at a time, down to the one that is to blame. */
export async function prove(pairs: readonly Pair[], judge: Judge): Promise<Proof> {
  const { refused, problems } = await judge(pairs.map(({ place, payload }) => ({ place, text: payload.value })))
  if (pairs.length === 1) {
    return { proved: 1, refused: refused ? 1 : 0, escapes: problems.map((problem) => ({ pairs, problem })) }
  }
  if (!refused && problems.length === 0) return { proved: pairs.length, refused: 0, escapes: [] }
  const middle = Math.ceil(pairs.length / 2)
  const [one, two] = [await prove(pairs.slice(0, middle), judge), await prove(pairs.slice(middle), judge)]
  const escapes = [...one.escapes, ...two.escapes]
  return {
    proved: one.proved + two.proved,
    refused: one.refused + two.refused,
    // What happens only where two meet is an escape as well.
    escapes: escapes.length === 0 ? problems.map((problem) => ({ pairs, problem })) : escapes,
  }
}

/**
 * Proves every hostile text at every place of every other group, from the first or the second on: each half is a test file of its own,
 * so that two workers share the proof. One place: `npm run prove -- hostile -t 'schema.type'`.
 */
export function proveHalf(half: 0 | 1, gaps: readonly Gap[]): void {
  const file = conformance('hostile', 'payloads.json')
  const payloads = file === undefined ? [] : textPayloads(file)
  const groups = GROUPS.filter((_, index) => index % 2 === half).map((places) => ({ places, name: places.join(', ') }))

  describe.skipIf(file === undefined)('every hostile text', () => {
    let [proved, refused] = [0, 0]
    afterAll(() => console.info(`${proved} pairs proved, ${refused} of them refused as unreadable`))
    it.each(groups)('at $name', { timeout: 3_600_000 }, async ({ places }) => {
      const judge = judgeOfEscapes()
      const found = new Set<string>()
      const problems: string[] = []
      for (const round of roundsOf(places, payloads)) {
        const proof = await prove(round, judge)
        proved += proof.proved
        refused += proof.refused
        for (const { pairs, problem } of proof.escapes) {
          const name = pairs.map(({ place, payload }) => `${payload.id} at ${place}`).join(' with ')
          found.add(name)
          if (!gaps.some((gap) => name === `${gap.payload} at ${gap.place}`)) problems.push(`${name}: ${problem}`)
        }
      }
      for (const { place, payload } of gaps)
        if (places.includes(place) && !found.has(`${payload} at ${place}`)) problems.push(`${payload} at ${place}: is no gap any more`)
      expect(problems).toEqual([])
    })
  })
}
