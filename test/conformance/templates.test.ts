import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lint } from '../../generator/lint/lint.ts'
import { diskReader } from '../../generator/load/disk.ts'
import { load } from '../../generator/load/load.ts'
import { normalize } from '../../generator/normalize/normalize.ts'
import { annotatedSpecs, corpusFile } from '../support/corpus.ts'

/**
 * What the rules say of the 471 mapping templates in real specs: every finding was looked at, and is right. A count that changes is
 * a rule that sees more or less than it did.
 */
const FOUND: Readonly<Record<string, number>> = {
  'templates/ignored': 20,
  'templates/impossible-path': 6,
  'templates/missing-is-true': 2,
  // One template with an `in` that Velocity does not know, in 36 operations.
  'templates/syntax': 36,
  'templates/undefined-variable': 4,
}

describe('mapping templates of real specs', () => {
  const specs = annotatedSpecs().filter((spec) => /(request|response)Templates/.test(readFileSync(corpusFile(spec), 'utf8')))

  it.skipIf(specs.length === 0)('are found fault with where there is one', { timeout: 120_000 }, async () => {
    const found: Record<string, number> = {}
    for (const spec of specs) {
      const file = corpusFile(spec)
      const loaded = await load(file, { reader: diskReader(dirname(file)) }, () => {})
      const document = loaded && normalize(loaded, () => {})
      if (!document) continue
      lint(document, ({ code }) => {
        if (code.startsWith('templates/')) found[code] = (found[code] ?? 0) + 1
      })
    }
    expect(Object.fromEntries(Object.entries(found).sort())).toEqual(FOUND)
  })
})
