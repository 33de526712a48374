/** Where a function's code is. */
export type FunctionSource = ModuleSource | CodeSource | InlineSource

/** What Lambda is told about a function. */
export interface FunctionSettings {
  readonly environment?: Readonly<Record<string, string>>
  /** Seconds; 30 where it is not given. */
  readonly timeout?: number
  /** MB; 128 where it is not given. */
  readonly memory?: number
  readonly beside?: FilesBeside
}

/** Files that a function is given beside its code. */
export interface FilesBeside {
  /** Another text where the files are others. */
  readonly version: string
  /** The variable of its environment that says where they are: their folder, or the address of their module. */
  readonly variable: string
  /** The path of the module among them, which is made runnable; of code that is a module itself. */
  readonly module?: string
  /** Makes them, when the function first starts. */
  readonly make: () => Promise<readonly { readonly path: string; readonly text: string }[]>
}

/** A module of the project for Node.js: JavaScript, or TypeScript that is transpiled first. Runs in threads of their own. */
export interface ModuleSource extends FunctionSettings {
  readonly kind: 'module'
  /** Absolute path. */
  readonly file: string
  /** The exported name; `handler` where it is not given. */
  readonly export?: string
}

/** Code for one of Lambda's runtimes. Runs in processes of their own, which speak Lambda's Runtime API. */
export interface CodeSource extends FunctionSettings {
  readonly kind: 'code'
  /** As Lambda names it: `python3.13`, `java21`, `nodejs22.x`, `provided.al2023`. */
  readonly runtime: string
  /** As the runtime reads it: `app.handler`, `com.example.Handler::handleRequest`. */
  readonly handler: string
  /** Absolute path of the code's folder, or of a zip or jar file. */
  readonly root: string
  /** The folders below `root` that hold the code; all of it where they are not given. */
  readonly folders?: readonly string[]
  /** Where the code has to be built first. It then runs from a copy of its folders, which the next build leaves alone. */
  readonly builtFrom?: BuiltFrom
}

/** What code is built from, and how: whenever one of the sources has changed, before the next instance starts. */
export interface BuiltFrom {
  /** Files and folders below the code's root. */
  readonly sources: readonly string[]
  /** Builds all of it. Rejects with a sentence that says what is wrong. */
  readonly build: () => Promise<void>
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
  /** Of a caller with a Cognito identity. */
  readonly identity?: unknown
  /** What a mobile client sent along. */
  readonly clientContext?: unknown
  callbackWaitsForEmptyEventLoop: boolean
  getRemainingTimeInMillis(): number
}
