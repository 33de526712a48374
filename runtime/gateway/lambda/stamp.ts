import { statSync } from 'node:fs'

/** A text that is another one after the file was changed, came or went. */
export function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats === undefined ? 'gone' : `${stats.mtimeMs} ${stats.size}`
}
