import { LIMITS } from '../../facts.ts'
import { badFunctionAnswer } from '../rejection.ts'

/** What stands between the first part of a streamed answer and its body (guide: response streaming). */
const delimiter = Buffer.alloc(8)

/** How an answer begins: with status and headers as JSON text and the first bytes of the body; or it is whole, as that of any other function. */
export type BegunAnswer =
  | { readonly kind: 'streamed'; readonly prelude: string; readonly first: Uint8Array }
  | { readonly kind: 'whole'; readonly text: string }

/** Reads pieces of a function's answer until the first part is there, or the end. Rejects where it is neither short nor at its end. */
export async function beginAnswer(pieces: AsyncIterator<Uint8Array>): Promise<BegunAnswer> {
  const collected: Uint8Array[] = []
  let length = 0
  let head = Buffer.alloc(0)
  for (;;) {
    const next = await pieces.next()
    if (next.done === true) return { kind: 'whole', text: Buffer.concat(collected).toString('utf8') }
    collected.push(next.value)
    length += next.value.length
    if (length > LIMITS.payloadBytes) throw badFunctionAnswer('The function streams, but names neither status nor headers in front')
    if (head.length >= LIMITS.streamPreludeBytes) continue
    head = Buffer.concat([head, next.value])
    const at = head.indexOf(delimiter)
    if (at !== -1 && at + delimiter.length <= LIMITS.streamPreludeBytes)
      return { kind: 'streamed', prelude: head.toString('utf8', 0, at), first: head.subarray(at + delimiter.length) }
  }
}
