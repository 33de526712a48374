import { describe, expect, it } from 'vitest'
import { conformance } from '../support/conformance.ts'
import { everywhere, generateWith, PLACES, QUIET, textPayloads } from '../support/hostile.ts'
import { executeAll } from '../support/hostile-execution.ts'
import { judgeOfEscapes } from '../support/hostile-judge.ts'
import { pick } from '../support/random.ts'

const file = conformance('hostile', 'payloads.json')
const payloads = file === undefined ? [] : textPayloads(file)

describe.skipIf(file === undefined)('hostile texts at all places at once', () => {
  const places = { 'at every place': PLACES, 'where every operation stays': QUIET }
  it.each(Object.entries(places))('%s do nothing when the generated code runs', { timeout: 3_600_000 }, async (_, where) => {
    const problems: string[] = []
    // A few at a time: all bundles of a child process stay in its memory.
    for (let start = 0; start < payloads.length; start += 20) {
      const executions = []
      for (const { id, value } of payloads.slice(start, start + 20)) {
        const files = await generateWith(everywhere(where, value))
        if (files) executions.push({ id, files })
      }
      problems.push(...(await executeAll(executions)))
    }
    expect(problems).toEqual([])
  })
})

describe.skipIf(file === undefined)('hostile texts in what openapi-typescript prints', () => {
  // It is slow: of every place, a few texts that a seed determines.
  it.each(PLACES.map((place, index) => ({ place, sample: pick(payloads, 6, index) })))(
    'at $place',
    { timeout: 600_000 },
    async ({ place, sample }) => {
      const escapes = judgeOfEscapes(['openapi-types'])
      const problems: string[] = []
      for (const { id, value } of sample)
        problems.push(...(await escapes([{ place, text: value }])).problems.map((problem) => `${id}: ${problem}`))
      expect(problems).toEqual([])
    },
  )
})
