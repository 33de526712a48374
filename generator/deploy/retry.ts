/** Time, as waiting needs it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Resolves after so many milliseconds, or at once when somebody wants to stop. */
  sleep(milliseconds: number): Promise<void>
  /** A number in [0, 1): callers that were refused together must not come back together. */
  random(): number
}

/** What an error says about trying again. */
export interface Verdict {
  /**
   * `refused`: the call had no effect, and a later one may pass. `unknown`: it may have had one, so only a call that may be made twice is
   * made again. `final`: no later one would pass.
   */
  readonly kind: 'refused' | 'unknown' | 'final'
  /** What the other side asks to wait at least, in milliseconds. */
  readonly after?: number
}

/** How often a call is tried in all. With the waits between, that is up to two minutes. */
const MOST_TRIES = 8
const FIRST_WAIT = 1000
const LONGEST_WAIT = 60_000

/** A call that may fail for a time. */
export interface Attempt<T> {
  /** True for one that may be made twice: it reads, or puts a state in place of another. */
  readonly repeatable: boolean
  action(): Promise<T>
  judge(error: unknown): Verdict
  /** Nobody wants to wait any more. */
  stopped(): boolean
}

/** Makes a call until it passes, is refused for good, or was tried often enough: the waits double, with a random part. */
export async function retry<T>(clock: Clock, { repeatable, action, judge, stopped }: Attempt<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await action()
    } catch (error) {
      const { kind, after = 0 } = judge(error)
      if (kind === 'final' || (kind === 'unknown' && !repeatable) || tries === MOST_TRIES || stopped()) throw error
      const span = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - 1))
      await clock.sleep(after + Math.ceil(span / 2 + (span / 2) * clock.random()))
      if (stopped()) throw error
    }
  }
}

/** The clock on the wall; a sleeper is woken when the signal is given. */
export function wallClock(signal: AbortSignal | undefined): Clock {
  return {
    now: Date.now,
    sleep: (milliseconds) =>
      new Promise((done) => {
        const wake = (): void => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', wake)
          done()
        }
        const timer = setTimeout(wake, milliseconds)
        signal?.addEventListener('abort', wake)
        if (signal?.aborted) wake()
      }),
    random: Math.random,
  }
}
