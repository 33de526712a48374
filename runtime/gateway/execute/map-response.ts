import type { Integration, IntegrationResponse } from '../definition/rest-api.ts'
import { type HeaderList, type HttpResponse, headerOf, mediaTypeOf, toBytes, toText } from '../http.ts'
import { own } from '../json.ts'
import type { TemplateOverrides, TemplateScope } from '../velocity/index.ts'
import { decodeBase64, firstAccepted, handledPayload, isBinaryType, payloadBytes } from './binary.ts'
import { type Caller, headerValues, type RoutedExchange } from './exchange.ts'
import type { IntegrationAnswer } from './integrate/types.ts'
import type { ChosenTemplate, IntegrationRequest } from './map-request.ts'
import { readParameter } from './parameters.ts'
import { misconfigured } from './rejection.ts'
import type { ResponseSelectors } from './select-response.ts'
import { templateScope, wholeScope } from './template-scope.ts'
import { failureOf, type Templates } from './templates.ts'

/** What is compiled of mappings once. */
export interface Mappings {
  readonly templates: Templates
  readonly selectors: ResponseSelectors
}

/** Selects the integration response and maps headers, body and status, as a non-proxy integration does. */
export function mapResponse(
  exchange: RoutedExchange,
  caller: Caller,
  integration: Integration,
  request: IntegrationRequest,
  answer: IntegrationAnswer,
  { templates, selectors }: Mappings,
): HttpResponse {
  const selected = selectors(integration)(exchange, answer.selector)
  const { statusCode, selectionPattern: pattern = 'default' } = selected
  exchange.trace?.({ kind: 'response-selected', selector: answer.selector, pattern, statusCode })
  if (own(exchange.method.methodResponses ?? {}, selected.statusCode) === undefined) {
    throw misconfigured(`Output mapping refers to an invalid method response: ${selected.statusCode}`)
  }
  const scope = templateScope(exchange, caller, toText(answer.body), request.overrides)
  const mapped = mappedHeaders(exchange, selected, answer, scope)
  const template = chooseResponseTemplate(exchange, selected)
  const { bytes, overrides } = renderBody(exchange, selected, answer, template, scope, templates)
  const final = overrides ?? request.overrides?.responseOverride
  const overridden = overriddenHeaders(final)
  const names = new Set(overridden.map(([name]) => name.toLowerCase()))
  const headers = [...mapped.filter(([name]) => !names.has(name.toLowerCase())), ...overridden]
  const contentType =
    template?.contentType ?? (integration.type === 'HTTP' ? headerOf(answer.headers, 'Content-Type') : undefined) ?? 'application/json'
  return {
    status: overriddenStatus(final) ?? Number(selected.statusCode),
    headers: headerOf(headers, 'Content-Type') === undefined ? [['Content-Type', contentType], ...headers] : headers,
    body: bytes,
  }
}

/** What the response's template sees: the answer's body, and all of the request but its body. */
export function responseScope(
  exchange: RoutedExchange,
  caller: Caller,
  answer: Pick<IntegrationAnswer, 'body'>,
  overrides: TemplateOverrides | undefined,
): TemplateScope {
  return wholeScope(templateScope(exchange, caller, toText(answer.body), overrides))
}

function mappedHeaders(
  exchange: RoutedExchange,
  selected: IntegrationResponse,
  answer: IntegrationAnswer,
  scope: TemplateScope,
): HeaderList {
  const headers: [string, string][] = []
  const valuesOf = (name: string): readonly string[] | undefined => {
    const values = answer.headers.filter(([candidate]) => candidate.toLowerCase() === name.toLowerCase()).map(([, value]) => value)
    return values.length === 0 ? undefined : values
  }
  for (const [key, expression] of Object.entries(selected.responseParameters ?? {})) {
    const name = /^method\.response\.header\.(.+)$/s.exec(key)?.[1]
    if (name === undefined) continue
    const values = read(expression, valuesOf, scope, exchange)
    for (const value of values ?? []) headers.push([name, value])
  }
  return headers
}

function read(
  expression: string,
  header: (name: string) => readonly string[] | undefined,
  scope: TemplateScope,
  exchange: RoutedExchange,
): readonly string[] | undefined {
  try {
    return readParameter(expression, {
      header,
      querystring: () => undefined,
      path: () => undefined,
      body: scope.body,
      get context() {
        return scope.context
      },
      stageVariables: exchange.stageVariables,
    })
  } catch (error) {
    const failure = failureOf(error)
    // A body that is no JSON has no value for a header.
    if (failure instanceof Error && failure.name === 'Rejection') return undefined
    throw failure
  }
}

/** By the request's Accept, else JSON, else the first; undefined: the body goes on as it is. */
export function chooseResponseTemplate(exchange: RoutedExchange, selected: IntegrationResponse): ChosenTemplate | undefined {
  const templates = selected.responseTemplates ?? {}
  const types = Object.keys(templates)
  const accepted = firstAccepted(headerValues(exchange, 'Accept')?.at(-1))
  const contentType =
    types.find((type) => mediaTypeOf(type) === accepted) ?? types.find((type) => mediaTypeOf(type) === 'application/json') ?? types[0]
  const text = contentType === undefined ? undefined : own(templates, contentType)
  return contentType === undefined || text === undefined || text === '' ? undefined : { text, contentType }
}

function renderBody(
  exchange: RoutedExchange,
  selected: IntegrationResponse,
  answer: IntegrationAnswer,
  template: ChosenTemplate | undefined,
  scope: TemplateScope,
  templates: Templates,
): { readonly bytes: Uint8Array; readonly overrides?: unknown } {
  if (template === undefined) return { bytes: convertBody(exchange, selected, answer) }
  const types = exchange.target.api.binaryMediaTypes
  if (isBinaryType(types, headerOf(answer.headers, 'Content-Type')) && selected.contentHandling !== 'CONVERT_TO_TEXT') {
    throw misconfigured('a response template cannot be applied to a binary body')
  }
  const { output, overrides } = templates.render(template.text, scope)
  const { contentType, text } = template
  exchange.trace?.({ kind: 'template', side: 'response', contentType, template: text, scope: wholeScope(scope), output, overrides })
  const bytes = selected.contentHandling === 'CONVERT_TO_BINARY' ? decodeBase64(output) : toBytes(output)
  if (bytes === undefined) throw misconfigured('the mapped body is not base64 text, as CONVERT_TO_BINARY expects')
  return { bytes, overrides: overrides.responseOverride }
}

/** Without a template: by what is wanted and what is there, unless the response says which (recorded). */
function convertBody(exchange: RoutedExchange, { contentHandling }: IntegrationResponse, answer: IntegrationAnswer): Uint8Array {
  const types = exchange.target.api.binaryMediaTypes
  const isBinary = isBinaryType(types, headerOf(answer.headers, 'Content-Type'))
  const wantsBinary = isBinaryType(types, firstAccepted(headerValues(exchange, 'Accept')?.at(-1)))
  const usual = isBinary === wantsBinary ? undefined : wantsBinary ? 'CONVERT_TO_BINARY' : 'CONVERT_TO_TEXT'
  const payload = handledPayload(answer.body, isBinary, contentHandling ?? usual)
  if (payload === undefined) throw misconfigured('Unable to base64 decode the body')
  return payloadBytes(payload)
}

function overriddenStatus(override: unknown): number | undefined {
  const status = field(override, 'status')
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined
}

function overriddenHeaders(override: unknown): HeaderList {
  const headers = field(override, 'header')
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return []
  return Object.entries(headers).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)] as const)
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
}
