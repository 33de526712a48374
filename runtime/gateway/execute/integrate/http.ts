import type { Integration } from '../../definition/rest-api.ts'
import type { HeaderList } from '../../http.ts'
import { own } from '../../json.ts'
import { payloadBytes } from '../binary.ts'
import { decodeBody } from '../compress.ts'
import { headerValues, type RoutedExchange } from '../exchange.ts'
import type { IntegrationRequest } from '../map-request.ts'
import type { HttpCall, HttpOutcome, HttpStream } from '../ports.ts'
import { misconfigured, Rejection } from '../rejection.ts'
import { tracedBody } from '../trace.ts'
import { withStageVariables } from './function-uri.ts'
import { inTime, streamedResponse } from './stream.ts'
import type { Integrate } from './types.ts'

/** Sent without a body (guide). */
export const withoutBody: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** `http`: only what is mapped goes to the back end, with API Gateway's own headers. */
export const integrateHttp: Integrate = async (exchange, _caller, integration, request) => {
  const method = methodOf(exchange, integration)
  const mapped = Object.entries(request.headers).flatMap(([name, values]) => values.map((value) => [name, value] as const))
  // Of a client whose own verb has a body (recorded: GET to a back end that is called with POST).
  const isTyped = !withoutBody.has(method) && !withoutBody.has(exchange.verb)
  const contentType = isTyped ? headerValues(exchange, 'Content-Type')?.at(-1) : undefined
  const defaults: HeaderList = [
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${exchange.target.api.id}`],
    ['X-Amzn-Trace-Id', exchange.traceId],
    ['X-Amzn-Apigateway-Api-Id', exchange.target.api.id],
    ...(contentType === undefined ? [] : ([['Content-Type', contentType]] as const)),
  ]
  const names = new Set(mapped.map(([name]) => name.toLowerCase()))
  const headers = [...defaults.filter(([name]) => !names.has(name.toLowerCase())), ...mapped]
  const answer = await callBackEnd(exchange, integration, {
    method,
    url: urlOf(exchange, integration, request, []),
    headers,
    ...(withoutBody.has(method) ? {} : { body: payloadBytes(request.payload) }),
  })
  const { status, headers: answered, body } = answer
  return { kind: 'answer', status, headers: answered, payload: { kind: 'bytes', bytes: body }, selector: String(status) }
}

/** Not passed on by `http_proxy` (recorded). */
const keptBack: ReadonlySet<string> = new Set(['host', 'content-encoding', 'via'])

/** A signature was for API Gateway: it does not go on (guide). */
function isKeptBack(name: string, value: string): boolean {
  const key = name.toLowerCase()
  return keptBack.has(key) || (key === 'authorization' && value.startsWith('AWS4-HMAC-SHA256 '))
}

/** What is streamed comes plain: its coding would be dropped, and nobody decodes it on the way. */
function asksForCoding(name: string, { responseTransferMode }: Integration): boolean {
  return responseTransferMode === 'STREAM' && name.toLowerCase() === 'accept-encoding'
}

/** Of a back end's answer, dropped by `http_proxy` (recorded; `keep-alive` is the connection's own). */
const notShown: ReadonlySet<string> = new Set(['transfer-encoding', 'content-encoding', 'via', 'keep-alive'])

/** `http_proxy`: the client's request goes on, with what is mapped in addition; the answer comes back as it is. */
export const integrateHttpProxy: Integrate = async (exchange, _caller, integration, request) => {
  const method = methodOf(exchange, integration)
  const mapped = Object.entries(request.headers).flatMap(([name, values]) => values.map((value) => [name, value] as const))
  const names = new Set(mapped.map(([name]) => name.toLowerCase()))
  const headers: HeaderList = [
    ...exchange.headers.filter(
      ([name, value]) => !isKeptBack(name, value) && !asksForCoding(name, integration) && !names.has(name.toLowerCase()),
    ),
    ['X-Amzn-Apigateway-Api-Id', exchange.target.api.id],
  ]
  const sent = payloadBytes(request.payload)
  const query = Object.entries(exchange.query).filter(([name]) => !Object.hasOwn(request.querystring, name))
  const call = {
    method,
    url: urlOf(exchange, integration, request, query),
    headers: [...headers, ...mapped],
    // A body of no bytes has a length, too (recorded).
    ...(withoutBody.has(method) ? {} : { body: sent }),
  }
  if (integration.responseTransferMode === 'STREAM') {
    const stream = await openBackEnd(exchange, integration, call)
    return { kind: 'final', response: streamedResponse(exchange, stream.status, shown(stream.headers), stream) }
  }
  const { status, headers: answered, body } = await callBackEnd(exchange, integration, call)
  return { kind: 'final', response: { status, headers: shown(answered), body: decodeBody(answered, body) } }
}

function shown(headers: HeaderList): HeaderList {
  return headers.filter(([name]) => !notShown.has(name.toLowerCase()))
}

function methodOf(exchange: RoutedExchange, integration: Integration): string {
  const method = integration.httpMethod ?? exchange.verb
  return method === 'ANY' ? exchange.verb : method
}

/** The URI with its variables and stage variables filled in, and the query behind it. */
function urlOf(
  exchange: RoutedExchange,
  integration: Integration,
  request: IntegrationRequest,
  query: readonly (readonly [string, readonly string[]])[],
): string {
  const uri = throughVpcLink(
    exchange,
    integration,
    withPathVariables(withStageVariables(integration.uri ?? '', exchange.stageVariables), request),
  )
  if (!/^https?:\/\/[^/?#]+/i.test(uri)) throw misconfigured('Invalid endpoint address')
  const pairs = queryText([...query, ...Object.entries(request.querystring)])
  if (pairs.length === 0) return uri
  return `${uri}${uri.includes('?') ? '&' : '?'}${pairs.join('&')}`
}

/** A VPC link leads to where the gateway was told that it does; the URI then only says what is asked for there. */
function throughVpcLink(
  { stageVariables, ports }: RoutedExchange,
  { connectionType, connectionId = '' }: Integration,
  uri: string,
): string {
  if (connectionType !== 'VPC_LINK') return uri
  const link = withStageVariables(connectionId, stageVariables)
  const address = own(ports.forward, link)
  if (address !== undefined) return uri.replace(/^https?:\/\/[^/?#]+/i, address.replace(/\/+$/, ''))
  ports.log(`The VPC link ${JSON.stringify(link)} leads nowhere, so its URI is called as it is. Say where it leads: --forward ${link}=URL`)
  return uri
}

/** A URI with the path variables of a request in it. */
export function withPathVariables(uri: string, { path }: Pick<IntegrationRequest, 'path'>): string {
  return uri.replace(/\{([^{}]+?)\+?\}/g, (whole, name: string) => own(path, name) ?? whole)
}

/** `name=value` for every value, encoded. */
export function queryText(pairs: readonly (readonly [string, readonly string[]])[]): readonly string[] {
  return pairs.flatMap(([name, values]) => values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`))
}

