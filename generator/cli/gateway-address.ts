import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Says, beside a gateway's state, where the process that holds it listens. */
export function announce(folder: string, url: string): () => void {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'address.json')
  writeFileSync(file, `${JSON.stringify({ pid: process.pid, url })}\n`)
  return () => rmSync(file, { force: true })
}

/** Where the gateway that holds the state listens; undefined when none does. */
export function findAddress(folder: string): string | undefined {
  try {
    const { pid, url } = JSON.parse(readFileSync(join(folder, 'address.json'), 'utf8')) as { pid: number; url: string }
    // Signal 0 only asks whether the process is there; the file of one that crashed means nothing.
    process.kill(pid, 0)
    return typeof url === 'string' ? url : undefined
  } catch {
    return undefined
  }
}
