import { functionError } from './function-error.ts'

/** What Lambda answers when an error leaves the handler on no way that it waits for: JSON text. */
export function uncaughtPayload(thrown: unknown, origin: 'uncaughtException' | 'unhandledRejection'): string {
  const error = functionError(thrown)
  if (origin === 'uncaughtException') return JSON.stringify(error)
  const { errorType, errorMessage, trace } = error
  return JSON.stringify({
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: `${errorType}: ${errorMessage}`,
    reason: { errorType, errorMessage, stack: trace },
    promise: {},
    trace: [`Runtime.UnhandledPromiseRejection: ${errorType}: ${errorMessage}`, ...trace.slice(1)],
  })
}
