import type { Integration } from '../definition/rest-api.ts'
import { RESTRICTED_HEADERS, SERVICE_RESTRICTED_HEADERS } from '../facts.ts'
import { mediaTypeOf, toText } from '../http.ts'
import { own, put } from '../json.ts'
import { NO_OVERRIDES, type TemplateOverrides, type TemplateScope } from '../velocity/index.ts'
import { handledPayload, isBinaryType, type Payload, payloadText } from './binary.ts'
import { templateContext } from './context.ts'
import { createEventWriter, type WriteEvent } from './event-text.ts'
import { type Caller, headerValues, type RoutedExchange } from './exchange.ts'
import { type ParameterSource, readParameter } from './parameters.ts'
import { misconfigured, Rejection } from './rejection.ts'
import { type ChosenTemplate, createTemplateChoice, type TemplateChoice } from './template-choice.ts'
import { templateScope, wholeScope } from './template-scope.ts'
import { failureOf, type Templates } from './templates.ts'

/** What goes to the back end, besides what its kind adds. */
export interface IntegrationRequest {
  readonly headers: Readonly<Record<string, readonly string[]>>
  readonly querystring: Readonly<Record<string, readonly string[]>>
  /** As in the URL: percent-encoded. */
  readonly path: Readonly<Record<string, string>>
  /** What a template made is text, and stays so until somebody needs its bytes. */
  readonly payload: Payload
  /** What the request template left in `$context`, for the response's template. */
  readonly overrides: TemplateOverrides
}

/** What an integration says of requests, read once. */
export interface RequestMapping {
  readonly parameters: readonly {
    readonly location: 'header' | 'querystring' | 'path'
    readonly name: string
    readonly expression: string
  }[]
  readonly templates: TemplateChoice
  /** For a function that gets the whole request. */
  readonly writeEvent: WriteEvent
}

/** Reads how an integration maps requests. */
export function readRequestMapping({ requestParameters = {}, requestTemplates }: Integration): RequestMapping {
  const parameters = Object.entries(requestParameters).flatMap(([key, expression]) => {
    const [, location, name] = /^integration\.request\.(header|querystring|path)\.(.+)$/s.exec(key) ?? []
    return name === undefined ? [] : [{ location: location as 'header' | 'querystring' | 'path', name, expression }]
  })
  return { parameters, templates: createTemplateChoice(requestTemplates), writeEvent: createEventWriter() }
}

/** Maps parameters and body, as the integration says. */
export function mapRequest(
  exchange: RoutedExchange,
  caller: Caller,
  integration: Integration,
  mapping: RequestMapping,
  templates: Templates,
): IntegrationRequest {
  const mapped = mapParameters(exchange, caller, integration, mapping.parameters)
  if (integration.type === 'HTTP_PROXY') return withPayload(mapped, { kind: 'bytes', bytes: exchange.request.body })
  if (integration.type === 'AWS_PROXY') return withPayload(mapped, { kind: 'text', text: proxyEvent(exchange, caller, mapping.writeEvent) })
  const template = chooseRequestTemplate(exchange, integration, mapping.templates)
  const payload = incomingPayload(exchange, integration)
  if (template === undefined) return withPayload(mapped, payload)
  if (payload.kind === 'bytes') throw misconfigured('a request template cannot be applied to a binary body')
  const scope = templateScope(exchange, caller, payload.text)
  const { output, overrides } = templates.render(template.text, scope)
  const { contentType, text } = template
  exchange.trace?.({ kind: 'template', side: 'request', contentType, template: text, scope: wholeScope(scope), output, overrides })
  const request = withPayload(mapped, { kind: 'text', text: output }, overrides)
  return overrides === NO_OVERRIDES ? request : applyOverrides(request)
}

/** JSON text. */
function proxyEvent(exchange: RoutedExchange, caller: Caller, writeEvent: WriteEvent): string {
  const { body } = exchange.request
  const members = writeEvent(exchange, caller)
  if (body.length === 0) return `{${members},"body":null,"isBase64Encoded":false}`
  const binary = isBinaryType(exchange.target.api.binaryMediaTypes, headerValues(exchange, 'Content-Type')?.at(-1))
  const text = binary ? Buffer.from(body).toString('base64') : toText(body)
  return `{${members},"body":${JSON.stringify(text)},"isBase64Encoded":${binary}}`
}

function withPayload(
  { headers, querystring, path }: Mapped,
  payload: Payload,
  overrides: TemplateOverrides = NO_OVERRIDES,
): IntegrationRequest {
  return { headers, querystring, path, payload, overrides }
}

/** What the request's template sees. */
export function requestScope(exchange: RoutedExchange, caller: Caller, integration: Integration): TemplateScope {
  return wholeScope(templateScope(exchange, caller, payloadText(incomingPayload(exchange, integration))))
}

