import { LIMITS } from '../../facts.ts'
import type { PieceStream } from '../../pieces.ts'
import type { Exchange } from '../exchange.ts'

/** Bytes that go out at once where a stream is slowed down. */
const mostAtOnce = 65_536

/**
 * A stream as fast as API Gateway lets it be: the first 10 MB as they come, what follows at 2 MB a second (guide: response streaming).
 * Beyond what Lambda lets a function stream it goes on, and the log says so: nobody recorded how it ends there.
 */
export function paced({ ports, requestId }: Exchange, stream: PieceStream): PieceStream {
  let canceled = false
  let wake = (): void => {}

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const forget = ports.after(milliseconds, resolve)
      wake = () => {
        forget()
        resolve()
      }
    })

  async function* slowed(piece: Uint8Array, before: number, began: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < piece.length && !canceled; at += mostAtOnce) {
      const part = piece.subarray(at, at + mostAtOnce)
      const due = began + ((before + at + part.length - LIMITS.streamUnpacedBytes) / LIMITS.streamBytesPerSecond) * 1000
      const early = due - ports.now()
      if (early > 0) await pause(early)
      if (!canceled) yield part
    }
  }

  async function* pieces(): AsyncGenerator<Uint8Array> {
    let length = 0
    let began: number | undefined
    let isLarge = false
    for await (const piece of stream.pieces) {
      const before = length
      length += piece.length
      if (length <= LIMITS.streamUnpacedBytes) yield piece
      else {
        began ??= ports.now()
        yield* slowed(piece, before, began)
      }
      if (length <= LIMITS.functionStreamBytes || isLarge) continue
      isLarge = true
      ports.log(`${requestId} The streamed answer has more than ${LIMITS.functionStreamBytes} bytes, which is all that Lambda streams`)
    }
  }

  return {
    pieces: pieces(),
    cancel() {
      canceled = true
      wake()
      stream.cancel()
    },
  }
}
