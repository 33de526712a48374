import { bindLateBound } from './bind.ts'
import { asObject, type Json, put } from './json.ts'

/** The variables of a function as Lambda has them, and the names of late-bound values that have no binding. */
export interface BoundEnvironment {
  readonly variables: Readonly<Record<string, string>>
  readonly unbound: readonly string[]
}

/** Puts late-bound values into a function's environment. Variables are texts: any other value is written as JSON. */
export function bindEnvironment(environment: Readonly<Record<string, Json>>, bindings: Readonly<Record<string, Json>>): BoundEnvironment {
  const { value, unbound } = bindLateBound(environment, bindings)
  const variables: Record<string, string> = {}
  for (const [name, one] of Object.entries(asObject(value))) put(variables, name, typeof one === 'string' ? one : JSON.stringify(one))
  return { variables, unbound }
}
