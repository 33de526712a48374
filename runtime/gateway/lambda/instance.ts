/** What of an invocation goes to the code that runs it. */
export interface InstanceInvocation {
  readonly requestId: string
  readonly arn: string
  /** JSON text. */
  readonly payload: string
  /** Milliseconds since the epoch. */
  readonly deadline: number
  readonly clientContext?: string | undefined
  readonly traceId?: string | undefined
}

/** What an instance tells. */
export type InstanceEvent =
  /** It waits for an invocation. */
  | { readonly kind: 'ready' }
  /** Its code cannot be loaded: JSON text of the error. It is of no use. */
  | { readonly kind: 'failed'; readonly payload: string }
  /** The function printed something; `level` where it was printed through a console that knows one. */
  | { readonly kind: 'output'; readonly text: string; readonly level?: string }
  /** A piece of a streamed answer; `taken` wants to be called when there is room for the next one. */
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array; readonly taken: () => void }
  /** The invocation is over; JSON text, empty where the answer was streamed. Milliseconds, where the instance knows better than who waited for it. */
  | {
      readonly kind: 'ended'
      readonly requestId: string
      readonly outcome: 'result' | 'error'
      readonly payload: string
      readonly duration?: number
    }
  /** It is gone: `exit status 1`, `signal: killed`; undefined where nobody knows why. */
  | { readonly kind: 'exited'; readonly why: string | undefined }

/** A thread or process that runs one function, one invocation at a time. */
export interface Instance {
  invoke(invocation: InstanceInvocation): void
  /**
   * Takes back what was given ahead of its time and not begun: how many invocations, the latest ones. They are as if they had never been
   * given. Absent where one is given at a time.
   */
  takeBack?(): number
  /** The most memory that it had so far, in MB; undefined where that cannot be told. */
  peakMemory(): number | undefined
  /** Ends it at once, whatever it does. */
  kill(): Promise<void>
}

/** Starts an instance. It never throws: what goes wrong is told. */
export type StartInstance = (tell: (event: InstanceEvent) => void) => Instance
