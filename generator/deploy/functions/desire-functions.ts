import type { FunctionModel } from '../../model/api-model.ts'
import type { FunctionConfiguration, FunctionPermission } from './function-cloud.ts'

/** A function as a deployment wants it. */
export interface DesiredFunction {
  /** Its name at Lambda. */
  readonly name: string
  readonly configuration: FunctionConfiguration
  readonly code: { readonly zip: Uint8Array; readonly sha256: string }
  /** Of its alias. */
  readonly permissions: readonly FunctionPermission[]
}

/** What a deployment wants to be true afterwards. */
export interface DesiredFunctions {
  /** The API's name, which is also the value of the functions' tag `apigen:api`. */
  readonly api: string
  /** The alias that the stage calls. */
  readonly alias: string
  readonly functions: readonly DesiredFunction[]
}

/** What a function gets where nobody says anything: what `apigen dev` gives it, too. */
const DEFAULTS = { runtime: 'nodejs22.x', memory: 128, ephemeralStorage: 512, architecture: 'x86_64' } as const
/** Seconds. Lambda's own 3 are fewer than API Gateway waits. */
const DEFAULT_TIMEOUT = 29

/** The configuration that a model asks for. `environment` is what remains of the model's after late-bound values are bound. */
export function configurationOf(
  fn: FunctionModel,
  given: { readonly role: string; readonly handler: string; readonly environment: Readonly<Record<string, string>> },
): FunctionConfiguration {
  return {
    runtime: runtimeOf(fn),
    handler: given.handler,
    role: given.role,
    memory: fn.memory ?? DEFAULTS.memory,
    timeout: fn.timeout ?? DEFAULT_TIMEOUT,
    ephemeralStorage: fn.ephemeralStorage ?? DEFAULTS.ephemeralStorage,
    architecture: architectureOf(fn),
    environment: given.environment,
  }
}

/** The runtime of a function. */
export function runtimeOf({ runtime }: FunctionModel): string {
  return runtime ?? DEFAULTS.runtime
}

/** The processor of a function. */
export function architectureOf({ architecture }: FunctionModel): 'x86_64' | 'arm64' {
  return architecture ?? DEFAULTS.architecture
}

/** The name of the role that a function runs with where nobody names one. */
export function roleNameOf({ id }: FunctionModel): string {
  return `${id}-role`
}
