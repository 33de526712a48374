import type { Integration, MethodSetting } from '../definition/rest-api.ts'
import { LIMITS } from '../facts.ts'
import { bytesResponse, type HttpResponse, type UnsentAnswer } from '../http.ts'
import { own } from '../json.ts'
import { mayInvalidateCache } from './authorize/iam.ts'
import type { ResourcePolicy } from './authorize/resource-policy.ts'
import { type Caches, stageScope } from './caches.ts'
import { type Caller, headerValues, type RoutedExchange } from './exchange.ts'
import { requestSource } from './map-request.ts'
import { entryOfMethod } from './method-setting.ts'
import { readParameter } from './parameters.ts'
import { Rejection } from './rejection.ts'

/** What the cache step needs to know. */
interface Cached {
  readonly caches: Caches
  readonly resourcePolicy: ResourcePolicy
}

/**
 * Answers from the stage's cache, else makes the answer and remembers it. Only for methods that the stage caches; `Cache-Control:
 * max-age=0` asks for a fresh answer, which the stage's settings may keep to those who have the permission for it.
 */
export function throughCache(
  exchange: RoutedExchange,
  caller: Caller,
  integration: Integration,
  cached: Cached,
  make: () => UnsentAnswer | Promise<UnsentAnswer>,
): UnsentAnswer | Promise<UnsentAnswer> {
  const setting = cachedSetting(exchange, integration)
  return setting === undefined ? make() : answerOfCache(exchange, caller, integration, setting, cached, make)
}

async function answerOfCache(
  exchange: RoutedExchange,
  caller: Caller,
  integration: Integration,
  setting: MethodSetting,
  { caches, resourcePolicy }: Cached,
  make: () => UnsentAnswer | Promise<UnsentAnswer>,
): Promise<UnsentAnswer> {
  const { ports, target } = exchange
  const scope = stageScope(target.api.id, target.stage.stageName)
  const key = cacheKey(exchange, caller, integration)
  const invalidation = wantsFresh(exchange) ? invalidate(exchange, caller, setting, resourcePolicy) : 'none'
  const known = invalidation === 'allowed' ? undefined : caches.responses.get(scope, key, ports.now())
  exchange.trace?.({ kind: 'cache', key, outcome: invalidation === 'allowed' ? 'invalidated' : known === undefined ? 'miss' : 'hit' })
  const response = known ?? (await make())
  const kept = known === undefined ? cacheable(response) : undefined
  if (kept !== undefined) caches.responses.set(scope, key, kept, ports.now() + setting.cacheTtlInSeconds * 1000)
  return invalidation === 'ignored with a warning' ? { ...response, headers: [...response.headers, ['Warning', warning]] } : response
}

const warning = '199 - "Cache-Control: max-age=0 was ignored: the caller may not invalidate the cache"'

/** Settings for all methods are for GET; other verbs are cached where their own settings say so (guide). */
function cachedSetting({ target, resource, method, verb }: RoutedExchange, integration: Integration): MethodSetting | undefined {
  const { stage } = target
  if (!stage.cacheClusterEnabled || integration.responseTransferMode === 'STREAM') return undefined
  const setting =
    entryOfMethod(stage.methodSettings, resource, [verb, method.httpMethod]) ?? (verb === 'GET' ? stage.methodSettings['*/*'] : undefined)
  return setting?.cachingEnabled === true && setting.cacheTtlInSeconds > 0 ? setting : undefined
}

/** The namespace (the resource unless it was named), the verb, and the values of the parameters that are named as keys; no others count. */
function cacheKey(exchange: RoutedExchange, caller: Caller, integration: Integration): string {
  const source = requestSource(exchange, caller)
  const values = integration.cacheKeyParameters.map((parameter) => {
    const expression = parameter.startsWith('integration.request.') ? own(integration.requestParameters ?? {}, parameter) : parameter
    return (expression === undefined ? undefined : readParameter(expression, source)) ?? null
  })
  const { canary, stage } = exchange.target
  // A canary has answers of its own unless it is told to use the stage's.
  const side = canary === 'canary' && stage.canarySettings?.useStageCache !== true ? 'canary' : 'stage'
  return JSON.stringify([side, integration.cacheNamespace, exchange.verb, ...values])
}

function wantsFresh(exchange: RoutedExchange): boolean {
  const directives = headerValues(exchange, 'Cache-Control')?.at(-1)?.toLowerCase().split(',') ?? []
  return directives.some((directive) => directive.trim() === 'max-age=0')
}

type Invalidation = 'allowed' | 'ignored' | 'ignored with a warning'

function invalidate(exchange: RoutedExchange, caller: Caller, setting: MethodSetting, resourcePolicy: ResourcePolicy): Invalidation {
  if (!setting.requireAuthorizationForCacheControl || mayInvalidateCache(exchange, caller, resourcePolicy)) return 'allowed'
  switch (setting.unauthorizedCacheControlHeaderStrategy) {
    case 'FAIL_WITH_403':
      throw new Rejection('ACCESS_DENIED', { log: 'The caller may not invalidate the cache (execute-api:InvalidateCache)' })
    case 'SUCCEED_WITHOUT_RESPONSE_HEADER':
      return 'ignored'
    default:
      return 'ignored with a warning'
  }
}

function cacheable(response: UnsentAnswer): HttpResponse | undefined {
  if ('pieces' in response || response.status >= 400) return undefined
  const { status, headers, body } = bytesResponse(response)
  // A copy: the bytes of a short body are part of memory that would stay with it.
  return body.length <= LIMITS.cachedResponseBytes ? { status, headers, body: body.slice() } : undefined
}
