import type { InstanceInvocation } from '../instance.ts'
import type { HandlerSettings } from '../node/handler-context.ts'

/** What a thread starts with. */
export interface WorkerStart {
  /** The module to load: JavaScript. */
  readonly file: string
  readonly exportName: string
  readonly settings: HandlerSettings
}

/** What the gateway sends to it. `taken`: there is room for the next piece. */
export type ToWorker = { readonly kind: 'invoke'; readonly invocation: InstanceInvocation } | { readonly kind: 'taken' }

/** What it sends back. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly payload: string }
  | { readonly kind: 'output'; readonly text: string; readonly level?: string }
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'ended'
      readonly requestId: string
      readonly outcome: 'result' | 'error'
      readonly payload: string
      /** MB of the thread's own heap. */
      readonly memory: number
    }
