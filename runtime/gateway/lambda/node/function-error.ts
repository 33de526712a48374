/** The JSON of an error as Lambda's Node.js runtime answers it. */
export interface FunctionError {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace: readonly string[]
}

/** What Lambda makes of a thrown value. */
export function functionError(thrown: unknown): FunctionError {
  if (thrown instanceof Error) return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') }
  // Another realm's errors are no instances of this one's.
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown && 'name' in thrown) {
    const stack = 'stack' in thrown ? String(thrown.stack) : ''
    return { errorType: String(thrown.name), errorMessage: String(thrown.message), trace: stack === '' ? [] : stack.split('\n') }
  }
  return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] }
}

/** A result as JSON text; what has no JSON (undefined, a function) is null. */
export function resultText(result: unknown): string {
  return JSON.stringify(result) ?? 'null'
}
