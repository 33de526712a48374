import { ApigenFailure } from '../base/diagnostic.ts'

/** Milliseconds for which nobody waits for an answer to Ctrl-C. */
const PATIENCE = 50

/**
 * What long work that never leaves the event loop calls at every step: now and then it lets a Ctrl-C arrive, which it does by the promise that it
 * gives then. Throws an `ApigenFailure` where there was one.
 */
export function createGiveWay(interrupted: () => boolean): () => Promise<void> | undefined {
  const check = (): void => {
    if (interrupted()) throw new ApigenFailure('usage', 'Interrupted; nothing was changed.')
  }
  let gaveWay = performance.now()
  return () => {
    check()
    if (performance.now() - gaveWay <= PATIENCE) return undefined
    return new Promise<void>((done) => setImmediate(done)).then(() => {
      gaveWay = performance.now()
      check()
    })
  }
}
