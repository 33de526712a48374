import { describe, expect, it } from 'vitest'
import { createEnvironment, type Environment } from '../../../../../runtime/gateway/lambda/environment.ts'
import type { InstanceEvent, InstanceInvocation } from '../../../../../runtime/gateway/lambda/instance.ts'
import type { FunctionLogEntry, Invocation, InvocationOutcome } from '../../../../../runtime/gateway/lambda/invocation.ts'
import { virtualTimers } from '../../../../support/virtual-timers.ts'

/** An environment around an instance that does nothing by itself; `unbegun` of what it was given ahead of its time can be taken back. */
function bench(timeoutMs: number | 'none' = 3000, unbegun?: () => number) {
  const timers = virtualTimers(Date.UTC(2026, 10, 26))
  const entries: FunctionLogEntry[] = []
  const invocations: InstanceInvocation[] = []
  let tell: (event: InstanceEvent) => void = () => {}
  let killed = 0
  const environment = createEnvironment({
    name: 'fn',
    version: '7',
    timeoutMs: timeoutMs === 'none' ? undefined : timeoutMs,
    memory: 128,
    timers,
    log: (entry) => entries.push(entry),
    platform: (entry) => entries.push(entry),
    start: (given) => {
      tell = given
      return {
        invoke: (invocation) => invocations.push(invocation),
        ...(unbegun !== undefined && { takeBack: unbegun }),
        peakMemory: () => 20.2,
        async kill() {
          killed += 1
          tell({ kind: 'exited', why: 'signal: killed' })
        },
      }
    },
  })
  return { environment, timers, entries, invocations, tell: (event: InstanceEvent) => tell(event), killed: () => killed }
}

/** The outcome of an invocation that is begun. */
async function begun(running: ReturnType<Environment['invoke']>): Promise<InvocationOutcome> {
  const outcome = await running
  if (outcome === 'not-begun') throw new Error('The invocation was not begun')
  return outcome
}

const invocation = (requestId: string, more: Partial<Invocation> = {}): Invocation => ({
  name: 'fn',
  arn: 'arn:fn',
  version: '7',
  requestId,
  payload: '{}',
  ...more,
})

const ended = (requestId: string, payload = '1', duration?: number): InstanceEvent => ({
  kind: 'ended',
  requestId,
  outcome: 'result',
  payload,
  ...(duration !== undefined && { duration }),
})

