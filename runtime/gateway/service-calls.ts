import type { TracedBody } from './execute/trace.ts'
import type { HeaderList } from './http.ts'

/** A call of an AWS service that an API or a function's destination made, and that nobody carried out. */
export interface ServiceCall {
  /** The request, or the invocation, that it was made for. */
  readonly requestId: string
  /** Of a call that an API made. */
  readonly apiId?: string
  readonly stage?: string
  /** Of what a function left for a destination or as a dead letter. */
  readonly functionArn?: string
  /** Milliseconds since the epoch. */
  readonly time: number
  /** As in the URI of the integration: `dynamodb`. */
  readonly service: string
  /** `PutItem`; of S3, the verb. */
  readonly action: string
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: HeaderList
  readonly body: TracedBody
  /** What the recorder answered; absent where it has no answer, or nobody waits for one. */
  readonly status?: number
}

/** The last calls of services. */
export interface ServiceCalls {
  add(call: ServiceCall): void
  /** The oldest first. */
  list(): readonly ServiceCall[]
  /** Forgets all of them. */
  clear(): void
}

/** What is kept at most; the last call always is. */
export interface ServiceCallBounds {
  readonly calls: number
  /** Characters of all their bodies together. */
  readonly characters: number
}

const usualBounds: ServiceCallBounds = { calls: 1000, characters: 16 * 1024 * 1024 }

/** Keeps the last calls in memory, whole: the oldest go first. */
export function createServiceCalls(bounds: ServiceCallBounds = usualBounds): ServiceCalls {
  let calls: ServiceCall[] = []
  let characters = 0
  return {
    add(call) {
      calls.push(call)
      characters += call.body.text.length
      while (calls.length > bounds.calls || (characters > bounds.characters && calls.length > 1))
        characters -= calls.shift()?.body.text.length ?? 0
    },
    list: () => [...calls],
    clear() {
      calls = []
      characters = 0
    },
  }
}
