import type { Answer } from './answers.js'
import { type Context, callerOf, type Invocation, member, members, text, texts } from './context.js'

/** A request of a Lambda proxy integration, of either payload version. */
export interface ProxyRequest {
  readonly version: '1.0' | '2.0'
  readonly event: unknown
  /** Of version 2.0: method, path and caller. */
  readonly http: unknown
}

/** The request in a proxy event; undefined for an event that is none. */
export function readProxyEvent(event: unknown): ProxyRequest | undefined {
  const http = member(member(event, 'requestContext'), 'http')
  if (http !== undefined) return { version: '2.0', event, http }
  return typeof member(event, 'httpMethod') === 'string' ? { version: '1.0', event, http } : undefined
}

/** The values of a header by its name in lower case: those of its list where there is one; of several spellings the last. */
export function headerOf({ version, event }: ProxyRequest, name: string): readonly string[] | undefined {
  const list = version === '2.0' ? undefined : spelled(member(event, 'multiValueHeaders'), name)
  if (Array.isArray(list)) return list.map(String)
  const single = spelled(member(event, 'headers'), name)
  return typeof single === 'string' ? [single] : undefined
}

function spelled(values: unknown, name: string): unknown {
  const given = members(values)
  let found: unknown
  // Comparing lengths first spares a copy of most names.
  for (const key of Object.keys(given)) if (key.length === name.length && key.toLowerCase() === name) found = given[key]
  return found
}

/** What a handler knows beside the request. */
export function proxyContext(
  { event, http }: ProxyRequest,
  { lambda, coldStart }: Invocation,
  operation: { readonly id: string; readonly path: string },
): Context {
  const request = member(event, 'requestContext')
  const authorizer = members(member(request, 'authorizer'))
  const time = member(request, 'requestTimeEpoch') ?? member(request, 'timeEpoch')
  return {
    operation: operation.id,
    requestId: text(member(request, 'requestId')),
    stage: text(member(request, 'stage')),
    apiId: text(member(request, 'apiId')),
    method: text(member(event, 'httpMethod')) || text(member(http, 'method')),
    resource: operation.path,
    time: typeof time === 'number' ? time : Date.now(),
    coldStart,
    caller: callerOf(
      http === undefined ? member(request, 'identity') : { sourceIp: member(http, 'sourceIp'), userAgent: member(http, 'userAgent') },
    ),
    // Version 2.0 keeps what a function left apart from what a token said.
    authorizer: http === undefined ? authorizer : { ...members(member(authorizer, 'lambda')), ...members(member(authorizer, 'jwt')) },
    stageVariables: texts(member(event, 'stageVariables')),
    event,
    lambda,
  }
}

interface ProxyResult {
  statusCode: number
  headers: Record<string, string>
  cookies?: readonly string[]
  multiValueHeaders?: Record<string, readonly string[]>
  body?: string
  isBase64Encoded?: boolean
}

/** The result that API Gateway expects of a proxy integration. */
export function writeProxyResult({ status, headers, body, isBase64 }: Answer, version: ProxyRequest['version']): unknown {
  const result: ProxyResult = { statusCode: status, headers: {} }
  for (const [name, value] of headers) {
    if (typeof value === 'string') set(result.headers, name, value)
    else if (version === '1.0') {
      result.multiValueHeaders ??= {}
      set(result.multiValueHeaders, name, value)
    } else if (name.toLowerCase() === 'set-cookie') result.cookies = value
    else set(result.headers, name, value.join(', '))
  }
  if (body === undefined) return result
  result.body = body
  result.isBase64Encoded = isBase64
  return result
}

/** An own member, whatever its name. */
function set<Value>(values: Record<string, Value>, name: string, value: Value): void {
  if (name === '__proto__') Object.defineProperty(values, name, { value, enumerable: true, configurable: true, writable: true })
  else values[name] = value
}
