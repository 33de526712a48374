import type { FunctionSource } from './function-source.ts'

/** One invocation. */
export interface Invocation {
  readonly name: string
  readonly arn: string
  readonly version: string
  readonly requestId: string
  /** JSON text. */
  readonly payload: string
  /** JSON text: what a mobile client sent along. */
  readonly clientContext?: string | undefined
  /** As `X-Amzn-Trace-Id` has it. */
  readonly traceId?: string | undefined
  /** Told of every piece of a streamed answer as it comes; it calls `taken` when it has room for the next one. */
  readonly onChunk?: ((bytes: Uint8Array, taken: () => void) => void) | undefined
}

/** How an invocation ended: JSON text, or as text what was streamed and nobody took the pieces of (empty where somebody did). `log` gives the end of what Lambda logged about it, at most 4 KB. */
export interface InvocationOutcome {
  readonly kind: 'result' | 'error'
  readonly payload: string
  readonly log: () => string
}

/** One entry of a function's log. */
export interface FunctionLogEntry {
  readonly functionName: string
  /** `platform`: START, END, REPORT and the like; `output`: what the function printed. */
  readonly kind: 'platform' | 'output'
  /** Undefined while the code is loaded. */
  readonly requestId: string | undefined
  /** What was printed, without its end. */
  readonly text: string
}

/** Runs functions. */
export interface FunctionRunner {
  invoke(source: FunctionSource, invocation: Invocation): Promise<InvocationOutcome>
  /** Makes the code of a function runnable before it is called, where that is another process's work. Never rejects. */
  prepare(source: FunctionSource, named: Pick<Invocation, 'name' | 'arn' | 'version'>): Promise<void>
  /** Ends every thread and process; nothing is left running. Invocations under way end with an error. */
  close(): Promise<void>
}

/** How long a function may run whose timeout nobody set: seconds. */
export const DEFAULT_TIMEOUT = 30

/** Memory of a function that nobody set: MB, as on Lambda. */
export const DEFAULT_MEMORY = 128
