import { createGateway } from '../../../runtime/gateway/index.ts'
import type { Answer } from './recording.ts'

/** The account of the recordings. */
export const ACCOUNT = '111111111111'
export const REGION = 'us-east-1'
/** A function that answers the body that it gets. */
export const FUNCTION = 'test-function'

/** Calls a fresh gateway as an SDK would; a body that is no text is sent as JSON. */
export type Client = (method: string, path: string, body?: unknown, headers?: readonly (readonly [string, string])[]) => Promise<Answer>

/** A client of an empty gateway whose clock stands still. */
export async function createClient(): Promise<{ readonly client: Client; close(): Promise<void> }> {
  const gateway = await createGateway({
    clock: () => 1_700_000_000_000,
    region: REGION,
    accountId: ACCOUNT,
    functions: {
      [FUNCTION]: { kind: 'inline', handler: (event) => ({ statusCode: 200, body: (event as { body: string | null }).body ?? '' }) },
    },
  })
  const client: Client = async (method, path, body, headers = []) => {
    const [pathname = '', query = ''] = path.split('?')
    const bytes = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    const response = await gateway.handle({ method, path: pathname, query, headers, body: new TextEncoder().encode(bytes) })
    const text = new TextDecoder().decode(response.body)
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers.map(([name, value]) => [name.toLowerCase(), value])),
      body: text === '' ? {} : parse(text),
      raw: text,
    }
  }
  return { client, close: () => gateway.close() }
}

/** Data planes answer what they like. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A text member of an answer. */
export function text(answer: Answer, key: string): string {
  const value = (answer.body as Record<string, unknown>)[key]
  if (typeof value !== 'string') throw new Error(`the answer has no ${key}: ${JSON.stringify(answer.body)}`)
  return value
}

/** One step of an update: `op path value from`. */
export type PatchStep = readonly [op: string, path: string, value?: string | undefined, from?: string | undefined]

/** The body of an update. */
export function patch(...operations: PatchStep[]): object {
  return { patchOperations: operations.map(([op, path, value, from]) => ({ op, path, value, from })) }
}
