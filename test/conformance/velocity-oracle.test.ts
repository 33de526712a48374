import { afterAll, describe, expect, it } from 'vitest'
import { meantToDiffer } from '../support/velocity-differences.ts'
import { compareWithOracle, openOracle } from '../support/velocity-oracle.ts'

/** A sample of `npm run prove -- velocity-oracle`. */
describe('random mapping templates', () => {
  const oracle = openOracle()
  afterAll(() => oracle?.close())

  it.skipIf(oracle === undefined)('render as Apache Velocity 1.7 does', async () => {
    if (oracle === undefined) return
    const { compared, refused, differences } = await compareWithOracle(oracle, { from: 1_000_000, count: 600 }, meantToDiffer)
    expect(differences).toEqual([])
    // Templates that both sides refuse say little, and none at all would say that nothing was tried.
    expect(refused).toBeGreaterThan(compared * 0.1)
    expect(refused).toBeLessThan(compared * 0.5)
  })
})
