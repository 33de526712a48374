import { emptyApi, importDocument } from '../definition/import.ts'
import type { IdSource, Integration, Method, RestApi } from '../definition/rest-api.ts'
import type { HeaderList } from '../http.ts'
import { isObject, own, put } from '../json.ts'
import type { RenderedTemplate, TemplateScope } from '../velocity/index.ts'
import { templateContext } from './context.ts'
import { lastValues, type RoutedExchange, withRoute } from './exchange.ts'
import { functionArn } from './integrate/function-uri.ts'
import { errorMessage } from './integrate/lambda-custom.ts'
import { statusOf } from './integrate/mock.ts'
import { chooseRequestTemplate, readRequestMapping, requestScope } from './map-request.ts'
import { chooseResponseTemplate, responseScope } from './map-response.ts'
import { beginRehearsal, encodedParameters, type RehearsedRequest, rehearsalAccount, rehearsedPath } from './rehearsed-request.ts'
import { Rejection } from './rejection.ts'
import { createRouter, type Route } from './route.ts'
import { createResponseSelector } from './select-response.ts'

export type { RehearsedRequest } from './rehearsed-request.ts'

/** What a back end would answer. */
export interface RehearsedAnswer {
  /** Absent: what a back end of its kind answers when all is well. */
  readonly status?: number
  readonly headers: HeaderList
  readonly body: string
}

/** What the data plane would do with a body. */
export type Rehearsed =
  | { readonly kind: 'template'; readonly template: RehearsedTemplate; readonly scope: TemplateScope }
  /** No template applies: the body goes on as it is. */
  | { readonly kind: 'passthrough'; readonly body: string }
  /** The request ends here, with that sentence in the log. */
  | { readonly kind: 'refused'; readonly message: string }

/** A template of an integration, and where it stands there. */
export interface RehearsedTemplate {
  /** `request`, or the status of the response. */
  readonly side: string
  /** The key of the response. */
  readonly pattern?: string
  readonly contentType: string
  readonly text: string
}

/** One method, rehearsed: templates are chosen as the data plane chooses them, and nothing is called. */
export interface MethodRehearsal {
  readonly kind: 'method'
  readonly integration: Integration
  request(): Rehearsed
  /** `mapped` is what the request's template made, where it was rendered. */
  response(answer: RehearsedAnswer, mapped: RenderedTemplate | undefined): Rehearsed
}

/** Why there is nothing to rehearse. */
export type NoRehearsal =
  | { readonly kind: 'not-importable'; readonly messages: readonly string[] }
  | { readonly kind: 'no-method' }
  | { readonly kind: 'no-integration' }

/**
 * Prepares a method of a gateway document for rehearsal. `resource` is its path as the document has it; a request with a path of its
 * own has to lead there.
 */
export function rehearseMethod(document: unknown, resource: string, request: RehearsedRequest): MethodRehearsal | NoRehearsal {
  const imported = importForRehearsal(document)
  if (imported.kind !== 'api') return imported
  const route = routeOf(imported.api, resource, request)
  if (route === undefined) return { kind: 'no-method' }
  const integration = route.method.methodIntegration
  if (integration === undefined) return { kind: 'no-integration' }
  const exchange = withRoute(beginRehearsal(imported.api, rehearsedPath(route.resource.path, request), request), route)
  return {
    kind: 'method',
    integration,
    request: () => unlessRejected(() => requestOf(exchange, integration, request)),
    response: (answer, mapped) => unlessRejected(() => responseOf(exchange, integration, request, answer, mapped)),
  }
}

/** The path of the resource that serves a concrete path. */
export function rehearseRoute(document: unknown, method: string, path: string): { kind: 'route'; resource: string } | NoRehearsal {
  const imported = importForRehearsal(document)
  if (imported.kind !== 'api') return imported
  const route = createRouter(imported.api)(method, path)
  return route === undefined ? { kind: 'no-method' } : { kind: 'route', resource: route.resource.path }
}

