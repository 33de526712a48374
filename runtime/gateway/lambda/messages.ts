/** What the gateway sends to a process that runs a function. The first message is `start`. */
export type ToExecutor =
  | { readonly kind: 'start'; readonly file: string; readonly exportName: string; readonly context: ExecutorContext }
  | { readonly kind: 'invoke'; readonly requestId: string; readonly arn: string; readonly payload: string; readonly deadline: number }

/** What it sends back. */
export type FromExecutor =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly payload: string }
  | { readonly kind: 'ended'; readonly requestId: string; readonly outcome: 'result' | 'error'; readonly payload: string }

/** What stays the same for all invocations of one process. */
export interface ExecutorContext {
  readonly functionName: string
  readonly functionVersion: string
  readonly memoryLimitInMB: string
  readonly logGroupName: string
  readonly logStreamName: string
}
