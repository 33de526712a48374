import type { JsonObject } from '../../json.ts'
import type { LambdaFunction } from '../../store/state.ts'
import type { Operation } from '../call.ts'
import { ServiceError } from '../errors.ts'
import { integer } from '../input.ts'
import { findFunction, withFunction } from './find.ts'

function view({ reservedConcurrency }: LambdaFunction): JsonObject {
  return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency }
}

/** How many of a function may run at the same time; 0 stops it. */
export const putConcurrency: Operation = (call) => {
  const { found } = findFunction(call)
  const reserved = integer(call.body, 'ReservedConcurrentExecutions')
  if (reserved === undefined || !Number.isInteger(reserved) || reserved < 0) {
    const constraint = 'failed to satisfy constraint: Member must have value greater than or equal to 0'
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value '${reserved ?? 'null'}' at 'reservedConcurrentExecutions' ${constraint}`,
      400,
    )
  }
  const changed: LambdaFunction = { ...found, reservedConcurrency: reserved }
  return { body: view(changed), next: withFunction(call.state, changed) }
}

export const getConcurrency: Operation = (call) => ({ body: view(findFunction(call).found) })

export const deleteConcurrency: Operation = (call) => {
  const { reservedConcurrency: _, ...changed } = findFunction(call).found
  return { next: withFunction(call.state, changed) }
}
