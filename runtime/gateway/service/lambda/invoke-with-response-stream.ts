import { headerOf, toBytes } from '../../http.ts'
import type { LambdaStream } from '../../lambda/lambda.ts'
import type { PieceStream } from '../../pieces.ts'
import type { Operation } from '../call.ts'
import { EVENT_STREAM, eventMessage } from './event-stream.ts'
import { findFunction } from './find.ts'
import { invocationOf, refusal } from './invoke.ts'

/** InvokeWithResponseStream: the answer as events, one for each piece, and a last one that says how it ended. */
export const invokeWithResponseStream: Operation = async (call) => {
  if (headerOf(call.headers, 'x-amz-invocation-type') === 'DryRun') {
    findFunction(call)
    return { status: 204 }
  }
  const { lambda, ...invocation } = invocationOf(call)
  const stream = await lambda.stream(invocation)
  if (stream.kind === 'refused') return refusal(invocation.arn, stream)
  return {
    headers: [
      ['content-type', EVENT_STREAM],
      ['x-amz-executed-version', stream.version],
    ],
    stream: eventsOf(stream, headerOf(call.headers, 'x-amz-log-type') === 'Tail' ? 'with its log' : 'without its log'),
  }
}

function eventsOf(stream: LambdaStream, ending: 'with its log' | 'without its log'): PieceStream {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for await (const piece of stream.pieces) yield eventMessage('PayloadChunk', 'application/octet-stream', piece)
    const { kind, payload, log } = await stream.ended
    const complete = {
      // The code is that of Invoke's header (nobody recorded another).
      ...(kind === 'error' && { ErrorCode: 'Unhandled', ErrorDetails: payload }),
      ...(ending === 'with its log' && { LogResult: Buffer.from(log()).toString('base64') }),
    }
    yield eventMessage('InvokeComplete', 'application/json', toBytes(JSON.stringify(complete)))
  }
  return { pieces: pieces(), cancel: stream.cancel }
}
