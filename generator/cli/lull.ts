/** Milliseconds without an answer after which nobody seems to wait for another. */
const QUIET = 250
/** Milliseconds after which work that can wait has waited long enough. */
const LONGEST = 2000

/** Times when nobody asks anything, for work that would keep requests waiting. */
export interface Lull {
  /** Something was answered. */
  stir(): void
  /** Resolves at the next such time, after two seconds at the latest, or when `abandoned`. */
  wait(abandoned: () => boolean): Promise<void>
}

/** Watches for lulls. `now` and `pause` are milliseconds of a clock. */
export function createLull(now: () => number = () => performance.now(), pause: (ms: number) => Promise<void> = sleep): Lull {
  let stirred = now()
  return {
    stir() {
      stirred = now()
    },
    async wait(abandoned) {
      const began = now()
      stirred = began
      while (!abandoned() && now() - stirred < QUIET && now() - began < LONGEST) await pause(25)
    },
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
