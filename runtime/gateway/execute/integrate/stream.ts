import type { Integration } from '../../definition/rest-api.ts'
import { LIMITS } from '../../facts.ts'
import { type HeaderList, headerOf, type StreamedResponse } from '../../http.ts'
import type { PieceStream } from '../../pieces.ts'
import type { Exchange } from '../exchange.ts'
import { Rejection } from '../rejection.ts'
import { paced } from './pace.ts'

/**
 * A stream that keeps to the times of its integration: the whole of it may take as long as the integration's timeout, the pause before a
 * piece as long as the API's endpoint allows (guide). What is late is canceled, and throws.
 */
export function inTime(exchange: Exchange, integration: Integration, started: number, stream: PieceStream): PieceStream {
  const { ports, target } = exchange
  const { timeoutInMillis, uri } = integration
  const idle = target.api.endpointConfiguration.types.includes('EDGE') ? LIMITS.edgeStreamIdleMs : LIMITS.streamIdleMs

  async function next(iterator: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array>> {
    const left = Math.max(0, started + timeoutInMillis - ports.now())
    const log = left < idle ? `${uri} was not done within ${timeoutInMillis} ms` : `${uri} sent nothing for ${idle} ms`
    let forget = (): void => {}
    const late = new Promise<never>((_, reject) => {
      forget = ports.after(Math.min(left, idle), () => reject(new Rejection('INTEGRATION_TIMEOUT', { log })))
    })
    try {
      return await Promise.race([iterator.next(), late])
    } finally {
      forget()
    }
  }

  async function* pieces(): AsyncGenerator<Uint8Array> {
    const iterator = stream.pieces[Symbol.asyncIterator]()
    try {
      for (;;) {
        const result = await next(iterator)
        if (result.done === true) return
        yield result.value
      }
    } finally {
      stream.cancel()
    }
  }

  return { pieces: pieces(), cancel: () => stream.cancel() }
}

/** A response that is streamed. A length that the back end names is that of the body that goes out (guide). */
export function streamedResponse(exchange: Exchange, status: number, headers: HeaderList, stream: PieceStream): StreamedResponse {
  const { pieces, cancel } = paced(exchange, stream)
  const length = headerOf(headers, 'Content-Length')
  if (length === undefined || !/^\d{1,15}$/.test(length)) return { status, headers, pieces, cancel }
  return { status, headers: headers.filter(([name]) => name.toLowerCase() !== 'content-length'), length: Number(length), pieces, cancel }
}
