import type { GatewayResponse } from '../definition/rest-api.ts'
import { GATEWAY_RESPONSES, SPACED_GATEWAY_RESPONSES, TRACED_GATEWAY_RESPONSES } from '../facts.ts'
import { type HeaderList, headerOf, mediaTypeOf, type TextResponse, toText } from '../http.ts'
import { own } from '../json.ts'
import { templateContext } from './context.ts'
import { type Caller, type Exchange, headerValues, lastValues, type RoutedExchange } from './exchange.ts'
import { readParameter } from './parameters.ts'
import type { Rejection } from './rejection.ts'
import { namesTrace } from './response-headers.ts'
import type { Templates } from './templates.ts'

/** The answer to a rejection: the author's own response of its type, else the author's default, else API Gateway's. */
export function gatewayResponse(
  exchange: Exchange | RoutedExchange,
  caller: Caller,
  rejection: Rejection,
  templates: Templates,
): TextResponse {
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
      ...(rejection.validationError === undefined ? {} : { validationErrorString: rejection.validationError }),
    },
  }
  const { text, contentType } = bodyOf(exchange, custom, rejection, context, templates)
  const headers = [...headersOf(exchange, custom, context)]
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
  exchange: Exchange | RoutedExchange,
  custom: GatewayResponse | undefined,
  rejection: Rejection,
  context: Record<string, unknown>,
  templates: Templates,
): { text: string; contentType: string } {
  const written = custom?.responseTemplates ?? {}
  const types = Object.keys(written)
  const [first] = types
  if (first === undefined) return builtIn(rejection)
  const accepted = mediaTypeOf(headerValues(exchange, 'Accept')?.at(-1)?.split(',', 1)[0])
  const contentType = types.find((type) => mediaTypeOf(type) === accepted) ?? types.find((type) => type === 'application/json') ?? first
  const template = written[contentType] ?? ''
  try {
    const { output } = templates.render(template, {
      body: toText(exchange.request.body),
      params: {
        path: 'pathParameters' in exchange ? exchange.pathParameters : {},
        querystring: lastValues(exchange.query),
        header: lastValues(exchange.multiValueHeaders),
      },
      context,
      stageVariables: exchange.stageVariables,
    })
    return { text: output, contentType }
  } catch {
    exchange.ports.log(`${exchange.requestId} The template of the gateway response ${rejection.responseType} cannot be rendered`)
    return builtIn(rejection)
  }
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

function headersOf(exchange: Exchange | RoutedExchange, custom: GatewayResponse | undefined, context: Record<string, unknown>): HeaderList {
  const headers: [string, string][] = []
  for (const [key, expression] of Object.entries(custom?.responseParameters ?? {})) {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(key)?.[1]
    if (name === undefined) continue
    const values = readParameter(expression, {
      header: (header) => headerValues(exchange, header),
      querystring: (parameter) => (Object.hasOwn(exchange.query, parameter) ? exchange.query[parameter] : undefined),
      path: (parameter) => ('pathParameters' in exchange ? ownText(exchange.pathParameters, parameter) : undefined),
      body: '{}',
      context,
      stageVariables: exchange.stageVariables,
    })
    for (const value of values ?? []) headers.push([name, value])
  }
  return headers
}

function ownText(texts: Readonly<Record<string, string>>, name: string): string | undefined {
  return own(texts, name)
}
