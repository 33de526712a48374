import { testAuthorizer } from '../execute/test-authorizer.ts'
import { toBytes } from '../http.ts'
import type { JsonObject } from '../json.ts'
import { findAuthorizer } from './authorizers.ts'
import type { Operation } from './call.ts'
import { unsupportedOperation } from './errors.ts'
import { text } from './input.ts'
import { testHeaders, testTarget } from './test-call.ts'

/** Asks an authorizer about a made-up request to the root of its API. */
export const testInvokeAuthorizer: Operation = async (call) => {
  const { execution: ports } = call
  const { api, authorizer } = findAuthorizer(call)
  if (ports === undefined) throw unsupportedOperation('TestInvokeAuthorizer')
  const [path = '/', query = ''] = (text(call.body, 'pathWithQueryString') ?? '/').split('?')
  const body = toBytes(text(call.body, 'body') ?? '')
  const test = await testAuthorizer(
    { method: 'GET', path, query, headers: testHeaders(call), body, sourceIp: 'test-invoke-source-ip' },
    testTarget(call, api, path),
    authorizer,
    ports,
  )
  return { body: test as unknown as JsonObject }
}
