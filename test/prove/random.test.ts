import { describe, expect, it } from 'vitest'
import { proveCases } from '../support/random-specs/prove-cases.ts'

/** `APIGEN_SEEDS=7,40` runs the forty seeds from 7 on. */
const [first = 1, count = 40] = (process.env.APIGEN_SEEDS ?? '').split(',').filter(Boolean).map(Number)
const seeds = Array.from({ length: count }, (_, index) => first + index)

describe('random documents', () => {
  it.each(seeds)('of seed %i keep every promise, and what is generated for them compiles', async (seed) => {
    expect(await proveCases(50, seed)).toEqual([])
  })
})
