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
  const header = headersOf(member(event, 'multiValueHeaders'), member(event, 'headers'))
  return {
    method: text(member(event, 'httpMethod')).toUpperCase(),
    resource: text(member(event, 'resource')),
    path: text(member(event, 'path')),
    raw: {
      // Path parameters arrive as they stood in the URL; everything else is decoded already.
      path: (name) => {
        const value = member(member(event, 'pathParameters'), name)
        return typeof value === 'string' ? decode(value) : undefined
      },
      query: once(() => multi(member(event, 'multiValueQueryStringParameters'), member(event, 'queryStringParameters'))),
      header,
      cookie: once(() => readCookies((header('cookie') ?? []).join('; '))),
    },
    body: readBody(event, header),
    version: '1.0',
  }
}

function readVersion2(event: unknown, http: unknown): ProxyRequest {
  const header = headersOf(undefined, member(event, 'headers'))
  const cookies = member(event, 'cookies')
  const routeKey = text(member(event, 'routeKey'))
  return {
    method: text(member(http, 'method')).toUpperCase(),
    resource: routeKey.includes(' ') ? routeKey.slice(routeKey.indexOf(' ') + 1) : routeKey === '$default' ? '/$default' : routeKey,
    path: text(member(event, 'rawPath')),
    raw: {
      path: (name) => {
        const value = member(member(event, 'pathParameters'), name)
        return typeof value === 'string' ? value : undefined
      },
      query: once(() => readQueryString(text(member(event, 'rawQueryString')))),
      header,
      cookie: once(() => readCookies(Array.isArray(cookies) ? cookies.join('; ') : (header('cookie') ?? []).join('; '))),
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
  const headers: Record<string, string> = {}
  const several: Record<string, readonly string[]> = {}
  let cookies: readonly string[] | undefined
  for (const [name, values] of answer.headers) {
    if (values.length === 1) set(headers, name, values[0] ?? '')
    else if (version === '2.0' && name.toLowerCase() === 'set-cookie') cookies = values
    else if (version === '2.0') set(headers, name, values.join(', '))
    else set(several, name, values)
  }
  return {
    statusCode: answer.status,
    headers,
    ...(cookies && { cookies }),
    ...(Object.keys(several).length > 0 && { multiValueHeaders: several }),
    ...body,
  }
}

/** An own member, whatever its name. */
function set<Value>(values: Record<string, Value>, name: string, value: Value): void {
  if (name === '__proto__') Object.defineProperty(values, name, { value, enumerable: true, configurable: true, writable: true })
  else values[name] = value
}

function readBody(event: unknown, header: RawParameters['header']): RawBody {
  const body = member(event, 'body')
  return {
    content: typeof body === 'string' ? body : undefined,
    isBase64: member(event, 'isBase64Encoded') === true,
    contentType: header('content-type')?.at(-1) ?? '',
  }
}

/** What is made when it is first asked for: few operations want all that a request has. */
function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** The values of a header by its name in lower case: those of its list where there is one; of several spellings the last. */
function headersOf(lists: unknown, singles: unknown): RawParameters['header'] {
  const find = (values: Readonly<Record<string, unknown>>, name: string): unknown => {
    let found: unknown
    // Comparing lengths first spares a copy of most names.
    for (const key of Object.keys(values)) if (key.length === name.length && key.toLowerCase() === name) found = values[key]
    return found
  }
  return (name) => {
    const list = find(members(lists), name)
    if (Array.isArray(list)) return list.map(String)
    const single = find(members(singles), name)
    return typeof single === 'string' ? [single] : undefined
  }
}

/** Lists of values by name: the multi-value form where it is there, else single values. */
function multi(lists: unknown, singles: unknown): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const [name, value] of Object.entries(texts(singles))) found.set(name, [value])
  for (const [name, values] of Object.entries(members(lists))) {
    if (Array.isArray(values)) found.set(name, values.map(String))
  }
  return found
}

function readQueryString(query: string): Map<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(query)) {
    const values = found.get(name)
    if (values) values.push(value)
    else found.set(name, [value])
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
