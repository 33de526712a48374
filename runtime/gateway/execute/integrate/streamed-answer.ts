/** What stands between the first part of a streamed answer and its body (guide: response streaming). */
const delimiter = '\0'.repeat(8)

/** A streamed answer: status and headers as JSON text, and the body behind them. */
export interface StreamedAnswer {
  readonly prelude: string
  readonly body: string
}

/** The parts of what a function streamed; undefined where it answered as any other function. */
export function streamedAnswer(payload: string): StreamedAnswer | undefined {
  const at = payload.indexOf(delimiter)
  return at === -1 ? undefined : { prelude: payload.slice(0, at), body: payload.slice(at + delimiter.length) }
}
