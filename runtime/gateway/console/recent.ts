import type { AnsweredRequest } from '../execute/ports.ts'
import type { TimedStep, Trace, TraceSink, TraceSubject } from '../execute/trace.ts'

/** An answered request in the list of the last ones. */
export interface RecentRequest extends AnsweredRequest {
  /** Counts up from 1: what came after what. */
  readonly sequence: number
  /** Milliseconds since the epoch. */
  readonly time: number
}

/** The last requests with their traces. */
export interface RecentRequests {
  /** Begins to trace a request. */
  begin(subject: TraceSubject): TraceSink
  /** Ends the trace of a request and lists it. */
  end(request: AnsweredRequest): void
  /** Those that came after one, the newest first. */
  after(sequence: number): readonly RecentRequest[]
  /** The trace of a listed request; long texts in it are cut. */
  trace(requestId: string): Trace | undefined
  /** Forgets all of them. */
  clear(): void
}

/** What is kept at most. */
export interface Bounds {
  /** Requests. */
  readonly requests: number
  /** Characters of all their traces together. */
  readonly characters: number
  /** Characters of one text in a trace, such as a body. */
  readonly text: number
}

export const usualBounds: Bounds = { requests: 100, characters: 32 * 1024 * 1024, text: 64 * 1024 }

interface Entry {
  readonly request: RecentRequest
  readonly subject: TraceSubject
  readonly steps: readonly string[]
  readonly size: number
}

/** Keeps the last requests in memory. Steps are kept as JSON text: nothing of a running request is held on to, and their size is known. */
export function createRecentRequests(bounds: Bounds = usualBounds): RecentRequests {
  const running = new Map<string, { readonly subject: TraceSubject; readonly steps: string[] }>()
  const entries: Entry[] = []
  let sequence = 0
  let characters = 0
  const dropOldest = (): void => {
    characters -= entries.shift()?.size ?? 0
  }
  return {
    begin(subject) {
      const steps: string[] = []
      running.set(subject.requestId, { subject, steps })
      return (step) => steps.push(JSON.stringify(step, cutting(bounds.text)))
    },
    end(request) {
      const traced = running.get(request.requestId)
      if (traced === undefined) return
      running.delete(request.requestId)
      sequence += 1
      const size = traced.steps.reduce((sum, step) => sum + step.length, 0)
      entries.push({ ...traced, request: { ...request, sequence, time: traced.subject.time }, size })
      characters += size
      while (entries.length > bounds.requests || (characters > bounds.characters && entries.length > 1)) dropOldest()
    },
    after: (last) =>
      entries
        .map(({ request }) => request)
        .filter((request) => request.sequence > last)
        .reverse(),
    trace(requestId) {
      const entry = entries.find(({ request }) => request.requestId === requestId)
      return entry && { ...entry.subject, steps: entry.steps.map((step) => JSON.parse(step) as TimedStep) }
    },
    clear() {
      entries.length = 0
      characters = 0
    },
  }
}

const cutMark = /\u2026 \[\d+ characters more]$/

/** Whether a text of a trace was cut. */
export function isCut(text: string): boolean {
  return cutMark.test(text)
}

function cutting(most: number): (key: string, value: unknown) => unknown {
  return (_, value) =>
    typeof value === 'string' && value.length > most ? `${value.slice(0, most)}\u2026 [${value.length - most} characters more]` : value
}
