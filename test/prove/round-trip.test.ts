import { describe, expect, it } from 'vitest'
import { annotatedSpecs } from '../support/corpus.ts'
import { stageOf } from '../support/merge-corpus.ts'
import { driftOf, driftOfExport } from '../support/round-trip.ts'

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
      const again = await driftOfExport(stage.exported, stage.exported)
      // Swagger has one schema a body and a response, API Gateway has a model for each media type.
      const older = (await driftOfExport(stage.swagger, stage.exported)).filter((line) => !/\/content\/[^/]+: \{"schema"/.test(line))
      if (again.length + older.length > 0) different[`${stage.slug}, exported`] = [...again, ...older]
    }
    console.log(
      `${staged} of ${specs.length} specs generate and are accepted; ${staged - Object.keys(different).length} come back as they went`,
    )
    expect(different).toEqual({})
    expect(staged).toBeGreaterThanOrEqual(240)
  })
})
