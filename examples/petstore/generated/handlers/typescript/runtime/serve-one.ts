import { isKeepWarm } from './context.js'
import { responseChecks } from './development.js'
import type { OperationHandler } from './operation.js'
import { runProxy } from './proxy.js'
import { readProxyEvent } from './proxy-event.js'
import type { LambdaHandler } from './serve.js'

/** A Lambda function of one operation behind a proxy integration: what `serve` does, without what only functions of several, or of other events, need. */
export function serveOne(operation: OperationHandler): LambdaHandler {
  const checks = responseChecks()
  let coldStart = true
  return async (event, lambda) => {
    const invocation = { lambda, coldStart }
    coldStart = false
    if (isKeepWarm(event)) return null
    const request = readProxyEvent(event)
    if (request) return runProxy(operation, request, invocation, checks)
    throw new Error(`No operation of this function fits the event; it serves ${operation.spec.id}.`)
  }
}
