import { describe, expect, it } from 'vitest'
import { conformance } from './conformance.ts'
import { judgeOfEscapes, textPayloads } from './hostile.ts'
import { positions } from './hostile-positions.ts'

/** A hostile text that may not stand at a place, and why that is accepted. */
export interface Gap {
  readonly place: string
  readonly payload: string
  readonly reason: string
}

/**
 * Proves every hostile text at every other place of the petstore, from the first or the second on: each half is a test file of its
 * own, so that two workers share the proof. One place: `npm run prove -- hostile -t 'schema.title'`.
 */
export function proveHalf(half: 0 | 1, gaps: readonly Gap[]): void {
  const file = conformance('hostile', 'payloads.json')
  const payloads = file === undefined ? [] : textPayloads(file)
  const places = positions.map(([place]) => place).filter((_, index) => index % 2 === half)

  describe.skipIf(file === undefined)('every hostile text', () => {
    it.each(places)('at %s', { timeout: 3_600_000 }, async (place) => {
      const escapes = judgeOfEscapes()
      const known = new Set(gaps.filter((gap) => gap.place === place).map(({ payload }) => payload))
      const problems: string[] = []
      for (const { id, value } of payloads) {
        const found = await escapes(place, value)
        if (known.has(id) && found.length === 0) problems.push(`${id}: is no gap any more`)
        if (!known.has(id)) problems.push(...found.map((problem) => `${id}: ${problem}`))
      }
      expect(problems).toEqual([])
    })
  })
}
