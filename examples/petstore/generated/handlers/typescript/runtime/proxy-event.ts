import type { Answer } from './answers.js'
import type { RawBody } from './bodies.js'
import { type Context, callerOf, type Invocation, member, members, text, texts } from './context.js'
import type { RawParameters } from './parameters.js'

/** A request of a Lambda proxy integration, of either payload version. */
export interface ProxyRequest {
  /** How `serve` finds the operation. */
  readonly method: string
  /** The declared path, where the event has it. */
  readonly resource: string
  readonly path: string
  readonly raw: RawParameters
  readonly body: RawBody
  readonly version: '1.0' | '2.0'
}

/** The request in a proxy event; undefined for an event that is none. */
export function readProxyEvent(event: unknown): ProxyRequest | undefined {
  const http = member(member(event, 'requestContext'), 'http')
  if (http !== undefined) return readVersion2(event, http)
  if (typeof member(event, 'httpMethod') !== 'string') return undefined
  const header = multi(member(event, 'multiValueHeaders'), member(event, 'headers'), (name) => name.toLowerCase())
  return {
    method: text(member(event, 'httpMethod')).toUpperCase(),
    resource: text(member(event, 'resource')),
    path: text(member(event, 'path')),
    raw: {
      // Path parameters arrive as they stood in the URL; everything else is decoded already.
      path: new Map(Object.entries(texts(member(event, 'pathParameters'))).map(([name, value]) => [name, decode(value)])),
      query: multi(member(event, 'multiValueQueryStringParameters'), member(event, 'queryStringParameters'), (name) => name),
      header,
      cookie: readCookies((header.get('cookie') ?? []).join('; ')),
    },
    body: readBody(event, header),
    version: '1.0',
  }
}

function readVersion2(event: unknown, http: unknown): ProxyRequest {
  const header = multi(undefined, member(event, 'headers'), (name) => name.toLowerCase())
  const cookies = member(event, 'cookies')
  const query = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(text(member(event, 'rawQueryString')))) {
    const values = query.get(name)
    if (values) values.push(value)
    else query.set(name, [value])
  }
  const routeKey = text(member(event, 'routeKey'))
  return {
    method: text(member(http, 'method')).toUpperCase(),
    resource: routeKey.includes(' ') ? routeKey.slice(routeKey.indexOf(' ') + 1) : routeKey === '$default' ? '/$default' : routeKey,
    path: text(member(event, 'rawPath')),
    raw: {
      path: new Map(Object.entries(texts(member(event, 'pathParameters')))),
      query,
      header,
      cookie: readCookies(Array.isArray(cookies) ? cookies.join('; ') : (header.get('cookie') ?? []).join('; ')),
    },
    body: readBody(event, header),
    version: '2.0',
  }
}

/** What a handler knows beside the request. */
export function proxyContext(
  event: unknown,
  { lambda, coldStart }: Invocation,
  operation: { readonly id: string; readonly path: string },
): Context {
  const request = member(event, 'requestContext')
  const http = member(request, 'http')
  const identity = members(member(request, 'identity'))
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
    caller:
      http === undefined ? callerOf(identity) : callerOf({ sourceIp: member(http, 'sourceIp'), userAgent: member(http, 'userAgent') }),
    // Version 2.0 keeps what a function left apart from what a token said.
    authorizer: http === undefined ? authorizer : { ...members(member(authorizer, 'lambda')), ...members(member(authorizer, 'jwt')) },
    stageVariables: texts(member(event, 'stageVariables')),
    event,
    lambda,
  }
}

/** The result that API Gateway expects of a proxy integration. */
export function writeProxyResult(answer: Answer, version: ProxyRequest['version']): unknown {
  const body = answer.body === undefined ? {} : { body: answer.body, isBase64Encoded: answer.isBase64 }
  const single = new Map([...answer.headers].filter(([, values]) => values.length === 1).map(([name, [value = '']]) => [name, value]))
  const several = [...answer.headers].filter(([, values]) => values.length > 1)
  if (version === '2.0') {
    const cookies = several.find(([name]) => name.toLowerCase() === 'set-cookie')
    const joined = several.filter((one) => one !== cookies).map(([name, values]) => [name, values.join(', ')] as const)
    return {
      statusCode: answer.status,
      headers: Object.fromEntries([...single, ...joined]),
      ...(cookies && { cookies: cookies[1] }),
      ...body,
    }
  }
  return {
    statusCode: answer.status,
    headers: Object.fromEntries(single),
    ...(several.length > 0 && { multiValueHeaders: Object.fromEntries(several) }),
    ...body,
  }
}

function readBody(event: unknown, header: ReadonlyMap<string, readonly string[]>): RawBody {
  const body = member(event, 'body')
  return {
    content: typeof body === 'string' ? body : undefined,
    isBase64: member(event, 'isBase64Encoded') === true,
    contentType: header.get('content-type')?.at(-1) ?? '',
  }
}

/** Lists of values by name: the multi-value form where it is there, else single values. */
function multi(lists: unknown, singles: unknown, rename: (name: string) => string): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const [name, value] of Object.entries(texts(singles))) found.set(rename(name), [value])
  for (const [name, values] of Object.entries(members(lists))) {
    if (Array.isArray(values)) found.set(rename(name), values.map(String))
  }
  return found
}

function readCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (at <= 0) continue
    const name = part.slice(0, at).trim()
    if (!cookies.has(name)) cookies.set(name, decode(part.slice(at + 1).trim()))
  }
  return cookies
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
