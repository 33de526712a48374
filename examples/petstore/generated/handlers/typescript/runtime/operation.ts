import type { Taker, WrittenBody } from './answers.js'
import type { AnyAuthorized, Context, LambdaContext } from './context.js'
import { enclose } from './enclose.js'
import { type ErrorBodies, errorResponse } from './errors.js'
import { CustomFailure, Failure } from './failure.js'
import type { ProxyRequest } from './proxy-event.js'
import type { Shape } from './shape.js'

/** One thing that is wrong with a request. `pointer` leads to it inside the body, or names the parameter. */
export interface Violation {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body'
  readonly pointer: string
  readonly message: string
}

/** A declared parameter and how its text is read. */
export interface ParameterSpec {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly shape: Shape
  readonly style: 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject'
  readonly explode: boolean
}

/** A declared media type and how its text is read and written. */
export interface ContentSpec {
  readonly mediaType: string
  readonly form: 'json' | 'form' | 'multipart' | 'text' | 'binary'
  /** The shapes of the fields of a form, or of the parts of a multipart body; one without is given as bytes. */
  readonly shape?: Shape
}

/** The contract of an operation as data. */
export interface OperationSpec {
  readonly id: string
  readonly method: string
  readonly path: string
  /** `custom` and `async`: the event of mapping templates; an answer of `async` is never seen. */
  readonly event: 'proxy' | 'custom' | 'async'
  readonly parameters: readonly ParameterSpec[]
  /** Reads them, where there are any; one that knows just their styles, so that a function carries no other. */
  readonly readParameters?: (specs: readonly ParameterSpec[], request: ProxyRequest) => ReadParameters
  readonly bodies: readonly ContentSpec[]
  readonly readBody?: (bodies: readonly ContentSpec[], request: ProxyRequest) => ReadBody
  /** Media types by declared status: `200`, `4XX`, `default`. */
  readonly responses: Readonly<Record<string, readonly ContentSpec[]>>
  /** Writes bodies, where any is declared that is not JSON. */
  readonly writeBody?: (body: unknown, content: ContentSpec | undefined) => WrittenBody
  /** Headers that every answer has unless the code gives them: those of CORS that the path's preflight promises. */
  readonly headers?: Readonly<Record<string, string>>
  /** What a proxy integration is given in place of the usual result. */
  readonly write?: (spec: OperationSpec, response: AnyResponse, taker: Taker) => unknown
  /** How errors are written that the code does not answer itself. */
  readonly errors: ErrorBodies
  /** The status that a custom integration answers unless it is told of an error. */
  readonly success: number
  readonly check: (request: {
    readonly path: unknown
    readonly query: unknown
    readonly headers: unknown
    readonly cookies?: unknown
    readonly body: unknown
    readonly contentType?: unknown
  }) => readonly Violation[]
}

/** Declared parameters as declared, by place and under their own names; what is missing is absent. */
export interface ReadParameters {
  readonly path: object
  readonly query: object
  readonly headers: object
  readonly cookies: object
}

/** A body as declared, and as which of several media types. */
export interface ReadBody {
  readonly body: unknown
  readonly contentType?: string | undefined
}

/** A request as the code is given it. */
export type ReadRequest = ReadParameters & ReadBody

/** What every response has at most. */
export interface AnyResponse {
  readonly status: number
  readonly headers?: object
  readonly contentType?: string
  readonly body?: unknown
}

declare const unwritten: unique symbol

/** The answer of an operation that has no code yet, in the form of the API's errors; only `notImplemented` makes it. */
export interface NotImplemented extends AnyResponse {
  readonly status: 501
  readonly [unwritten]: true
}

/** An operation with its code, as `serve` takes it. */
export interface OperationHandler {
  readonly kind: 'operation'
  readonly spec: OperationSpec
  readonly answer: (request: unknown, context: Context) => Promise<AnyResponse> | AnyResponse
}

