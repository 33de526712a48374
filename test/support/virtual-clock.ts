import type { Clock } from '../../generator/deploy/retry.ts'

/** A clock whose time passes only where somebody sleeps. */
export interface VirtualClock extends Clock {
  /** The sleeps, in milliseconds. */
  readonly waits: readonly number[]
}

const BEGINNING = Date.UTC(2030, 0, 2, 3, 4, 5)

/** A clock that begins in 2030 unless another time is given; `random` is what callers draw. */
export function virtualClock(random: () => number = () => 0.5, time: number = BEGINNING): VirtualClock {
  let now = time
  const waits: number[] = []
  return {
    waits,
    now: () => now,
    async sleep(milliseconds) {
      waits.push(milliseconds)
      now += milliseconds
    },
    random,
  }
}
