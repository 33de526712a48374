import type { Integration } from '../../definition/rest-api.ts'
import { type HeaderList, headerOf, toText } from '../../http.ts'
import { own } from '../../json.ts'
import { payloadBytes } from '../binary.ts'
import { headerValues, type RoutedExchange } from '../exchange.ts'
import type { IntegrationRequest } from '../map-request.ts'
import { misconfigured } from '../rejection.ts'
import { tracedBody } from '../trace.ts'
import { parseServiceUri, type ServiceUri } from './aws-uri.ts'
import { withStageVariables } from './function-uri.ts'
import { callBackEnd, queryText, withoutBody, withPathVariables } from './http.ts'
import { type RecordedAnswer, recordedAnswer } from './recorder.ts'
import { protocolOf } from './service-protocols.ts'
import { signedHeaders } from './sign.ts'
import type { Integrate } from './types.ts'

/**
 * `aws` to a service: signed and sent to where the gateway was told that the service is. Where nobody told it, the call is written to
 * the log and answered by a recorder.
 */
export const integrateAwsService: Integrate = async (exchange, _caller, integration, request) => {
  const uri = withStageVariables(integration.uri ?? '', exchange.stageVariables)
  const service = parseServiceUri(uri)
  if (service === undefined) throw misconfigured('AWS ARN for integration must contain path or action')
  const wire = wireRequest(exchange, integration, request, service)
  const endpoint = endpointOf(exchange, service)
  const answer =
    endpoint === undefined ? record(exchange, service, uri, wire) : await forward(exchange, integration, service, wire, endpoint)
  const { status, headers, body } = answer
  return { kind: 'answer', status, headers, payload: { kind: 'bytes', bytes: body }, selector: String(status) }
}

/** A request below a service's endpoint. */
interface WireRequest {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: HeaderList
  readonly body: Uint8Array
}

function wireRequest(exchange: RoutedExchange, integration: Integration, request: IntegrationRequest, service: ServiceUri): WireRequest {
  const method = integration.httpMethod === undefined || integration.httpMethod === 'ANY' ? exchange.verb : integration.httpMethod
  const body = withoutBody.has(method) ? new Uint8Array() : payloadBytes(request.payload)
  const mapped = Object.entries(request.headers).flatMap(([name, values]) => values.map((value) => [name, value] as const))
  const { call } = service
  const protocol = call.kind === 'path' ? undefined : protocolOf(service.service)
  const contentType = headerValues(exchange, 'Content-Type')?.at(-1)
  const defaults: HeaderList = [
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${exchange.target.api.id}`],
    ['X-Amzn-Trace-Id', exchange.traceId],
    ...(call.kind === 'action' && protocol?.kind === 'json'
      ? ([
          ['X-Amz-Target', `${protocol.target}.${call.name}`],
          ['Content-Type', `application/x-amz-json-${protocol.version}`],
        ] as const)
      : contentType === undefined || body.length === 0
        ? []
        : ([['Content-Type', contentType]] as const)),
  ]
  const action = call.kind === 'action' && protocol?.kind === 'query' ? [`Action=${encodeURIComponent(call.name)}`] : []
  return {
    method,
    path: call.kind === 'path' ? pathOf(service, withPathVariables(call.path, request)) : '/',
    query: [
      ...action,
      ...(call.kind === 'action' && call.query !== '' ? [withPathVariables(call.query, request)] : []),
      ...queryText(Object.entries(request.querystring)),
    ].join('&'),
    headers: [...defaults.filter(([name]) => headerOf(mapped, name) === undefined), ...mapped],
    body,
  }
}

/** A bucket that is named by its subdomain stands in the path for an endpoint that is no domain of S3. */
function pathOf({ service, subdomain }: ServiceUri, path: string): string {
  return `/${service === 's3' && subdomain !== undefined ? `${subdomain}/` : ''}${path}`
}

/** By the whole name, by the service's, or what stands for all. */
function endpointOf({ ports }: RoutedExchange, { service, subdomain }: ServiceUri): string | undefined {
  const whole = subdomain === undefined ? service : `${subdomain}.${service}`
  return own(ports.forward, whole) ?? own(ports.forward, service) ?? own(ports.forward, '*')
}

async function forward(
  exchange: RoutedExchange,
  integration: Integration,
  { region, service }: ServiceUri,
  wire: WireRequest,
  endpoint: string,
): Promise<RecordedAnswer> {
  const url = new URL(`${endpoint.replace(/\/+$/, '')}${wire.path}${wire.query === '' ? '' : `?${wire.query}`}`)
  const scope = { region, service, credentials: exchange.ports.serviceCredentials, time: exchange.ports.now() }
  const headers = await signedHeaders({ ...wire, url }, scope)
  const hasBody = !withoutBody.has(wire.method)
  return callBackEnd(exchange, integration, { method: wire.method, url: url.href, headers, ...(hasBody && { body: wire.body }) })
}

function record(exchange: RoutedExchange, service: ServiceUri, uri: string, wire: WireRequest): RecordedAnswer {
  const { ports, requestId, target } = exchange
  const call = { ...wire, service: service.service, action: actionOf(service, wire) }
  const body = tracedBody(wire.body)
  exchange.trace?.({
    kind: 'integration-request',
    type: 'AWS',
    method: wire.method,
    uri,
    headers: wire.headers,
    body,
  })
  const answer = recordedAnswer(call, {
    uuid: () => ports.uuid(),
    now: () => ports.now(),
    region: service.region,
    accountId: target.accountId,
    partition: target.partition,
  })
  ports.recorded({
    ...call,
    body,
    requestId,
    apiId: target.api.id,
    stage: target.stage.stageName,
    time: ports.now(),
    ...(answer !== undefined && { status: answer.status }),
  })
  const hint = `Say where ${service.service} is: --forward ${service.service}=URL`
  if (answer === undefined)
    throw misconfigured(`${service.service} ${call.action} was not carried out, and the recorder knows no answer of it. ${hint}`)
  ports.log(`${requestId} ${service.service} ${call.action} was recorded, not carried out. ${hint}`)
  const { status, headers } = answer
  exchange.trace?.({ kind: 'integration-response', status, headers, body: tracedBody(answer.body), latency: 0, recorded: true })
  return answer
}

/** The action's name: from the URI, a target that was mapped, a form; a verb where the service has none of them. */
function actionOf({ call }: ServiceUri, { method, query, headers, body }: WireRequest): string {
  if (call.kind === 'action') return call.name
  const target = headerOf(headers, 'X-Amz-Target')?.split('.').at(-1)
  return target ?? new URLSearchParams(query).get('Action') ?? new URLSearchParams(toText(body)).get('Action') ?? method
}