/** What a template that belongs to no API sees of a request: what is given, and a `$context` as there would be. */
export function rehearseTemplate(request: RehearsedRequest): TemplateScope {
  const exchange = beginRehearsal(emptyApi({ ids: idSource() }), rehearsedPath('/', request), request)
  const header: Record<string, string> = {}
  for (const [name, value] of request.headers) put(header, name, value)
  return {
    body: request.body,
    params: { path: request.pathParameters, querystring: lastValues(exchange.query), header },
    context: merged(templateContext(exchange, {}), request.context),
    stageVariables: request.stageVariables,
  }
}

function importForRehearsal(document: unknown): { kind: 'api'; api: RestApi } | Extract<NoRehearsal, { kind: 'not-importable' }> {
  const options = { mode: 'create', region: 'us-east-1', accountId: rehearsalAccount, partition: 'aws', ids: idSource() } as const
  const { api, issues } = importDocument(document, options)
  if (api !== undefined) return { kind: 'api', api }
  return { kind: 'not-importable', messages: issues.filter(({ severity }) => severity === 'error').map(({ message }) => message) }
}

function idSource(): IdSource {
  let count = 0
  return { next: (length) => (count++).toString(36).padStart(length, '0') }
}

function routeOf(api: RestApi, resource: string, request: RehearsedRequest): Route | undefined {
  const path = `/${resource
    .split('/')
    .filter((segment) => segment !== '')
    .join('/')}`
  const wanted = Object.values(api.resources).find((candidate) => candidate.path === path)
  if (wanted === undefined) return undefined
  const given = encodedParameters(request)
  if (request.path !== undefined) {
    const route = createRouter(api)(request.method, request.path)
    return route?.resource.id === wanted.id ? { ...route, pathParameters: { ...route.pathParameters, ...given } } : undefined
  }
  const method = own(wanted.methods as Readonly<Record<string, Method>>, request.method) ?? wanted.methods.ANY
  return method === undefined ? undefined : { resource: wanted, method, pathParameters: given }
}

function requestOf(exchange: RoutedExchange, integration: Integration, request: RehearsedRequest): Rehearsed {
  const chosen = chooseRequestTemplate(exchange, integration, readRequestMapping(integration).templates)
  const scope = requestScope(exchange, {}, integration)
  if (chosen === undefined) return { kind: 'passthrough', body: scope.body }
  return {
    kind: 'template',
    template: { side: 'request', ...chosen },
    scope: { ...scope, context: merged(scope.context, request.context) },
  }
}

function responseOf(
  exchange: RoutedExchange,
  integration: Integration,
  request: RehearsedRequest,
  answer: RehearsedAnswer,
  mapped: RenderedTemplate | undefined,
): Rehearsed {
  const selected = createResponseSelector(integration)(exchange, selectorOf(integration, answer, mapped))
  const chosen = chooseResponseTemplate(exchange, selected)
  if (chosen === undefined) return { kind: 'passthrough', body: answer.body }
  const scope = responseScope(exchange, {}, { payload: { kind: 'text', text: answer.body } }, mapped?.overrides)
  return {
    kind: 'template',
    template: { side: selected.response.statusCode, pattern: selected.response.selectionPattern ?? 'default', ...chosen },
    scope: { ...scope, context: merged(scope.context, request.context) },
  }
}

/** A function's error message; a mock's status, which its request template names; the status of every other back end. */
function selectorOf(integration: Integration, answer: RehearsedAnswer, mapped: RenderedTemplate | undefined): string {
  if (integration.type === 'AWS' && functionArn(integration.uri ?? '') !== undefined) return errorMessage(answer.body)
  const named = integration.type === 'MOCK' && mapped !== undefined ? statusOf(mapped.output) : undefined
  return String(answer.status ?? named ?? 200)
}

function unlessRejected(rehearse: () => Rehearsed): Rehearsed {
  try {
    return rehearse()
  } catch (error) {
    if (error instanceof Rejection) return { kind: 'refused', message: error.log ?? error.responseType }
    throw error
  }
}

/** Objects are merged, everything else is replaced. */
function merged(base: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const result: Record<string, unknown> = { ...base }
  for (const [name, value] of Object.entries(more)) {
    const before = own(base, name)
    put(result, name, isObject(before) && isObject(value) ? merged(before, value) : value)
  }
  return result
}
