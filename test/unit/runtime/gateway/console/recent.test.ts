import { describe, expect, it } from 'vitest'
import { createRecentRequests, isCut, type RecentRequests } from '../../../../../runtime/gateway/console/recent.ts'
import type { AnsweredRequest } from '../../../../../runtime/gateway/execute/ports.ts'

const answered = (requestId: string): AnsweredRequest => ({ requestId, stage: 'dev', verb: 'GET', path: '/', status: 200, milliseconds: 1 })

function record(recent: RecentRequests, requestId: string, uri = 'x'): void {
  const sink = recent.begin({ requestId, apiId: 'api', stage: 'dev', time: 7 })
  sink({ kind: 'integration-request', type: 'HTTP', method: 'GET', uri, headers: [], body: { encoding: 'utf-8', text: '' }, at: 1 })
  recent.end(answered(requestId))
}

const ids = (recent: RecentRequests, after = 0): readonly string[] => recent.after(after).map(({ requestId }) => requestId)

describe('the last requests', () => {
  it('lists the newest first, and those after one', () => {
    const recent = createRecentRequests()
    for (const id of ['a', 'b', 'c']) record(recent, id)
    expect(ids(recent)).toEqual(['c', 'b', 'a'])
    expect(ids(recent, 2)).toEqual(['c'])
    expect(recent.trace('b')).toMatchObject({ requestId: 'b', time: 7, steps: [{ kind: 'integration-request', at: 1 }] })
  })

  it('forgets the oldest when there are too many, and goes on counting', () => {
    const recent = createRecentRequests({ requests: 2, characters: 10_000, text: 100 })
    for (const id of ['a', 'b', 'c']) record(recent, id)
    expect(ids(recent)).toEqual(['c', 'b'])
    expect(recent.trace('a')).toBeUndefined()
    expect(recent.after(0)[0]?.sequence).toBe(3)
  })

  it('forgets the oldest when they are too large, but never the last', () => {
    const recent = createRecentRequests({ requests: 100, characters: 500, text: 1000 })
    record(recent, 'a', 'x'.repeat(300))
    record(recent, 'b', 'x'.repeat(300))
    expect(ids(recent)).toEqual(['b'])
    record(recent, 'c', 'x'.repeat(900))
    expect(ids(recent)).toEqual(['c'])
  })

  it('cuts long texts and says so', () => {
    const recent = createRecentRequests({ requests: 1, characters: 10_000, text: 20 })
    record(recent, 'a', 'x'.repeat(23))
    const step = recent.trace('a')?.steps[0]
    const uri = step?.kind === 'integration-request' ? step.uri : ''
    expect(uri).toBe(`${'x'.repeat(20)}\u2026 [3 characters more]`)
    expect([isCut(uri), isCut('x'.repeat(23))]).toEqual([true, false])
  })

  it('does not list what is still running, nor what it never saw begin', () => {
    const recent = createRecentRequests()
    recent.begin({ requestId: 'a', apiId: 'api', stage: 'dev', time: 0 })
    recent.end(answered('b'))
    expect(ids(recent)).toEqual([])
  })
})