/** Calls a back end; rejects where it does not answer in time or at all. */
export async function callBackEnd(
  exchange: RoutedExchange,
  integration: Integration,
  call: Omit<HttpCall, 'timeoutMs'>,
): Promise<Extract<HttpOutcome, { kind: 'answer' }>> {
  traceCall(exchange, integration, call)
  const started = exchange.ports.now()
  const outcome = await exchange.ports.fetch({ ...call, timeoutMs: integration.timeoutInMillis })
  switch (outcome.kind) {
    case 'answer':
      exchange.trace?.({
        kind: 'integration-response',
        status: outcome.status,
        headers: outcome.headers,
        body: tracedBody(outcome.body),
        latency: Math.max(0, exchange.ports.now() - started),
      })
      return outcome
    default:
      throw failure(integration, outcome)
  }
}

/** Calls a back end whose answer is streamed: there is one once all of its headers are there. Rejects as {@link callBackEnd} does. */
async function openBackEnd(exchange: RoutedExchange, integration: Integration, call: Omit<HttpCall, 'timeoutMs'>): Promise<HttpStream> {
  traceCall(exchange, integration, call)
  const started = exchange.ports.now()
  const stream = await exchange.ports.fetchStream({ ...call, timeoutMs: integration.timeoutInMillis })
  if (stream.kind !== 'streaming') throw failure(integration, stream)
  exchange.trace?.({
    kind: 'integration-response',
    status: stream.status,
    headers: stream.headers,
    body: tracedBody(new Uint8Array()),
    latency: Math.max(0, exchange.ports.now() - started),
  })
  return { ...stream, ...inTime(exchange, integration, started, stream) }
}

function traceCall(exchange: RoutedExchange, { type }: Integration, call: Omit<HttpCall, 'timeoutMs'>): void {
  const { method, url, headers, body = new Uint8Array() } = call
  exchange.trace?.({ kind: 'integration-request', type, method, uri: url, headers, body: tracedBody(body) })
}

function failure(integration: Integration, outcome: Exclude<HttpOutcome, { kind: 'answer' }>): Rejection {
  switch (outcome.kind) {
    case 'timeout':
      return new Rejection('INTEGRATION_TIMEOUT', { log: `${integration.uri} did not answer within ${integration.timeoutInMillis} ms` })
    case 'invalid':
      return misconfigured(outcome.message)
    case 'unreachable':
      return new Rejection('INTEGRATION_FAILURE', { text: 'Network error communicating with endpoint', log: outcome.message })
  }
}
