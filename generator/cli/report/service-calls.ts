import type { ServiceCall } from '../../../runtime/gateway/index.ts'
import { visible } from './escape.ts'

/** Characters of a body that are shown. */
const MOST = 200

/** Calls of AWS services that nobody carried out: when, which, for which request, and what they would have sent. */
export function printServiceCalls(calls: readonly ServiceCall[]): string {
  if (calls.length === 0) return 'No call of an AWS service was recorded.'
  return calls
    .map(({ time, service, action, requestId, body }) => {
      const sent = body.text.length > MOST ? `${body.text.slice(0, MOST)}\u2026` : body.text
      return `  ${new Date(time).toLocaleTimeString()}  ${visible(service)} ${visible(action)}  ${requestId}\n    ${visible(sent)}`
    })
    .join('\n')
}
