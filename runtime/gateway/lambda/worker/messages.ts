import type { MessagePort } from 'node:worker_threads'
import type { InstanceInvocation } from '../instance.ts'
import type { HandlerSettings } from '../node/handler-context.ts'
import type { Tickets } from './tickets.ts'

/** What a thread starts with. */
export interface WorkerStart {
  /** The module to load: JavaScript. */
  readonly file: string
  readonly exportName: string
  readonly settings: HandlerSettings
}

/** The same, and what it shares with the gateway. */
export interface WorkerData extends WorkerStart {
  readonly port: MessagePort
  readonly tickets: Tickets
}

/** An invocation for a thread. */
export interface GivenInvocation {
  readonly ticket: number
  readonly invocation: InstanceInvocation
}

/** What the gateway sends to it: invocations, the first one to begin at once, or word that there is room for the next piece. */
export type ToWorker = readonly GivenInvocation[] | 'taken'

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
      /** Milliseconds that it took in the thread. */
      readonly duration: number
      /** MB of the thread's own heap. */
      readonly memory: number
    }
