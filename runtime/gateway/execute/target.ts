import type { ApiDefinition, ApiKey, Stage, UsagePlan } from '../definition/rest-api.ts'
import type { Route } from './route.ts'

/** What a request is executed on: a deployed snapshot and the stage that points to it. */
export interface ExecutionTarget {
  readonly api: ApiDefinition
  readonly stage: Stage
  /** On which side of the stage's canary the request fell; undefined where it has none. */
  readonly canary?: 'canary' | 'production' | undefined
  /** The stage's name in ARNs where it has another one there: authorizers are tested so. */
  readonly arnStage?: string
  /** The path below the stage, percent-encoded, with its first slash. */
  readonly path: string
  /** The method that is tested: it answers whatever the path is, without authorizers, keys and throttling (recorded). */
  readonly tested?: Route
  readonly domainName: string
  /** The whole path by which a custom domain was asked, its base path included; absent where the API's own endpoint was. */
  readonly customPath?: string | undefined
  readonly accountId: string
  readonly region: string
  readonly partition: string
  readonly apiKeys: readonly ApiKey[]
  readonly usagePlans: readonly UsagePlan[]
}
