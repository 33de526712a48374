import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OutputFile } from '../../generator/model/output.ts'
import { conformance } from '../support/conformance.ts'
import { everywhere, QUIET, textPayloads } from '../support/hostile.ts'
import { type JavaProcess, javaWith, judgeOfJava, startJava } from '../support/hostile-java.ts'
import { compileJava, javaLibraries } from '../support/java.ts'
import { GROUPS, prove, roundsOf } from '../support/prove-hostile.ts'

const file = conformance('hostile', 'payloads.json')
const payloads = file === undefined ? [] : textPayloads(file)
/** A pattern has no twin: what it becomes is data in Java, and the tests of patterns see to it. */
const groups = GROUPS.filter((group) => !group.some((place) => /pattern/i.test(place)))
const libraries = javaLibraries(...['lambda', 'dynamodb'].map((name) => `software.amazon.awssdk:${name}:2.57.8`))

/** What has another shape than its twin for a reason: a text that is too long for the label of a `case` has none, and is found otherwise. */
const UNLABELLED: ReadonlySet<string> = new Set([
  'java-const-too-long at discriminator.mapping',
  'java-const-too-long at content.<media-type>',
])

describe.skipIf(file === undefined || libraries === undefined)('every hostile text in generated Java', () => {
  let java: JavaProcess
  beforeAll(() => {
    java = startJava()
  })
  afterAll(() => java.close())

  const parts = Array.from({ length: Math.ceil(payloads.length / 20) }, (_, index) => payloads.slice(index * 20, (index + 1) * 20))
  it.each(parts.map((part) => ({ part, first: part[0]?.id ?? '' })))(
    'compiles everywhere at once, from $first',
    { timeout: 3_600_000 },
    async ({ part }) => {
      const projects: Record<string, readonly OutputFile[]> = {}
      for (const { id, value } of part) projects[id] = (await javaWith(everywhere(QUIET, value))) ?? []
      const folder = mkdtempSync(join(tmpdir(), 'apigen-hostile-'))
      try {
        expect(compileJava(libraries ?? '', folder, projects)).toEqual([])
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  )

  it.each(groups.map((places) => ({ places, name: places.join(', ') })))('at $name', { timeout: 3_600_000 }, async ({ places }) => {
    const judge = judgeOfJava(java)
    const problems: string[] = []
    const unlabelled = new Set<string>()
    for (const round of roundsOf(places, payloads)) {
      for (const { pairs, problem } of (await prove(round, judge)).escapes) {
        const where = pairs.map(({ place, payload }) => `${payload.id} at ${place}`).join(' with ')
        if (UNLABELLED.has(where)) unlabelled.add(where)
        else problems.push(`${where}: ${problem}`)
      }
    }
    expect(problems).toEqual([])
    expect([...unlabelled]).toEqual([...UNLABELLED].filter((one) => places.some((place) => one.endsWith(` at ${place}`))))
  })
})
