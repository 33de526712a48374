/** Where a function's code is. */
export type FunctionSource = ModuleSource | InlineSource

/** A module on disk: JavaScript, or TypeScript that is transpiled first. Runs in a process of its own. */
export interface ModuleSource {
  readonly kind: 'module'
  /** Absolute path. */
  readonly file: string
  /** The exported name; `handler` where it is not given. */
  readonly export?: string
  readonly environment?: Readonly<Record<string, string>>
  /** Seconds; 30 where it is not given. */
  readonly timeout?: number
  /** MB; 128 where it is not given. Told to the function, not enforced. */
  readonly memory?: number
}

/** A function of the process that runs the gateway: for tests. */
export interface InlineSource {
  readonly kind: 'inline'
  readonly handler: (event: unknown, context: FunctionContext) => unknown
  /** Seconds; 30 where it is not given. */
  readonly timeout?: number
}

/** What a handler gets as its second argument. */
export interface FunctionContext {
  readonly functionName: string
  readonly functionVersion: string
  readonly invokedFunctionArn: string
  readonly memoryLimitInMB: string
  readonly awsRequestId: string
  readonly logGroupName: string
  readonly logStreamName: string
  callbackWaitsForEmptyEventLoop: boolean
  getRemainingTimeInMillis(): number
}

/** One invocation. */
export interface Invocation {
  readonly name: string
  readonly arn: string
  readonly version: string
  readonly requestId: string
  /** JSON text. */
  readonly payload: string
}

/** How an invocation ended; both payloads are JSON text. */
export type InvocationOutcome = { readonly kind: 'result' | 'error'; readonly payload: string }

/** Runs functions. */
export interface FunctionRunner {
  invoke(source: FunctionSource, invocation: Invocation): Promise<InvocationOutcome>
  /** Ends every process; nothing is left running. Invocations under way end with an error. */
  close(): Promise<void>
}
