import { createHash } from 'node:crypto'
import { appendFile, mkdir } from 'node:fs/promises'
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

/** A file a log group, in `DIRECTORY/logs`; appended in the order in which they were written. */
export function openLogFiles(directory: string, log: (line: string) => void): LogFiles {
  const folder = join(directory, 'logs')
  let last: Promise<void> = Promise.resolve()
  return {
    write({ group, lines }) {
      last = last
        .then(async () => {
          await mkdir(folder, { recursive: true })
          await appendFile(join(folder, logFileName(group)), `${lines.join('\n')}\n`)
        })
        .catch((error: unknown) => log(`The log ${group} could not be written: ${error instanceof Error ? error.message : String(error)}`))
    },
    close: () => last,
  }
}
