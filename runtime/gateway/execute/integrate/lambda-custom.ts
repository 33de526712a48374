import { payloadText } from '../binary.ts'
import { misconfigured } from '../rejection.ts'
import { answerHeaders, type FunctionEnd, invokeIntegration } from './function-uri.ts'
import type { Integrate, IntegrationAnswer } from './types.ts'

/** `aws` to a function: the mapped body is the event; the error message, or "" where there is none, selects the response. */
export const integrateLambdaCustom: Integrate = (exchange, _caller, integration, request) => {
  const payload = payloadText(request.payload)
  if (payload.trim() !== '' && !isJson(payload))
    throw misconfigured(`the mapped request is not JSON, a function's event must be: ${payload.slice(0, 200)}`)
  const type = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'x-amz-invocation-type')?.[1]
  const invocation = type?.[0] === 'Event' ? 'event' : 'request'
  const event = payload.trim() === '' ? '{}' : payload
  const read = (end: FunctionEnd): IntegrationAnswer => ({
    kind: 'answer',
    status: invocation === 'event' ? 202 : 200,
    headers: answerHeaders(end),
    payload: { kind: 'text', text: invocation === 'event' ? '' : end.payload },
    selector: end.kind === 'error' ? errorMessage(end.payload) : '',
  })
  return invokeIntegration(exchange, integration, event, invocation, read, payload)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The message of an error that a function answered, which selects the response; "" where there is none. */
export function errorMessage(payload: string): string {
  try {
    const error: unknown = JSON.parse(payload)
    if (typeof error === 'object' && error !== null && 'errorMessage' in error && typeof error.errorMessage === 'string')
      return error.errorMessage
  } catch {
    // What is no JSON has no message.
  }
  return ''
}
