import type { IntegrationType } from '../definition/rest-api.ts'
import type { HeaderList } from '../http.ts'
import type { Exchange } from './exchange.ts'

/** Renamed to `x-amzn-Remapped-…`, whatever the integration (recorded). */
const remapped: ReadonlySet<string> = new Set(['connection', 'content-length', 'date', 'server'])
/** Renamed for HTTP and AWS integrations too (recorded). */
const remappedForMapped: ReadonlySet<string> = new Set([
  'authorization',
  'content-md5',
  'expect',
  'host',
  'max-forwards',
  'proxy-authenticate',
  'trailer',
  'upgrade',
  'user-agent',
  'www-authenticate',
])
/** Integrations whose answers name the trace (recorded: not HTTP_PROXY, not MOCK). */
const traced: ReadonlySet<IntegrationType> = new Set(['AWS', 'AWS_PROXY', 'HTTP'])

/** Whether answers behind an integration of this type name the trace. */
export function namesTrace(type: IntegrationType | undefined): boolean {
  return type !== undefined && traced.has(type)
}

/** The headers of an answer: API Gateway's own first, those it keeps for itself under another name. */
export function responseHeaders(exchange: Exchange, type: IntegrationType, headers: HeaderList): HeaderList {
  const answered: [string, string][] = [
    ['x-amzn-RequestId', exchange.requestId],
    ['x-amz-apigw-id', exchange.extendedRequestId],
  ]
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    if (key === 'transfer-encoding' || !isSendable(name, value)) continue
    const renamed =
      remapped.has(key) ||
      (type === 'HTTP_PROXY' && key === 'x-amzn-requestid') ||
      ((type === 'HTTP' || type === 'AWS') && remappedForMapped.has(key))
    answered.push([renamed ? `x-amzn-Remapped-${name}` : name, value])
  }
  if (traced.has(type) && !answered.some(([name]) => name.toLowerCase() === 'x-amzn-trace-id'))
    answered.push(['X-Amzn-Trace-Id', exchange.traceId])
  return answered
}

/** A name that is a token, a value without control characters: nothing can be smuggled into the answer. */
function isSendable(name: string, value: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)
}
