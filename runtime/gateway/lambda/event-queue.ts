import type { Timers } from './timers.ts'

/** What a function does with events that nobody waits for. */
export interface EventSettings {
  /** How often an event whose function failed is tried again: 0 to 2. */
  readonly retries: number
  /** Seconds until an event is given up. */
  readonly maxAge: number
  /** ARN of where a record of events goes that were handled. */
  readonly onSuccess?: string
  /** ARN of where a record of events goes that were given up. */
  readonly onFailure?: string
  /** ARN of where events themselves go that were given up. */
  readonly deadLetter?: string
}

/** What Lambda does unless told otherwise. */
export const DEFAULT_EVENT_SETTINGS: EventSettings = { retries: 2, maxAge: 21_600 }

/** One event. */
export interface QueuedEvent {
  readonly requestId: string
  readonly arn: string
  /** JSON text. */
  readonly payload: string
}

/** How one attempt ended. `throttled`: the function did not run. */
export type Attempt =
  | { readonly kind: 'result' | 'error'; readonly payload: string; readonly version: string }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'gone' }

/** Something that goes to a queue, a topic, a bus or a function. */
export interface Delivery {
  readonly to: string
  /** What it is about, and how that ended. */
  readonly event: QueuedEvent
  readonly outcome: 'success' | 'failure'
  /** JSON text. */
  readonly body: string
  /** Of a dead letter: what its message says beside its body. */
  readonly attributes?: Readonly<Record<string, string>>
}

/** What a queue of events needs. */
export interface EventQueueOptions {
  readonly timers: Timers
  readonly attempt: (event: QueuedEvent) => Promise<Attempt>
  readonly deliver: (delivery: Delivery) => void
  /** Told of an event that ended nowhere. */
  readonly lost: (event: QueuedEvent, why: string) => void
}

/** Events that nobody waits for. */
export interface EventQueue {
  add(event: QueuedEvent, settings: EventSettings): void
  /** Forgets what waits for a better time. */
  close(): void
}

/** Milliseconds before the first and the second retry of an event whose function failed (Lambda's guide). */
const retryDelays = [60_000, 120_000]

/** Milliseconds before an event is tried again whose function was busy: one second at first, doubled up to five minutes (Lambda's guide). */
const throttleDelay = (tries: number): number => Math.min(300_000, 1000 * 2 ** tries)

/** Tries events until they are handled, and again later where that may help; then they go where the function's settings say. */
export function createEventQueue({ timers, attempt, deliver, lost }: EventQueueOptions): EventQueue {
  const pending = new Set<() => void>()
  let closed = false

  async function run(event: QueuedEvent, settings: EventSettings): Promise<void> {
    const began = timers.now()
    let failures = 0
    for (let throttled = 0; ; ) {
      const outcome = await attempt(event)
      if (closed) return
      switch (outcome.kind) {
        case 'gone':
          return lost(event, 'the function is gone')
        case 'result':
          if (settings.onSuccess !== undefined) deliver(record(event, outcome, settings.onSuccess, 'Success', failures + 1))
          return
        case 'error':
          failures += 1
          if (failures > settings.retries) return giveUp(event, settings, outcome, 'RetriesExhausted', failures)
          if (isTooOld(began, settings, retryDelays[failures - 1] ?? 0))
            return giveUp(event, settings, outcome, 'EventAgeExceeded', failures)
          await wait(retryDelays[failures - 1] ?? 0)
          break
        case 'throttled':
          if (isTooOld(began, settings, throttleDelay(throttled))) return giveUp(event, settings, outcome, 'EventAgeExceeded', failures)
          await wait(throttleDelay(throttled))
          throttled += 1
      }
      if (closed) return
    }
  }

  function isTooOld(began: number, settings: EventSettings, delay: number): boolean {
    return timers.now() + delay - began > settings.maxAge * 1000
  }

  function wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = timers.after(milliseconds, () => {
        pending.delete(stop)
        resolve()
      })
      const stop = (): void => {
        cancel()
        resolve()
      }
      pending.add(stop)
    })
  }

  function giveUp(event: QueuedEvent, settings: EventSettings, last: Attempt, condition: string, attempts: number): void {
    if (settings.onFailure !== undefined) deliver(record(event, last, settings.onFailure, condition, attempts))
    if (settings.deadLetter !== undefined) deliver(deadLetter(event, last, settings.deadLetter))
    if (settings.onFailure === undefined && settings.deadLetter === undefined) lost(event, `${condition} after ${attempts} attempts`)
  }

  /** A record of an event, as Lambda sends it to destinations. */
  function record(event: QueuedEvent, last: Attempt, to: string, condition: string, attempts: number): Delivery {
    const ran = 'payload' in last ? last : undefined
    const body = {
      version: '1.0',
      timestamp: new Date(timers.now()).toISOString(),
      requestContext: {
        requestId: event.requestId,
        functionArn: event.arn,
        condition,
        approximateInvokeCount: attempts,
      },
      requestPayload: JSON.parse(event.payload) as unknown,
      ...(ran !== undefined && {
        responseContext: {
          statusCode: 200,
          executedVersion: ran.version,
          ...(ran.kind === 'error' && { functionError: 'Unhandled' }),
        },
        responsePayload: JSON.parse(ran.payload) as unknown,
      }),
    }
    return { to, event, outcome: condition === 'Success' ? 'success' : 'failure', body: JSON.stringify(body) }
  }

  return {
    add(event, settings) {
      if (!closed) void run(event, settings)
    },
    close() {
      closed = true
      for (const stop of pending) stop()
      pending.clear()
    },
  }
}

function deadLetter(event: QueuedEvent, last: Attempt, to: string): Delivery {
  const message =
    last.kind === 'error' ? ((JSON.parse(last.payload) as { readonly errorMessage?: unknown } | null)?.errorMessage ?? '') : ''
  return {
    to,
    event,
    outcome: 'failure',
    body: event.payload,
    attributes: {
      RequestID: event.requestId,
      ErrorCode: last.kind === 'error' ? '200' : '429',
      ErrorMessage: String(message).slice(0, 1024),
    },
  }
}
