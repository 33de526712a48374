import type { Context } from './context.js'
import type { CheckResponse } from './development.js'
import { errorResponse, type KnownError, Rejection } from './errors.js'
import { Failure } from './failure.js'
import type { AnyResponse, OperationHandler, OperationSpec, ReadRequest } from './operation.js'

/** How an event of one kind is read, and how a response to it is written. */
export interface Protocol<Source, Result> {
  readonly read: (spec: OperationSpec, source: Source) => ReadRequest
  readonly write: (spec: OperationSpec, response: AnyResponse, source: Source) => Result
}

const INTERNAL: KnownError = { status: 500, code: 'internal-error', message: 'Internal server error', violations: [] }

/**
 * Reads and checks a request, has the code answer it, and writes the answer. What goes wrong, in a handler or with what it returned, is
 * answered, and told to the log alone. One function, because every step that is awaited costs as much as reading a small request.
 */
export async function respond<Source, Result>(
  { spec, answer }: OperationHandler,
  context: Context,
  source: Source,
  { read, write }: Protocol<Source, Result>,
  check: CheckResponse | undefined,
): Promise<Result> {
  try {
    let response: AnyResponse
    try {
      const request = read(spec, source)
      const violations = spec.check(request)
      if (violations.length > 0) throw new Rejection(400, 'invalid-request', 'The request does not fit the contract.', violations)
      const answered = answer(request, context)
      response = answered && 'then' in answered ? await answered : answered
    } catch (error) {
      if (error instanceof Rejection) return write(spec, errorResponse(spec.errors, error, context), source)
      if (!(error instanceof Failure)) throw error
      response = error.response
    }
    if (check) await check(spec, response)
    return write(spec, response, source)
  } catch (error) {
    const told = error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : error
    log('error', context, 'unexpected error', { error: told })
    return write(spec, errorResponse(spec.errors, INTERNAL, context), source)
  }
}

/** A line for the log. */
export function log(level: 'error' | 'warn', { operation, requestId }: Context, message: string, more: object): void {
  console[level](JSON.stringify({ level, message, operation, requestId, ...more }))
}
