import { describe, expect, it } from 'vitest'
import { toBytes, toText } from '../../../../runtime/gateway/http.ts'
import { collectPieces, createPiecePipe, type PieceStream } from '../../../../runtime/gateway/pieces.ts'

/** A pipe that counts the pieces of which it was said that they are taken. */
function countingPipe() {
  const pipe = createPiecePipe()
  let taken = 0
  const write = (text: string): void =>
    pipe.write(toBytes(text), () => {
      taken += 1
    })
  return { pipe, write, taken: () => taken }
}

async function read({ pieces }: PieceStream, count: number): Promise<string[]> {
  const texts: string[] = []
  for await (const piece of pieces) {
    texts.push(toText(piece))
    if (texts.length === count) break
  }
  return texts
}

describe('a pipe of pieces', () => {
  it('hands them on in order, those that were there before and those that come', async () => {
    const { pipe, write } = countingPipe()
    write('a')
    const all = collectPieces(pipe)
    write('b')
    write('c')
    pipe.end()
    expect(toText(await all)).toBe('abc')
  })

  it('says that a piece is taken when its reader comes back', async () => {
    const { pipe, write, taken } = countingPipe()
    const reader = pipe.pieces[Symbol.asyncIterator]()
    write('a')
    write('b')
    await reader.next()
    expect(taken()).toBe(0)
    await reader.next()
    expect(taken()).toBe(1)
    void reader.next()
    expect(taken()).toBe(2)
  })

  it.each<[name: string, stop: (pipe: PieceStream) => unknown]>([
    ['stops reading', (pipe) => read(pipe, 1)],
    ['cancels', (pipe) => pipe.cancel()],
  ])('takes everything from whoever writes once its reader %s', async (_, stop) => {
    const { pipe, write, taken } = countingPipe()
    write('a')
    write('b')
    await stop(pipe)
    write('c')
    expect(taken()).toBe(3)
    expect(await read(pipe, 9)).toEqual([])
  })

  it('lets go of a reader that waits when it is canceled', async () => {
    const { pipe } = countingPipe()
    const waiting = collectPieces(pipe)
    pipe.cancel()
    expect((await waiting).length).toBe(0)
  })

  it('is collected only as far as somebody wants', async () => {
    const { pipe, write, taken } = countingPipe()
    for (const text of ['ab', 'cd', 'ef']) write(text)
    expect(toText(await collectPieces(pipe, 3))).toBe('abcd')
    expect(taken()).toBe(3)
  })
})
