import { describe, expect, it } from 'vitest'
import { checkSpec } from '../support/check-document.ts'
import { corpusSpecs } from '../support/specs.ts'

/** Specs that have to be refused, with the finding that refuses them. */
const REFUSED: Readonly<Record<string, string>> = {
  'files/awslabs__aws-solutions-constructs__test-integ.opilam-substringUriNames.js.snapshot-asset.ed35d2706e8ad9a78b03dd5d76fe0fc020e594d-bcfbca0f.yaml':
    'load/duplicate-key',
}

/** What keeps a torture file from being a document: it is a part of one, or a version that there is not. */
const NO_DOCUMENT = ['normalize/not-openapi', 'normalize/unknown-version', 'load/unreadable', 'load/syntax', 'load/duplicate-key']

/** Promises that a spec keeps apigen from keeping, and why. */
const KNOWN: Readonly<Record<string, string>> = {
  'torture/swagger-codegen/modules/swagger-codegen/src/test/resources/2_0/wordnik.json':
    'its responses hold references in a member `items` that OpenAPI does not know, which stays as written',
}

describe('every spec there is', () => {
  const specs = corpusSpecs()

  it('is loaded, normalized and linted, with every promise kept', { timeout: 600_000 }, async () => {
    const problems: string[] = []
    const known = new Set<string>()
    const refused = new Map<string, string>()
    const counts = { apigw: 0, general: 0, torture: 0, large: 0 }
    for (const { file, name, group } of specs) {
      const { document, codes, broken } = await checkSpec(file)
      if (broken.length > 0 && Object.hasOwn(KNOWN, name)) known.add(name)
      else problems.push(...broken.map((text) => `${name}: ${text}`))
      if (document) counts[group]++
      else if (group !== 'torture') refused.set(name, codes.join(' '))
      else if (!codes.some((code) => NO_DOCUMENT.includes(code))) problems.push(`${name}: no document, for no known reason`)
    }
    console.log(`documents: ${JSON.stringify(counts)} of ${specs.length} files`)
    expect(problems).toEqual([])
    expect([...known]).toEqual(Object.keys(KNOWN))
    expect(Object.fromEntries(refused)).toEqual(REFUSED)
  })
})
