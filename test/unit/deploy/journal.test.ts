import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileJournal, openJournal } from '../../../generator/deploy/journal.ts'
import { memoryStore } from '../../support/memory-store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'apigen-journal-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const now = (): Date => new Date('2030-01-02T03:04:05Z')
const linesOf = (text: string): unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('the journal', () => {
  it('has the intent kept before a step begins, and its result after', async () => {
    const store = memoryStore()
    const journal = openJournal(store, 'one', now)
    const entry = { time: '2030-01-02T03:04:05.000Z', step: 'put', previous: expect.stringMatching(/^[0-9a-f]{64}$/) }
    const result = await journal.step('put', async () => {
      expect(linesOf(store.read())).toEqual([{ ...entry, state: 'intent' }])
      expect(journal.has('put')).toBe(true)
      return 'a1'
    })
    expect(result).toBe('a1')
    expect(linesOf(store.read())).toEqual([
      { ...entry, state: 'intent' },
      { ...entry, state: 'done', result: 'a1' },
    ])
  })

  it('keeps why a step failed, and lets the failure pass', async () => {
    const store = memoryStore()
    const failure = new Error('refused')
    await expect(openJournal(store, 'one', now).step('put', () => Promise.reject(failure))).rejects.toBe(failure)
    expect(linesOf(store.read()).at(-1)).toMatchObject({ step: 'put', state: 'failed', message: 'refused' })
  })

  it('has a file of its own for each run, flushed line by line', async () => {
    for (const id of ['one', 'two']) await fileJournal(join(folder, 'journal'), id, now).step('put', async () => {})
    expect(readdirSync(join(folder, 'journal')).sort()).toEqual(['one.jsonl', 'two.jsonl'])
    expect(linesOf(readFileSync(join(folder, 'journal', 'one.jsonl'), 'utf8'))).toHaveLength(2)
  })

  it('is opened again as it is, and without a last line that was torn at any byte', async () => {
    const whole = memoryStore()
    const journal = openJournal(whole, 'one', now)
    await journal.step('put', async () => {})
    journal.note('end')
    const text = whole.read()
    const wrong = Array.from(text, (_, length) => length).filter((length) => {
      const torn = memoryStore()
      torn.append(text.slice(0, length))
      const opened = openJournal(torn, 'one', now)
      const lines = text.slice(0, length).split('\n').length - 1
      return opened.has('put') !== lines > 0 || opened.has('end') !== lines > 2
    })
    expect(wrong).toEqual([])
    const torn = memoryStore()
    torn.append(text.slice(0, -3))
    const again = openJournal(torn, 'one', now)
    again.note('more')
    expect(openJournal(torn, 'one', now).has('more')).toBe(true)
  })

  it.each([
    ['a line that was changed', (lines: string[]) => lines.with(0, (lines[0] ?? '').replace('put', 'pot')), 2],
    ['a line that was taken out', (lines: string[]) => lines.toSpliced(1, 1), 2],
    ['a line that is none', (lines: string[]) => lines.with(1, '{'), 2],
    ['the journal of another import', (lines: string[]) => lines, 1],
  ])('refuses %s', async (name, change, line) => {
    const store = memoryStore()
    const journal = openJournal(store, name.includes('another') ? 'two' : 'one', now)
    await journal.step('put', async () => {})
    journal.note('end')
    const broken = memoryStore()
    broken.append(change(store.read().split('\n')).join('\n'))
    expect(() => openJournal(broken, 'one', now)).toThrow(
      `The journal is broken in line ${line}: it was not written behind the line before.`,
    )
  })
})
