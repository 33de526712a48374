import type { Integration } from '../../definition/rest-api.ts'
import { type HeaderList, toBytes } from '../../http.ts'
import { own } from '../../json.ts'
import { methodArn } from '../authorize/identity.ts'
import type { RoutedExchange } from '../exchange.ts'
import type { FunctionCall, FunctionOutcome, FunctionStream } from '../ports.ts'
import { misconfigured, Rejection } from '../rejection.ts'
import { tracedBody } from '../trace.ts'
import { inTime } from './stream.ts'

/** A URI with the stage's variables in it; one that is missing is empty (recorded). */
export function withStageVariables(uri: string, variables: Readonly<Record<string, string>>): string {
  // Most have none.
  if (!uri.includes('${stageVariables.')) return uri
  return uri.replace(/\$\{stageVariables\.([^}]*)\}/g, (_, name: string) => own(variables, name) ?? '')
}

/** The function that a URI `arn:…:lambda:path/2015-03-31/functions/ARN/invocations` calls; undefined for any other. */
export function functionArn(uri: string): string | undefined {
  return /^arn:[^:]*:apigateway:[^:]*:lambda:path\/[^/]+\/functions\/(.+)\/(?:invocations|response-streaming-invocations)$/s.exec(uri)?.[1]
}

/** The method as a function's policy may name it: by the path that was called, or by the resource's with stars for its variables. */
function sourceArns(exchange: RoutedExchange): readonly string[] {
  const { partition, region, accountId, api, stage } = exchange.target
  const base = `arn:${partition}:execute-api:${region}:${accountId}:${api.id}/${stage.stageName}/${exchange.verb}`
  return [methodArn(exchange), `${base}${exchange.resource.path}`, `${base}${exchange.resource.path.replace(/\{[^}]*\}/g, '*')}`]
}

const nobody = (): readonly string[] => []

/** How a function ended that was called. */
export type FunctionEnd = Extract<FunctionOutcome, { kind: 'result' | 'error' }>

/** Where Lambda takes calls of a function's URI. */
function endpointOf(uri: string): string {
  const [, partition = '', , region = '', , ...path] = uri.split(':')
  return `https://lambda.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}/${path.join(':').replace(/^path\//, '')}`
}

/** What API Gateway sends with a call (recorded). It signs the call, too: ours needs no signature. */
function callHeaders({ requestId, target }: RoutedExchange): HeaderList {
  return [
    ['x-amzn-lambda-integration-tag', requestId],
    ['x-amzn-apigateway-api-id', target.api.id],
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${target.api.id}`],
  ]
}

/** How the function of an integration is called; throws where it names none. `mapped` is what the payload was made of. */
function callOf(
  exchange: RoutedExchange,
  integration: Integration,
  payload: string,
  mapped: string,
): Omit<FunctionCall, 'invocation' | 'timeoutMs'> {
  const uri = withStageVariables(integration.uri ?? '', exchange.stageVariables)
  const arn = functionArn(uri)
  if (arn === undefined) {
    throw misconfigured(`the URI names no function: ${JSON.stringify(uri)}`)
  }
  if (integration.httpMethod !== undefined && integration.httpMethod !== 'POST')
    throw misconfigured(`a function is called with POST, not with ${integration.httpMethod}`)
  exchange.trace?.({
    kind: 'integration-request',
    type: integration.type,
    method: 'POST',
    uri: endpointOf(uri),
    headers: callHeaders(exchange),
    body: { encoding: 'utf-8', text: mapped },
  })
  return { arn, payload, sourceArns: integration.credentials === undefined ? () => sourceArns(exchange) : nobody }
}

/**
 * Calls the function of an integration and reads how it ended; throws or rejects where it cannot be called. `mapped` is what the payload
 * was made of, where that is something else.
 */
export function invokeIntegration<T>(
  exchange: RoutedExchange,
  integration: Integration,
  payload: string,
  invocation: 'request' | 'event',
  read: (end: FunctionEnd) => T,
  mapped: string = payload,
): Promise<T> {
  const { arn, sourceArns } = callOf(exchange, integration, payload, mapped)
  const timeoutMs = integration.timeoutInMillis
  const started = exchange.ports.now()
  return exchange.ports.invokeFunction({ arn, payload, invocation, timeoutMs, sourceArns }).then((outcome) => {
    switch (outcome.kind) {
      case 'result':
      case 'error':
        exchange.trace?.({
          kind: 'integration-response',
          status: invocation === 'event' ? 202 : 200,
          headers: answerHeaders(outcome),
          body: tracedBody(toBytes(outcome.payload)),
          latency: Math.max(0, exchange.ports.now() - started),
        })
        return read(outcome)
      case 'timeout':
        throw new Rejection('INTEGRATION_TIMEOUT', { log: `${arn} did not answer within ${timeoutMs} ms` })
      case 'refused':
        throw refusal(outcome)
    }
  })
}

/** What Lambda answers with, as far as the end of a call says it (recorded). */
export function answerHeaders({ kind, payload, requestId, version }: FunctionEnd): HeaderList {
  const headers: [string, string][] = [
    ['Content-Type', 'application/json'],
    ['Content-Length', String(Buffer.byteLength(payload))],
  ]
  if (requestId !== undefined) headers.push(['x-amzn-RequestId', requestId])
  if (kind === 'error') headers.push(['X-Amz-Function-Error', 'Unhandled'])
  if (version !== undefined) headers.push(['X-Amz-Executed-Version', version])
  return headers
}

function refusal({ reason, message }: Extract<FunctionOutcome, { kind: 'refused' }>): Rejection {
  if (reason === 'throttled') return new Rejection('DEFAULT_5XX', { status: 502, text: 'Internal server error', log: message })
  // Lambda takes less than API Gateway does (quoted answers).
  if (reason === 'too-large') return new Rejection('REQUEST_TOO_LARGE', { text: 'Request Too Long', log: message })
  return misconfigured(message)
}

/** Calls the function of an integration that streams; rejects where it cannot be called. */
export async function streamIntegration(exchange: RoutedExchange, integration: Integration, payload: string): Promise<FunctionStream> {
  const call = callOf(exchange, integration, payload, payload)
  const started = exchange.ports.now()
  const stream = await exchange.ports.streamFunction(call)
  if (stream.kind === 'refused') throw refusal(stream)
  return { ...stream, ...inTime(exchange, integration, started, stream) }
}
