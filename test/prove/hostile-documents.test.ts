import { describe, expect, it } from 'vitest'
import { conformance } from '../support/conformance.ts'
import { allPayloads, everywhere, hostileSpec, QUIET } from '../support/hostile.ts'
import { growth, type Recipe, runAll } from '../support/hostile-documents.ts'

const file = conformance('hostile', 'payloads.json')
const recipes = (file === undefined ? [] : allPayloads(file)).flatMap(({ id, value }) => {
  const { generate } = Object(value) as Partial<Recipe>
  return generate === undefined || ['string', 'nest'].includes(generate) ? [] : [{ id, recipe: value as Recipe }]
})

describe.skipIf(file === undefined)('hostile documents', () => {
  // Twenty thousand paths have handlers, clients and policies of their own, so their output is long in any case.
  it.each(recipes)('do not grow without end: $id', { timeout: 3_600_000 }, async ({ recipe }) => {
    expect(await growth(recipe)).toBeLessThan(40)
  })

  // A letter of every kind that some expression or parser counts, looks ahead from or comes back to.
  it.each([...'a/{}$#.*<-:@()[]"\\\n \u00e9\u202e'])('with 70,000 times %j at every place are read and spoken of once', async (char) => {
    const document = hostileSpec(everywhere(QUIET, char.repeat(70_000)))
    const { spec, found } = await runAll('a.json', JSON.stringify(document))
    expect(spec).toBeDefined()
    expect(found.length).toBeLessThan(500)
  })
})
