import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import type { Environment } from '../../../../../runtime/gateway/lambda/environment.ts'
import type { Invocation, InvocationOutcome } from '../../../../../runtime/gateway/lambda/invocation.ts'
import { createPool, type Pool } from '../../../../../runtime/gateway/lambda/pool.ts'

/** An environment that loads and answers when a test says so. */
interface Staged extends Environment {
  readonly code: string
  load(): void
  /** The first of its invocations is over. */
  answer(): void
  /** Those that it was given ahead of their time are not. */
  giveBack(): void
}

interface Stage {
  readonly pool: Pool
  readonly started: readonly Staged[]
  readonly discarded: readonly string[]
  /** The sources are these from now on. */
  save(code: string): void
}

/** `soonFree`: whether environments that are at work want more. */
function stage(soonFree: () => boolean = () => false): Stage {
  const started: Staged[] = []
  const discarded: string[] = []
  let saved = 'one'
  const save = (code: string): void => {
    saved = code
  }
  const pool = createPool<string>({
    most: 10,
    prepare: async () => saved,
    isCurrent: (code) => code === saved,
    discard: (code) => void discarded.push(code),
    start: (code) => {
      let load = (): void => {}
      const loaded = new Promise<void>((resolve) => {
        load = resolve
      })
      const open: ((outcome: InvocationOutcome | 'not-begun') => void)[] = []
      const one: Staged = {
        code,
        load: () => load(),
        answer: () => open.shift()?.({ kind: 'result', payload: code, log: () => '' }),
        giveBack() {
          for (const resolve of open.splice(1)) resolve('not-begun')
        },
        invocations: () => open.length,
        isSoonFree: soonFree,
        loaded: () => loaded,
        free: () => true,
        close: async () => {},
        invoke: () => new Promise((resolve) => open.push(resolve)),
      }
      started.push(one)
      return one
    },
  })
  return { pool, started, discarded, save }
}

const invocation = {} as Invocation
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10))

describe('a pool', () => {
  it('lets no more environments load at the same time than the machine can carry', async () => {
    const { pool, started } = stage()
    const answers = Array.from({ length: 20 }, () => pool.invoke(invocation))
    const atOnce = Math.max(1, availableParallelism() - 1)
    await settled()
    expect(started.length).toBe(Math.min(10, atOnce))
    // One that has loaded makes room for the next, up to the most.
    for (let loaded = 0; loaded < started.length; loaded += 1) {
      started[loaded]?.load()
      await settled()
    }
    expect(started.length).toBe(10)
    for (let round = 0; round < 2; round += 1) {
      for (const one of started) one.answer()
      await settled()
    }
    expect((await Promise.all(answers)).map(({ payload }) => payload)).toEqual(answers.map(() => 'one'))
    expect(started.length).toBe(10)
  })

  it('keeps old code as long as something runs it', async () => {
    const { pool, started, discarded, save } = stage()
    const first = pool.invoke(invocation)
    await settled()
    // One that does not come to its end of loading keeps no newer one waiting.
    save('two')
    await settled()
    const second = pool.invoke(invocation)
    await settled()
    save('three')
    await settled()
    const third = pool.invoke(invocation)
    await settled()
    for (const one of started) one.load()
    await settled()
    expect(discarded).toEqual([])
    for (const one of started) one.answer()
    await settled()
    expect((await Promise.all([first, second, third])).map(({ payload }) => payload)).toEqual(['one', 'two', 'three'])
    expect([...discarded].sort()).toEqual(['one', 'two'])
  })

  it('gives invocations to an environment that is soon free, and to another one where that gives them back', async () => {
    let soonFree = true
    const { pool, started } = stage(() => soonFree)
    const answers = Array.from({ length: 3 }, () => pool.invoke(invocation))
    await settled()
    const [first] = started
    first?.load()
    await settled()
    expect(started.map((one) => one.invocations())).toEqual([3])
    soonFree = false
    first?.giveBack()
    await settled()
    started[1]?.load()
    await settled()
    expect(started.map((one) => one.invocations())).toEqual([1, 1, 1])
    started[2]?.load()
    for (const one of started) one.answer()
    expect((await Promise.all(answers)).map(({ kind }) => kind)).toEqual(['result', 'result', 'result'])
    // Each is free once.
    const more = Array.from({ length: 4 }, () => pool.invoke(invocation))
    await settled()
    expect(started.map((one) => one.invocations())).toEqual([1, 1, 1, 1])
    for (const one of started) one.answer()
    await Promise.all(more)
  })
})
