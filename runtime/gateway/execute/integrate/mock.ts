import { parseBody } from '../../velocity/java/parse-json.ts'
import { isMap } from '../../velocity/java/value.ts'
import { payloadText } from '../binary.ts'
import { misconfigured } from '../rejection.ts'
import type { Integrate } from './types.ts'

/** `mock`: the mapped request names the status, unquoted keys and all (recorded); there is no body. */
export const integrateMock: Integrate = (_exchange, _caller, _integration, request) => {
  const status = statusOf(payloadText(request.payload))
  if (status === undefined)
    throw misconfigured('Unable to parse statusCode. It should be an integer that is defined in the request template.')
  return { kind: 'answer', status, headers: [], payload: { kind: 'text', text: '' }, selector: String(status) }
}

/** The status that a mapped request names; undefined where it names none. */
export function statusOf(text: string): number | undefined {
  // What nearly every template prints needs no reader of JSON.
  const plain = /^\s*\{\s*"statusCode"\s*:\s*([1-9]\d{2})\s*\}\s*$/.exec(text)?.[1]
  if (plain !== undefined) return Number(plain)
  try {
    const value = parseBody(text)
    const status = isMap(value) ? value.get('statusCode') : null
    return typeof status === 'number' ? status : typeof status === 'string' && /^\d{3}$/.test(status) ? Number(status) : undefined
  } catch {
    return undefined
  }
}
