import type { UsagePlanSetting } from '../model/settings.ts'

/** Throttles of single methods within a usage plan: `GET /pets/{id}` → requests a second, and how many at once. */
export type MethodThrottles = NonNullable<UsagePlanSetting['methodThrottles']>

/** A usage plan as the control plane lists it. */
export interface CloudUsagePlan extends Pick<UsagePlanSetting, 'name' | 'description' | 'throttle' | 'quota'> {
  readonly id: string
  /** `API:STAGE`, of all that it holds. */
  readonly stages: readonly string[]
  /** Throttles of single methods, by `API:STAGE`. */
  readonly throttles: Readonly<Record<string, MethodThrottles>>
  readonly tags: Readonly<Record<string, string>>
}

/** An API key, without its value. */
export interface CloudKey {
  readonly id: string
  readonly name: string
}

/** A step of an update of a usage plan. */
export interface UsagePlanPatch {
  readonly op: 'add' | 'replace' | 'remove'
  readonly path: string
  readonly value?: string
}

/** The calls of API Gateway about usage plans, which belong to an account and a region, not to an API. Failures are those of `Cloud`. */
export interface UsagePlanCloud {
  listUsagePlans(): Promise<readonly CloudUsagePlan[]>
  listPlanKeys(planId: string): Promise<readonly CloudKey[]>
  /** The keys of exactly this name. */
  findApiKeys(name: string): Promise<readonly CloudKey[]>
  createUsagePlan(plan: UsagePlanSetting, at: PlannedStage, tags: Readonly<Record<string, string>>): Promise<{ readonly id: string }>
  updateUsagePlan(id: string, patches: readonly UsagePlanPatch[]): Promise<void>
  deleteUsagePlan(id: string): Promise<void>
  /** API Gateway makes the value up. */
  createApiKey(name: string, tags: Readonly<Record<string, string>>): Promise<{ readonly id: string }>
  addPlanKey(planId: string, keyId: string): Promise<void>
  removePlanKey(planId: string, keyId: string): Promise<void>
}

/** The stage that a plan holds. */
export interface PlannedStage {
  readonly apiId: string
  readonly stage: string
}
