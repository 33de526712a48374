import type { Integration, IntegrationResponse } from '../definition/rest-api.ts'
import { type HeaderList, headerOf, type UnsentAnswer } from '../http.ts'
import { own } from '../json.ts'
import type { TemplateOverrides, TemplateScope } from '../velocity/index.ts'
import {
  decodeBase64,
  firstAccepted,
  handledPayload,
  isBinaryType,
  type Payload,
  payloadBytes,
  payloadResponse,
  payloadText,
} from './binary.ts'
import { type Caller, headerValues, type RoutedExchange } from './exchange.ts'
import type { IntegrationAnswer } from './integrate/types.ts'
import type { IntegrationRequest } from './map-request.ts'
import { readParameter } from './parameters.ts'
import { misconfigured } from './rejection.ts'
import type { ResponseMapping, ResponseSelector } from './select-response.ts'
import type { ChosenTemplate } from './template-choice.ts'
import { templateScope, wholeScope } from './template-scope.ts'
import { failureOf, type Templates } from './templates.ts'

/** Selects the integration response and maps headers, body and status, as a non-proxy integration does. */
export function mapResponse(
  exchange: RoutedExchange,
  caller: Caller,
  integration: Integration,
  request: IntegrationRequest,
  answer: IntegrationAnswer,
  select: ResponseSelector,
  templates: Templates,
): UnsentAnswer {
  const mapping = select(exchange, answer.selector)
  const { response: selected } = mapping
  const { statusCode, selectionPattern: pattern = 'default' } = selected
  exchange.trace?.({ kind: 'response-selected', selector: answer.selector, pattern, statusCode })
  if (own(exchange.method.methodResponses ?? {}, selected.statusCode) === undefined) {
    throw misconfigured(`Output mapping refers to an invalid method response: ${selected.statusCode}`)
  }
  const scope = templateScope(exchange, caller, payloadText(answer.payload), request.overrides, answer.headers)
  const mapped = mappedHeaders(exchange, mapping, answer, scope)
  const template = chooseResponseTemplate(exchange, mapping)
  const { payload, overrides } = renderBody(exchange, selected, answer, template, scope, templates)
  const final = overrides ?? request.overrides.responseOverride
  const headers = withOverridden(mapped, overriddenHeaders(final))
  const contentType =
    template?.contentType ?? (integration.type === 'HTTP' ? headerOf(answer.headers, 'Content-Type') : undefined) ?? 'application/json'
  return payloadResponse(
    overriddenStatus(final) ?? Number(selected.statusCode),
    headerOf(headers, 'Content-Type') === undefined ? [['Content-Type', contentType], ...headers] : headers,
    payload,
  )
}

/** What the response's template sees: the answer's body, and all of the request but its body. */
export function responseScope(
  exchange: RoutedExchange,
  caller: Caller,
  answer: Pick<IntegrationAnswer, 'payload'>,
  overrides: TemplateOverrides | undefined,
): TemplateScope {
  return wholeScope(templateScope(exchange, caller, payloadText(answer.payload), overrides))
}

function withOverridden(mapped: HeaderList, overridden: HeaderList): HeaderList {
  if (overridden.length === 0) return mapped
  const names = new Set(overridden.map(([name]) => name.toLowerCase()))
  return [...mapped.filter(([name]) => !names.has(name.toLowerCase())), ...overridden]
}

const noHeaders: HeaderList = []

function mappedHeaders(exchange: RoutedExchange, mapping: ResponseMapping, answer: IntegrationAnswer, scope: TemplateScope): HeaderList {
  if (mapping.headers.length === 0) return noHeaders
  const headers: [string, string][] = []
  const valuesOf = (name: string): readonly string[] | undefined => {
    const values = answer.headers.filter(([candidate]) => candidate.toLowerCase() === name.toLowerCase()).map(([, value]) => value)
    return values.length === 0 ? undefined : values
  }
  for (const { name, expression } of mapping.headers) {
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
export function chooseResponseTemplate(exchange: RoutedExchange, { templates }: ResponseMapping): ChosenTemplate | undefined {
  const accepted = firstAccepted(headerValues(exchange, 'Accept')?.at(-1))
  const chosen = templates.of(accepted) ?? templates.of('application/json') ?? templates.all[0]
  return chosen === undefined || chosen.text === '' ? undefined : chosen
}

function renderBody(
  exchange: RoutedExchange,
  selected: IntegrationResponse,
  answer: IntegrationAnswer,
  template: ChosenTemplate | undefined,
  scope: TemplateScope,
  templates: Templates,
): { readonly payload: Payload; readonly overrides?: unknown } {
  if (template === undefined) return { payload: convertBody(exchange, selected, answer) }
  const types = exchange.target.api.binaryMediaTypes
  if (isBinaryType(types, headerOf(answer.headers, 'Content-Type')) && selected.contentHandling !== 'CONVERT_TO_TEXT') {
    throw misconfigured('a response template cannot be applied to a binary body')
  }
  const { output, overrides } = templates.render(template.text, scope)
  const { contentType, text } = template
  exchange.trace?.({ kind: 'template', side: 'response', contentType, template: text, scope: wholeScope(scope), output, overrides })
  const { responseOverride } = overrides
  if (selected.contentHandling !== 'CONVERT_TO_BINARY') return { payload: { kind: 'text', text: output }, overrides: responseOverride }
  const bytes = decodeBase64(output)
  if (bytes === undefined) throw misconfigured('the mapped body is not base64 text, as CONVERT_TO_BINARY expects')
  return { payload: { kind: 'bytes', bytes }, overrides: responseOverride }
}

/** Without a template: by what is wanted and what is there, unless the response says which (recorded). */
function convertBody(exchange: RoutedExchange, { contentHandling }: IntegrationResponse, answer: IntegrationAnswer): Payload {
  const types = exchange.target.api.binaryMediaTypes
  const isBinary = isBinaryType(types, headerOf(answer.headers, 'Content-Type'))
  const wantsBinary = isBinaryType(types, firstAccepted(headerValues(exchange, 'Accept')?.at(-1)))
  const usual = isBinary === wantsBinary ? undefined : wantsBinary ? 'CONVERT_TO_BINARY' : 'CONVERT_TO_TEXT'
  const payload = handledPayload(payloadBytes(answer.payload), isBinary, contentHandling ?? usual)
  if (payload === undefined) throw misconfigured('Unable to base64 decode the body')
  return payload
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
