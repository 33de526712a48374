import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { present } from '../support/program.ts'
import { answers, type WireCase } from './wire-answers.ts'
import { LANGUAGES } from './wire-project.ts'

/** What every language has to answer, one case a line. */
const cases = readFileSync(new URL('wire-cases.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as WireCase & { readonly want: unknown })

/** The program that a language runs on, beside Node.js. */
const PROGRAMS: Readonly<Record<string, string>> = { Python: 'python3' }

describe('handlers on the wire', () => {
  it('have cases of every kind', () => {
    expect(cases.length).toBeGreaterThan(250)
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
  })

  for (const language of LANGUAGES) {
    const program = PROGRAMS[language.name]
    it.skipIf(program !== undefined && !present(program, '--version'))(
      `give the same answers in ${language.name}`,
      { timeout: 120_000 },
      async () => {
        const found = await answers(language, cases)
        // All at once, so that a difference shows which cases it is about.
        expect(cases.map(({ name }, index) => [name, found[index]])).toEqual(cases.map(({ name, want }) => [name, want]))
      },
    )
  }
})
