/** Closes a discriminated union: compiles only when every case was handled, and throws if data lied about its type. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`)
}
