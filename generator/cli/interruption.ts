import type { Host } from './host.ts'

/** Whether the user wants to stop, for work that goes on and for work that waits. */
export interface Interruption {
  readonly happened: () => boolean
  /** Resolves when it happens. */
  readonly wait: Promise<void>
  /** The user wants to stop, and said so in another way than by Ctrl-C. */
  interrupt(): void
  /** Ends the listening. */
  stop(): void
}

/** Listens for Ctrl-C until it is stopped. */
export function listenForInterruption(host: Host): Interruption {
  let happened = false
  let ring = (): void => {}
  const wait = new Promise<void>((done) => {
    ring = done
  })
  const interrupt = (): void => {
    happened = true
    ring()
  }
  return { happened: () => happened, wait, interrupt, stop: host.onInterrupt(interrupt) }
}
