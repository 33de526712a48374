import type { AnyResponse, OperationSpec } from './operation.js'

/** What is wrong with a response of a handler, each as a text: `body/age must be an integer`. */
export type FaultsOf = (spec: OperationSpec, response: AnyResponse) => readonly string[]

/** The checks of responses. */
export type LoadFaults = () => Promise<{ readonly faultsOf: FaultsOf }>

interface Global {
  readonly process?: { readonly env: { readonly APIGEN_RESPONSE_CHECKS?: string } }
}

/** What `apigen dev` and `createGateway` check the responses of a function with: they name a module of their own. Undefined everywhere else. */
export function responseChecks(): LoadFaults | undefined {
  const file = (globalThis as Global).process?.env.APIGEN_RESPONSE_CHECKS
  return file === undefined ? undefined : () => import(/* webpackIgnore: true */ file)
}
