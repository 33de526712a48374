import type { Call, CallOptions, Client } from './client.js'
import { send } from './send.js'

/** Ends early when the signal aborts: the attempt that follows rejects with its reason. The signal is nobody else's. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.onabort = () => resolve(clearTimeout(timer))
  })
}

/**
 * Tries a call again after broken connections and answers that ask for it, with jitter and as `Retry-After` says. Rejects with the
 * reason of the signal, with a `TimeoutError`, and as an attempt does.
 */
export async function repeat(
  client: Client,
  options: CallOptions | undefined,
  method: string,
  path: string,
  call?: Call,
): Promise<unknown> {
  const {
    timeout,
    signal,
    sleep = pause,
    random = Math.random,
    retry: { attempts = 3, delay = 100, maximum = 20_000 } = {},
  }: Client & CallOptions = { ...client, ...options }
  for (let count = 0; ; ) {
    let wait = random() * Math.min(maximum, delay * 2 ** count)
    const last = ++count >= attempts || !(call?.repeat ?? /^[^P]|^PUT/.test(method))
    // Not `AbortSignal.timeout`: inside `any`, Node 20 to 24 may lose it to garbage collection (nodejs/node#57736).
    const stop = new AbortController()
    const either = AbortSignal.any([stop.signal, signal ?? stop.signal])
    const timer = timeout && setTimeout(() => stop.abort(new DOMException('Timed out', 'TimeoutError')), timeout)
    try {
      const result = await send<{ status: number; headers: Headers }>(
        { ...client, repeat: undefined },
        { ...options, signal: either },
        method,
        path,
        call,
      )
      // Seconds or a date; a header that is not there is neither.
      const after = result.headers.get('retry-after') as string
      wait = Math.max(wait, +after * 1000 || Date.parse(after) - Date.now() || 0)
      if (last || wait > maximum || !/408|429|50[0234]/.test(result.status as never)) return result
    } catch (error) {
      if (last || signal?.aborted) throw error
    } finally {
      clearTimeout(timer)
    }
    await sleep(wait, either)
    // Lets go of the signal, which may live as long as the program.
    stop.abort()
  }
}
