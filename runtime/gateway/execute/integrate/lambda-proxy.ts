import type { Integration } from '../../definition/rest-api.ts'
import type { PieceStream } from '../../pieces.ts'
import { payloadResponse, payloadText } from '../binary.ts'
import type { RoutedExchange } from '../exchange.ts'
import type { FunctionStream } from '../ports.ts'
import { badFunctionAnswer } from '../rejection.ts'
import { invokeIntegration, streamIntegration } from './function-uri.ts'
import { errorMessage } from './lambda-custom.ts'
import { ANSWER_KEYS, bodyOf, headersOf, PRELUDE_KEYS, parseAnswer, statusOf } from './proxy-answer.ts'
import { streamedResponse } from './stream.ts'
import { beginAnswer } from './streamed-answer.ts'
import type { FinalAnswer, Integrate } from './types.ts'

/**
 * `aws_proxy`: the whole request as event 1.0, the function's answer as the response. Of a streamed answer the first part names status and
 * headers; what follows is the body as it comes.
 */
export const integrateLambdaProxy: Integrate = (exchange, _caller, integration, request) => {
  const event = payloadText(request.payload)
  if (integration.responseTransferMode === 'STREAM') return streamAnswer(exchange, integration, event)
  return invokeIntegration(exchange, integration, event, 'request', ({ kind, payload }) => {
    if (kind === 'error') throw executionFailed(payload)
    return wholeAnswer(exchange, payload)
  })
}

function executionFailed(payload: string): Error {
  return badFunctionAnswer(`Lambda execution failed with status 200 due to customer function error: ${errorMessage(payload)}`)
}

function wholeAnswer(exchange: RoutedExchange, payload: string): FinalAnswer {
  const answer = parseAnswer(payload, ANSWER_KEYS)
  return { kind: 'final', response: payloadResponse(statusOf(answer), headersOf(answer), bodyOf(exchange, answer)) }
}

async function streamAnswer(exchange: RoutedExchange, integration: Integration, event: string): Promise<FinalAnswer> {
  const started = exchange.ports.now()
  const stream = await streamIntegration(exchange, integration, event)
  const begun = (text: string): void =>
    exchange.trace?.({
      kind: 'integration-response',
      status: 200,
      headers: [],
      body: { encoding: 'utf-8', text },
      latency: Math.max(0, exchange.ports.now() - started),
    })
  const pieces = stream.pieces[Symbol.asyncIterator]()
  try {
    const beginning = await beginAnswer(pieces)
    if (beginning.kind === 'streamed') {
      begun(beginning.prelude)
      const answer = parseAnswer(beginning.prelude, PRELUDE_KEYS)
      return {
        kind: 'final',
        response: streamedResponse(exchange, statusOf(answer), headersOf(answer), bodyStream(beginning.first, pieces, stream)),
      }
    }
    const ended = await stream.ended
    begun(ended.kind === 'error' ? ended.payload : beginning.text)
    if (ended.kind === 'error') throw executionFailed(ended.payload)
    return wholeAnswer(exchange, beginning.text)
  } catch (error) {
    stream.cancel()
    throw error
  }
}

/** What is left of a stream after its first part. It breaks off where the function fails. */
function bodyStream(first: Uint8Array, rest: AsyncIterator<Uint8Array>, stream: FunctionStream): PieceStream {
  let canceled = false
  async function* pieces(): AsyncGenerator<Uint8Array> {
    try {
      if (first.length > 0) yield first
      for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
    } finally {
      stream.cancel()
    }
    if (canceled) return
    const ended = await stream.ended
    if (ended.kind === 'error') throw executionFailed(ended.payload)
  }
  return {
    pieces: pieces(),
    cancel() {
      canceled = true
      stream.cancel()
    },
  }
}
