import { describe, expect, it } from 'vitest'
import { annotatedSpecs } from '../support/corpus.ts'
import { stageOf } from '../support/merge-corpus.ts'
import { driftOf } from '../support/round-trip.ts'

describe('the corpus and its stages', () => {
  const specs = annotatedSpecs()
  it.skipIf(specs.length === 0)('do not differ right after an import', { timeout: 3_600_000 }, async () => {
    const different: Record<string, readonly string[]> = {}
    let staged = 0
    for (const corpusSpec of specs) {
      const stage = await stageOf(corpusSpec)
      if (!stage) continue
      staged++
      const drift = await driftOf(stage)
      if (drift.length > 0) different[stage.slug] = drift.map(({ code, message }) => `${code}: ${message}`)
    }
    console.log(
      `${staged} of ${specs.length} specs generate and are accepted; ${staged - Object.keys(different).length} come back as they went`,
    )
    expect(different).toEqual({})
    expect(staged).toBeGreaterThanOrEqual(240)
  })
})
