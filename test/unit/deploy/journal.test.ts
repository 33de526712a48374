import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileJournal } from '../../../generator/deploy/journal.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'apigen-journal-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const now = (): Date => new Date('2030-01-02T03:04:05Z')
const entries = (): unknown[] =>
  readFileSync(join(folder, 'journal', 'one.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('the journal', () => {
  it('has the intent on disk before a step begins, and its result after', async () => {
    const journal = fileJournal(join(folder, 'journal'), 'one', now)
    const time = '2030-01-02T03:04:05.000Z'
    const result = await journal.step('put', async () => {
      expect(entries()).toEqual([{ time, step: 'put', state: 'intent' }])
      return 'a1'
    })
    expect(result).toBe('a1')
    expect(entries()).toEqual([
      { time, step: 'put', state: 'intent' },
      { time, step: 'put', state: 'done', result: 'a1' },
    ])
  })

  it('keeps why a step failed, and lets the failure pass', async () => {
    const journal = fileJournal(join(folder, 'journal'), 'one', now)
    const failure = new Error('refused')
    await expect(journal.step('put', () => Promise.reject(failure))).rejects.toBe(failure)
    expect(entries().at(-1)).toMatchObject({ step: 'put', state: 'failed', message: 'refused' })
  })

  it('has a file of its own for each import', () => {
    for (const id of ['one', 'two']) void fileJournal(join(folder, 'journal'), id, now).step('put', async () => {})
    expect(readdirSync(join(folder, 'journal')).sort()).toEqual(['one.jsonl', 'two.jsonl'])
  })
})
