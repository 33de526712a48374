import type { CallOptions, Client, Outgoing, Payload } from './client.js'

/** A security scheme: its name, how its credential is put into a request, and the name of its place. */
export type Scheme = readonly [
  name: string,
  apply: (request: Outgoing, credential: never, parameter: string) => void | Promise<void>,
  parameter?: string,
]

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
  /** Alternatives: the first whose schemes all have a credential is used. */
  readonly auth?: readonly (readonly Scheme[])[]
  /** True where sending it twice does what sending it once does. */
  readonly repeatable?: boolean
  /** Reads the body of an answer; default: JSON or text. */
  readonly read?: (response: Response) => Promise<unknown>
}

/** JSON is parsed, anything else is text, nothing is `undefined`. */
async function readText(response: Response): Promise<unknown> {
  const text = await response.text()
  return text ? (/[/+]json\b/.test(`${response.headers.get('content-type')}`) ? JSON.parse(text) : text) : undefined
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
  const { method = 'GET', path, body = null, type, auth = [], repeatable = /^[^P]|^PUT/.test(method), read = readText } = call
  const { baseUrl, timeout, signal, fetch = globalThis.fetch, sleep = pause, random = Math.random, retry = {} } = { ...client, ...options }
  const { attempts = 3, delay = 100, maximum = 20_000 } = retry
  // Without a prototype, so that no scheme's name is found by accident.
  const secrets = { __proto__: null, ...client.auth } as unknown as Readonly<Record<string, never>>
  const schemes = auth.find((all) => all.every(([name]) => secrets[name])) ?? []

  for (let attempt = 1; ; attempt++) {
    const headers = new Headers()
    const contentType = body === null ? body : type
    const fields = { 'content-type': contentType, ...client.headers, ...call.headers, ...options?.headers }
    for (const [name, value] of Object.entries(fields)) if (value != null) headers.set(name, `${value}`)
    const request: Outgoing = { method, url: baseUrl.replace(/\/$/, '') + path, headers, body }
    for (const [name, apply, parameter] of schemes) await apply(request, secrets[name] as never, parameter as string)

    const last = attempt >= attempts || !repeatable
    let wait = random() * Math.min(maximum, delay * 2 ** (attempt - 1))
    // Not `AbortSignal.timeout`: inside `any`, Node 20 to 24 may lose it to garbage collection (nodejs/node#57736).
    const stop = new AbortController()
    const timer = timeout && setTimeout(() => stop.abort(new DOMException('Timed out', 'TimeoutError')), timeout)
    try {
      const response = await fetch(request.url, { ...request, signal: AbortSignal.any([stop.signal, signal ?? stop.signal]) })
      const { status, ok } = response
      const after = response.headers.get('retry-after') ?? ''
      wait = Math.max(wait, Number(after) * 1000 || Date.parse(after) - Date.now() || 0)
      if (last || wait > maximum || !/408|429|50[0234]/.test(`${status}`)) {
        return { ok, status, headers: response.headers, body: await read(response) } as T
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
