import type { ClientCertificate, DomainName, VpcLink } from '../definition/account.ts'
import type { ApiKey, RestApi, TextMap, UsagePlan } from '../definition/rest-api.ts'
import type { JsonObject } from '../json.ts'

/** A published version of a function, or `$LATEST`. Sizes in bytes, memory in MB, timeout in seconds. */
export interface FunctionVersion {
  readonly version: string
  readonly runtime: string
  readonly handler: string
  readonly role: string
  readonly description: string
  readonly timeout: number
  readonly memorySize: number
  readonly ephemeralStorage: number
  readonly architectures: readonly string[]
  /** Where events go that it failed on; absent: nowhere. */
  readonly deadLetterArn?: string
  readonly environment: TextMap
  /** Names the blob that holds its zip file. */
  readonly codeSha256: string
  readonly codeSize: number
  /** ISO 8601. */
  readonly lastModified: string
  readonly revisionId: string
}

/** A name for a version. */
export interface FunctionAlias {
  readonly name: string
  readonly functionVersion: string
  /** Shares of other versions, from 0 to 1. */
  readonly weights?: Readonly<Record<string, number>>
  readonly description: string
  readonly revisionId: string
}

/** One statement of a function's resource policy. */
export interface FunctionPermission {
  readonly sid: string
  readonly action: string
  readonly principal: string
  readonly sourceArn?: string
  readonly sourceAccount?: string
}

/** What becomes of the events of a function that nobody waits for. */
export interface EventInvokeConfig {
  readonly maximumRetryAttempts?: number
  /** Seconds. */
  readonly maximumEventAge?: number
  /** ARNs. */
  readonly onSuccess?: string
  readonly onFailure?: string
  /** Milliseconds since the epoch. */
  readonly lastModified: number
}

/** A Lambda function with everything that hangs below it. */
export interface LambdaFunction {
  readonly name: string
  /** By version, `$LATEST` included. */
  readonly versions: Readonly<Record<string, FunctionVersion>>
  /** The number of the last published version. */
  readonly published: number
  readonly aliases: Readonly<Record<string, FunctionAlias>>
  /** By qualifier; `''` for the function itself. */
  readonly permissions: Readonly<Record<string, readonly FunctionPermission[]>>
  /** How many of it may run at the same time; absent: as many as there can be. */
  readonly reservedConcurrency?: number
  /** By qualifier; `$LATEST` for the function itself. */
  readonly eventInvokeConfigs?: Readonly<Record<string, EventInvokeConfig>>
  readonly tags: TextMap
}

/** What would lead events of a source to a function; a record only. */
export interface EventSourceMapping {
  readonly uuid: string
  readonly functionName: string
  readonly qualifier?: string | undefined
  readonly enabled: boolean
  /** In Lambda's own names. */
  readonly settings: JsonObject
  readonly tags: TextMap
  /** Milliseconds since the epoch. */
  readonly lastModified: number
}

/** All that a gateway keeps. Never changed in place: a change makes a new one that shares what stayed. */
export interface GatewayState {
  /** By id. */
  readonly restApis: Readonly<Record<string, RestApi>>
  /** By id. */
  readonly apiKeys: Readonly<Record<string, ApiKey>>
  /** By id. */
  readonly usagePlans: Readonly<Record<string, UsagePlan>>
  /** By name. */
  readonly functions: Readonly<Record<string, LambdaFunction>>
  /** By UUID. */
  readonly eventSourceMappings: Readonly<Record<string, EventSourceMapping>>
  /** By id. */
  readonly vpcLinks: Readonly<Record<string, VpcLink>>
  /** By id. */
  readonly clientCertificates: Readonly<Record<string, ClientCertificate>>
  /** By name. */
  readonly domainNames: Readonly<Record<string, DomainName>>
  readonly cloudwatchRoleArn?: string
}

/** A gateway that nobody has used. */
export function emptyState(): GatewayState {
  return {
    restApis: {},
    apiKeys: {},
    usagePlans: {},
    functions: {},
    eventSourceMappings: {},
    vpcLinks: {},
    clientCertificates: {},
    domainNames: {},
  }
}

/** Where a gateway's state is kept. */
export interface Store {
  /** The state as of the last commit. */
  read(): GatewayState
  /** Makes a state the current one; on disk, it is there when the promise resolves, whole or not at all. */
  commit(next: GatewayState): Promise<void>
  /** The bytes that were stored under a name. */
  readBlob(name: string): Promise<Uint8Array | undefined>
  writeBlob(name: string, bytes: Uint8Array): Promise<void>
  /** Tells others who find the directory locked where the gateway listens. */
  announce(url: string): Promise<void>
  /** Frees the directory. */
  close(): Promise<void>
}