describe('an environment', () => {
  it('logs what Lambda logs, and answers the end of it', async () => {
    const { environment, timers, entries, tell } = bench()
    const running = environment.invoke(invocation('a'))
    timers.advance(50)
    tell({ kind: 'ready' })
    tell({ kind: 'output', level: 'INFO', text: 'hello' })
    tell({ kind: 'output', text: 'plain' })
    timers.advance(10)
    tell(ended('a'))
    const { log, ...outcome } = await begun(running)
    expect({ ...outcome, log: log() }).toEqual({
      kind: 'result',
      payload: '1',
      log: [
        'START RequestId: a Version: 7',
        '2026-11-26T00:00:00.050Z\ta\tINFO\thello',
        'plain',
        'END RequestId: a',
        'REPORT RequestId: a\tDuration: 10.00 ms\tBilled Duration: 60 ms\tMemory Size: 128 MB\tMax Memory Used: 21 MB\tInit Duration: 50.00 ms\t',
        '',
      ].join('\n'),
    })
    expect(entries.map(({ kind, requestId }) => [kind, requestId])).toEqual([
      ['platform', 'a'],
      ['output', 'a'],
      ['output', 'a'],
      ['platform', 'a'],
      ['platform', 'a'],
    ])
  })

  it('names the initialization of the first invocation only', async () => {
    const { environment, timers, tell } = bench()
    tell({ kind: 'ready' })
    const first = environment.invoke(invocation('a'))
    tell(ended('a'))
    tell({ kind: 'ready' })
    const second = environment.invoke(invocation('b'))
    timers.advance(1)
    tell(ended('b'))
    expect((await begun(first)).log()).toContain('Init Duration: 0.00 ms')
    expect((await begun(second)).log()).not.toContain('Init Duration')
  })

  it('gives an invocation its deadline, and hears only of its own end', async () => {
    const { environment, invocations, tell } = bench()
    tell({ kind: 'ready' })
    const running = environment.invoke(invocation('b', { clientContext: '{"client":{}}', traceId: 'Root=1' }))
    tell(ended('a', '"of another"'))
    tell(ended('b'))
    expect((await begun(running)).payload).toBe('1')
    expect(invocations).toEqual([
      {
        requestId: 'b',
        arn: 'arn:fn',
        payload: '{}',
        deadline: Date.UTC(2026, 10, 26) + 3000,
        clientContext: '{"client":{}}',
        traceId: 'Root=1',
      },
    ])
  })

  it('hands an invocation over once, though the runtime asks for the next one before its end is known', async () => {
    const { environment, invocations, tell } = bench()
    tell({ kind: 'ready' })
    const running = environment.invoke(invocation('a'))
    tell({ kind: 'ready' })
    tell(ended('a'))
    await running
    expect([invocations.length, environment.free()]).toEqual([1, true])
  })

  it('kills what takes too long', async () => {
    const { environment, timers, tell, killed } = bench()
    tell({ kind: 'ready' })
    const running = environment.invoke(invocation('a'))
    timers.advance(2999)
    expect(killed()).toBe(0)
    timers.advance(1)
    const { kind, payload, log } = await begun(running)
    expect([kind, payload]).toEqual([
      'error',
      '{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: a Error: Task timed out after 3.00 seconds"}',
    ])
    expect(log()).toContain('2026-11-26T00:00:03.000Z a Task timed out after 3.00 seconds\n')
    expect(log()).toContain('Duration: 3000.00 ms\t')
    expect(log()).toContain('\tStatus: timeout\t')
    expect([killed(), environment.free()]).toEqual([1, false])
  })

  it.each<[name: string, event: InstanceEvent, payload: object]>([
    [
      'exits',
      { kind: 'exited', why: undefined },
      { errorType: 'Runtime.ExitError', errorMessage: 'RequestId: a Error: Runtime exited without providing a reason' },
    ],
    [
      'is killed',
      { kind: 'exited', why: 'signal: killed' },
      { errorType: 'Runtime.ExitError', errorMessage: 'RequestId: a Error: Runtime exited with error: signal: killed' },
    ],
    ['cannot be loaded', { kind: 'failed', payload: '{"errorType":"SyntaxError"}' }, { errorType: 'SyntaxError' }],
  ])('says why when the instance %s, and is of no more use', async (_, event, payload) => {
    const { environment, tell } = bench()
    const running = environment.invoke(invocation('a'))
    tell(event)
    expect(JSON.parse((await begun(running)).payload)).toEqual(payload)
    expect(environment.free()).toBe(false)
    expect((await begun(environment.invoke(invocation('b')))).kind).toBe('error')
  })

  it('waits ten seconds for the code to be loaded', async () => {
    const { environment, timers, killed } = bench(60_000)
    const running = environment.invoke(invocation('a'))
    timers.advance(10_000)
    expect((await begun(running)).payload).toContain('Task timed out after 10.00 seconds')
    expect(killed()).toBe(1)
  })

  it('is free when the runtime came back, and no use when it does not in time', async () => {
    const free = async (after: (made: ReturnType<typeof bench>) => void): Promise<boolean> => {
      const made = bench()
      made.tell({ kind: 'ready' })
      const running = made.environment.invoke(invocation('a'))
      made.tell(ended('a'))
      await running
      const answer = made.environment.free()
      after(made)
      return answer
    }
    expect(await free(({ tell }) => tell({ kind: 'ready' }))).toBe(true)
    expect(await free(({ timers }) => timers.advance(3000))).toBe(false)
    expect(await free(({ tell }) => tell({ kind: 'exited', why: 'exit status 1' }))).toBe(false)
  })

  it('lets a debugged function take its time', async () => {
    const { environment, timers, tell } = bench('none')
    tell({ kind: 'ready' })
    const running = environment.invoke(invocation('a'))
    timers.advance(3_600_000)
    tell(ended('a'))
    expect((await begun(running)).kind).toBe('result')
  })

  it('answers the last 4 KB of its log, whole characters only', async () => {
    const { environment, tell } = bench()
    tell({ kind: 'ready' })
    const running = environment.invoke(invocation('a'))
    for (let line = 0; line < 5000; line += 1) tell({ kind: 'output', text: `${line} é` })
    tell(ended('a'))
    const log = (await begun(running)).log()
    expect(Buffer.byteLength(log)).toBeLessThanOrEqual(4096)
    expect(Buffer.byteLength(log)).toBeGreaterThan(4090)
    expect(log).not.toContain('\ufffd')
    expect(log).toContain('4999 é\nEND RequestId: a\nREPORT')
  })
})

