import { type HeaderList, type HttpRequest, headerOf } from '../http.ts'
import type { ExecutionPorts } from './ports.ts'
import type { ExecutionTarget } from './target.ts'

/** Dropped on entry whatever the integration (recorded). */
const dropped: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'transfer-encoding',
  'trailer',
  'upgrade',
  'www-authenticate',
])

/** Title-cased on entry (seen in emulators' parity tests). */
const titled: ReadonlyMap<string, string> = new Map([
  ['authorization', 'Authorization'],
  ['user-agent', 'User-Agent'],
])

/** The one header of those that API Gateway adds whose value is another one with each request. */
export const TRACE_HEADER = 'X-Amzn-Trace-Id'

/** The trace that a request is part of, or a new one. */
export function traceIdOf(request: HttpRequest, ports: ExecutionPorts): string {
  const given = headerOf(request.headers, 'x-amzn-trace-id')
  const root = /Root=1-[0-9a-fA-F]{8}-[0-9a-fA-F]{24}/.exec(given ?? '')?.[0]
  if (root !== undefined) return given ?? root
  const seconds = Math.floor(ports.now() / 1000)
    .toString(16)
    .padStart(8, '0')
  const uuid = ports.uuid()
  return `Root=1-${seconds}-${uuid.slice(0, 8)}${uuid.slice(9, 13)}${uuid.slice(24)}`
}

/** Replaced by API Gateway's own. */
const replaced: ReadonlySet<string> = new Set(['host', 'x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto'])

const notTaken: ReadonlySet<string> = new Set([...dropped, ...replaced])

/** What API Gateway takes in: hop-by-hop fields dropped, its own added. */
export function incomingHeaders(request: HttpRequest, target: ExecutionTarget, traceId: string): HeaderList {
  const headers: [string, string][] = []
  let forwarded = ''
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase()
    if (key === 'x-forwarded-for') forwarded = `${value}, `
    if (isTakenAsSent(key)) headers.push([titled.get(key) ?? name, value])
  }
  headers.push(['Host', target.domainName])
  headers.push([TRACE_HEADER, traceId])
  headers.push(['X-Forwarded-For', `${forwarded}${request.sourceIp}`])
  headers.push(['X-Forwarded-Port', '443'])
  headers.push(['X-Forwarded-Proto', 'https'])
  return headers
}

/** Whether what comes in under a name is what the client sent; `key` is in lower case. */
export function isTakenAsSent(key: string): boolean {
  return !notTaken.has(key)
}
