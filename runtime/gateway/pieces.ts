/** A body that comes piece by piece, to be read once. It throws where it breaks off. */
export interface PieceStream {
  readonly pieces: AsyncIterable<Uint8Array>
  /** Nobody reads any more: whoever waits for a piece gets none. May be called at any time, and more than once. */
  cancel(): void
}

/** A stream of pieces and the end at which they are put in. */
export interface PiecePipe extends PieceStream {
  /** Hands on a piece. `taken` is called when its reader comes back for the next one; at once where nobody reads any more. */
  write(bytes: Uint8Array, taken: () => void): void
  end(): void
}

const nothing = (): void => {}
const done = { done: true, value: undefined } as const

/** Pieces on their way from whoever makes them to whoever sends them, at the pace of the slower one. */
export function createPiecePipe(): PiecePipe {
  const waiting: { readonly bytes: Uint8Array; readonly taken: () => void }[] = []
  let state: 'open' | 'ended' | 'canceled' = 'open'
  let asking: ((result: IteratorResult<Uint8Array>) => void) | undefined
  /** Of the piece that the reader has. */
  let owed = nothing

  function answer(result: IteratorResult<Uint8Array>): void {
    const tell = asking
    asking = undefined
    tell?.(result)
  }

  function settle(): void {
    const taken = owed
    owed = nothing
    taken()
  }

  function cancel(): void {
    state = 'canceled'
    answer(done)
    settle()
    for (const { taken } of waiting.splice(0)) taken()
  }

  const iterator: AsyncIterator<Uint8Array> = {
    next() {
      settle()
      const piece = waiting.shift()
      if (piece !== undefined) {
        owed = piece.taken
        return Promise.resolve({ done: false, value: piece.bytes })
      }
      if (state !== 'open') return Promise.resolve(done)
      return new Promise((resolve) => {
        asking = resolve
      })
    },
    return() {
      cancel()
      return Promise.resolve(done)
    },
  }

  return {
    pieces: { [Symbol.asyncIterator]: () => iterator },
    cancel,
    write(bytes, taken) {
      if (state !== 'open') taken()
      else if (asking === undefined) waiting.push({ bytes, taken })
      else {
        owed = taken
        answer({ done: false, value: bytes })
      }
    },
    end() {
      if (state === 'open') state = 'ended'
      answer(done)
    },
  }
}

/** All pieces as one, or as many as there are until more than `most` bytes came. */
export async function collectPieces({ pieces }: PieceStream, most: number = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  const collected: Uint8Array[] = []
  let length = 0
  for await (const piece of pieces) {
    collected.push(piece)
    length += piece.length
    if (length > most) break
  }
  return Buffer.concat(collected)
}
