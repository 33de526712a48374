import type { WrittenResponse } from './answers.js'
import type { Invocation } from './context.js'
import type { LoadFaults } from './development.js'
import type { OperationHandler, OperationSpec, ReadRequest } from './operation.js'
import { type ProxyRequest, proxyContext, writeProxyResult } from './proxy-event.js'
import { type Protocol, respond } from './respond.js'

const PROXY: Protocol<ProxyRequest, unknown> = { read: readRequest, write: writeResult }

/** Answers a request of a proxy integration with an operation. */
export function runProxy(
  found: OperationHandler,
  request: ProxyRequest,
  invocation: Invocation,
  checks: LoadFaults | undefined,
): Promise<unknown> {
  return respond(found, proxyContext(request, invocation, found.spec), request, PROXY, checks)
}

/** What is not declared is not read. */
function readRequest({ parameters, readParameters, bodies, readBody }: OperationSpec, request: ProxyRequest): ReadRequest {
  const { path, query, headers, cookies } = readParameters
    ? readParameters(parameters, request)
    : { path: {}, query: {}, headers: {}, cookies: {} }
  const read = readBody?.(bodies, request)
  if (read?.contentType !== undefined) return { path, query, headers, cookies, body: read.body, contentType: read.contentType }
  return { path, query, headers, cookies, body: read?.body }
}

function writeResult({ write }: OperationSpec, written: WrittenResponse, { version }: ProxyRequest): unknown {
  return write ? write(written, version) : writeProxyResult(written.answer, version)
}
