import type { CanaryChange, FoundCanary } from './canary.ts'
import type { MethodSettings, SettingsChange } from './method-settings.ts'
import type { UsagePlanCloud } from './usage-plan-cloud.ts'

/** An API as the control plane lists it. */
export interface CloudApi {
  readonly id: string
  readonly name: string
  readonly tags: Readonly<Record<string, string>>
}

/** A stage, as far as an import touches it. */
export interface CloudStage {
  readonly name: string
  readonly deploymentId: string
  readonly variables: Readonly<Record<string, string>>
  readonly methodSettings: MethodSettings
  readonly canary?: FoundCanary
}

/** How a stage is exported. */
export interface ExportOptions {
  readonly type: 'oas30' | 'swagger'
  readonly accepts: 'application/json' | 'application/yaml'
  /** `apigateway`, `integrations`, `authorizers` … */
  readonly extensions: readonly string[]
}

/** What changes of a stage: one call, so that nobody sees half of it. */
export interface StageChange {
  readonly deploymentId: string
  readonly set: Readonly<Record<string, string>>
  readonly remove: readonly string[]
  readonly settings: SettingsChange
  readonly canary: CanaryChange
}

/**
 * The calls that import and export need of API Gateway. Every failure is an `ApigenFailure` of kind `remote` that says whether
 * the call was refused; what is not there is undefined. Waiting and trying again is the port's own business. Reading calls come first; `readOnly` in `read-only.ts` refuses the others.
 */
export interface Cloud extends UsagePlanCloud {
  /** Where it is, for messages: a region or an address. */
  readonly place: string
  listApis(): Promise<readonly CloudApi[]>
  getApi(id: string): Promise<CloudApi | undefined>
  getStage(apiId: string, name: string): Promise<CloudStage | undefined>
  /** The document of a stage's deployment; undefined when there is no such stage. */
  exportStage(apiId: string, stage: string, options: ExportOptions): Promise<string | undefined>
  /** Creates an API of a document. Refused as a whole when API Gateway has a warning. */
  importApi(body: string): Promise<{ readonly id: string }>
  tagApi(apiId: string, tags: Readonly<Record<string, string>>): Promise<void>
  /** Overwrites an API with a document. Refused as a whole when API Gateway has a warning. */
  putApi(apiId: string, body: string): Promise<void>
  createDeployment(apiId: string, description: string): Promise<{ readonly id: string }>
  createStage(apiId: string, name: string, change: StageChange): Promise<void>
  updateStage(apiId: string, name: string, change: StageChange): Promise<void>
}
