import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { asObject, isObject, sha256 } from '../../base/json.ts'
import { type JournalStore, type KeptJournal, openJournal } from '../journal.ts'
import { pruneJournals } from '../prune-journals.ts'
import { originOf } from './apply-import.ts'
import { type Standing, standingOf } from './carry-out.ts'
import type { ImportRecord } from './work.ts'

/** An import as its files tell of it. */
export interface KeptImport {
  readonly record: ImportRecord
  readonly journal: KeptJournal
  readonly standing: Standing
}

/** Writes the record of an import, with what is needed to take it back, and gives its journal. Throws where it cannot be read again. */
export function keepRecord(folder: string, record: ImportRecord): JournalStore {
  mkdirSync(folder, { recursive: true })
  const file = recordFile(folder, record.id)
  const content = originOf(record)
  writeSafely(file, JSON.stringify({ sha256: sha256(content), record }))
  if (originOf(readRecord(file)) !== content)
    throw new ApigenFailure('usage', `\`${file}\` holds something else than was written, so nothing was done.`, { help: 'Check the disk.' })
  pruneJournals(folder)
  return fileStore(journalFile(folder, record.id))
}

/** The last import into a stage of an API that did something; undefined where there was none. */
export function lastImport(folder: string, stage: string, now: () => Date): KeptImport | undefined {
  if (!existsSync(folder)) return undefined
  const records = readdirSync(folder)
    .filter((name) => /-\d+\.json$/.test(name))
    .sort((a, b) => timeOf(b) - timeOf(a))
  for (const name of records) {
    const record = readRecord(join(folder, name))
    if (record.desired.stage.name !== stage) continue
    const journal = openJournal(fileStore(journalFile(folder, record.id)), originOf(record), now)
    const standing = standingOf(journal)
    // There is nothing to go on with or to take back, and the one before is still the last.
    if (standing !== 'nothing') return { record, journal, standing }
  }
  return undefined
}

/** One import at a time in a project: gives how to let the next one in. A lock of a process that is gone is taken over. */
export function lockFolder(folder: string, now: () => Date): () => void {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'lock')
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), since: now().toISOString() })
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const held = readText(file)
    const { pid, host, since } = asObject(parse(held))
    if (typeof pid === 'number' && (host !== hostname() || isRunning(pid))) {
      throw new ApigenFailure(
        'usage',
        `Another import of this project is at work: process ${pid} on ${String(host)}, since ${String(since)}.`,
        {
          help: `Wait until it is through. If there is no such process, remove \`${file}\`.`,
        },
      )
    }
    // Whoever takes it over moves it away first: of two, one moves and the other finds nothing.
    const away = `${file}-${process.pid}`
    try {
      renameSync(file, away)
      if (readText(away) !== held) renameSync(away, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
    rmSync(away, { force: true })
  }
}

function recordFile(folder: string, id: string): string {
  return join(folder, `${id}.json`)
}

function journalFile(folder: string, id: string): string {
  return join(folder, `${id}.jsonl`)
}

/** Ids end with the time at which they were given. */
function timeOf(name: string): number {
  return Number(/-(\d+)\.json$/.exec(name)?.[1] ?? 0)
}

function fileStore(file: string): JournalStore {
  return {
    read: () => readText(file),
    append: (text) => appendFileSync(file, text, { flush: true, mode: 0o600 }),
    cut: (bytes) => truncateSync(file, bytes),
  }
}

function readRecord(file: string): ImportRecord {
  const kept = asObject(parse(readText(file)))
  const record = kept.record as unknown as ImportRecord
  if (isObject(kept.record) && sha256(originOf(record)) === kept.sha256) return record
  throw new ApigenFailure('usage', `\`${file}\` is broken: it does not hold what apigen wrote.`, {
    help: 'Somebody changed it, so nothing is taken from it. Look at the stage, move the file away, and import again.',
  })
}

/** Whole or not at all, and on the disk. */
function writeSafely(file: string, content: string): void {
  const beside = `${file}.${process.pid}.tmp`
  const handle = openSync(beside, 'w', 0o600)
  try {
    writeFileSync(handle, content)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(beside, file)
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
