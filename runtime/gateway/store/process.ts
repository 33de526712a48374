import { readFile } from 'node:fs/promises'

/** A process, told apart from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number
  /** When the process started, as its system tells it; absent where the system does not. */
  readonly started?: string
}

/** This process. */
export async function thisProcess(): Promise<ProcessIdentity> {
  const started = await startOf(process.pid)
  return { pid: process.pid, ...(started !== undefined && { started }) }
}

/** Whether a process still runs: one that got its number since does not count. */
export async function isAlive({ pid, started }: ProcessIdentity): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Another user's process may not be signalled, but it lives.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = await startOf(pid)
  return started === undefined || now === undefined || started === now
}

/** The start of a process in clock ticks since boot, where /proc tells it. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The second field is a name in parentheses that may itself hold blanks and parentheses.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}
