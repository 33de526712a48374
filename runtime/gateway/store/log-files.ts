import { createHash } from 'node:crypto'
import { appendFile, mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Lines of one log group, as they stand in it. */
export interface LogEntries {
  readonly group: string
  readonly lines: readonly string[]
}

/** Where logs go. */
export interface LogFiles {
  write(entries: LogEntries): void
  /** Resolves when all that was written is on disk. */
  close(): Promise<void>
}

/** The file of a log group in the directory of logs. Names that are too long for a file are told apart by their digest. */
export function logFileName(group: string): string {
  const name = encodeURIComponent(group)
  return `${name.length <= 200 ? name : `${name.slice(0, 160)}-${createHash('sha256').update(group).digest('hex').slice(0, 16)}`}.log`
}

/** Most bytes of a file: what is full becomes `NAME.log.1`, and what was there of that name goes. */
const MOST_BYTES = 16 * 1024 * 1024

/** A file a log group, in `DIRECTORY/logs`; appended in the order in which they were written. On disk are at most `most` bytes of each, twice. */
export function openLogFiles(directory: string, log: (line: string) => void, most: number = MOST_BYTES): LogFiles {
  const folder = join(directory, 'logs')
  const sizes = new Map<string, number>()

  async function append(file: string, text: string): Promise<void> {
    const bytes = Buffer.byteLength(text)
    const size = sizes.get(file) ?? (await sizeOf(file))
    const isFull = size > 0 && size + bytes > most
    if (isFull) await rename(file, `${file}.1`)
    await appendFile(file, text)
    sizes.set(file, (isFull ? 0 : size) + bytes)
  }

  let last: Promise<void> = Promise.resolve()
  return {
    write({ group, lines }) {
      last = last
        .then(async () => {
          await mkdir(folder, { recursive: true })
          await append(join(folder, logFileName(group)), `${lines.join('\n')}\n`)
        })
        .catch((error: unknown) => log(`The log ${group} could not be written: ${error instanceof Error ? error.message : String(error)}`))
    },
    close: () => last,
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch {
    // It is not there yet.
    return 0
  }
}
