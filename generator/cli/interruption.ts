import type { Host } from './host.ts'

/** Whether the user wants to stop, for work that goes on and for work that waits. */
export interface Interruption {
  readonly happened: () => boolean
  /** Resolves when it happens. */
  readonly wait: Promise<void>
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
  const stop = host.onInterrupt(() => {
    happened = true
    ring()
  })
  return { happened: () => happened, wait, stop }
}
