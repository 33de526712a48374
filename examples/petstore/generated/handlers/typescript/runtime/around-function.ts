import { isKeepWarm, type LambdaContext } from './context.js'
import { enclose } from './enclose.js'
import type { LambdaHandler } from './serve.js'

/**
 * A plain function around everything that a function of Lambda does: reading and checking the event, the code, writing the result. It calls
 * `next`, and may wait before and after; or it gives a result itself, as API Gateway or the event's service expects it. What it throws is Lambda's error.
 */
export type AroundFunction = (event: unknown, context: LambdaContext, next: () => Promise<unknown>) => Promise<unknown>

/** A function with functions around it, the first outermost. What only keeps it warm passes by them. */
export function aroundFunction(handler: LambdaHandler, around: readonly AroundFunction[]): LambdaHandler {
  if (around.length === 0) return handler
  const all = enclose(handler, around)
  return async (event, context) => (isKeepWarm(event) ? handler : all)(event, context)
}
