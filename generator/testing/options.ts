import type { FunctionContext, FunctionSource, GatewayOptions } from '../../runtime/gateway/index.ts'
import type { Json, JsonObject } from '../base/json.ts'

/** A function of a test: a handler in the test's own process, or where the code of one is. */
export type TestFunction = FunctionSource | ((event: never, context: FunctionContext) => unknown)

/**
 * The API that a test wants to talk to. Environment, key sets and credentials are those of `local` in the config, where the spec is found by it;
 * `keySets` and `credentials` stand above them.
 */
export interface TestGatewayOptions extends Omit<GatewayOptions, 'functions'> {
  /** Path of the spec; that of the config, found from the working directory upwards, unless given. */
  readonly spec?: string
  /** The spec itself, in place of a path. */
  readonly document?: JsonObject
  /** Functions by the name they have at Lambda; they stand before those that were generated from the project's handlers. */
  readonly functions?: Readonly<Record<string, TestFunction>>
  /** The folder that holds `generated/`; that of the config, or of the spec where its path is given. */
  readonly output?: string
  /** `test` unless given. Its variables and bindings are those of the config's stage of that name. */
  readonly stage?: string
  /** Variables of the stage, besides or instead of the config's. */
  readonly variables?: Readonly<Record<string, string>>
  /** Values of late-bound names, besides or instead of the config's. */
  readonly bind?: Readonly<Record<string, Json>>
}

/** A request to a path below the stage. What is left out is empty. */
export interface TestRequest {
  /** `GET` without a body and `POST` with one unless given. */
  readonly method?: string
  /** As a client would send it, with its query: `/pets/7?verbose=true`. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** Bytes and a text as they are, anything else as JSON. */
  readonly body?: unknown
}
