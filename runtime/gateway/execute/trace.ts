import type { IntegrationType } from '../definition/rest-api.ts'
import type { HeaderList } from '../http.ts'
import type { TemplateOverrides, TemplateScope } from '../velocity/index.ts'
import type { PolicyDecision } from './authorize/policy.ts'
import type { MultiMap } from './exchange.ts'

/** A body as plain data: text where its bytes are UTF-8, else base64. */
export interface TracedBody {
  readonly encoding: 'utf-8' | 'base64'
  readonly text: string
}

/** What one step of the data plane did. Plain JSON: nothing refers to the exchange. */
export type TraceStep =
  /** The request as the API sees it, its method found. Path parameters are percent-encoded, as in the URL. */
  | {
      readonly kind: 'method-request'
      readonly verb: string
      readonly path: string
      readonly resourcePath: string
      readonly pathParameters: Readonly<Record<string, string>>
      readonly query: MultiMap
      readonly headers: MultiMap
      readonly body: TracedBody
    }
  /** What the API's resource policy says of the caller that is known so far. */
  | { readonly kind: 'resource-policy'; readonly decision: PolicyDecision; readonly arn: string }
  /** What an authorizer was asked and what it answered; no `event` where a cached answer was used or no function was asked. */
  | {
      readonly kind: 'authorizer'
      readonly name: string
      readonly source: 'function' | 'cache' | 'token' | 'signature'
      readonly event?: unknown
      /** Milliseconds. */
      readonly latency: number
      readonly answer?: unknown
    }
  | { readonly kind: 'api-key'; readonly apiKeyId: string; readonly usagePlanId: string }
  /** A bucket that was taken from: what may come a second and at once. */
  | {
      readonly kind: 'throttle'
      readonly level: string
      readonly rate: number
      readonly burst: number
      readonly outcome: 'passed' | 'refused'
    }
  | {
      readonly kind: 'quota'
      readonly usagePlanId: string
      readonly used: number
      readonly limit: number
      readonly outcome: 'passed' | 'refused'
    }
  /** The model is absent where only parameters are looked at. */
  | { readonly kind: 'validation'; readonly validator: string; readonly model?: string; readonly problems: readonly string[] }
  | { readonly kind: 'cache'; readonly outcome: 'hit' | 'miss' | 'invalidated'; readonly key: string }
  /** A mapping template with all that it saw: it can be rendered again. */
  | {
      readonly kind: 'template'
      readonly side: 'request' | 'response'
      readonly contentType: string
      readonly template: string
      readonly scope: TemplateScope
      readonly output: string
      readonly overrides: TemplateOverrides
    }
  /** What goes to the back end; a mock has none. */
  | {
      readonly kind: 'integration-request'
      readonly type: IntegrationType
      readonly method: string
      readonly uri: string
      readonly headers: HeaderList
      readonly body: TracedBody
    }
  /** `latency` in milliseconds. A function that threw answers 200 with its error. `recorded`: nobody carried the call out. */
  | {
      readonly kind: 'integration-response'
      readonly status: number
      readonly headers: HeaderList
      readonly body: TracedBody
      readonly latency: number
      readonly recorded?: true
    }
  /**
   * How a streamed answer went, once it is over: `integration-response` was only its beginning. `firstPiece` in milliseconds after the
   * request came in; `length` in bytes.
   */
  | {
      readonly kind: 'streamed'
      readonly outcome: 'complete' | 'broken' | 'canceled'
      readonly pieces: number
      readonly length: number
      readonly firstPiece?: number
      readonly log?: string
    }
  /** Which integration response was selected, and by what. */
  | { readonly kind: 'response-selected'; readonly selector: string; readonly pattern: string; readonly statusCode: string }
  /** The exchange ended with a gateway response; `log` says what the client is not told. */
  | {
      readonly kind: 'rejected'
      readonly responseType: string
      readonly message: string | null
      readonly log?: string
      readonly validationError?: string
    }
  /** What the client gets, and its length in bytes; of a streamed body only the beginning. Always the last step. */
  | {
      readonly kind: 'method-response'
      readonly status: number
      readonly headers: HeaderList
      readonly body: TracedBody
      readonly length: number
    }

/** A step and when it was done, in milliseconds after the request came in. */
export type TimedStep = TraceStep & { readonly at: number }

/** Is told of each step as it is done. */
export type TraceSink = (step: TimedStep) => void

/** The request that a trace would be of. */
export interface TraceSubject {
  readonly requestId: string
  readonly apiId: string
  readonly stage: string
  /** Milliseconds since the epoch. */
  readonly time: number
}

/** One request with all of its steps. */
export interface Trace extends TraceSubject {
  readonly steps: readonly TimedStep[]
}

/** Begins a trace of a request: it grows as the sink is told of steps. */
export function beginTrace(subject: TraceSubject): { readonly trace: Trace; readonly sink: TraceSink } {
  const steps: TimedStep[] = []
  return { trace: { ...subject, steps }, sink: (step) => steps.push(step) }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The bytes of a body as plain data. */
export function tracedBody(bytes: Uint8Array): TracedBody {
  try {
    return { encoding: 'utf-8', text: strict.decode(bytes) }
  } catch {
    return { encoding: 'base64', text: Buffer.from(bytes).toString('base64') }
  }
}
