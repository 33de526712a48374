import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ApigenFailure } from '../base/diagnostic.ts'
import { asObject, asString, sha256 } from '../base/json.ts'
import { pruneJournals } from './prune-journals.ts'

/** A record of what was meant and done, a line a step; what to look at after a crash. */
export interface Journal {
  /** Does one step: its intent is on disk before it begins, its result after it ended. */
  step<T>(name: string, action: () => Promise<T>): Promise<T>
}

/** Where a journal is kept. `append` returns when the text is safe. */
export interface JournalStore {
  read(): string
  append(text: string): void
  /** Drops what stands behind so many bytes. */
  cut(bytes: number): void
}

/** A line of a journal. */
export interface JournalEntry {
  readonly step: string
  readonly state: 'intent' | 'done' | 'failed'
}

/** A journal that knows what it says already. */
export interface KeptJournal extends Journal {
  /** Whether it says that a step was begun or stands for itself, in this run or in one before. */
  has(step: string): boolean
  /** Whether it says that a step was done. */
  done(step: string): boolean
  /** Adds a line that stands for itself. */
  note(step: string): void
}

/**
 * Opens a journal whose lines are chained: each has the SHA-256 of the one before, the first that of `origin`. A last line without its end
 * was torn by a crash and goes; anything else that does not fit was changed by somebody, and is refused.
 */
export function openJournal(store: JournalStore, origin: string, now: () => Date): KeptJournal {
  const { entries, last, length, torn } = readJournal(store.read(), sha256(origin))
  if (torn) store.cut(length)
  let previous = last
  const known = new Set(entries.map(({ step }) => step))
  const done = new Set(entries.filter(({ state }) => state === 'done').map(({ step }) => step))
  const write = (entry: JournalEntry & Readonly<Record<string, unknown>>): void => {
    const line = JSON.stringify({ time: now().toISOString(), ...entry, previous })
    store.append(`${line}\n`)
    previous = sha256(line)
    known.add(entry.step)
    if (entry.state === 'done') done.add(entry.step)
  }
  return {
    has: (step) => known.has(step),
    done: (step) => done.has(step),
    note: (step) => write({ step, state: 'done' }),
    async step(name, action) {
      write({ step: name, state: 'intent' })
      try {
        const result = await action()
        write({ step: name, state: 'done', ...(isPlain(result) && { result }) })
        return result
      } catch (error) {
        write({ step: name, state: 'failed', message: error instanceof Error ? error.message : String(error) })
        throw error
      }
    },
  }
}

/** What a step came to is written where it is a name or a number of something. */
function isPlain(result: unknown): boolean {
  return typeof result === 'string' || typeof result === 'number'
}

interface ReadJournal {
  readonly entries: readonly JournalEntry[]
  readonly last: string
  /** Bytes of the whole lines. */
  readonly length: number
  readonly torn: boolean
}

function readJournal(text: string, origin: string): ReadJournal {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const lines = whole.split('\n').slice(0, -1)
  let last = origin
  const entries = lines.map((line, index): JournalEntry => {
    const { step, state, previous } = asObject(parse(line))
    if (previous !== last || (state !== 'intent' && state !== 'done' && state !== 'failed')) {
      throw new ApigenFailure('usage', `The journal is broken in line ${index + 1}: it was not written behind the line before.`, {
        help: 'Somebody changed it, so nothing is taken from it. Look at the stage, move the journal away, and import again.',
      })
    }
    last = sha256(line)
    return { step: asString(step) ?? '', state }
  })
  return { entries, last, length: Buffer.byteLength(whole), torn: whole.length < text.length }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** A journal in a folder, one file a run. */
export function fileJournal(folder: string, id: string, now: () => Date): Journal {
  mkdirSync(folder, { recursive: true })
  pruneJournals(folder)
  const file = join(folder, `${id}.jsonl`)
  return openJournal({ read: () => '', append: (text) => appendFileSync(file, text, { flush: true }), cut: () => {} }, id, now)
}
