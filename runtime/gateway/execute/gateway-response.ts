import type { GatewayResponse } from '../definition/rest-api.ts'
import { GATEWAY_RESPONSE_VARIABLE, GATEWAY_RESPONSES, SPACED_GATEWAY_RESPONSES, TRACED_GATEWAY_RESPONSES } from '../facts.ts'
import { type HeaderList, headerOf, mediaTypeOf, type TextResponse } from '../http.ts'
import { own } from '../json.ts'
import { templateContext } from './context.ts'
import { type Caller, type Exchange, headerValues, type RoutedExchange } from './exchange.ts'
import { type ParameterSource, readParameter } from './parameters.ts'
import type { Rejection } from './rejection.ts'
import { namesTrace } from './response-headers.ts'

/** The answer to a rejection: the author's own response of its type, else the author's default, else API Gateway's. */
export function gatewayResponse(exchange: Exchange | RoutedExchange, caller: Caller, rejection: Rejection): TextResponse {
  const fact = own(GATEWAY_RESPONSES, rejection.responseType)
  const usual = rejection.status ?? Number(fact?.statusCode ?? '500')
  const custom = customResponse(exchange, rejection.responseType, usual)
  const status = custom?.statusCode === undefined ? usual : Number(custom.statusCode)
  const message = messageOf(rejection)
  const context = {
    ...templateContext(exchange, caller),
    error: {
      message: message ?? '',
      messageString: JSON.stringify(message),
      responseType: rejection.responseType,
      // It stands between quotes in a template, and the answer is JSON nevertheless (quoted answers).
      ...(rejection.validationError === undefined ? {} : { validationErrorString: JSON.stringify(rejection.validationError).slice(1, -1) }),
    },
  }
  const source = sourceOf(exchange, context)
  const { text, contentType } = bodyOf(exchange, custom, rejection, source)
  const headers = headersOf(custom, source)
  const named = (name: string): boolean => headerOf(headers, name) !== undefined
  return {
    status: status >= 200 && status <= 599 ? status : usual,
    headers: [
      ['x-amzn-RequestId', exchange.requestId],
      ['x-amz-apigw-id', exchange.extendedRequestId],
      ['x-amzn-ErrorType', rejection.errorType ?? fact?.errorType ?? 'InternalServerErrorException'],
      ...(named('Content-Type') ? [] : ([['Content-Type', contentType]] as const)),
      ...headers,
      ...(isTraced(exchange, rejection) && !named('X-Amzn-Trace-Id') ? ([['X-Amzn-Trace-Id', exchange.traceId]] as const) : []),
    ],
    text,
  }
}

/** What the client is told, before the author's own template. */
export function messageOf({ text, responseType }: Rejection): string | null {
  return text === undefined ? (own(GATEWAY_RESPONSES, responseType)?.message ?? null) : text
}

function customResponse(exchange: Exchange, type: string, status: number): GatewayResponse | undefined {
  const { gatewayResponses } = exchange.target.api
  const fact = own(GATEWAY_RESPONSES, type)
  if (fact?.customizable === false) return undefined
  return own(gatewayResponses, type) ?? own(gatewayResponses, status >= 500 ? 'DEFAULT_5XX' : 'DEFAULT_4XX')
}

function bodyOf(
  exchange: Exchange,
  custom: GatewayResponse | undefined,
  rejection: Rejection,
  source: ParameterSource,
): { text: string; contentType: string } {
  const written = custom?.responseTemplates ?? {}
  const types = Object.keys(written)
  const [first] = types
  if (first === undefined) return builtIn(rejection)
  const accepted = mediaTypeOf(headerValues(exchange, 'Accept')?.at(-1)?.split(',', 1)[0])
  const contentType = types.find((type) => mediaTypeOf(type) === accepted) ?? types.find((type) => type === 'application/json') ?? first
  return { text: fillIn(written[contentType] ?? '', source), contentType }
}

/**
 * A template with its variables filled in. Templates of gateway responses are no Velocity (guide: gateway responses): whatever is no
 * variable stays as it is written.
 */
function fillIn(template: string, source: ParameterSource): string {
  return template.replace(GATEWAY_RESPONSE_VARIABLE, (_, expression: string) => readParameter(expression, source)?.at(-1) ?? '')
}

/** What API Gateway says where no author wrote a template. */
function builtIn(rejection: Rejection): { text: string; contentType: string } {
  // What counts the bytes of bodies stands before all that speaks JSON (quoted answers).
  if (rejection.responseType === 'REQUEST_TOO_LARGE' && rejection.text === undefined)
    return { text: messageOf(rejection) ?? '', contentType: 'text/plain' }
  const blank = SPACED_GATEWAY_RESPONSES.has(rejection.responseType) ? ' ' : ''
  const text = `{"${rejection.capitalized ? 'Message' : 'message'}":${blank}${JSON.stringify(messageOf(rejection))}}`
  return { text, contentType: 'application/json' }
}

function isTraced(exchange: Exchange | RoutedExchange, { responseType }: Rejection): boolean {
  if (!('method' in exchange) || !TRACED_GATEWAY_RESPONSES.has(responseType)) return false
  return namesTrace(exchange.method.methodIntegration?.type)
}

function headersOf(custom: GatewayResponse | undefined, source: ParameterSource): HeaderList {
  const headers: [string, string][] = []
  for (const [key, expression] of Object.entries(custom?.responseParameters ?? {})) {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(key)?.[1]
    if (name === undefined) continue
    for (const value of readParameter(expression, source) ?? []) headers.push([name, value])
  }
  return headers
}

/** Where the headers and the variables of a gateway response come from. */
function sourceOf(exchange: Exchange | RoutedExchange, context: Record<string, unknown>): ParameterSource {
  return {
    header: (header) => headerValues(exchange, header),
    querystring: (parameter) => own(exchange.query, parameter),
    path: (parameter) => ('pathParameters' in exchange ? own(exchange.pathParameters, parameter) : undefined),
    body: '{}',
    context,
    stageVariables: exchange.stageVariables,
  }
}
