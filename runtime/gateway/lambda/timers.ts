/** Time as functions see it: the clock, and what happens later. Tests bring one of their own. */
export interface Timers {
  /** Milliseconds since the epoch, with their fractions. */
  now(): number
  /** Calls back after so many milliseconds; what it gives back takes that back. */
  after(milliseconds: number, call: () => void): () => void
}

/** The time of this machine. */
export function systemTimers(): Timers {
  // Asked several times for each invocation.
  const { timeOrigin } = performance
  return {
    now: () => timeOrigin + performance.now(),
    after(milliseconds, call) {
      const timer = setTimeout(call, milliseconds)
      return () => clearTimeout(timer)
    },
  }
}
