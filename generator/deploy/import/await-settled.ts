import type { Work } from './work.ts'

/** API Gateway tells other callers of a change some seconds late; after this long we take what we see for true. */
const PATIENCE = 30_000
const FIRST_WAIT = 500
const LONGEST_WAIT = 5000

/** Looks until what is seen is good enough, or patience ends: gives what was seen last. */
export async function awaitSettled<T>({ clock, interrupted }: Work, look: () => Promise<T>, good: (seen: T) => boolean): Promise<T> {
  const began = clock.now()
  for (let wait = FIRST_WAIT; ; wait = Math.min(LONGEST_WAIT, wait * 2)) {
    const seen = await look()
    if (good(seen) || interrupted() || clock.now() - began >= PATIENCE) return seen
    await clock.sleep(wait)
  }
}
