import type { UsagePlan } from '../definition/rest-api.ts'
import { type HeaderList, type HttpRequest, headerOf } from '../http.ts'
import { put } from '../json.ts'
import type { Principal } from './authorize/principal.ts'
import { incomingHeaders, isTakenAsSent, traceIdOf } from './incoming-headers.ts'
import type { ExecutionPorts } from './ports.ts'
import type { Route } from './route.ts'
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
export interface RoutedExchange extends Exchange, Route {}

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

interface Beginning extends Pick<Exchange, 'request' | 'target' | 'ports' | 'requestId' | 'time' | 'trace'> {
  /** Those of the exchange that this one goes on with. */
  readonly ids?: Pick<Exchange, 'extendedRequestId' | 'traceId'>
}

/** An exchange that makes the forms of headers and query, and its further ids, when somebody asks: most requests need few of them. */
class ServedExchange implements Exchange {
  readonly request: HttpRequest
  readonly target: ExecutionTarget
  readonly ports: ExecutionPorts
  readonly requestId: string
  readonly time: number
  readonly trace: Exchange['trace']
  readonly verb: string
  #extendedRequestId: string | undefined
  #traceId: string | undefined
  #headers: HeaderList | undefined
  #multiValueHeaders: MultiMap | undefined
  #query: MultiMap | undefined

  constructor({ request, target, ports, requestId, time, trace, ids }: Beginning) {
    this.request = request
    this.target = target
    this.ports = ports
    this.requestId = requestId
    this.time = time
    this.trace = trace
    this.verb = (headerOf(request.headers, 'x-http-method-override') ?? request.method).toUpperCase()
    this.#extendedRequestId = ids?.extendedRequestId
    this.#traceId = ids?.traceId
  }

  get extendedRequestId(): string {
    this.#extendedRequestId ??= extendedId(this.ports.uuid())
    return this.#extendedRequestId
  }

  get traceId(): string {
    this.#traceId ??= traceIdOf(this.request, this.ports)
    return this.#traceId
  }

  get headers(): HeaderList {
    // Nothing stands before a test that could add headers (recorded).
    this.#headers ??= this.target.tested === undefined ? incomingHeaders(this.request, this.target, this.traceId) : this.request.headers
    return this.#headers
  }

  get multiValueHeaders(): MultiMap {
    this.#multiValueHeaders ??= multiMapOf(groupHeaders(this.headers))
    return this.#multiValueHeaders
  }

  get query(): MultiMap {
    this.#query ??= parseQuery(this.request.query)
    return this.#query
  }

  get stageVariables(): Readonly<Record<string, string>> {
    return this.target.stage.variables ?? {}
  }
}

/** Fifteen of a UUID's digits, and the sign that base64 ends with. */
function extendedId(uuid: string): string {
  return `${uuid.slice(0, 8)}${uuid.slice(9, 13)}${uuid.slice(14, 17)}=`
}

/** Begins an exchange. */
export function createExchange(request: HttpRequest, target: ExecutionTarget, ports: ExecutionPorts): Exchange {
  const requestId = ports.uuid()
  const time = ports.now()
  const sink = ports.trace?.({ requestId, apiId: target.api.id, stage: target.stage.stageName, time })
  const trace = sink && ((step: TraceStep) => sink({ ...step, at: Math.max(0, ports.now() - time) }))
  return new ServedExchange({ request, target, ports, requestId, time, trace })
}

/** The same exchange, of whose steps somebody else is told, too. */
export function withSink(exchange: Exchange, sink: TraceSink): Exchange {
  const { request, target, ports, requestId, time, trace } = exchange
  return new ServedExchange({
    request,
    target,
    ports,
    requestId,
    time,
    trace(step) {
      trace?.(step)
      sink({ ...step, at: Math.max(0, ports.now() - time) })
    },
    ids: exchange,
  })
}

/** The same exchange with the request in another form: its body decoded, and no word of the coding. */
export function withRequest(exchange: Exchange, request: HttpRequest): Exchange {
  const { target, ports, requestId, time, trace } = exchange
  return new ServedExchange({ request, target, ports, requestId, time, trace, ids: exchange })
}

/** The exchange itself, now that its method is known: a copy would have to make everything that it has not made yet. */
export function withRoute(exchange: Exchange, { resource, method, pathParameters }: Route): RoutedExchange {
  const routed = exchange as { -readonly [Key in keyof RoutedExchange]: RoutedExchange[Key] }
  routed.resource = resource
  routed.method = method
  routed.pathParameters = pathParameters
  return routed
}

/** Several values under each of some names. */
export type Groups = readonly (readonly [name: string, values: readonly string[]])[]

/** Headers by name; the first spelling of a name stands for all. */
export function groupHeaders(headers: HeaderList): Groups {
  const groups: [string, string[]][] = []
  const known = new Map<string, string[]>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    const group = known.get(key)
    if (group === undefined) {
      const values = [value]
      known.set(key, values)
      groups.push([name, values])
    } else group.push(value)
  }
  return groups
}

function multiMapOf(groups: Groups): MultiMap {
  const map: Record<string, readonly string[]> = {}
  for (const [name, values] of groups) put(map, name, values)
  return map
}

/** Decodes a query; `;` separates like `&`. */
export function parseQuery(query: string): MultiMap {
  const groups: Record<string, string[]> = {}
  if (query === '') return groups
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
  // Most texts have nothing to decode, and looking is quicker than decoding.
  if (!text.includes('%')) return text
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

/** The values under a header's name, in any case. */
export function headerValues(exchange: Exchange, name: string): readonly string[] | undefined {
  const key = name.toLowerCase()
  let values: string[] | undefined
  for (const [candidate, value] of isTakenAsSent(key) ? exchange.request.headers : exchange.headers) {
    if (candidate.length !== key.length || candidate.toLowerCase() !== key) continue
    if (values === undefined) values = [value]
    else values.push(value)
  }
  return values
}
