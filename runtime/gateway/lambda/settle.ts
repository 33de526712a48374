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

/** Waits until files that are just being saved are whole: most editors empty a file before they write it. At once where none is. */
export async function settle(files: readonly string[], clock: SettleClock = wallClock): Promise<void> {
  const began = clock.now()
  for (;;) {
    const changed = Math.max(...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0))
    const now = clock.now()
    // A time to come is another clock's, which is not waited for.
    if (changed > now + QUIET || now - changed >= QUIET || now - began >= LONGEST) return
    await clock.pause(5)
  }
}
