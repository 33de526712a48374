import { asObject, isObject, type JsonObject, own } from '../../base/json.ts'
import type { OperationNode, View } from '../rule.ts'

/** The response that an operation declares for a status: by itself, by its range, or as `default`. */
export function declaredResponse(operation: OperationNode, status: string, view: View): JsonObject | undefined {
  const responses = asObject(own(operation.value, 'responses'))
  const key = [status, `${status.charAt(0)}XX`, `${status.charAt(0)}xx`, 'default'].find((candidate) => Object.hasOwn(responses, candidate))
  const response = key === undefined ? undefined : view.resolve(responses[key])
  return isObject(response) ? response : undefined
}
