import { type WrittenResponse, writeResponse } from './answers.js'
import type { AuthorizerHandler } from './authorizer.js'
import { readBody } from './bodies.js'
import { type Context, type Invocation, isKeepWarm, type LambdaContext, member, text } from './context.js'
import { customContext, isCustomEvent, readCustomEvent, writeCustomResult } from './custom-event.js'
import { type LoadFaults, responseChecks } from './development.js'
import { errorResponse, Rejection } from './errors.js'
import { Failure } from './failure.js'
import type { AnyResponse, OperationHandler, TemplatedHandler } from './operation.js'
import { readParameters } from './parameters.js'
import { type ProxyRequest, proxyContext, readProxyEvent, writeProxyResult } from './proxy-event.js'
import { router } from './route.js'

/** What Lambda calls. */
export type LambdaHandler = (event: unknown, context: LambdaContext) => Promise<unknown>

/** Code that a function may run. */
export type Served = OperationHandler | TemplatedHandler | AuthorizerHandler

/** A Lambda function of operations and authorizers: finds which one an event is for, reads and checks the request, and writes the response. In development responses are checked, too. */
export function serve(served: readonly Served[]): LambdaHandler {
  const checks = responseChecks()
  const operations = served.filter((one) => one.kind === 'operation')
  const templated = served.filter((one) => one.kind === 'templated')
  const authorizer = served.find((one) => one.kind === 'authorizer')
  const route = router(operations)
  let coldStart = true
  return async (event, lambda) => {
    const invocation: Invocation = { lambda, coldStart }
    coldStart = false
    if (isKeepWarm(event)) return null
    const decision = authorizer?.answer(event, lambda)
    if (decision) return decision
    if (isCustomEvent(event)) {
      const id = text(member(member(event, 'metadata'), 'operation'))
      const found = operations.find(({ spec }) => spec.id === id)
      if (found) return found.spec.event === 'async' ? runAsync(found, event, invocation) : runCustom(found, event, invocation, checks)
      const raw = templated.find(({ spec }) => spec.id === id)
      if (raw) return raw.answer(event, lambda)
    }
    const request = readProxyEvent(event)
    const found = request && route(request)
    if (request && found) return runProxy(found, request, event, invocation, checks)
    const raw = findTemplated(templated, event)
    if (raw) return raw.answer(event, lambda)
    throw new Error(`No operation of this function fits the event; it serves ${served.map(nameOf).join(', ')}.`)
  }
}

function nameOf(one: Served): string {
  return one.kind === 'authorizer' ? 'an authorizer' : one.spec.id
}

/** Templates of an author's own may say nothing of the operation; where there is only one, it is meant. */
function findTemplated(templated: readonly TemplatedHandler[], event: unknown): TemplatedHandler | undefined {
  const [only] = templated
  if (templated.length <= 1) return only
  // API Gateway's own template for everything about a request calls them so.
  const context = member(event, 'context')
  const method = text(member(event, 'httpMethod')) || text(member(context, 'http-method'))
  const resource = text(member(event, 'resource')) || text(member(context, 'resource-path'))
  return templated.find(({ spec }) => spec.path === resource && (spec.method === method || spec.method === 'ANY'))
}

async function runProxy(
  found: OperationHandler,
  request: ProxyRequest,
  event: unknown,
  invocation: Invocation,
  checks: LoadFaults | undefined,
): Promise<unknown> {
  const context = proxyContext(event, invocation, found.spec)
  const written = await respond(
    found,
    context,
    () => Object.assign(readParameters(found.spec.parameters, request.raw), readBody(found.spec.bodies, request.body)),
    checks,
  )
  return found.spec.write ? found.spec.write(written, request.version) : writeProxyResult(written.answer, request.version)
}

async function runCustom(
  found: OperationHandler,
  event: unknown,
  invocation: Invocation,
  checks: LoadFaults | undefined,
): Promise<unknown> {
  const context = customContext(event, invocation, found.spec)
  return writeCustomResult(found.spec, await respond(found, context, () => readCustomEvent(found.spec, event), checks))
}

/** Nobody sees the answer: what is wrong with a request is logged, because Lambda would only try it again; every other error is Lambda's. */
async function runAsync(found: OperationHandler, event: unknown, invocation: Invocation): Promise<void> {
  const context = customContext(event, invocation, found.spec)
  const request = readCustomEvent(found.spec, event)
  const violations = found.spec.check(request)
  if (violations.length > 0) return log('warn', context, 'invalid request', { violations })
  await found.answer(request, context)
}

interface ReadRequest {
  readonly path: object
  readonly query: object
  readonly headers: object
  readonly body: unknown
}

/** What goes wrong, in a handler or with what it returned, is answered, and told to the log alone. */
async function respond(
  found: OperationHandler,
  context: Context,
  read: () => ReadRequest,
  checks: LoadFaults | undefined,
): Promise<WrittenResponse> {
  try {
    return writeResponse(found.spec, await answer(found, context, read, checks))
  } catch (error) {
    log('error', context, 'unexpected error', { error: describe(error) })
    const problem = { status: 500, code: 'internal-error', message: 'Internal server error' }
    return writeResponse(found.spec, errorResponse(found.spec.errors, problem, context))
  }
}

async function answer(
  found: OperationHandler,
  context: Context,
  read: () => ReadRequest,
  checks: LoadFaults | undefined,
): Promise<AnyResponse> {
  try {
    const request = read()
    const violations = found.spec.check(request)
    if (violations.length === 0) return await checked(found, await found.answer(request, context), checks)
    throw new Rejection({ status: 400, code: 'invalid-request', message: 'The request does not fit the contract.', violations })
  } catch (error) {
    if (error instanceof Failure) return checked(found, error.response, checks)
    if (error instanceof Rejection) return errorResponse(found.spec.errors, error.problem, context)
    throw error
  }
}

/** A response that keeps to the contract; for another, an error that says what is wrong. */
async function checked({ spec }: OperationHandler, response: AnyResponse, checks: LoadFaults | undefined): Promise<AnyResponse> {
  const faults = checks ? (await checks()).faultsOf(spec, response) : []
  if (faults.length > 0) throw new TypeError(`The response of ${spec.id} does not fit the contract: ${faults.join('; ')}.`)
  return response
}

function describe(error: unknown): unknown {
  return error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : error
}

function log(level: 'error' | 'warn', context: Context, message: string, more: object): void {
  console[level](JSON.stringify({ level, message, operation: context.operation, requestId: context.requestId, ...more }))
}
