import { type Answer, type Headers, setHeader } from './answers.js'
import { type Context, callerOf, type Invocation, member, members, text, texts } from './context.js'

/** What is read of an event of either payload version: any of it may be missing, or be something else. */
export interface ProxyEvent {
  readonly httpMethod?: unknown
  readonly resource?: unknown
  readonly path?: unknown
  readonly pathParameters?: unknown
  readonly headers?: unknown
  readonly multiValueHeaders?: unknown
  readonly queryStringParameters?: unknown
  readonly multiValueQueryStringParameters?: unknown
  readonly stageVariables?: unknown
  readonly requestContext?: unknown
  readonly body?: unknown
  readonly isBase64Encoded?: unknown
  readonly routeKey?: unknown
  readonly rawPath?: unknown
  readonly rawQueryString?: unknown
  readonly cookies?: unknown
}

/** A request of a Lambda proxy integration, of either payload version. */
export interface ProxyRequest {
  readonly version: '1.0' | '2.0'
  readonly event: ProxyEvent
  readonly context: RequestContext
  /** Of version 2.0: method, path and caller. */
  readonly http: unknown
}

/** The request in a proxy event; undefined for an event that is none. */
export function readProxyEvent(given: unknown): ProxyRequest | undefined {
  const event: ProxyEvent = members(given)
  const context: RequestContext = members(event.requestContext)
  const { http } = context
  if (http !== undefined) return { version: '2.0', event, context, http }
  return typeof event.httpMethod === 'string' ? { version: '1.0', event, context, http } : undefined
}

/** The values of a header by its name in lower case: those of its list where there is one; of several spellings the last. */
export function headerOf({ version, event }: ProxyRequest, name: string): readonly string[] | undefined {
  const list = version === '2.0' ? undefined : spelled(event.multiValueHeaders, name)
  if (Array.isArray(list)) return list.every((one) => typeof one === 'string') ? list : list.map(String)
  const single = spelled(event.headers, name)
  return typeof single === 'string' ? [single] : undefined
}

function spelled(values: unknown, name: string): unknown {
  const given = members(values)
  let found: unknown
  // Comparing lengths first spares a copy of most names.
  for (const key of Object.keys(given)) if (key.length === name.length && key.toLowerCase() === name) found = given[key]
  return found
}

/** What is read of the `requestContext` of either version. */
interface RequestContext {
  readonly http?: unknown
  readonly requestId?: unknown
  readonly stage?: unknown
  readonly apiId?: unknown
  readonly requestTimeEpoch?: unknown
  readonly timeEpoch?: unknown
  readonly identity?: unknown
  readonly authorizer?: unknown
}

/** What a handler knows beside the request. */
export function proxyContext(
  { event, context, http }: ProxyRequest,
  { lambda, coldStart }: Invocation,
  operation: { readonly id: string; readonly path: string },
): Context {
  const authorizer = members(context.authorizer)
  const time = context.requestTimeEpoch ?? context.timeEpoch
  return {
    operation: operation.id,
    requestId: text(context.requestId),
    stage: text(context.stage),
    apiId: text(context.apiId),
    method: text(event.httpMethod) || text(member(http, 'method')),
    resource: operation.path,
    time: typeof time === 'number' ? time : Date.now(),
    coldStart,
    caller: callerOf(http ?? context.identity),
    // Version 2.0 keeps what a function left apart from what a token said.
    authorizer: http === undefined ? authorizer : { ...members(member(authorizer, 'lambda')), ...members(member(authorizer, 'jwt')) },
    stageVariables: texts(event.stageVariables),
    event,
    lambda,
  }
}

/** The result that API Gateway expects of a proxy integration. */
export function writeProxyResult({ status, headers, body, isBase64 }: Answer, version: ProxyRequest['version']): unknown {
  if (hasLists(headers))
    return { statusCode: status, ...writeSeveral(headers, version), ...(body !== undefined && { body, isBase64Encoded: isBase64 }) }
  // Written out: engines are slow at adding members to a copy.
  return body === undefined ? { statusCode: status, headers } : { statusCode: status, headers, body, isBase64Encoded: isBase64 }
}

function hasLists(headers: Headers): boolean {
  for (const name of Object.keys(headers)) if (typeof headers[name] !== 'string') return true
  return false
}

/** Headers of which some have several values. */
function writeSeveral(headers: Headers, version: ProxyRequest['version']): object {
  const single: Record<string, string> = {}
  const several: Record<string, readonly string[]> = {}
  let cookies: readonly string[] | undefined
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string') setHeader(single, name, value)
    else if (version === '1.0') setHeader(several, name, value)
    else if (name.toLowerCase() === 'set-cookie') cookies = value
    else setHeader(single, name, value.join(', '))
  }
  return { headers: single, ...(version === '1.0' && { multiValueHeaders: several }), ...(cookies && { cookies }) }
}
