import type { Json, JsonObject } from '../base/json.ts'
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

/** A copy of an API that stages serve. */
export interface CloudDeployment {
  readonly id: string
  readonly description: string
  /** Milliseconds since 1970. */
  readonly created: number
}

/** Who may call each method of a deployment: `GET /pets` → its kind of authorization and whether it wants a key. */
export type DeploymentSummary = Readonly<Record<string, { readonly authorizationType: string; readonly apiKeyRequired: boolean }>>

/** An API as it would be deployed: everything under its name, without the ids that every import makes anew. */
export interface Draft {
  readonly settings: JsonObject
  /** `GET /pets` → the method with its integration, its authorizer and its validator by their names. */
  readonly methods: JsonObject
  readonly models: JsonObject
  readonly authorizers: JsonObject
  readonly validators: JsonObject
  readonly gatewayResponses: JsonObject
  readonly [member: string]: Json
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
 * The calls that import and export need of API Gateway. Every failure is an `ApigenFailure` of kind `remote` that says whether the call was
 * refused; what is not there is undefined. Waiting for a better time and for the service's own rates is the port's business. A call that changes
 * something and may have had its effect is never made again by the port: whoever makes it has to look first.
 */
export interface Cloud extends UsagePlanCloud {
  /** Where it is, for messages: a region or an address. */
  readonly place: string
  /** AWS tells of a change some time after it, and has rates for calls; the embedded gateway in this process has neither. */
  readonly service: 'aws' | 'embedded'
  listApis(): Promise<readonly CloudApi[]>
  getApi(id: string): Promise<CloudApi | undefined>
  getDraft(apiId: string): Promise<Draft | undefined>
  getStage(apiId: string, name: string): Promise<CloudStage | undefined>
  listStages(apiId: string): Promise<readonly CloudStage[]>
  listDeployments(apiId: string): Promise<readonly CloudDeployment[]>
  summarize(apiId: string, deploymentId: string): Promise<DeploymentSummary | undefined>
  /** The document of a stage's deployment; undefined when there is no such stage. */
  exportStage(apiId: string, stage: string, options: ExportOptions): Promise<string | undefined>
  /** Creates an empty API. */
  createApi(name: string, tags: Readonly<Record<string, string>>): Promise<{ readonly id: string }>
  deleteApi(id: string): Promise<void>
  tagApi(apiId: string, tags: Readonly<Record<string, string>>): Promise<void>
  untagApi(apiId: string, names: readonly string[]): Promise<void>
  /** Overwrites an API with a document. `refused`: as a whole when API Gateway has a warning. */
  putApi(apiId: string, body: string, warnings: 'refused' | 'taken'): Promise<void>
  createDeployment(apiId: string, description: string): Promise<{ readonly id: string }>
  /** Refused while a stage serves it. */
  deleteDeployment(apiId: string, id: string): Promise<void>
  createStage(apiId: string, name: string, change: StageChange): Promise<void>
  updateStage(apiId: string, name: string, change: StageChange): Promise<void>
  deleteStage(apiId: string, name: string): Promise<void>
}
