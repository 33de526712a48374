import { type Taker, writeAnswer } from './answers.js'
import type { Middleware } from './around.js'
import { type AroundFunction, aroundFunction } from './around-function.js'
import type { AnyAuthorized, Context, LambdaContext } from './context.js'
import {
  type AnyResponse,
  defineOperation,
  type NotImplemented,
  type Operation,
  type OperationHandler,
  type OperationSpec,
} from './operation.js'
import { type LambdaHandler, type Served, serve } from './serve.js'

/** A body that is made while it is sent. */
export type Pieces = AsyncIterable<Uint8Array | string>

/** A response whose body may be made while it is sent. */
export type Streamed<Answered> = { [Member in keyof Answered]: Member extends 'body' ? Answered[Member] | Pieces : Answered[Member] }

/** An operation whose integration streams its responses. */
export interface StreamingOperation<Asked, Answered extends AnyResponse, Authorized = AnyAuthorized>
  extends Omit<Operation<Asked, Answered, Authorized>, 'handle' | 'around'> {
  /** Binds the code that answers the operation. Status and headers are sent when it returns, the pieces of its body as they come. */
  handle(
    code: (
      request: Asked,
      context: Context<Authorized>,
    ) => Promise<Streamed<Answered> | NotImplemented> | Streamed<Answered> | NotImplemented,
  ): OperationHandler
  /** The same operation with functions around its code, the first outermost: they see when the pieces begin. */
  around(...functions: readonly Middleware[]): StreamingOperation<Asked, Answered, Authorized>
}

/** Makes a streaming operation of its contract. */
export function defineStreaming<Asked, Answered extends AnyResponse, Authorized = AnyAuthorized>(
  spec: OperationSpec,
): StreamingOperation<Asked, Answered, Authorized> {
  // Only the types of bodies differ.
  return defineOperation<Asked, AnyResponse, Authorized>({ ...spec, write: writeStreamed }) as unknown as StreamingOperation<
    Asked,
    Answered,
    Authorized
  >
}

const streamed = Symbol('streamed')

/** A response that is sent piece by piece. */
interface StreamedResult {
  readonly [streamed]: true
  readonly prelude: object
  readonly pieces: Pieces | readonly (Uint8Array | string)[]
}

function writeStreamed(spec: OperationSpec, response: AnyResponse, taker: Taker): StreamedResult {
  const { body } = response
  // What is made while it is sent is of the type of a text.
  const { body: text, isBase64Encoded: _, ...prelude } = writeAnswer(spec, isPieces(body) ? { ...response, body: '' } : response, taker)
  if (isPieces(body)) return { [streamed]: true, prelude, pieces: body }
  const whole = body instanceof Uint8Array ? body : text
  return { [streamed]: true, prelude, pieces: whole === undefined ? [] : [whole] }
}

/** Whether a body is made while it is sent. */
export function isPieces(body: unknown): body is Pieces {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body
}

/** Where Lambda takes an answer piece by piece: a writable stream of Node.js. */
interface ResponseStream {
  write(piece: Uint8Array | string): boolean
  end(): void
  once(event: 'drain' | 'close', listener: () => void): unknown
  off(event: 'drain' | 'close', listener: () => void): unknown
  readonly destroyed?: boolean
}

/** What Lambda's Node.js runtimes have as the global `awslambda`. */
interface Awslambda {
  streamifyResponse(handler: (event: unknown, stream: ResponseStream, context: LambdaContext) => Promise<void>): LambdaHandler
  readonly HttpResponseStream: { from(stream: ResponseStream, prelude: object): ResponseStream }
}

/** A Lambda function like `serve`'s, some of whose operations stream. Every other answer is written whole, which is what their integrations read. */
export function serveStreams(served: readonly Served[], around: readonly AroundFunction[] = []): LambdaHandler {
  const { awslambda } = globalThis as { readonly awslambda?: Awslambda }
  if (awslambda === undefined)
    throw new Error('This function streams its responses, so it runs on Lambda or in `apigen dev`: there is no `awslambda` here.')
  // They are told of the result, not of what Lambda makes of it.
  const answer = aroundFunction(serve(served), around)
  return awslambda.streamifyResponse(async (event, stream, context) => {
    const result = await answer(event, context)
    if (!isStreamed(result)) return send(stream, [JSON.stringify(result ?? null)])
    await send(awslambda.HttpResponseStream.from(stream, result.prelude), result.pieces)
  })
}

function isStreamed(result: unknown): result is StreamedResult {
  return typeof result === 'object' && result !== null && streamed in result
}

/** Writes as fast as pieces are taken; whoever makes them is told to stop where nobody takes any more. */
async function send(stream: ResponseStream, pieces: StreamedResult['pieces']): Promise<void> {
  for await (const piece of pieces) {
    if (stream.destroyed === true) return
    if (!stream.write(piece)) await roomIn(stream)
  }
  stream.end()
}

function roomIn(stream: ResponseStream): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off('drain', done)
      stream.off('close', done)
      resolve()
    }
    stream.once('drain', done)
    stream.once('close', done)
  })
}
