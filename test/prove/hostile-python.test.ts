import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conformance } from '../support/conformance.ts'
import { textPayloads } from '../support/hostile.ts'
import { judgeOfPython, type PythonProcess, startPython } from '../support/hostile-python.ts'
import { present } from '../support/program.ts'
import { GROUPS, prove, roundsOf } from '../support/prove-hostile.ts'

const file = conformance('hostile', 'payloads.json')
const payloads = file === undefined ? [] : textPayloads(file)
/** A pattern has no twin: what it becomes is data in Python, and the tests of patterns see to it. */
const groups = GROUPS.filter((group) => !group.some((place) => /pattern/i.test(place)))

describe.skipIf(file === undefined || !present('python3', '--version'))('every hostile text in generated Python', () => {
  let python: PythonProcess
  beforeAll(() => {
    python = startPython()
  })
  afterAll(() => python.close())

  it.each(groups.map((places) => ({ places, name: places.join(', ') })))('at $name', { timeout: 3_600_000 }, async ({ places }) => {
    const judge = judgeOfPython(python)
    const problems: string[] = []
    for (const round of roundsOf(places, payloads)) {
      for (const { pairs, problem } of (await prove(round, judge)).escapes)
        problems.push(`${pairs.map(({ place, payload }) => `${payload.id} at ${place}`).join(' with ')}: ${problem}`)
    }
    expect(problems).toEqual([])
  })
})
