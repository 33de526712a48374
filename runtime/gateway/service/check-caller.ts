import { verifySignature } from '../execute/authorize/iam.ts'
import { parseQuery } from '../execute/exchange.ts'
import type { ExecutionPorts } from '../execute/ports.ts'
import { Rejection } from '../execute/rejection.ts'
import { GATEWAY_RESPONSES } from '../facts.ts'
import type { HttpRequest } from '../http.ts'
import { own } from '../json.ts'
import { ServiceError } from './errors.ts'

/** Refuses a call that none of the configured keys signed for the service it goes to, in the words with which AWS does. */
export async function checkCaller(
  request: Omit<HttpRequest, 'sourceIp'>,
  ports: Pick<ExecutionPorts, 'now' | 'credentials'>,
): Promise<void> {
  // The paths of Lambda begin with the date of its API.
  const service = /^\/\d{4}-\d\d-\d\d\//.test(request.path) ? 'lambda' : 'apigateway'
  try {
    await verifySignature({ request, query: parseQuery(request.query), ports, service })
  } catch (error) {
    if (!(error instanceof Rejection)) throw error
    const fact = own(GATEWAY_RESPONSES, error.responseType)
    throw new ServiceError(error.errorType ?? fact?.errorType ?? 'AccessDeniedException', error.text ?? fact?.message ?? 'Forbidden', 403)
  }
}