/** Where mapping expressions of the request find their values. */
export function requestSource(exchange: RoutedExchange, caller: Caller): ParameterSource {
  return {
    header: (name) => headerValues(exchange, name),
    querystring: (name) => own(exchange.query, name),
    path: (name) => own(exchange.pathParameters, name),
    get body() {
      return toText(exchange.request.body)
    },
    get context() {
      return templateContext(exchange, caller)
    },
    stageVariables: exchange.stageVariables,
  }
}

type Mapped = Pick<IntegrationRequest, 'headers' | 'querystring' | 'path'>

const nothingMapped: Mapped = { headers: {}, querystring: {}, path: {} }

function mapParameters(
  exchange: RoutedExchange,
  caller: Caller,
  integration: Integration,
  parameters: RequestMapping['parameters'],
): Mapped {
  if (parameters.length === 0) return nothingMapped
  const mapped = { header: {}, querystring: {}, path: {} } as {
    header: Record<string, readonly string[]>
    querystring: Record<string, readonly string[]>
    path: Record<string, string>
  }
  const source = requestSource(exchange, caller)
  for (const { location, name, expression } of parameters) {
    const values = read(expression, source)
    if (values === undefined) continue
    if (location === 'header') refuseRestricted(integration, name)
    if (location === 'path') put(mapped.path, name, pathValue(expression, values))
    else put(mapped[location], name, location === 'header' && values.length > 1 ? [values.join(',')] : values)
  }
  return { headers: mapped.header, querystring: mapped.querystring, path: mapped.path }
}

/** Recorded: what API Gateway sets itself cannot be mapped, whatever the mapping says. */
function refuseRestricted({ type }: Integration, name: string): void {
  const key = name.toLowerCase()
  const ofServices = (type === 'AWS' || type === 'AWS_PROXY') && SERVICE_RESTRICTED_HEADERS.has(key)
  if (ofServices || RESTRICTED_HEADERS.has(key)) throw misconfigured(`${name} header already present`)
}

function read(expression: string, source: ParameterSource): readonly string[] | undefined {
  try {
    return readParameter(expression, source)
  } catch (error) {
    throw failureOf(error)
  }
}

/** A path parameter goes on as it came; every other text is encoded. */
function pathValue(expression: string, values: readonly string[]): string {
  const value = values.join(',')
  if (expression.startsWith('method.request.path.')) return value
  return encodeURIComponent(value).replaceAll('%2F', '/')
}

/** The template for the request's media type; undefined: the body is passed through. Throws a `Rejection` where that is forbidden. */
export function chooseRequestTemplate(
  exchange: RoutedExchange,
  { passthroughBehavior }: Integration,
  templates: TemplateChoice,
): ChosenTemplate | undefined {
  const type = mediaTypeOf(headerValues(exchange, 'Content-Type')?.at(-1)) ?? 'application/json'
  const chosen = templates.of(type) ?? templates.fallback
  if (chosen !== undefined) return chosen
  if (passthroughBehavior === 'NEVER' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && templates.all.length > 0)) {
    throw new Rejection('UNSUPPORTED_MEDIA_TYPE', {
      log: `No request template for ${type}, and ${passthroughBehavior} does not pass it through`,
    })
  }
  return undefined
}

/** A request without a media type counts as JSON. */
function incomingPayload(exchange: RoutedExchange, { contentHandling }: Integration): Payload {
  const type = headerValues(exchange, 'Content-Type')?.at(-1) ?? 'application/json'
  const isBinary = isBinaryType(exchange.target.api.binaryMediaTypes, type)
  const payload = handledPayload(exchange.request.body, isBinary, contentHandling)
  if (payload === undefined) throw misconfigured('the body is not base64 text, as CONVERT_TO_BINARY expects')
  return payload
}

/** `$context.requestOverride` replaces what was mapped. */
function applyOverrides(request: IntegrationRequest): IntegrationRequest {
  const override = request.overrides.requestOverride
  if (typeof override !== 'object' || override === null) return request
  const texts = (name: string): readonly (readonly [string, string])[] => {
    const values = Object.hasOwn(override, name) ? (override as Readonly<Record<string, unknown>>)[name] : undefined
    if (typeof values !== 'object' || values === null || Array.isArray(values)) return []
    return Object.entries(values).map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : String(value)] as const)
  }
  const headers = { ...request.headers }
  for (const [name, value] of texts('header')) {
    for (const key of Object.keys(headers)) if (key.toLowerCase() === name.toLowerCase()) delete headers[key]
    put(headers, name, [value])
  }
  const querystring = { ...request.querystring }
  for (const [name, value] of texts('querystring')) put(querystring, name, [value])
  const path = { ...request.path }
  for (const [name, value] of texts('path')) put(path, name, encodeURIComponent(value).replaceAll('%2F', '/'))
  return { ...request, headers, querystring, path }
}
