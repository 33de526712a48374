import type { CallOptions, Client, Outgoing, Payload } from './client.js'
import { readText } from './read.js'
import type { Scheme } from './schemes.js'

/** One call, before the client's own settings are added. */
export interface Call {
  /** Default `GET`. */
  readonly method?: string
  /** Path and query, percent-encoded. */
  readonly path: string
  /** Values that are not given are left out. */
  readonly headers?: Readonly<Record<string, unknown>>
  readonly body?: Payload | undefined
  /** The body's media type, default JSON; `null` for a multipart body, which brings its own. */
  readonly type?: string | null
  /** Whose credential of the client's is put into the request, at every attempt. */
  readonly auth?: Scheme
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
  const { method = 'GET', path, body = null, type = 'application/json', auth, read = readText } = call
  const {
    baseUrl,
    timeout,
    signal,
    fetch: request = fetch,
    sleep = pause,
    random = Math.random,
    retry: { attempts = 3, delay = 100, maximum = 20_000 } = {},
  } = { ...client, ...options }

  for (let attempt = 0; ; ) {
    const headers = new Headers()
    const fields = { 'content-type': body === null ? body : type, ...client.headers, ...call.headers, ...options?.headers }
    for (const [name, value] of Object.entries(fields)) if (value != null) headers.set(name, value as string)
    const outgoing: Outgoing = { method, url: baseUrl.replace(/\/$/, '') + path, headers, body }
    await auth?.(client)?.(outgoing)

    let wait = random() * Math.min(maximum, delay * 2 ** attempt)
    const last = ++attempt >= attempts || !(call.repeatable ?? /^[^P]|^PUT/.test(method))
    // Not `AbortSignal.timeout`: inside `any`, Node 20 to 24 may lose it to garbage collection (nodejs/node#57736).
    const stop = new AbortController()
    const timer = timeout && setTimeout(() => stop.abort(new DOMException('Timed out', 'TimeoutError')), timeout)
    try {
      const response = await request(outgoing.url, { ...outgoing, signal: AbortSignal.any([stop.signal, signal ?? stop.signal]) })
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
