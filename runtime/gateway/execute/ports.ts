import type { Credentials } from '../../typescript/sigv4.ts'
import type { HeaderList } from '../http.ts'
import type { PieceStream } from '../pieces.ts'
import type { ServiceCall } from '../service-calls.ts'
import type { LogEntries } from '../store/log-files.ts'
import type { UsageBook } from '../store/usage.ts'
import type { TraceSink, TraceSubject } from './trace.ts'

/** How a function was called. */
export interface FunctionCall {
  /** The function's ARN, with its version or alias where it has one. */
  readonly arn: string
  /** JSON text. */
  readonly payload: string
  /** `event`: the function runs, nobody waits for it. */
  readonly invocation: 'request' | 'event'
  readonly timeoutMs: number
  /** On whose behalf: what a function's resource policy may name, made when it is looked at. Empty where a role is assumed, which needs no such policy. */
  readonly sourceArns: () => readonly string[]
}

/**
 * How a call of a function ended. `error`: the function threw, the payload is Lambda's JSON of it. The request id is Lambda's own, the
 * version the one that ran; both are absent where nobody knows them.
 */
export type FunctionOutcome =
  | { readonly kind: 'result' | 'error'; readonly payload: string; readonly requestId?: string; readonly version?: string }
  | { readonly kind: 'refused'; readonly reason: 'not-found' | 'no-permission' | 'throttled' | 'too-large'; readonly message: string }
  | { readonly kind: 'timeout' }

/** A function that answers piece by piece, and how it ends; what it answers whole comes in one piece. */
export interface FunctionStream extends PieceStream {
  readonly kind: 'streaming'
  readonly ended: Promise<Extract<FunctionOutcome, { kind: 'result' | 'error' }>>
}

/** A request to an HTTP back end. */
export interface HttpCall {
  readonly method: string
  readonly url: string
  readonly headers: HeaderList
  /** Undefined: none is sent. */
  readonly body?: Uint8Array
  readonly timeoutMs: number
}

/** How a request to a back end ended. */
export type HttpOutcome =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: HeaderList; readonly body: Uint8Array }
  | { readonly kind: 'invalid'; readonly message: string }
  | { readonly kind: 'unreachable'; readonly message: string }
  | { readonly kind: 'timeout' }

/** A back end that answers piece by piece. */
export interface HttpStream extends PieceStream {
  readonly kind: 'streaming'
  readonly status: number
  readonly headers: HeaderList
}

/** An access key that may sign requests. */
export interface Credential {
  readonly secretAccessKey: string
  /** Whose it is, such as `arn:aws:iam::123456789012:user/ann`; absent: a user of the API's account that is named after the key. */
  readonly arn?: string
  /** The identity policy of its owner, as JSON; absent: it may invoke everything. */
  readonly policy?: unknown
}

/** A set of public keys (RFC 7517). */
export interface KeySet {
  readonly keys: readonly Readonly<Record<string, unknown>>[]
}

/** A request of a client and how it was answered. */
export interface AnsweredRequest {
  readonly requestId: string
  readonly stage: string
  readonly verb: string
  /** Below the stage, percent-encoded. */
  readonly path: string
  /** The path of the resource that it was for; absent where there is none. */
  readonly resource?: string
  /** The operation's name, where the document gave one. */
  readonly operation?: string
  readonly status: number
  readonly milliseconds: number
}

/** The world as the data plane sees it. */
export interface ExecutionPorts {
  invokeFunction(call: FunctionCall): Promise<FunctionOutcome>
  /** Calls a function whose answer is read as it comes. */
  streamFunction(
    call: Omit<FunctionCall, 'invocation' | 'timeoutMs'>,
  ): Promise<FunctionStream | Extract<FunctionOutcome, { kind: 'refused' }>>
  fetch(call: HttpCall): Promise<HttpOutcome>
  /** The same, for an answer that is read as it comes. */
  fetchStream(call: HttpCall): Promise<HttpStream | Exclude<HttpOutcome, { kind: 'answer' }>>
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls back after so many milliseconds; what it gives back takes that back. */
  after(milliseconds: number, call: () => void): () => void
  /** A fresh UUID. */
  uuid(): string
  /** One line for whoever runs the gateway: what went wrong where a client only sees "Internal server error". */
  log(line: string): void
  /** Told of every call of a service that was answered by the recorder. */
  recorded(call: ServiceCall): void
  /** Told of every request after its answer was made; undefined where nobody wants to know. */
  readonly answered: ((request: AnsweredRequest) => void) | undefined
  /** Asked as a request comes in: who wants to know of its steps. Undefined: nobody does, and then nothing is collected. */
  readonly trace: ((subject: TraceSubject) => TraceSink | undefined) | undefined
  /** Keeps lines of a log group, as CloudWatch would. */
  writeLog(entries: LogEntries): void
  /** Requests of API keys, counted. */
  readonly usage: UsageBook
  /** Where AWS services and VPC links are, by name or id; `*` stands for all services. What is not here is not called. */
  readonly forward: Readonly<Record<string, string>>
  /** What calls of services are signed with. */
  readonly serviceCredentials: Credentials
  /** Public keys by issuer, or by the ARN of a user pool. */
  readonly keySets: Readonly<Record<string, KeySet>>
  /** By access key id; a text is the secret alone. Looked into at every request, so that keys may come and go. */
  readonly credentials: Readonly<Record<string, string | Credential>>
}
