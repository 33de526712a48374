import type { Call, CallOptions, Client, Outgoing, Payload, Secrets } from './client.js'
import { readText } from './read.js'

/**
 * Makes one call: its path and query are percent-encoded. In as many attempts as the client's `repeat` makes; one where it has none.
 * Whatever the API answers is a result. Rejects with the reason of the signal and as `fetch` does.
 */
export async function send<T>(client: Client, options: CallOptions | undefined, method: string, path: string, call?: Call): Promise<T> {
  if (client.repeat) return client.repeat(client, options, method, path, call) as T
  const all = { read: readText, type: 'application/json', ...call }
  const headers = new Headers()
  const fields: Readonly<Record<string, unknown>> = {
    'content-type': all.body != null ? all.type : null,
    ...client.headers,
    ...all.headers,
    ...options?.headers,
  }
  for (const name in fields) if (fields[name] != null) headers.set(name, fields[name] as string)
  const request: Outgoing = {
    method,
    url: client.baseUrl.replace(/\/$/, '') + path,
    headers,
    body: all.body as Payload | null,
    signal: options?.signal as AbortSignal | null,
  }
  await all.auth?.((client.auth ?? {}) as Secrets, request)
  const response = await (client.fetch ?? fetch)(request.url, request)
  return { ok: response.ok, status: response.status, headers: response.headers, body: await all.read(response) } as T
}
