import { Writable } from 'node:stream'

/** Marks a handler that writes its answer to a stream: the same mark as AWS's own runtime sets. */
const streaming = Symbol.for('aws.lambda.runtime.handler.streaming')

/** What a proxy integration expects of a streamed answer: status and headers as JSON, eight zeros, the body. */
const withPrelude = 'application/vnd.awslambda.http-integration-response'

/** A handler that writes its answer to a stream. */
export type StreamingHandler = (event: unknown, stream: Writable, context: unknown) => unknown

/** Whether a handler went through `awslambda.streamifyResponse`. */
export function isStreaming(handler: object): handler is StreamingHandler {
  return Reflect.get(handler, streaming) === 'response'
}

/** Gives handlers the global `awslambda` that they have on Lambda. */
export function installStreaming(): void {
  Reflect.set(globalThis, 'awslambda', {
    streamifyResponse(handler: object): object {
      Reflect.set(handler, streaming, 'response')
      return handler
    },
    HttpResponseStream: {
      from(stream: Writable & { setContentType?: (type: string) => void }, prelude: unknown): Writable {
        stream.setContentType?.(withPrelude)
        stream.write(JSON.stringify(prelude))
        stream.write(new Uint8Array(8))
        return stream
      },
    },
  })
}

/** Takes a piece of an answer, and says when it has room for the next one. */
export type TakeChunk = (bytes: Uint8Array, taken: () => void) => void

/** Where a streaming handler writes to, as fast as its pieces are taken. `begin` is told the content type, before the first bytes. */
export function responseStream(begin: (contentType: string) => void, chunk: TakeChunk): Writable {
  let contentType: string | undefined = 'application/octet-stream'
  const start = (): void => {
    if (contentType !== undefined) begin(contentType)
    contentType = undefined
  }
  const stream = new Writable({
    write(bytes: Buffer, _, done) {
      start()
      chunk(bytes, () => done())
    },
    final(done) {
      start()
      done()
    },
  })
  return Object.assign(stream, {
    setContentType(type: string) {
      if (contentType === undefined)
        throw Object.assign(new Error('Cannot set content-type, too late.'), { name: 'InvalidStreamingOperation' })
      contentType = type
    },
  })
}
