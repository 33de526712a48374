import type { Context } from './context.js'
import type { AnyResponse } from './operation.js'

/** A plain function around a handler, for any operation: it calls `next`, and may look at what is asked and answered. Requests were read and checked before. */
export type Middleware = <Answered extends AnyResponse>(
  request: unknown,
  context: Context<unknown>,
  next: () => Promise<Answered>,
) => Promise<Answered>

/** What is used of a logger of AWS Lambda Powertools. */
export interface PowertoolsLogger {
  appendKeys(keys: Record<string, string | boolean>): void
  removeKeys(keys: string[]): void
}

/** Has a Powertools logger name the request in each of its lines. */
export function withPowertools(logger: PowertoolsLogger): Middleware {
  return async (_request, { requestId, operation, stage, coldStart }, next) => {
    logger.appendKeys({ requestId, operation, stage, coldStart })
    try {
      return await next()
    } finally {
      logger.removeKeys(['requestId', 'operation', 'stage', 'coldStart'])
    }
  }
}

/** What is used of a span of OpenTelemetry. */
export interface Span {
  setAttribute(name: string, value: string | number | boolean): unknown
  recordException(error: Error): void
  /** 2 is an error. */
  setStatus(status: { code: 2 }): unknown
  end(): void
}

/** What is used of a tracer of OpenTelemetry. */
export interface Tracer {
  startActiveSpan<Result>(name: string, run: (span: Span) => Result): Result
}

/** A span of OpenTelemetry around a handler, with the attributes that its semantic conventions have for HTTP and for functions. */
export function traced(tracer: Tracer): Middleware {
  return (_request, context, next) =>
    tracer.startActiveSpan(context.operation, async (span) => {
      span.setAttribute('http.request.method', context.method)
      span.setAttribute('http.route', context.resource)
      span.setAttribute('faas.invocation_id', context.lambda.awsRequestId)
      span.setAttribute('faas.coldstart', context.coldStart)
      try {
        const response = await next()
        span.setAttribute('http.response.status_code', response.status)
        if (response.status >= 500) span.setStatus({ code: 2 })
        return response
      } catch (error) {
        span.recordException(error instanceof Error ? error : new Error(String(error)))
        span.setStatus({ code: 2 })
        throw error
      } finally {
        span.end()
      }
    })
}
