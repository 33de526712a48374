import type { ApiDefinition } from '../definition/rest-api.ts'
import { LIMITS } from '../facts.ts'
import { bytesResponse, type HeaderList, type HttpRequest, type UnsentAnswer } from '../http.ts'
import { checkApiKey } from './api-key.ts'
import { incompleteSignature } from './authorize/iam.ts'
import { notAuthorized } from './authorize/refusal.ts'
import { createResourcePolicy, type ResourcePolicy } from './authorize/resource-policy.ts'
import { authorize } from './authorize.ts'
import { type BodyChecks, createBodyChecks } from './body-schema.ts'
import { type Caches, createCaches } from './caches.ts'
import { compressResponse, decompressRequest } from './compress.ts'
import { type Caller, createExchange, type Exchange, type RoutedExchange, withRequest, withRoute, withSink } from './exchange.ts'
import { gatewayResponse, messageOf } from './gateway-response.ts'
import { integrate } from './integrate.ts'
import { createMappings, type Mappings } from './mappings.ts'
import type { ExecutionPorts } from './ports.ts'
import { countUsage } from './quota.ts'
import { misconfigured, Rejection } from './rejection.ts'
import { throughCache } from './response-cache.ts'
import { responseHeaders } from './response-headers.ts'
import { createRouter, type Router } from './route.ts'
import type { ExecutionTarget } from './target.ts'
import { throttle } from './throttle.ts'
import { createTokenBuckets, type TokenBuckets } from './token-buckets.ts'
import { beginTrace, type Trace, tracedBody } from './trace.ts'
import { validateRequest } from './validate.ts'
import { type SentBody, watchStream } from './watch-stream.ts'
import { writeLogs, writesLogs } from './write-logs.ts'

/** Executes requests on deployed APIs. What it compiles (routes, models, templates) is kept as long as the snapshot lives. */
export interface DataPlane {
  /** Never throws and never rejects. Answers at once where nothing has to be waited for. */
  execute(request: HttpRequest, target: ExecutionTarget): UnsentAnswer | Promise<UnsentAnswer>
}

/** The data plane over its ports: plain values in and out, no sockets. */
export function createDataPlane(ports: ExecutionPorts, caches: Caches = createCaches()): DataPlane {
  const mappings = createMappings()
  const memory: Memory = { mappings, buckets: createTokenBuckets(), caches }
  const compiled = new WeakMap<ApiDefinition, CompiledApi>()
  return {
    execute(given, target) {
      const progress = begin(given, target, ports)
      try {
        checkSize(given)
        const request = decompressRequest(target.api, given)
        if (request !== given) progress.exchange = withRequest(progress.exchange, request)
        const made = run(progress, compiledApi(compiled, target.api, ports), memory)
        if (!(made instanceof Promise)) return succeed(progress, given, made)
        // One promise for both ends: each further one is a turn that every request waits for.
        return made.then(
          (response) => {
            try {
              return succeed(progress, given, response)
            } catch (error) {
              return fail(progress, error)
            }
          },
          (error: unknown) => fail(progress, error),
        )
      } catch (error) {
        return fail(progress, error)
      }
    },
  }
}

/** The answer as it goes out: with API Gateway's own headers, compressed where that is wanted. */
function succeed(progress: Progress, given: HttpRequest, response: UnsentAnswer): UnsentAnswer {
  const { exchange } = progress
  const integration = 'method' in exchange ? exchange.method.methodIntegration : undefined
  const headers = integration === undefined ? response.headers : responseHeaders(exchange, integration.type, response.headers)
  return answered(progress, compressResponse(exchange.target.api, given, withHeaders(response, headers)))
}

function withHeaders(response: UnsentAnswer, headers: HeaderList): UnsentAnswer {
  if ('pieces' in response) return { ...response, headers }
  const { status } = response
  return 'text' in response ? { status, headers, text: response.text } : { status, headers, body: response.body }
}

function fail(progress: Progress, error: unknown): UnsentAnswer {
  return answered(progress, rejected(progress, error))
}