describe('an environment whose instance takes invocations ahead of their time', () => {
  /** One whose first invocation was short, with three more: `a` is begun. */
  async function line(unbegun: () => number, timeoutMs = 3000) {
    const made = bench(timeoutMs, unbegun)
    const first = made.environment.invoke(invocation('first'))
    made.tell({ kind: 'ready' })
    made.tell(ended('first', '0', 0.1))
    await first
    made.tell({ kind: 'ready' })
    made.entries.length = 0
    const [a, b, c] = ['a', 'b', 'c'].map((id) => made.environment.invoke(invocation(id)))
    if (a === undefined || b === undefined || c === undefined) throw new Error('unreachable')
    return { ...made, a, b, c }
  }

  it('hands them over at once, and begins each with the end of the one before', async () => {
    const { environment, timers, entries, invocations, tell, a, b, c } = await line(() => 0)
    expect(invocations.map(({ requestId }) => requestId)).toEqual(['first', 'a', 'b', 'c'])
    expect(environment.invocations()).toBe(3)
    timers.advance(1)
    tell(ended('a', '1', 0.3))
    tell({ kind: 'output', text: 'hello' })
    tell(ended('b', '2', 0.3))
    tell(ended('c', '3', 0.3))
    expect((await Promise.all([a, b, c].map(begun))).map(({ payload }) => payload)).toEqual(['1', '2', '3'])
    expect(environment.invocations()).toBe(0)
    expect(entries.map(({ text }) => text)).toEqual(
      ['a', 'b', 'c'].flatMap((id) => [
        `START RequestId: ${id} Version: 7`,
        ...(id === 'b' ? ['hello'] : []),
        `END RequestId: ${id}`,
        expect.stringContaining(`REPORT RequestId: ${id}\tDuration: 0.30 ms\tBilled Duration: 1 ms`),
      ]),
    )
  })

  it.each<[name: string, durations: readonly (number | undefined)[], soon: boolean]>([
    ['short ones', [0.1, 0.2], true],
    ['a long one', [0.1, 20], false],
    ['long ones', [5, 5], false],
    ['ones of which it knows nothing', [undefined], false],
  ])('after %s says whether it is soon free', (_, durations, soon) => {
    const { environment, tell } = bench(3000, () => 0)
    tell({ kind: 'ready' })
    for (const duration of durations) {
      void environment.invoke(invocation('a'))
      tell(ended('a', '1', duration))
      tell({ kind: 'ready' })
    }
    expect(environment.isSoonFree()).toBe(false)
    void environment.invoke(invocation('a'))
    expect(environment.isSoonFree()).toBe(soon)
  })

  it('gives back what waits behind one that takes long', async () => {
    const { environment, timers, tell, a, b, c } = await line(() => 2)
    expect(environment.isSoonFree()).toBe(true)
    timers.advance(2)
    expect(await Promise.all([b, c])).toEqual(['not-begun', 'not-begun'])
    expect(environment.isSoonFree()).toBe(false)
    tell(ended('a'))
    expect((await begun(a)).payload).toBe('1')
    expect(environment.invocations()).toBe(0)
  })

  it('keeps what waits where one after the other ends', async () => {
    const { environment, timers, tell } = await line(() => 2)
    timers.advance(1)
    tell(ended('a', '1', 0.3))
    timers.advance(1)
    expect(environment.invocations()).toBe(2)
  })

  it('gives back what was not begun when the instance is gone', async () => {
    const { tell, a, b, c } = await line(() => 0)
    tell(ended('a', '1', 0.3))
    tell({ kind: 'exited', why: 'exit status 1' })
    expect((await begun(a)).kind).toBe('result')
    expect((await begun(b)).payload).toContain('Runtime exited with error: exit status 1')
    expect(await c).toBe('not-begun')
  })

  it('lets nobody be late whose successor was begun', async () => {
    const taken = [1, 0]
    const { timers, killed, tell, a, b, c } = await line(() => taken.shift() ?? 0, 10)
    timers.advance(10)
    expect(killed()).toBe(0)
    expect(await c).toBe('not-begun')
    for (const id of ['a', 'b']) tell(ended(id))
    expect((await Promise.all([a, b].map(begun))).map(({ kind }) => kind)).toEqual(['result', 'result'])
  })
})
