import type { CallOptions, Client, Outgoing, Payload } from './client.js'
import { readText } from './read.js'

/** One call, before the client's own settings are added. */
export interface Call {
  /** Default `GET`. */
  readonly method?: string
  /** Path and query, percent-encoded. */
  readonly path: string
  /** Values that are not given are left out. */
  readonly headers?: Readonly<Record<string, unknown>>
  readonly body?: Payload | undefined
  /** The body's media type; a multipart body brings its own. */
  readonly type?: string
  /** Puts credentials of the client's into a request, at every attempt. */
  readonly auth?: (client: Client, request: Outgoing) => Promise<void>
  /** True where sending it twice does what sending it once does. */
  readonly repeatable?: boolean
  /** Reads the body of an answer; default: JSON or text. */
  readonly read?: (response: Response) => Promise<unknown>
}

/** Ends early when the signal aborts: the attempt that follows rejects with its reason. */
function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal?.addEventListener('abort', done)
  })
}

/**
 * Makes one call. Whatever the API answers is a result. Rejects with the reason of the signal, with a `TimeoutError`, and as
 * `fetch` does.
 */
export async function send<T>(client: Client, call: Call, options?: CallOptions): Promise<T> {
  const { method = 'GET', path, body = null, type, auth, repeatable = /^[^P]|^PUT/.test(method), read = readText } = call
  const {
    baseUrl,
    timeout,
    signal,
    fetch = globalThis.fetch,
    sleep = pause,
    random = Math.random,
    retry: { attempts = 3, delay = 100, maximum = 20_000 } = {},
  } = { ...client, ...options }

  for (let attempt = 0; ; ) {
    const headers = new Headers()
    const contentType = body === null ? body : type
    const fields = { 'content-type': contentType, ...client.headers, ...call.headers, ...options?.headers }
    for (const [name, value] of Object.entries(fields)) if (value != null) headers.set(name, value as string)
    const request: Outgoing = { method, url: baseUrl.replace(/\/$/, '') + path, headers, body }
    await auth?.(client, request)

    let wait = random() * Math.min(maximum, delay * 2 ** attempt)
    const last = ++attempt >= attempts || !repeatable
    // Not `AbortSignal.timeout`: inside `any`, Node 20 to 24 may lose it to garbage collection (nodejs/node#57736).
    const stop = new AbortController()
    const timer = timeout && setTimeout(() => stop.abort(new DOMException('Timed out', 'TimeoutError')), timeout)
    try {
      const response = await fetch(request.url, { ...request, signal: AbortSignal.any([stop.signal, signal ?? stop.signal]) })
      const { ok, status, headers } = response
      // Seconds or a date; a header that is not there is neither.
      const after = headers.get('retry-after') as string
      wait = Math.max(wait, +after * 1000 || Date.parse(after) - Date.now() || 0)
      if (last || wait > maximum || !/408|429|50[0234]/.test(status as never)) {
        return { ok, status, headers, body: await read(response) } as T
      }
      await response.body?.cancel()
    } catch (error) {
      if (last || signal?.aborted) throw error
    } finally {
      clearTimeout(timer)
    }
    await sleep(wait, signal)
  }
}