/** The gateway response to what a step threw; tells whoever runs the gateway why. */
function rejected({ exchange, caller }: Progress, error: unknown): UnsentAnswer {
  const rejection = error instanceof Rejection ? error : unexpected(error)
  if (rejection.log !== undefined) exchange.ports.log(`${exchange.requestId} ${exchange.verb} ${exchange.target.path}: ${rejection.log}`)
  exchange.trace?.({
    kind: 'rejected',
    responseType: rejection.responseType,
    message: messageOf(rejection),
    ...(rejection.log !== undefined && { log: rejection.log }),
    ...(rejection.validationError !== undefined && { validationError: rejection.validationError }),
  })
  return gatewayResponse(exchange, caller, rejection)
}

/** What is too large is refused before anybody looks at it. */
function checkSize({ headers, body }: HttpRequest): void {
  if (body.length > LIMITS.payloadBytes) throw new Rejection('REQUEST_TOO_LARGE')
  let bytes = 0
  for (const [name, value] of headers) bytes += name.length + value.length
  if (bytes > LIMITS.headerBytes) {
    throw new Rejection('DEFAULT_4XX', {
      status: 431,
      text: 'Request Header Fields Too Large',
      log: `The headers have ${bytes} bytes together, and ${LIMITS.headerBytes} may be`,
    })
  }
}

/** Executes one request; nothing compiled is kept. */
export function execute(request: HttpRequest, target: ExecutionTarget, ports: ExecutionPorts): UnsentAnswer | Promise<UnsentAnswer> {
  return createDataPlane(ports).execute(request, target)
}

/** How far a request came: a gateway response sees as much of the context as there is. */
interface Progress {
  exchange: Exchange | RoutedExchange
  caller: Caller
  /** For the stage's logs, where it writes any. */
  readonly trace: Trace | undefined
}

function begin(request: HttpRequest, target: ExecutionTarget, ports: ExecutionPorts): Progress {
  const exchange = createExchange(request, target, ports)
  if (!writesLogs(target.stage)) return { exchange, caller: {}, trace: undefined }
  const { requestId, time } = exchange
  const { trace, sink } = beginTrace({ requestId, apiId: target.api.id, stage: target.stage.stageName, time })
  return { exchange: withSink(exchange, sink), caller: {}, trace }
}

/** Tells everybody who wants to know of an answer: of one that is streamed when it is over. */
function answered(progress: Progress, response: UnsentAnswer): UnsentAnswer {
  if ('pieces' in response) return watchStream(progress.exchange, response, (sent) => finish(progress, response, () => sent))
  finish(progress, response, () => {
    const { body } = bytesResponse(response)
    return { body, length: body.length }
  })
  return response
}

function finish(
  { exchange, caller, trace }: Progress,
  { status, headers }: Pick<UnsentAnswer, 'status' | 'headers'>,
  sent: () => SentBody,
): void {
  const { ports, target, verb, time } = exchange
  const routed = 'resource' in exchange ? exchange : undefined
  const operation = routed?.method.operationName
  if (exchange.trace !== undefined) {
    const { body, length } = sent()
    exchange.trace({ kind: 'method-response', status, headers, body: tracedBody(body), length })
  }
  if (trace !== undefined) writeLogs(exchange, caller, trace)
  ports.answered?.({
    requestId: exchange.requestId,
    stage: target.stage.stageName,
    verb,
    path: target.path,
    status,
    milliseconds: ports.now() - time,
    ...(routed !== undefined && { resource: routed.resource.path }),
    ...(operation !== undefined && { operation }),
  })
}

/** What is made of a definition once. */
interface CompiledApi {
  readonly router: Router
  readonly resourcePolicy: ResourcePolicy
  /** Made when the first method validates. */
  readonly bodyChecks: () => BodyChecks
}

