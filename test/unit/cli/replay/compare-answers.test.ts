import { describe, expect, it } from 'vitest'
import { compareAnswers } from '../../../../generator/cli/replay/compare-answers.ts'

type Answer = Parameters<typeof compareAnswers>[0]

const json = (value: unknown, more: Partial<Answer> = {}): Answer => ({
  status: 200,
  headers: [],
  body: { encoding: 'utf-8', text: typeof value === 'string' ? value : JSON.stringify(value) },
  ...more,
})
const uuid = (digit: string): string => `${digit.repeat(8)}-0000-4000-8000-000000000000`

const cases: readonly [name: string, recorded: Answer, answered: Answer, want: readonly string[]][] = [
  ['another order of members', json({ a: 1, b: 2 }), json('{ "b": 2, "a": 1 }'), []],
  ['another status', json({}), json({}, { status: 404 }), ['status: 200 → 404']],
  ['another value', json({ a: { 'b/c': [1, 2] } }), json({ a: { 'b/c': [1, 3] } }), ['/a/b~1c/1: 2 → 3']],
  ['a member more and one less', json({ a: 1 }), json({ b: null }), ['/a: 1 → undefined', '/b: undefined → null']],
  ['a list that is shorter', json([1, 2]), json([1]), ['/1: 2 → undefined']],
  ['a type', json({ a: 1 }), json({ a: '1' }), ['/a: 1 → "1"']],
  ['a whole body', json(1), json(2), ['body: 1 → 2']],
  ['another request id', json({ id: uuid('a') }), json({ id: uuid('b') }), []],
  ['another moment', json({ at: '2026-01-01T00:00:00Z' }), json({ at: '2026-02-02T11:11:11.5+01:00' }), []],
  ['a moment that is none any more', json({ at: '2026-01-01T00:00:00Z' }), json({ at: 'soon' }), ['/at: "2026-01-01T00:00:00Z" → "soon"']],
  ['text', json('a'), json('b'), ['body: "a" → "b"']],
  ['JSON and something else', json({}), json('b'), ['body: "{}" → "b"']],
  [
    'headers, of which more may come',
    json('', {
      headers: [
        ['X-A', '1'],
        ['X-B', '2'],
        ['x-b', '3'],
      ],
    }),
    json('', {
      headers: [
        ['x-a', '2'],
        ['X-B', '2'],
        ['X-B', '3'],
        ['Via', 'proxy'],
      ],
    }),
    ['header x-a: "1" → "2"'],
  ],
  ['a header that is gone', json('', { headers: [['X-A', '1']] }), json(''), ['header x-a: "1" → undefined']],
]

describe('answers, then and now', () => {
  it.each(cases)('%s', (_, recorded, answered, want) => {
    expect(compareAnswers(recorded, answered).map((one) => `${one.place}: ${one.recorded} → ${one.answered}`)).toEqual(want)
  })
})
