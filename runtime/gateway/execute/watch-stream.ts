import type { StreamedResponse } from '../http.ts'
import type { Exchange } from './exchange.ts'
import { Rejection } from './rejection.ts'

/** What of a streamed body is kept for traces: bytes. */
const mostKept = 1_048_576

/** What went out: the beginning of the body, where somebody traces it, and the length of all. */
export interface SentBody {
  readonly body: Uint8Array
  readonly length: number
}

/** The same response, watched on its way out: `over` is called once it was sent, broke off, or nobody wants it any more. */
export function watchStream(exchange: Exchange, response: StreamedResponse, over: (sent: SentBody) => void): StreamedResponse {
  const { ports, trace, time, requestId, verb, target } = exchange
  let canceled = false

  async function* watched(): AsyncGenerator<Uint8Array> {
    const kept: Uint8Array[] = []
    let [pieces, length] = [0, 0]
    let firstPiece: number | undefined
    let log: string | undefined
    let complete = false
    try {
      for await (const piece of response.pieces) {
        firstPiece ??= Math.max(0, ports.now() - time)
        pieces += 1
        length += piece.length
        if (trace !== undefined && length <= mostKept) kept.push(piece)
        yield piece
      }
      complete = !canceled
    } catch (error) {
      if (canceled) return
      log = `The answer broke off after ${length} bytes: ${reasonOf(error)}`
      ports.log(`${requestId} ${verb} ${target.path}: ${log}`)
      throw error
    } finally {
      trace?.({
        kind: 'streamed',
        outcome: complete ? 'complete' : log === undefined ? 'canceled' : 'broken',
        pieces,
        length,
        ...(firstPiece !== undefined && { firstPiece }),
        ...(log !== undefined && { log }),
      })
      over({ body: Buffer.concat(kept), length })
    }
  }

  return {
    ...response,
    pieces: watched(),
    cancel() {
      canceled = true
      response.cancel()
    },
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Rejection) return error.log ?? error.responseType
  return error instanceof Error ? error.message : String(error)
}
