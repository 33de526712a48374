import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lint } from '../../generator/lint/lint.ts'
import { diskReader } from '../../generator/load/disk.ts'
import { load } from '../../generator/load/load.ts'
import { normalize } from '../../generator/normalize/normalize.ts'
import { parseTemplate } from '../../runtime/gateway/velocity/syntax/parse.ts'
import { conformance } from '../support/conformance.ts'
import { annotatedSpecs, corpusFile } from '../support/corpus.ts'

/**
 * What the rules say of the 471 mapping templates in real specs: every finding was looked at, and is right. A count that changes is
 * a rule that sees more or less than it did.
 */
const FOUND: Readonly<Record<string, number>> = {
  // A quote in a stored item, a claim or a parameter; a parameter without quotes; a comma too many; XML sent to a function.
  'templates/broken-json': 114,
  'templates/ignored': 20,
  'templates/impossible-path': 6,
  'templates/missing-is-true': 2,
  // Specs of a test that pair a mock with the templates of a function.
  'templates/mock-status': 4,
  // Numbers of the model written as texts, and a member that a closed model lacks.
  'templates/model-mismatch': 9,
  'templates/single-quote': 1,
  // One template with an `in` that Velocity does not know, in 36 operations.
  'templates/syntax': 36,
  'templates/undeclared-status': 1,
  'templates/undefined-variable': 4,
}

/** Templates that were recorded on the real service, so API Gateway can read them. */
function recordedTemplates(): readonly string[] {
  const file = conformance('vtl', 'cases.jsonl')
  if (file === undefined) return []
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly template: string; readonly mode?: string; readonly expected?: unknown })
    .filter(({ mode, expected }) => mode === 'apigw' && typeof expected === 'string')
    .map(({ template }) => template)
}

describe('mapping templates that API Gateway runs', () => {
  const templates = recordedTemplates()

  it.skipIf(templates.length === 0)('can all be read', () => {
    expect(templates.length).toBeGreaterThan(250)
    expect(templates.filter((template) => parseTemplate(template).errors.length > 0)).toEqual([])
  })
})

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
