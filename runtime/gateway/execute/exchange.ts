import type { Method, Resource, UsagePlan } from '../definition/rest-api.ts'
import type { HeaderList, HttpRequest } from '../http.ts'
import { put } from '../json.ts'
import type { Principal } from './authorize/principal.ts'
import type { ExecutionPorts } from './ports.ts'
import type { ExecutionTarget } from './target.ts'
import type { TraceSink, TraceStep } from './trace.ts'

/** Several values under one name, in the order in which they came. */
export type MultiMap = Readonly<Record<string, readonly string[]>>

/** One request on its way through the steps. */
export interface Exchange {
  readonly request: HttpRequest
  readonly target: ExecutionTarget
  readonly ports: ExecutionPorts
  readonly requestId: string
  readonly extendedRequestId: string
  readonly traceId: string
  readonly time: number
  readonly verb: string
  /** What API Gateway takes in: hop-by-hop fields dropped, its own added. */
  readonly headers: HeaderList
  readonly multiValueHeaders: MultiMap
  readonly query: MultiMap
  readonly stageVariables: Readonly<Record<string, string>>
  /** Is told of each step; undefined where nobody wants to know, so that `trace?.({…})` costs nothing. */
  readonly trace: ((step: TraceStep) => void) | undefined
}

/** An exchange whose method is known. */
export interface RoutedExchange extends Exchange {
  readonly resource: Resource
  readonly method: Method
  /** As in the URL: percent-encoded. */
  readonly pathParameters: Readonly<Record<string, string>>
}

/** What the caller turned out to be. */
export interface Caller {
  /** `$context.authorizer` and the event's. */
  readonly authorizer?: Readonly<Record<string, unknown>>
  /** Of a SigV4 signature. */
  readonly accessKey?: string
  /** Whom the access key belongs to. */
  readonly principal?: Principal
  /** Of a Lambda authorizer, for APIs whose key source it is. */
  readonly usageIdentifierKey?: string
  readonly apiKey?: string
  readonly apiKeyId?: string
  /** The plan that the key is in, with this API and stage. */
  readonly usagePlan?: UsagePlan
}

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
const titled: Readonly<Record<string, string>> = { authorization: 'Authorization', 'user-agent': 'User-Agent' }

/** Begins an exchange. */
export function createExchange(request: HttpRequest, target: ExecutionTarget, ports: ExecutionPorts): Exchange {
  const traceId = traceIdOf(request, ports)
  // Nothing stands before a test that could add headers (recorded).
  const headers = target.tested === undefined ? incomingHeaders(request, target, traceId) : request.headers
  const override = headers.findLast(([name]) => name.toLowerCase() === 'x-http-method-override')?.[1]
  const requestId = ports.uuid()
  const time = ports.now()
  const sink = ports.trace({ requestId, apiId: target.api.id, stage: target.stage.stageName, time })
  return {
    request,
    target,
    ports,
    requestId,
    extendedRequestId: `${ports.uuid().replaceAll('-', '').slice(0, 15)}=`,
    traceId,
    time,
    verb: (override ?? request.method).toUpperCase(),
    headers,
    multiValueHeaders: groupHeaders(headers),
    query: parseQuery(request.query),
    stageVariables: target.stage.variables ?? {},
    trace: sink === undefined ? undefined : (step) => sink({ ...step, at: Math.max(0, ports.now() - time) }),
  }
}

/** The same exchange, of whose steps somebody else is told, too. */
export function withSink(exchange: Exchange, sink: TraceSink): Exchange {
  const { trace, ports, time } = exchange
  return {
    ...exchange,
    trace(step) {
      trace?.(step)
      sink({ ...step, at: Math.max(0, ports.now() - time) })
    },
  }
}

/** The same exchange with the request in another form: its body decoded, and no word of the coding. */
export function withRequest(exchange: Exchange, request: HttpRequest): Exchange {
  const headers = incomingHeaders(request, exchange.target, exchange.traceId)
  return { ...exchange, request, headers, multiValueHeaders: groupHeaders(headers) }
}

function traceIdOf(request: HttpRequest, ports: ExecutionPorts): string {
  const given = request.headers.findLast(([name]) => name.toLowerCase() === 'x-amzn-trace-id')?.[1]
  const root = /Root=1-[0-9a-fA-F]{8}-[0-9a-fA-F]{24}/.exec(given ?? '')?.[0]
  if (root !== undefined) return given ?? root
  const seconds = Math.floor(ports.now() / 1000)
    .toString(16)
    .padStart(8, '0')
  return `Root=1-${seconds}-${ports.uuid().replaceAll('-', '').slice(0, 24)}`
}

/** Replaced by API Gateway's own. */
const replaced: ReadonlySet<string> = new Set(['host', 'x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto'])

function incomingHeaders(request: HttpRequest, target: ExecutionTarget, traceId: string): HeaderList {
  const headers: [string, string][] = []
  let forwarded = ''
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase()
    if (dropped.has(key)) continue
    if (key === 'x-forwarded-for') forwarded = `${value}, `
    if (replaced.has(key)) continue
    headers.push([Object.hasOwn(titled, key) ? (titled[key] ?? name) : name, value])
  }
  headers.push(['Host', target.domainName])
  headers.push(['X-Amzn-Trace-Id', traceId])
  headers.push(['X-Forwarded-For', `${forwarded}${request.sourceIp}`])
  headers.push(['X-Forwarded-Port', '443'])
  headers.push(['X-Forwarded-Proto', 'https'])
  return headers
}

/** Values by name; the first spelling of a name stands for all. */
function groupHeaders(headers: HeaderList): MultiMap {
  const spelling = new Map<string, string>()
  const groups: Record<string, string[]> = {}
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    const shown = spelling.get(key) ?? name
    spelling.set(key, shown)
    const group = Object.hasOwn(groups, shown) ? groups[shown] : undefined
    if (group === undefined) put(groups, shown, [value])
    else group.push(value)
  }
  return groups
}

/** Decodes a query; `;` separates like `&`. */
export function parseQuery(query: string): MultiMap {
  const groups: Record<string, string[]> = {}
  for (const pair of query.split(/[&;]/)) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decode(equals === -1 ? pair : pair.slice(0, equals))
    const value = equals === -1 ? '' : decode(pair.slice(equals + 1))
    const group = Object.hasOwn(groups, name) ? groups[name] : undefined
    if (group === undefined) put(groups, name, [value])
    else group.push(value)
  }
  return groups
}

function decode(text: string): string {
  return decodePercent(text.replaceAll('+', ' '))
}

/** Percent-decoded where it can be, else as it is. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The last value of every name. */
export function lastValues(values: MultiMap): Record<string, string> {
  const last: Record<string, string> = {}
  for (const [name, all] of Object.entries(values)) put(last, name, all.at(-1) ?? '')
  return last
}

/** The values under a header's name: as it is written, else in any case. */
export function headerValues(exchange: Exchange, name: string): readonly string[] | undefined {
  const { multiValueHeaders } = exchange
  if (Object.hasOwn(multiValueHeaders, name)) return multiValueHeaders[name]
  const wanted = name.toLowerCase()
  const spelled = Object.keys(multiValueHeaders).find((candidate) => candidate.toLowerCase() === wanted)
  return spelled === undefined ? undefined : multiValueHeaders[spelled]
}
