import type { CallOptions, Client, Outgoing, Payload, Repeated } from './client.js'
import { readText } from './read.js'
import type { Scheme } from './schemes.js'

/** One call, before the client's own settings are added. */
export interface Call extends Repeated {
  /** Path and query, percent-encoded. */
  readonly path: string
  /** Values that are not given are left out. */
  readonly headers?: Readonly<Record<string, unknown>>
  readonly body?: Payload | undefined
  /** The body's media type, default JSON; `null` for a multipart body, which brings its own. */
  readonly type?: string | null
  /** Whose credential of the client's is put into the request, at every attempt. */
  readonly auth?: Scheme
  /** Reads the body of an answer; default: JSON or text. */
  readonly read?: (response: Response) => Promise<unknown>
}

/**
 * Makes one call, in as many attempts as the client's `repeat` makes; one where it has none. Whatever the API answers is a result.
 * Rejects with the reason of the signal and as `fetch` does.
 */
export function send<T>(client: Client, call: Call, options?: CallOptions): Promise<T> {
  const { method = 'GET', path, body = null, type = 'application/json', auth, read = readText } = call
  const attempt = async (signal: AbortSignal | null = options?.signal ?? null) => {
    const headers = new Headers()
    const fields = { 'content-type': body === null ? body : type, ...client.headers, ...call.headers, ...options?.headers }
    for (const [name, value] of Object.entries(fields)) if (value != null) headers.set(name, value as string)
    const request: Outgoing = { method, url: client.baseUrl.replace(/\/$/, '') + path, headers, body, signal }
    await auth?.(client)?.(request)
    const response = await (client.fetch ?? fetch)(request.url, request)
    return { ok: response.ok, status: response.status, headers: response.headers, body: await read(response) }
  }
  return (client.repeat ? client.repeat(attempt, call, { ...client, ...options }) : attempt()) as Promise<T>
}
