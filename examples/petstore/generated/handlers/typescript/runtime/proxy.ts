import { writeAnswer } from './answers.js'
import type { Invocation } from './context.js'
import type { CheckResponse } from './development.js'
import type { OperationHandler, OperationSpec, ReadRequest } from './operation.js'
import { type ProxyRequest, proxyContext } from './proxy-event.js'
import { type Protocol, respond } from './respond.js'

const PROXY: Protocol<ProxyRequest, unknown> = {
  read: readRequest,
  write: (spec, response, { version }) => (spec.write ?? writeAnswer)(spec, response, version),
}

/** Answers a request of a proxy integration with an operation. */
export function runProxy(
  found: OperationHandler,
  request: ProxyRequest,
  invocation: Invocation,
  check: CheckResponse | undefined,
): Promise<unknown> {
  return respond(found, proxyContext(request, invocation, found.spec), request, PROXY, check)
}

/** What is not declared is not read. */
function readRequest({ parameters, readParameters, bodies, readBody }: OperationSpec, request: ProxyRequest): ReadRequest {
  const { path, query, headers, cookies } = readParameters?.(parameters, request) ?? { path: {}, query: {}, headers: {}, cookies: {} }
  const { body, contentType } = readBody?.(bodies, request) ?? { body: undefined }
  return { path, query, headers, cookies, body, contentType }
}
