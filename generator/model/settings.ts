import type { Json, JsonObject } from '../base/json.ts'

/** How functions are formed and what they get unless the spec says otherwise. */
export interface FunctionSettings {
  readonly grouping?: 'operation' | 'tag' | 'api'
  readonly runtime?: string
  readonly memory?: number
  readonly timeout?: number
  readonly ephemeralStorage?: number
  readonly architecture?: 'x86_64' | 'arm64'
  readonly role?: string
  readonly environment?: Readonly<Record<string, string>>
}

/** Settings of a method on a stage, by API Gateway's own names. */
export interface MethodSetting {
  readonly metricsEnabled?: boolean
  readonly loggingLevel?: string
  readonly dataTraceEnabled?: boolean
  /** Requests a second. */
  readonly throttlingRateLimit?: number
  readonly throttlingBurstLimit?: number
  readonly cachingEnabled?: boolean
  readonly cacheTtlInSeconds?: number
  readonly cacheDataEncrypted?: boolean
  readonly requireAuthorizationForCacheControl?: boolean
  readonly unauthorizedCacheControlHeaderStrategy?: string
}

/** A part of a stage's traffic that gets what is imported next, by API Gateway's own names. */
export interface CanarySetting {
  /** From 0 to 100. */
  readonly percentTraffic: number
  readonly stageVariableOverrides?: Readonly<Record<string, string>>
  readonly useStageCache?: boolean
}

/** Who may call how much of a stage, by API Gateway's own names. A stage knows it by its name. */
export interface UsagePlanSetting {
  readonly name: string
  readonly description?: string
  /** Requests a second, and how many at once. */
  readonly throttle?: { readonly rateLimit: number; readonly burstLimit: number }
  /** Requests a period; `offset` are those that count as used at the beginning of the first. */
  readonly quota?: { readonly limit: number; readonly period: 'DAY' | 'WEEK' | 'MONTH'; readonly offset?: number }
  /** Throttles of single methods of the stage, `GET /pets/{id}`, for each key. Where it is given, it is all that the plan has for the stage. */
  readonly methodThrottles?: Readonly<Record<string, { readonly rateLimit: number; readonly burstLimit: number }>>
  /** Names of API keys. Where it is given, it is all that the plan has. */
  readonly keys?: readonly string[]
}

/** One stage of the config file. */
export interface StageSettings {
  readonly apiId?: string
  readonly region?: string
  readonly profile?: string
  readonly endpointUrl?: string
  readonly alias?: string
  readonly variables?: Readonly<Record<string, string>>
  readonly bind?: Readonly<Record<string, Json>>
  /** Without `grouping`: what is generated and committed is the same for all stages. */
  readonly functions?: Omit<FunctionSettings, 'grouping'>
  /** By method, `GET /pets/{id}`, or `*` for all that have none of their own. Where it is given, it is all that the stage has. */
  readonly methodSettings?: Readonly<Record<string, MethodSetting>>
  /** Where it is given, an import goes to the stage's canary; without it, to the stage. */
  readonly canary?: CanarySetting
  /** How long the stage is watched after an import, and by which command. */
  readonly bake?: { readonly seconds?: number; readonly check?: string }
  /** Where it is given, it is all that the stage has. */
  readonly usagePlans?: readonly UsagePlanSetting[]
}

/** What the embedded gateway is told of this machine. Paths are absolute. */
export interface LocalSettings {
  /** A file of lines `NAME=value`. */
  readonly environment?: string
  /** A file of all key sets, or each by its pool's issuer or ARN: a file of one, or the set itself. */
  readonly cognitoKeys?: string | Readonly<Record<string, string | JsonObject>>
  /** A file of secrets by access key id. They never stand in the config itself, which is committed. */
  readonly credentials?: string
}

/** The config file, checked, with its defaults filled in. Paths are absolute. */
export interface Settings {
  /** The folder of the config file, or the working directory. */
  readonly root: string
  readonly spec?: string
  /** Output folder. */
  readonly output: string
  /** Target names; empty means the usual ones, which are all but `tests`. */
  readonly targets: readonly string[]
  /** Whether they were named for this run alone: then what other targets generated stays. */
  readonly partial: boolean
  readonly bind: Readonly<Record<string, Json>>
  readonly functions: FunctionSettings
  /** Those of the stage that is meant, which stand above what the spec says. */
  readonly stageFunctions: FunctionSettings
  readonly stages: Readonly<Record<string, StageSettings>>
  readonly local: LocalSettings
  readonly diff: {
    readonly failOn?: 'breaking' | 'warning' | 'any' | 'none'
    readonly severity: Readonly<Record<string, 'error' | 'warning' | 'note'>>
    readonly ignore: readonly IgnoredDifference[]
    /** How many days something has to stay once it is deprecated. */
    readonly sunsetDays?: number
  }
}

/** What `diff.ignore` leaves out, and why. */
export interface IgnoredDifference {
  /** A rule, or the fingerprint of one finding. */
  readonly rule: string
  readonly reason?: string
  /** The last day on which it is left out, in UTC: `2027-01-31`. */
  readonly until?: string
}
