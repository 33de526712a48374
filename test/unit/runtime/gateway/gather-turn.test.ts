import { expect, test } from 'vitest'
import { gatherTurn } from '../../../../runtime/gateway/gather-turn.ts'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('what is given in one turn is handed on at its end, in its order', async () => {
  const taken: (readonly number[])[] = []
  const give = gatherTurn<number>((all) => taken.push(all))
  give(1)
  give(2)
  await Promise.resolve().then(() => give(3))
  expect(taken).toEqual([])
  await turn()
  expect(taken).toEqual([[1, 2, 3]])
})

test('what is given while others are handed on comes with the next turn', async () => {
  const taken: (readonly number[])[] = []
  const give = gatherTurn<number>((all) => {
    taken.push(all)
    if (all.includes(1)) give(2)
  })
  give(1)
  await turn()
  expect(taken).toEqual([[1]])
  await turn()
  expect(taken).toEqual([[1], [2]])
})

test('nothing is handed on where nothing was given', async () => {
  const taken: (readonly number[])[] = []
  const give = gatherTurn<number>((all) => taken.push(all))
  give(1)
  await turn()
  await turn()
  expect(taken).toEqual([[1]])
})
