import type { AuthorizerHandler } from './authorizer.js'
import { type Invocation, isKeepWarm, type LambdaContext, member, text } from './context.js'
import { customContext, isCustomEvent, readCustomEvent, succeed, writeCustomResult } from './custom-event.js'
import { type CheckResponse, responseCheck } from './development.js'
import { type Loaded, type Loading, loading, type Planned, present } from './load.js'
import type { OperationHandler } from './operation.js'
import { runProxy } from './proxy.js'
import { type ProxyRequest, readProxyEvent } from './proxy-event.js'
import { log, respond } from './respond.js'
import { router } from './route.js'

/** What Lambda calls. */
export type LambdaHandler = (event: unknown, context: LambdaContext) => Promise<unknown>

/** What a function may run. */
export type Served = Loaded | Loading | AuthorizerHandler

/**
 * A Lambda function of operations and authorizers: finds which one an event is for, loads its code where that was not asked for before, reads and
 * checks the request, and writes the response. In development responses are checked, too.
 */
export function serve(served: readonly Served[]): LambdaHandler {
  const check = responseCheck()
  const authorizer = served.find(isAuthorizer)
  const operations = served.flatMap((one) => (isAuthorizer(one) ? [] : 'load' in one ? loading(one) : present(one)))
  const find = finder(operations)
  let coldStart = true
  // Not `async`: the promise of the answer is handed on as it is.
  return (event, lambda) => {
    const invocation: Invocation = { lambda, coldStart }
    coldStart = false
    if (isKeepWarm(event)) return Promise.resolve(null)
    const decision = authorizer?.answer(event, lambda)
    if (decision) return decision
    const found = find(event)
    if (found === undefined) {
      const names = [...operations.map(({ id }) => id), ...(authorizer ? ['an authorizer'] : [])].join(', ')
      return Promise.reject(new Error(`No operation of this function fits the event; it serves ${names}.`))
    }
    const { operation, request } = found
    const code = operation.code()
    if (code) return run(code, event, request, invocation, check)
    return operation.load().then((loaded) => run(loaded, event, request, invocation, check))
  }
}

function isAuthorizer(one: Served): one is AuthorizerHandler {
  return 'kind' in one && one.kind === 'authorizer'
}

/** The operation that an event is for, and the request of one that is a proxy integration's. */
interface Found {
  readonly operation: Planned
  readonly request?: ProxyRequest
}

function finder(operations: readonly Planned[]): (event: unknown) => Found | undefined {
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  const templated = operations.filter(({ event }) => event === 'templated')
  const route = router(operations.filter(({ event }) => event !== 'templated'))
  return (event) => {
    const named = isCustomEvent(event) ? byId.get(text(member(member(event, 'metadata'), 'operation'))) : undefined
    if (named) return { operation: named }
    const request = readProxyEvent(event)
    const operation = request && route(request)
    if (operation) return { operation, request }
    const raw = findTemplated(templated, event)
    return raw && { operation: raw }
  }
}

/** Templates of an author's own may say nothing of the operation; where there is only one, it is meant. */
function findTemplated(templated: readonly Planned[], event: unknown): Planned | undefined {
  const [only] = templated
  if (templated.length <= 1) return only
  // API Gateway's own template for everything about a request calls them so.
  const context = member(event, 'context')
  const method = text(member(event, 'httpMethod')) || text(member(context, 'http-method'))
  const resource = text(member(event, 'resource')) || text(member(context, 'resource-path'))
  return templated.find((one) => one.path === resource && (one.method === method || one.method === 'ANY'))
}

function run(
  code: Loaded,
  event: unknown,
  request: ProxyRequest | undefined,
  invocation: Invocation,
  check: CheckResponse | undefined,
): Promise<unknown> {
  if (code.kind === 'templated') return code.answer(event, invocation.lambda)
  if (request) return runProxy(code, request, invocation, check)
  return code.spec.event === 'async' ? runAsync(code, event, invocation) : runCustom(code, event, invocation, check)
}

const CUSTOM = { read: readCustomEvent, write: writeCustomResult }

async function runCustom(
  found: OperationHandler,
  event: unknown,
  invocation: Invocation,
  check: CheckResponse | undefined,
): Promise<unknown> {
  return succeed(found.spec, await respond(found, customContext(event, invocation, found.spec), event, CUSTOM, check))
}

/** Nobody sees the answer: what is wrong with a request is logged, because Lambda would only try it again; every other error is Lambda's. */
async function runAsync(found: OperationHandler, event: unknown, invocation: Invocation): Promise<void> {
  const context = customContext(event, invocation, found.spec)
  const request = readCustomEvent(found.spec, event)
  const violations = found.spec.check(request)
  if (violations.length > 0) return log('warn', context, 'invalid request', { violations })
  await found.answer(request, context)
}
