import type { Middleware } from './around.js'
import type { AnyResponse } from './operation.js'

/**
 * What doing something once needs: one call, which the project binds to its SDK. Runs `run` for the first caller of a key, keeps its text for
 * `seconds`, and gives it to every later one. Nothing is kept of a run that fails.
 */
export interface OncePort {
  once(key: string, seconds: number, run: () => Promise<string>): Promise<string>
}

/**
 * Answers a request that is repeated with the answer of the first, told by a header that the operation declares. A request without it is
 * answered like any other, and what is thrown is not kept. Bodies are JSON or text: bytes cannot be kept.
 */
export function idempotent(port: OncePort, header = 'Idempotency-Key', seconds = 86_400): Middleware {
  return async <Answered extends AnyResponse>(
    request: unknown,
    { operation }: { readonly operation: string },
    next: () => Promise<Answered>,
  ) => {
    const { headers = {} } = request as { readonly headers?: Readonly<Record<string, unknown>> }
    const key = Object.entries(headers).find(([name]) => name.toLowerCase() === header.toLowerCase())?.[1]
    if (typeof key !== 'string') return next()
    const text = await port.once(`${operation} ${key}`, seconds, async () => {
      const response = await next()
      if (response.body instanceof Uint8Array)
        throw new TypeError(`The response of ${operation} is bytes, which cannot be kept for its key.`)
      return JSON.stringify(response)
    })
    return JSON.parse(text) as Answered
  }
}
