import { describe, expect, it } from 'vitest'
import { conformance } from '../support/conformance.ts'
import { allPayloads } from '../support/hostile.ts'
import { growth, type Recipe } from '../support/hostile-documents.ts'

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
})
