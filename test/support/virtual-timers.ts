import type { Timers } from '../../runtime/gateway/lambda/timers.ts'

/** Time that passes only when a test says so. */
export interface VirtualTimers extends Timers {
  /** Lets time pass; what is due happens in its order. */
  advance(milliseconds: number): void
  /** Milliseconds until what is put off, in no order. */
  waiting(): readonly number[]
}

/** A clock that stands at a time. */
export function virtualTimers(start = 0): VirtualTimers {
  let now = start
  const open = new Set<{ readonly at: number; readonly call: () => void }>()
  return {
    now: () => now,
    after(milliseconds, call) {
      const timer = { at: now + milliseconds, call }
      open.add(timer)
      return () => open.delete(timer)
    },
    waiting: () => [...open].map(({ at }) => at - now),
    advance(milliseconds) {
      const end = now + milliseconds
      for (;;) {
        const [next] = [...open].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
        if (next === undefined) break
        open.delete(next)
        now = Math.max(now, next.at)
        next.call()
      }
      now = end
    },
  }
}
