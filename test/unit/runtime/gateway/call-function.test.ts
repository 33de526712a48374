import { expect, it } from 'vitest'
import { callFunction } from '../../../../runtime/gateway/call-function.ts'
import type { Lambda, LambdaAnswer } from '../../../../runtime/gateway/lambda/lambda.ts'
import { virtualTimers } from '../../../support/virtual-timers.ts'

const call = { arn: 'arn:aws:lambda:us-east-1:000000000000:function:f', payload: '{}', invocation: 'request', timeoutMs: 29_000 } as const

function calling(answer: Promise<LambdaAnswer>) {
  const timers = virtualTimers()
  const lambda: Lambda = { invoke: () => answer, stream: () => Promise.reject(new Error('not streamed')), close: async () => undefined }
  return { timers, outcome: callFunction(lambda, { ...call, sourceArns: () => [] }, timers.after) }
}

it('waits for a function as long as the call says', async () => {
  const { timers, outcome } = calling(new Promise(() => undefined))
  let isOver = false
  void outcome.then(() => {
    isOver = true
  })
  timers.advance(28_999)
  await new Promise((resolve) => setImmediate(resolve))
  expect(isOver).toBe(false)
  timers.advance(1)
  expect(await outcome).toEqual({ kind: 'timeout' })
})

it.each<[name: string, answer: LambdaAnswer, want: object]>([
  [
    'an answer',
    { kind: 'result', payload: '1', version: '1', requestId: 'r', log: () => '' },
    { kind: 'result', payload: '1', version: '1', requestId: 'r' },
  ],
  ['an event that was taken', { kind: 'accepted' }, { kind: 'result', payload: '' }],
  [
    'an event that is too large',
    { kind: 'refused', reason: 'too-large', message: 'no' },
    { kind: 'refused', reason: 'too-large', message: 'no' },
  ],
])('gives %s at once', async (_, answer, want) => {
  expect(await calling(Promise.resolve(answer)).outcome).toMatchObject(want)
})
