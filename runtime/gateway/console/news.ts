/** Lets some wait until something happens. */
export interface News {
  /** Something happened. */
  tell(): void
  /** Resolves when something happens, or after a while without. */
  next(): Promise<void>
}

/** Milliseconds: shorter than what any proxy or browser would take for a dead connection. */
const longestWait = 20_000

/** Nobody waits longer than some seconds: whoever went away meanwhile is forgotten. */
export function createNews(): News {
  const waiting = new Set<() => void>()
  return {
    tell() {
      for (const wake of waiting) wake()
    },
    next: () =>
      new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer)
          waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, longestWait)
        // An open page does not keep the process alive.
        timer.unref()
        waiting.add(wake)
      }),
  }
}
