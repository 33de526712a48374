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

/**
 * An invocation for a thread. This and its end are lists: an object with its names takes several times as long to send and to read, and
 * there are two for each request.
 */
export type GivenInvocation = readonly [
  ticket: number,
  requestId: string,
  arn: string,
  payload: string,
  deadline: number,
  traceId: string | undefined,
  clientContext: string | undefined,
]

/** The end of an invocation: `duration` in milliseconds that it took in the thread, `memory` in MB of the thread's own heap. */
export type EndedInvocation = readonly [requestId: string, outcome: 'result' | 'error', payload: string, duration: number, memory: number]

/** What the gateway sends to it: invocations, the first one to begin at once, or word that there is room for the next piece. */
export type ToWorker = readonly GivenInvocation[] | 'taken'

/** What it sends back. */
export type FromWorker =
  | EndedInvocation
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly payload: string }
  | { readonly kind: 'output'; readonly text: string; readonly level?: string }
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array }

/** An invocation as it is sent, under its ticket. */
export function pack(ticket: number, invocation: InstanceInvocation): GivenInvocation {
  const { requestId, arn, payload, deadline, traceId, clientContext } = invocation
  return [ticket, requestId, arn, payload, deadline, traceId, clientContext]
}

/** The invocation that was sent. */
export function unpack([, requestId, arn, payload, deadline, traceId, clientContext]: GivenInvocation): InstanceInvocation {
  return { requestId, arn, payload, deadline, traceId, clientContext }
}
