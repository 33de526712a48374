import { functionError, resultText } from './function-error.ts'
import type { InvocationOutcome } from './function-source.ts'

/** A handler in either of Lambda's styles: a promise or value, or a callback. */
export type Handler = (event: unknown, context: unknown, callback: (error: unknown, result?: unknown) => void) => unknown

/**
 * Calls a handler and waits for its end as Lambda does: a promise counts when one is returned; otherwise the callback, and a
 * handler that takes none ends with what it returns. Never rejects.
 */
export async function runHandler(handler: Handler, payload: string, context: object): Promise<InvocationOutcome> {
  try {
    const event: unknown = JSON.parse(payload)
    const result = await new Promise<unknown>((resolve, reject) => {
      const callback = (error: unknown, value?: unknown): void => {
        if (error !== null && error !== undefined) reject(error)
        else resolve(value)
      }
      const legacy = {
        done: callback,
        fail: (error: unknown) => callback(error ?? new Error('The function failed without an error')),
        succeed: (value: unknown) => callback(null, value),
      }
      const returned = handler(event, Object.assign(Object.create(null), context, legacy), callback)
      if (typeof returned === 'object' && returned !== null && 'then' in returned) resolve(returned)
      else if (returned !== undefined || handler.length < 3) resolve(returned)
    })
    return { kind: 'result', payload: resultText(result) }
  } catch (error) {
    return { kind: 'error', payload: JSON.stringify(functionError(error)) }
  }
}