function compiledApi(kept: WeakMap<ApiDefinition, CompiledApi>, api: ApiDefinition, { log }: ExecutionPorts): CompiledApi {
  const known = kept.get(api)
  if (known !== undefined) return known
  let bodyChecks: BodyChecks | undefined
  const created: CompiledApi = {
    router: createRouter(api),
    resourcePolicy: createResourcePolicy(api),
    bodyChecks() {
      bodyChecks ??= createBodyChecks(api, log)
      return bodyChecks
    },
  }
  kept.set(api, created)
  return created
}

function unexpected(error: unknown): Rejection {
  return new Rejection('DEFAULT_5XX', {
    status: 500,
    text: 'Internal server error',
    log: error instanceof Error ? (error.stack ?? error.message) : String(error),
  })
}

/** What outlives a request. */
interface Memory {
  readonly mappings: Mappings
  readonly buckets: TokenBuckets
  readonly caches: Caches
}

/** The steps up to the authorizer, which may have to be waited for. */
function run(progress: Progress, compiled: CompiledApi, memory: Memory): UnsentAnswer | Promise<UnsentAnswer> {
  const { exchange } = progress
  const { router, resourcePolicy } = compiled
  const { tested, customPath } = exchange.target
  if (exchange.target.api.disableExecuteApiEndpoint && tested === undefined && customPath === undefined)
    throw new Rejection('ACCESS_DENIED', {
      text: 'Forbidden',
      errorType: 'ForbiddenException',
      log: 'The execute-api endpoint of the API is disabled',
    })
  const found = tested ?? router(exchange.verb, exchange.target.path)
  if (found === undefined)
    throw resourcePolicy(exchange, undefined, 'execute-api:Invoke') === 'deny'
      ? notAuthorized(exchange, undefined, { decision: 'deny', policy: 'resource-based' })
      : notFound(exchange)
  const routed = withRoute(exchange, found)
  progress.exchange = routed
  routed.trace?.({
    kind: 'method-request',
    verb: routed.verb,
    path: routed.target.path,
    resourcePath: routed.resource.path,
    pathParameters: routed.pathParameters,
    query: routed.query,
    headers: routed.multiValueHeaders,
    body: tracedBody(routed.request.body),
  })
  if (tested !== undefined) return answer(routed, progress.caller, compiled, memory)
  const authorized = authorize(routed, memory.caches, resourcePolicy)
  return authorized instanceof Promise
    ? authorized.then((caller) => admit(progress, routed, caller, compiled, memory))
    : admit(progress, routed, authorized, compiled, memory)
}

/** The steps that count how often a caller comes, and those behind them. */
function admit(
  progress: Progress,
  exchange: RoutedExchange,
  authorized: Caller,
  compiled: CompiledApi,
  memory: Memory,
): UnsentAnswer | Promise<UnsentAnswer> {
  progress.caller = authorized
  const caller = checkApiKey(exchange, authorized)
  progress.caller = caller
  throttle(exchange, caller, memory.buckets)
  countUsage(exchange, caller, exchange.ports.usage)
  return answer(exchange, caller, compiled, memory)
}

/** The steps behind it, for a caller who may ask. */
function answer(
  exchange: RoutedExchange,
  caller: Caller,
  { resourcePolicy, bodyChecks }: CompiledApi,
  { mappings, caches }: Memory,
): UnsentAnswer | Promise<UnsentAnswer> {
  validateRequest(exchange, bodyChecks)
  const integration = exchange.method.methodIntegration
  if (integration === undefined) throw misconfigured('No integration defined for method')
  return throughCache(exchange, caller, integration, { caches, resourcePolicy }, () => integrate(exchange, caller, integration, mappings))
}

/** Unknown paths and verbs answer alike, before any authorizer. */
function notFound(exchange: Exchange): Rejection {
  const header = exchange.request.headers.findLast(([name]) => name.toLowerCase() === 'authorization')?.[1]
  if (header !== undefined && !header.startsWith('AWS4-HMAC-SHA256 ')) return incompleteSignature(header)
  return new Rejection('MISSING_AUTHENTICATION_TOKEN', { log: 'No method for this path and verb' })
}
