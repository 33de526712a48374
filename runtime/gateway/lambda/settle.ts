import { statSync } from 'node:fs'

/** Milliseconds without a change after which files are taken to be whole. */
const QUIET = 25
/** Milliseconds after which nobody waits any longer: something writes all the time. */
const LONGEST = 500

/** Milliseconds since the epoch, and a way to let them pass. */
export interface SettleClock {
  now(): number
  pause(milliseconds: number): Promise<void>
}

const wallClock: SettleClock = { now: Date.now, pause: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)) }

/**
 * Waits until files that are just being saved are whole: most editors empty a file before they write it. One that is empty is hardly whole,
 * however long its editor is kept from writing by a busy machine. At once where none is being saved.
 */
export async function settle(files: readonly string[], clock: SettleClock = wallClock): Promise<void> {
  const began = clock.now()
  for (;;) {
    const now = clock.now()
    if (now - began >= LONGEST || files.every((file) => isWhole(file, now))) return
    await clock.pause(5)
  }
}

function isWhole(file: string, now: number): boolean {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats === undefined) return true
  const age = now - stats.mtimeMs
  // A time to come is another clock's, which is not waited for.
  return age < -QUIET || age >= (stats.size === 0 ? LONGEST : QUIET)
}
