import type { AuthorizerHandler } from './authorizer.js'
import { type Invocation, isKeepWarm, type LambdaContext, member, text } from './context.js'
import { customContext, isCustomEvent, readCustomEvent, writeCustomResult } from './custom-event.js'
import { type LoadFaults, responseChecks } from './development.js'
import type { OperationHandler, TemplatedHandler } from './operation.js'
import { runProxy } from './proxy.js'
import { readProxyEvent } from './proxy-event.js'
import { log, type Protocol, respond } from './respond.js'
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
    if (request && found) return runProxy(found, request, invocation, checks)
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

const CUSTOM: Protocol<unknown, unknown> = { read: readCustomEvent, write: (spec, written) => writeCustomResult(spec, written) }

function runCustom(found: OperationHandler, event: unknown, invocation: Invocation, checks: LoadFaults | undefined): Promise<unknown> {
  return respond(found, customContext(event, invocation, found.spec), event, CUSTOM, checks)
}

/** Nobody sees the answer: what is wrong with a request is logged, because Lambda would only try it again; every other error is Lambda's. */
async function runAsync(found: OperationHandler, event: unknown, invocation: Invocation): Promise<void> {
  const context = customContext(event, invocation, found.spec)
  const request = readCustomEvent(found.spec, event)
  const violations = found.spec.check(request)
  if (violations.length > 0) return log('warn', context, 'invalid request', { violations })
  await found.answer(request, context)
}
