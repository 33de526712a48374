import { describe, expect, it } from 'vitest'
import { conformance } from '../support/conformance.ts'
import { escapesOf, textPayloads } from '../support/hostile.ts'
import { positions } from '../support/hostile-positions.ts'

const file = conformance('hostile', 'payloads.json')
const payloads = file === undefined ? [] : textPayloads(file)

describe.skipIf(file === undefined)('every hostile text at every place', () => {
  it.each(positions.map(([place]) => place))('%s', { timeout: 3_600_000 }, async (place) => {
    const problems: string[] = []
    for (const { id, value } of payloads) {
      for (const problem of await escapesOf(place, value)) problems.push(`${id}: ${problem}`)
    }
    expect(problems).toEqual([])
  })
})
