import { afterAll, describe, expect, it } from 'vitest'
import { meantToDiffer } from '../support/velocity-differences.ts'
import { compareWithOracle, openOracle } from '../support/velocity-oracle.ts'

const COUNT = Number(process.env.APIGEN_ORACLE_CASES ?? 100_000)
const BATCH = 5000

describe('random mapping templates', () => {
  const oracle = openOracle()
  afterAll(() => oracle?.close())

  it.skipIf(oracle === undefined)('render as Apache Velocity 1.7 does', { timeout: 7_200_000 }, async () => {
    if (oracle === undefined) return
    const differences: string[] = []
    const meant: Record<string, number> = {}
    let [compared, refused, unanswered] = [0, 0, 0]
    for (let from = 0; from < COUNT; from += BATCH) {
      const batch = await compareWithOracle(oracle, { from, count: Math.min(BATCH, COUNT - from) }, meantToDiffer)
      compared += batch.compared
      refused += batch.refused
      unanswered += batch.unanswered
      differences.push(...batch.differences)
      for (const [reason, count] of Object.entries(batch.meant)) meant[reason] = (meant[reason] ?? 0) + count
    }
    console.log(`${compared} compared, ${refused} refused by both, ${unanswered} the oracle cannot answer`, meant)
    expect(differences).toEqual([])
  })
})
