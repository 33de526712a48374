import type { Clock } from '../../generator/deploy/retry.ts'

/** One time for several who wait: it goes on to the first who wants to wake as soon as all of them sleep. */
export interface SharedClock extends Clock {
  /** Runs one of them. */
  run<T>(process: () => Promise<T>): Promise<T>
}

/** A clock that begins in 2030, for so many processes. */
export function sharedClock(processes: number, random: () => number): SharedClock {
  let now = Date.UTC(2030, 0, 2, 3, 4, 5)
  let awake = processes
  const sleepers: { readonly at: number; readonly wake: () => void }[] = []
  const goOn = (): void => {
    if (awake > 0) return
    sleepers.sort((a, b) => a.at - b.at)
    const first = sleepers.shift()
    if (first === undefined) return
    now = Math.max(now, first.at)
    awake++
    first.wake()
  }
  return {
    now: () => now,
    random,
    sleep: (milliseconds) =>
      new Promise((wake) => {
        sleepers.push({ at: now + milliseconds, wake })
        awake--
        goOn()
      }),
    async run(process) {
      try {
        return await process()
      } finally {
        awake--
        goOn()
      }
    },
  }
}
