import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { javaLibraries } from '../support/java.ts'
import { present, presentInFull } from '../support/program.ts'
import { JAVA_DIFFERENCES } from './java-differences.ts'
import { answers, type WireCase } from './wire-answers.ts'
import { LANGUAGES } from './wire-project.ts'

/** What every language has to answer, one case a line. */
const cases = readFileSync(new URL('wire-cases.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as WireCase & { readonly want: unknown })

/** What a language answers otherwise. */
const DIFFERENCES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Java: JAVA_DIFFERENCES,
}

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

  it('know no difference of a case that there is not', () => {
    const known = new Map(cases.map(({ name, want }) => [name, want]))
    for (const differences of Object.values(DIFFERENCES)) {
      for (const [name, want] of Object.entries(differences)) expect([name, known.get(name)]).not.toEqual([name, want])
      expect(Object.keys(differences).filter((name) => !known.has(name))).toEqual([])
    }
  })

  for (const language of LANGUAGES) {
    it.skipIf(CAN[language.name]?.() === false)(`give the same answers in ${language.name}`, { timeout: 120_000 }, async () => {
      const found = await answers(language, cases)
      const differences = DIFFERENCES[language.name] ?? {}
      const wanted = ({ name, want }: (typeof cases)[number]): unknown => (name in differences ? differences[name] : want)
      // All at once, so that a difference shows which cases it is about.
      expect(cases.map(({ name }, index) => [name, found[index]])).toEqual(cases.map((one) => [one.name, wanted(one)]))
    })
  }
})
