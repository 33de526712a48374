import type { AnyResponse, OperationSpec } from './operation.js'

/** Throws an error that says what is wrong with a response that does not keep to the contract. */
export type CheckResponse = (spec: OperationSpec, response: AnyResponse) => Promise<void>

interface Global {
  readonly process?: { readonly env: { readonly APIGEN_RESPONSE_CHECKS?: string } }
}

/** The module of them. */
interface Checks {
  checkResponse(spec: OperationSpec, response: AnyResponse): void
}

/** What `apigen dev` and `createGateway` check the responses of a function with: they name a module of their own. Undefined everywhere else. */
export function responseCheck(): CheckResponse | undefined {
  const file = (globalThis as Global).process?.env.APIGEN_RESPONSE_CHECKS
  if (file === undefined) return undefined
  return async (spec, response) => ((await import(/* webpackIgnore: true */ file)) as Checks).checkResponse(spec, response)
}
