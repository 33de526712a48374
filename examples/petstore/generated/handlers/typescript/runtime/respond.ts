import { type WrittenResponse, writeResponse } from './answers.js'
import type { Context } from './context.js'
import type { LoadFaults } from './development.js'
import { errorResponse, type Problem, Rejection } from './errors.js'
import { Failure } from './failure.js'
import type { AnyResponse, OperationHandler, OperationSpec, ReadRequest } from './operation.js'

/** How an event of one kind is read, and how the answer to it is given. */
export interface Protocol<Source, Result> {
  readonly read: (spec: OperationSpec, source: Source) => ReadRequest
  readonly write: (spec: OperationSpec, written: WrittenResponse, source: Source) => Result
}

/**
 * Reads and checks a request, has the code answer it, and writes the answer. What goes wrong, in a handler or with what it returned, is
 * answered, and told to the log alone. One function, because every step that is awaited costs as much as reading a small request.
 */
export async function respond<Source, Result>(
  found: OperationHandler,
  context: Context,
  source: Source,
  { read, write }: Protocol<Source, Result>,
  checks: LoadFaults | undefined,
): Promise<Result> {
  const { spec } = found
  let written: WrittenResponse
  try {
    let response: AnyResponse
    let isOurs = false
    try {
      const request = read(spec, source)
      const violations = spec.check(request)
      if (violations.length > 0)
        throw new Rejection({ status: 400, code: 'invalid-request', message: 'The request does not fit the contract.', violations })
      const answer = found.answer(request, context)
      response = isPromise(answer) ? await answer : answer
    } catch (error) {
      isOurs = error instanceof Rejection
      response = thrown(error, spec, context)
    }
    if (checks && !isOurs) await check(checks, spec, response)
    written = writeResponse(spec, response)
  } catch (error) {
    log('error', context, 'unexpected error', { error: describe(error) })
    written = writeResponse(spec, refusal(spec, { status: 500, code: 'internal-error', message: 'Internal server error' }, context))
  }
  return write(spec, written, source)
}

function isPromise(answer: Promise<AnyResponse> | AnyResponse): answer is Promise<AnyResponse> {
  return typeof answer === 'object' && answer !== null && 'then' in answer
}

/** What is answered to something that was thrown; throws what is no answer. */
function thrown(error: unknown, spec: OperationSpec, context: Context): AnyResponse {
  if (error instanceof Failure) return error.response
  if (error instanceof Rejection) return refusal(spec, error.problem, context)
  throw error
}

function refusal({ errors }: OperationSpec, problem: Problem, context: Context): AnyResponse {
  return errorResponse(errors, problem, context)
}

/** Throws an error that says what is wrong with a response that does not keep to the contract. */
async function check(checks: LoadFaults, spec: OperationSpec, response: AnyResponse): Promise<void> {
  const faults = (await checks()).faultsOf(spec, response)
  if (faults.length > 0) throw new TypeError(`The response of ${spec.id} does not fit the contract: ${faults.join('; ')}.`)
}

function describe(error: unknown): unknown {
  return error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : error
}

/** A line for the log. */
export function log(level: 'error' | 'warn', { operation, requestId }: Context, message: string, more: object): void {
  console[level](JSON.stringify({ level, message, operation, requestId, ...more }))
}
