import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runCase } from '../../generator/render/cases.ts'
import { conformance } from '../support/conformance.ts'

/** Cases that do not come out as recorded, each with its reason. An entry that does is a failure. */
const knownGaps: readonly string[] = []

const file = conformance('vtl', 'cases.jsonl')

describe('mapping templates recorded on AWS and from Apache Velocity 1.7', () => {
  it.skipIf(file === undefined)('render byte for byte', () => {
    const lines = readFileSync(file ?? '', 'utf8')
      .trim()
      .split('\n')
    const deviations = new Map<string, string>()
    for (const line of lines) {
      const outcome = runCase(line, undefined)
      if (outcome.kind === 'broken') deviations.set(line.slice(0, 80), outcome.reason)
      else if (outcome.differs !== undefined) deviations.set(String(outcome.name), outcome.differs)
    }
    expect(lines.length).toBe(1167)
    expect([...deviations].filter(([name]) => !knownGaps.includes(name))).toEqual([])
    expect(knownGaps.filter((name) => !deviations.has(name))).toEqual([])
  })
})
