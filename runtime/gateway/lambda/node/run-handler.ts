import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { functionError, resultText } from './function-error.ts'
import { isStreaming, responseStream, type TakeChunk } from './streaming.ts'

/** A handler in either of Lambda's styles: a promise or value, or a callback. */
export type Handler = (event: unknown, context: unknown, callback: (error: unknown, result?: unknown) => void) => unknown

/** How a handler ended: JSON text; empty where the answer was streamed. */
export interface HandlerOutcome {
  readonly kind: 'result' | 'error'
  readonly payload: string
}

/** What the handler runs in. */
export interface HandlerSurroundings {
  /** Takes a streamed answer: its content type, then its pieces. */
  readonly begin: (contentType: string) => void
  readonly chunk: TakeChunk
  /** Calls back when nothing is left to do; a later call takes the place of the one before. */
  readonly whenIdle: (call: () => void) => void
}

/**
 * Calls a handler and waits for its end as Lambda does: a promise counts when one is returned; otherwise the callback, whose result
 * waits until nothing is left to do unless the context says otherwise. A handler with which nothing can happen any more answers null.
 * Never rejects.
 */
export async function runHandler(
  handler: Handler,
  payload: string,
  context: { callbackWaitsForEmptyEventLoop: boolean },
  surroundings: HandlerSurroundings,
): Promise<HandlerOutcome> {
  try {
    const event: unknown = JSON.parse(payload)
    if (isStreaming(handler)) {
      const stream = responseStream(surroundings.begin, surroundings.chunk)
      try {
        await handler(event, stream, context)
      } catch (error) {
        await taken(stream)
        throw error
      }
      if (!stream.writableEnded) surroundings.whenIdle(() => stream.end())
      await finished(stream)
      return { kind: 'result', payload: '' }
    }
    return { kind: 'result', payload: resultText(await call(handler, event, context, surroundings.whenIdle)) }
  } catch (error) {
    return { kind: 'error', payload: JSON.stringify(functionError(error)) }
  }
}

/** What was written before a handler failed comes before word of it, as on Lambda, however slowly it is read. */
function taken(stream: Writable): Promise<void> | undefined {
  if (stream.writableLength === 0 || stream.destroyed) return undefined
  return new Promise((resolve) => stream.end(() => resolve()))
}

function call(
  handler: Handler,
  event: unknown,
  context: { callbackWaitsForEmptyEventLoop: boolean },
  whenIdle: HandlerSurroundings['whenIdle'],
): Promise<unknown> {
  return new Promise<unknown>((resolve, reject) => {
    whenIdle(() => resolve(undefined))
    const callback = (error: unknown, value?: unknown): void => {
      const finish = (): void => {
        if (error !== null && error !== undefined) reject(error)
        else resolve(value)
      }
      if (context.callbackWaitsForEmptyEventLoop) whenIdle(finish)
      else finish()
    }
    Object.assign(context, {
      done: callback,
      fail: (error: unknown) => callback(error ?? new Error('The function failed without an error')),
      succeed: (value: unknown) => callback(null, value),
    })
    const returned = handler(event, context, callback)
    // Not by `resolve` alone: a promise that never settles must leave room for what comes when nothing is left to do.
    if (isThenable(returned)) returned.then(resolve, reject)
    // A value counts from Node.js 24 on; before, only promises and callbacks do, and nobody returns a value to have it ignored.
    else if (returned !== undefined) resolve(returned)
  })
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
