import { describe, expect, it } from 'vitest'
import { type Clock, retry, type Verdict, wallClock } from '../../../generator/deploy/retry.ts'
import { virtualClock } from '../../support/virtual-clock.ts'

class Failing extends Error {
  readonly verdict: Verdict
  constructor(verdict: Verdict) {
    super(verdict.kind)
    this.verdict = verdict
  }
}

/** A call that fails as said, one after the other, and passes then. */
function failing(...verdicts: readonly Verdict[]): { action(): Promise<string>; readonly tries: () => number } {
  let tries = 0
  return {
    tries: () => tries,
    async action() {
      const verdict = verdicts[tries++]
      if (verdict) throw new Failing(verdict)
      return 'passed'
    },
  }
}
const judge = (error: unknown): Verdict => (error as Failing).verdict
const run = (clock: Clock, { action }: ReturnType<typeof failing>, repeatable = true, stopped = () => false): Promise<string> =>
  retry(clock, { repeatable, action, judge, stopped })

describe('a call that is refused for a time', () => {
  it('is made again, with waits that double', async () => {
    const clock = virtualClock()
    expect(await run(clock, failing({ kind: 'refused' }, { kind: 'refused' }, { kind: 'refused' }))).toBe('passed')
    expect(clock.waits).toEqual([750, 1500, 3000])
  })

  it('waits by chance, so that callers who came together do not come back together', async () => {
    const [early, late] = [virtualClock(() => 0), virtualClock(() => 0.999)]
    for (const clock of [early, late]) await run(clock, failing({ kind: 'refused' }))
    expect([early.waits, late.waits]).toEqual([[500], [1000]])
  })

  it('waits at least as long as it is asked to', async () => {
    const clock = virtualClock()
    await run(clock, failing({ kind: 'refused', after: 5000 }))
    expect(clock.waits).toEqual([5750])
  })

  it('is given up after eight tries, and never waits longer than a minute', async () => {
    const clock = virtualClock(() => 1)
    const call = failing(...Array.from({ length: 20 }, (): Verdict => ({ kind: 'refused' })))
    await expect(run(clock, call)).rejects.toThrow('refused')
    expect(call.tries()).toBe(8)
    expect(clock.waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000])
  })

  it('is not made again once somebody wants to stop', async () => {
    const clock = virtualClock()
    const call = failing({ kind: 'refused' }, { kind: 'refused' })
    await expect(run(clock, call, true, () => clock.waits.length > 0)).rejects.toThrow('refused')
    expect([call.tries(), clock.waits.length]).toEqual([1, 1])
  })
})

describe('a call of which nobody knows whether it took effect', () => {
  it.each([
    [true, 2],
    [false, 1],
  ])('is made again only where it may be made twice (%s)', async (repeatable, tries) => {
    const call = failing({ kind: 'unknown' })
    const outcome = run(virtualClock(), call, repeatable)
    await (repeatable ? expect(outcome).resolves.toBe('passed') : expect(outcome).rejects.toThrow('unknown'))
    expect(call.tries()).toBe(tries)
  })
})

it('is not made again when it is refused for good', async () => {
  const call = failing({ kind: 'final' })
  await expect(run(virtualClock(), call)).rejects.toThrow('final')
  expect(call.tries()).toBe(1)
})

it('wakes a sleeper when somebody wants to stop', async () => {
  const stopping = new AbortController()
  const clock = wallClock(stopping.signal)
  const sleeping = clock.sleep(3_600_000)
  stopping.abort()
  await sleeping
  await clock.sleep(3_600_000)
  expect(clock.random()).toBeLessThan(1)
})
