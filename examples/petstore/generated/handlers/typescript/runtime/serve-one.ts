import { isKeepWarm } from './context.js'
import { responseCheck } from './development.js'
import type { OperationHandler } from './operation.js'
import { runProxy } from './proxy.js'
import { readProxyEvent } from './proxy-event.js'
import type { LambdaHandler } from './serve.js'

/** A Lambda function of one operation behind a proxy integration: what `serve` does, without what only functions of several, or of other events, need. */
export function serveOne(operation: OperationHandler): LambdaHandler {
  const check = responseCheck()
  let coldStart = true
  // Not `async`: the promise of the answer is handed on as it is.
  return (event, lambda) => {
    const invocation = { lambda, coldStart }
    coldStart = false
    if (isKeepWarm(event)) return Promise.resolve(null)
    const request = readProxyEvent(event)
    if (request) return runProxy(operation, request, invocation, check)
    return Promise.reject(new Error(`No operation of this function fits the event; it serves ${operation.spec.id}.`))
  }
}
