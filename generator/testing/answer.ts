import type { HttpResponse } from '../../runtime/gateway/index.ts'
import { put } from '../base/json.ts'

/** What came back. */
export interface OperationAnswer {
  readonly status: number
  /** Names in lower case; values of one name are joined by a comma and a blank. */
  readonly headers: Readonly<Record<string, string>>
  /** Parsed where its type is JSON, bytes where it is no text, else a text; undefined where there is none. */
  readonly body: unknown
}

/** An answer as tests compare it. */
export function readAnswer({ status, headers, body }: HttpResponse): OperationAnswer {
  const read: Record<string, string> = {}
  for (const [written, value] of headers) {
    const name = written.toLowerCase()
    put(read, name, Object.hasOwn(read, name) ? `${read[name]}, ${value}` : value)
  }
  return { status, headers: read, body: readBody(body, read['content-type']) }
}

function readBody(bytes: Uint8Array, contentType = ''): unknown {
  if (bytes.length === 0) return undefined
  const text = textOf(bytes)
  if (text === undefined) return Uint8Array.from(bytes)
  if (!/^[^;]*[/+]json\s*(;|$)/i.test(contentType)) return text
  try {
    return JSON.parse(text)
  } catch {
    // An API that says JSON and sends something else is what a test may want to see.
    return text
  }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
