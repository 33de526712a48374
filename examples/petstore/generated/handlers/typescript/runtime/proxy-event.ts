import { type Context, callerOf, type Invocation, members, text } from './context.js'

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
export function headerOf({ event }: ProxyRequest, name: string): readonly string[] | undefined {
  const list = spelled(event.multiValueHeaders, name)
  if (Array.isArray(list)) return list.map(String)
  const single = spelled(event.headers, name)
  return typeof single === 'string' ? [single] : undefined
}

/** The last value of a header by its name in lower case; empty where there is none. */
export function lastHeaderOf({ event }: ProxyRequest, name: string): string {
  return text(spelled(event.headers, name)) || text([spelled(event.multiValueHeaders, name)].flat().at(-1))
}

function spelled(values: unknown, name: string): unknown {
  const given = members(values)
  let found: unknown
  // Comparing lengths first spares a copy of most names.
  for (const key in given) if (key.length === name.length && key.toLowerCase() === name) found = given[key]
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

/** What is read of `http` and `authorizer` of version 2.0. */
interface Http {
  readonly method?: unknown
}
interface Authorizer {
  readonly lambda?: unknown
  readonly jwt?: unknown
  readonly [name: string]: unknown
}

/** What a handler knows beside the request. */
export function proxyContext(
  { event, context, http }: ProxyRequest,
  { lambda, coldStart }: Invocation,
  operation: { readonly id: string; readonly path: string },
): Context {
  const authorizer: Authorizer = members(context.authorizer)
  const time = context.requestTimeEpoch ?? context.timeEpoch
  return {
    operation: operation.id,
    requestId: text(context.requestId),
    stage: text(context.stage),
    apiId: text(context.apiId),
    method: text(event.httpMethod) || text((http as Http | undefined)?.method),
    resource: operation.path,
    time: typeof time === 'number' ? time : Date.now(),
    coldStart,
    caller: callerOf(http ?? context.identity),
    // Version 2.0 keeps what a function left apart from what a token said.
    authorizer: http === undefined ? authorizer : { ...members(authorizer.lambda), ...members(authorizer.jwt) },
    // API Gateway has texts alone.
    stageVariables: members(event.stageVariables) as Readonly<Record<string, string>>,
    event,
    lambda,
  }
}
