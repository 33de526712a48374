import { describe, expect, it } from 'vitest'
import { annotatedSpecs } from '../support/corpus.ts'
import { changedInConsole, mergedTwice, stageOf } from '../support/merge-corpus.ts'

describe('the corpus beside its stages', () => {
  const specs = annotatedSpecs()
  it.skipIf(specs.length === 0)('stays as it is, or takes what was changed', { timeout: 3_600_000 }, async () => {
    const wrong: Record<string, unknown> = {}
    const leftOver: Record<string, number> = {}
    let staged = 0
    let taken = 0
    for (const corpusSpec of specs) {
      const stage = await stageOf(corpusSpec)
      if (!stage) continue
      staged++
      const same = await mergedTwice(stage)
      if (same.once.changes.length + same.once.left.length > 0) wrong[stage.slug] = { changes: same.once.changes, left: same.once.left }
      const changed = await mergedTwice({ ...stage, exported: changedInConsole(stage.exported) })
      taken += changed.once.changes.length
      if (changed.again.changes.length > 0) wrong[`${stage.slug}, changed`] = changed.again.changes
      for (const { why } of changed.once.left) leftOver[why] = (leftOver[why] ?? 0) + 1
    }
    console.log(`${staged} stages, ${taken} changes taken; left: ${JSON.stringify(leftOver, null, 2)}`)
    expect(wrong).toEqual({})
  })
})
