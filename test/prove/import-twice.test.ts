import { describe, expect, it } from 'vitest'
import { annotatedSpecs } from '../support/corpus.ts'
import { importTwice } from '../support/import-twice.ts'
import { stageOf } from '../support/merge-corpus.ts'

describe('the corpus, imported twice', () => {
  const specs = annotatedSpecs()
  it.skipIf(specs.length === 0)('changes nothing the second time, and nothing while it is planned', { timeout: 3_600_000 }, async () => {
    const wrong: Record<string, unknown> = {}
    let [accepted, imported, calls] = [0, 0, 0]
    for (const corpusSpec of specs) {
      const stage = await stageOf(corpusSpec)
      if (!stage) continue
      accepted++
      if (!stage.importable) continue
      imported++
      try {
        const { rehearsed, changed, again, drafted, left } = await importTwice(stage)
        calls += changed
        if (rehearsed + again + drafted.length + left.length > 0 || changed === 0)
          wrong[stage.slug] = { rehearsed, changed, again, drafted, left }
      } catch (error) {
        wrong[stage.slug] = String(error)
      }
    }
    console.log(
      `${accepted} of ${specs.length} specs are accepted, ${imported} without a warning; ${calls} calls changed something the first time`,
    )
    expect(wrong).toEqual({})
    expect(accepted).toBeGreaterThanOrEqual(240)
  })
})
