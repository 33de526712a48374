import type { Integration } from '../../definition/rest-api.ts'
import { toBytes } from '../../http.ts'
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
type FunctionEnd = Extract<FunctionOutcome, { kind: 'result' | 'error' }>

/** How the function of an integration is called; throws where it names none. */
function callOf(exchange: RoutedExchange, integration: Integration, payload: string): Omit<FunctionCall, 'invocation' | 'timeoutMs'> {
  const uri = withStageVariables(integration.uri ?? '', exchange.stageVariables)
  const arn = functionArn(uri)
  if (arn === undefined) {
    throw misconfigured(`the URI names no function: ${JSON.stringify(uri)}`)
  }
  if (integration.httpMethod !== undefined && integration.httpMethod !== 'POST')
    throw misconfigured(`a function is called with POST, not with ${integration.httpMethod}`)
  const body = { encoding: 'utf-8', text: payload } as const
  exchange.trace?.({ kind: 'integration-request', type: integration.type, method: 'POST', uri, headers: [], body })
  return { arn, payload, sourceArns: integration.credentials === undefined ? () => sourceArns(exchange) : nobody }
}

/** Calls the function of an integration; throws or rejects where it cannot be called. */
export function invokeIntegration(
  exchange: RoutedExchange,
  integration: Integration,
  payload: string,
  invocation: 'request' | 'event',
): Promise<FunctionEnd> {
  const { arn, sourceArns } = callOf(exchange, integration, payload)
  const timeoutMs = integration.timeoutInMillis
  const started = exchange.ports.now()
  return exchange.ports.invokeFunction({ arn, payload, invocation, timeoutMs, sourceArns }).then((outcome) => {
    switch (outcome.kind) {
      case 'result':
      case 'error':
        exchange.trace?.({
          kind: 'integration-response',
          status: invocation === 'event' ? 202 : 200,
          headers: outcome.kind === 'error' ? [['X-Amz-Function-Error', 'Unhandled']] : [],
          body: tracedBody(toBytes(outcome.payload)),
          latency: Math.max(0, exchange.ports.now() - started),
        })
        return outcome
      case 'timeout':
        throw new Rejection('INTEGRATION_TIMEOUT', { log: `${arn} did not answer within ${timeoutMs} ms` })
      case 'refused':
        throw refusal(outcome)
    }
  })
}

function refusal({ reason, message }: Extract<FunctionOutcome, { kind: 'refused' }>): Rejection {
  if (reason === 'throttled') return new Rejection('DEFAULT_5XX', { status: 502, text: 'Internal server error', log: message })
  return misconfigured(message)
}

/** Calls the function of an integration that streams; rejects where it cannot be called. */
export async function streamIntegration(exchange: RoutedExchange, integration: Integration, payload: string): Promise<FunctionStream> {
  const call = callOf(exchange, integration, payload)
  const started = exchange.ports.now()
  const stream = await exchange.ports.streamFunction(call)
  if (stream.kind === 'refused') throw refusal(stream)
  return { ...stream, ...inTime(exchange, integration, started, stream) }
}
