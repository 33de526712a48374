import { describe, expect, it } from 'vitest'
import { proveCases } from './support/random-specs/prove-cases.ts'

// The same few in every run; `npm run prove -- random` takes thousands.
describe('random documents', () => {
  const count = process.env.APIGEN_REQUIRE === 'all' ? 16 : 8

  it('keep every promise, and what is generated for them compiles', { timeout: 120_000 }, async () => {
    expect(await proveCases(count, 1)).toEqual([])
  })
})
