import { describe, expect, it } from 'vitest'
import { annotatedSpecs } from '../support/corpus.ts'
import { importTwice } from '../support/import-twice.ts'
import { changedInConsole, mergedTwice, stageOf } from '../support/merge-corpus.ts'
import { pick } from '../support/random.ts'
import { driftOf } from '../support/round-trip.ts'

describe('real specs beside their stages', () => {
  const specs = pick(annotatedSpecs(), 12, 20_261)
  it.skipIf(specs.length === 0)('stay as they are, or take what was changed; a second import has nothing to do', async () => {
    let [staged, twice] = [0, 0]
    for (const spec of specs) {
      const stage = await stageOf(spec)
      if (!stage) continue
      staged++
      expect([stage.slug, await driftOf(stage)]).toEqual([stage.slug, []])
      const { once } = await mergedTwice(stage)
      expect([stage.slug, once.changes, once.left, once.files.size]).toEqual([stage.slug, [], [], 0])
      const changed = await mergedTwice({ ...stage, exported: changedInConsole(stage.exported) })
      expect([stage.slug, changed.once.changes.length > 0 || changed.once.left.length > 0]).toEqual([stage.slug, true])
      expect([stage.slug, changed.again.changes]).toEqual([stage.slug, []])
      if (!stage.importable || twice === 4) continue
      twice++
      const { rehearsed, again, left } = await importTwice(stage)
      expect([stage.slug, rehearsed, again, left]).toEqual([stage.slug, 0, 0, []])
    }
    expect([staged > 5, twice]).toEqual([true, 4])
  })
})
