import { expect, it } from 'vitest'
import { createLull } from '../../../generator/cli/lull.ts'

/** A clock that goes on as it is waited for; `at` is told every moment. */
function clock(at: (moment: number) => void = () => {}) {
  let time = 0
  return {
    now: () => time,
    async pause(ms: number) {
      time += ms
      at(time)
    },
  }
}

const never = (): boolean => false

it.each<[name: string, answersUntil: number, abandonedAt: number, want: number]>([
  ['nobody asks anything', 0, Number.POSITIVE_INFINITY, 250],
  ['somebody did until a moment ago', 500, Number.POSITIVE_INFINITY, 750],
  ['somebody always does', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 2000],
  ['it is abandoned', Number.POSITIVE_INFINITY, 100, 100],
])('waits when %s', async (_, answersUntil, abandonedAt, want) => {
  const time = clock((moment) => {
    if (moment <= answersUntil) lull.stir()
  })
  const lull = createLull(time.now, time.pause)
  await lull.wait(() => time.now() >= abandonedAt)
  expect(time.now()).toBe(want)
})

it('counts from when it is asked, not from the last answer', async () => {
  const time = clock()
  const lull = createLull(time.now, time.pause)
  await time.pause(1000)
  await lull.wait(never)
  expect(time.now()).toBe(1250)
})
