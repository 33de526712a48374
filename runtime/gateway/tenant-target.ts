import type { ApiDefinition, ApiKey, Stage, UsagePlan } from './definition/rest-api.ts'
import type { ServedStage } from './execute/canary.ts'
import type { ExecutionTarget } from './execute/target.ts'
import { partitionOf } from './store/place.ts'
import type { Tenant } from './tenants.ts'

/** By what name and path a request came, below which part of the path its stage begins. */
export interface ServedPath {
  /** Below the stage, percent-encoded, with its first slash. */
  readonly path: string
  readonly domainName: string
  /** The whole path, where a custom domain was asked. */
  readonly customPath: string | undefined
}

/** What a request to a stage of a tenant is executed on. Keys and plans are looked up where a method wants a key. */
export function tenantTarget(tenant: Tenant, api: ApiDefinition, served: ServedStage, path: ServedPath): ExecutionTarget {
  return new TenantTarget(tenant, api, served, path)
}

class TenantTarget implements ExecutionTarget {
  readonly api: ApiDefinition
  readonly stage: Stage
  readonly canary: ServedStage['canary']
  readonly path: string
  readonly domainName: string
  readonly customPath: string | undefined
  readonly accountId: string
  readonly region: string
  readonly partition: string
  readonly #tenant: Tenant

  constructor(tenant: Tenant, api: ApiDefinition, { stage, canary }: ServedStage, { path, domainName, customPath }: ServedPath) {
    this.api = api
    this.stage = stage
    this.canary = canary
    this.path = path
    this.domainName = domainName
    this.customPath = customPath
    this.accountId = tenant.accountId
    this.region = tenant.region
    this.partition = partitionOf(tenant.region)
    this.#tenant = tenant
  }

  get apiKeys(): readonly ApiKey[] {
    return Object.values(this.#tenant.state().apiKeys)
  }

  get usagePlans(): readonly UsagePlan[] {
    return Object.values(this.#tenant.state().usagePlans)
  }
}