/** The code of an operation. */
export type Code<Asked, Answered extends AnyResponse, Authorized> = (
  request: Asked,
  context: Context<Authorized>,
) => Promise<Answered | NotImplemented> | Answered | NotImplemented

/** A plain function around the code of one operation: it calls `next`, or answers itself what the code might. `Middleware` fits all of them. */
export type Around<Asked, Answered extends AnyResponse, Authorized> = (
  request: Asked,
  context: Context<Authorized>,
  next: () => Promise<Answered | NotImplemented>,
) => Promise<Answered | NotImplemented>

/** An operation to write code for. `Asked` and `Answered` are the types of its requests and responses, `Authorized` what its authorizer leaves. */
export interface Operation<Asked, Answered extends AnyResponse, Authorized = AnyAuthorized> {
  /** Binds the code that answers the operation. Requests were read and checked before it runs. */
  handle(code: Code<Asked, Answered, Authorized>): OperationHandler
  /** The same operation with functions around its code, the first outermost. */
  around(...functions: readonly Around<Asked, Answered, Authorized>[]): Operation<Asked, Answered, Authorized>
  /** A response to throw, from anywhere below the handler. */
  failure(response: Answered): Failure
  notImplemented(): NotImplemented
}

/** Makes an operation of its contract. */
export function defineOperation<Asked, Answered extends AnyResponse, Authorized = AnyAuthorized>(
  spec: OperationSpec,
  around: readonly Around<Asked, Answered, Authorized>[] = [],
): Operation<Asked, Answered, Authorized> {
  return {
    handle(code) {
      // What it is given was read and checked as `Asked`.
      return { kind: 'operation', spec, answer: enclose(code, around) as OperationHandler['answer'] }
    },
    around: (...functions) => defineOperation(spec, [...around, ...functions]),
    failure: (response) => new Failure(response),
    notImplemented: () => {
      const error = { status: 501, code: 'not-implemented', message: `${spec.id} has no code yet.`, violations: [] }
      return errorResponse(spec.errors, error, { requestId: '', resource: spec.path, time: Date.now() }) as NotImplemented
    },
  }
}

/** An operation that API Gateway starts without waiting for an answer. */
export interface AsyncOperation<Asked, Authorized = AnyAuthorized> {
  handle(code: (request: Asked, context: Context<Authorized>) => Promise<void> | void): OperationHandler
  /** To throw: Lambda tries the event again, and keeps it where a destination for failures is configured. */
  notImplemented(): Error
}

/** Makes an operation that nobody waits for. */
export function defineAsync<Asked, Authorized = AnyAuthorized>(spec: OperationSpec): AsyncOperation<Asked, Authorized> {
  return {
    handle: (code) => ({
      kind: 'operation',
      spec,
      answer: async (request, context) => {
        await code(request as Asked, context as Context<Authorized>)
        return { status: spec.success }
      },
    }),
    notImplemented: () => new Error(`${spec.id} has no code yet.`),
  }
}

/** An operation whose event was made by templates of the author's own, as `serve` takes it. */
export interface TemplatedHandler {
  readonly kind: 'templated'
  readonly spec: { readonly id: string; readonly method: string; readonly path: string }
  readonly answer: (event: unknown, context: LambdaContext) => Promise<unknown>
}

/** An operation whose mapping templates decide what its code is given and what becomes of its result. `Event` is what they print. */
export interface TemplatedOperation<Event> {
  handle(code: (event: Event, context: LambdaContext) => unknown): TemplatedHandler
  /** A Lambda error: its message is what the patterns of the integration's responses are matched against. */
  notImplemented(): Error
}

/** Makes an operation that is handed the event as it is. */
export function defineTemplated<Event>(spec: TemplatedHandler['spec']): TemplatedOperation<Event> {
  return {
    handle: (code) => ({ kind: 'templated', spec, answer: async (event, context) => code(event as Event, context) }),
    notImplemented: () =>
      new CustomFailure({ status: 501, body: { code: 'not-implemented', message: `${spec.id} has no code yet.` }, headers: {} }),
  }
}
