import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { javaLibraries } from '../support/java.ts'
import { present, presentInFull } from '../support/program.ts'
import { answers, type WireCase } from './wire-answers.ts'
import { LANGUAGES } from './wire-project.ts'

/** What every language has to answer, one case a line. */
const cases = readFileSync(new URL('wire-cases.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as WireCase & { readonly want: unknown })

/** Whether this machine has what a language runs on, beside Node.js */
const CAN: Readonly<Record<string, () => boolean>> = {
  Python: () => present('python3', '--version'),
  Java: () => presentInFull('javac', '-version') && javaLibraries() !== undefined,
}

describe('handlers on the wire', () => {
  it('have cases of every kind', () => {
    expect(cases.length).toBeGreaterThanOrEqual(300)
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
  })

  for (const language of LANGUAGES) {
    it.skipIf(CAN[language.name]?.() === false)(`give the same answers in ${language.name}`, { timeout: 120_000 }, async () => {
      const found = await answers(language, cases)
      // All at once, so that a difference shows which cases it is about.
      expect(cases.map(({ name }, index) => [name, found[index]])).toEqual(cases.map(({ name, want }) => [name, want]))
    })
  }
})
