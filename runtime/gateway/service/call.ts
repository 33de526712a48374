import type { IdSource } from '../definition/rest-api.ts'
import type { Caches } from '../execute/caches.ts'
import type { ExecutionPorts } from '../execute/ports.ts'
import type { HeaderList } from '../http.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Lambda } from '../lambda/lambda.ts'
import type { PieceStream } from '../pieces.ts'
import type { GatewayState } from '../store/state.ts'
import type { UsageBook } from '../store/usage.ts'

/** What the data plane keeps and the control plane can look at or throw away. */
export interface Traffic {
  readonly usage: UsageBook
  /** Throws away what a stage remembers. */
  flush(cache: keyof Caches, apiId: string, stageName: string): void
}

/** Makes clients of one kind. */
export interface SdkMaker {
  /** Its name for people. */
  readonly friendlyName: string
  readonly description: string
  /** A zip file with a client of the API that a document describes: OpenAPI 3.0 with API Gateway's extensions. */
  make(document: JsonObject): Promise<Uint8Array>
}

/** The world as the control plane sees it. */
export interface ControlWorld {
  readonly ids: IdSource
  /** Milliseconds since the epoch. */
  now(): number
  readonly region: string
  readonly accountId: string
  readonly partition: string
  /** Keeps the bytes of a function's code. */
  writeBlob(name: string, bytes: Uint8Array): Promise<void>
  /** What requests to the APIs leave behind; absent where this gateway serves none. */
  readonly traffic: Traffic | undefined
  /** Runs functions; absent where this gateway runs none. */
  readonly lambda: Pick<Lambda, 'invoke' | 'stream'> | undefined
  /** What GetSdk can make, by type. */
  readonly sdks: Readonly<Record<string, SdkMaker>>
}

/** One call of an operation. */
export interface Call {
  readonly state: GatewayState
  readonly world: ControlWorld
  /** The labels of the route, percent-decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: HeaderList
  readonly bytes: Uint8Array
  /** The body as a JSON object; an empty one where there is none. */
  readonly body: JsonObject
  /** What methods are executed with that are tested; absent where this gateway executes none. */
  readonly execution: ExecutionPorts | undefined
}

/** What an operation answers, and the state that it leaves. */
export interface Reply {
  /** That of the operation in the service's model unless given. */
  readonly status?: number
  readonly body?: Json | Uint8Array
  /** Instead of a body, what is answered as it comes. */
  readonly stream?: PieceStream
  readonly headers?: HeaderList
  readonly next?: GatewayState
}

/** An operation: decides on the state it is given and hands back the next. */
export type Operation = (call: Call) => Reply | Promise<Reply>

/** Whole seconds, as the service writes dates. */
export function seconds(world: Pick<ControlWorld, 'now'>): number {
  return Math.floor(world.now() / 1000)
}
