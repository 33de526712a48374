import { describe, expect, it } from 'vitest'
import type { Json } from '../../../generator/base/json.ts'
import { applyEdit } from '../../../generator/merge/apply-edit.ts'
import { type Edit, editsBetween } from '../../../generator/merge/edit.ts'

const parameter = (name: string, required: boolean): Json => ({ name, in: 'query', required })

const cases: readonly (readonly [name: string, before: Json, after: Json, want: readonly Edit[]])[] = [
  ['equal values in another order', { a: 1, b: [1, 2] }, { b: [2, 1], a: 1 }, []],
  [
    'members',
    { a: 1, b: 2, 'c/d': 3 },
    { a: 1, 'c/d': 4, e: 5 },
    [
      { kind: 'remove', pointer: '/b' },
      { kind: 'set', pointer: '/c~1d', value: 4 },
      { kind: 'set', pointer: '/e', value: 5 },
    ],
  ],
  [
    'scalars of a list',
    { a: ['x', 'y', 'z'] },
    { a: ['z', 'w'] },
    [
      { kind: 'remove', pointer: '/a/1' },
      { kind: 'remove', pointer: '/a/0' },
      { kind: 'append', pointer: '/a', value: 'w' },
    ],
  ],
  [
    'parameters',
    [parameter('a', true), parameter('b', true)],
    [parameter('b', false), parameter('c', true)],
    [
      { kind: 'set', pointer: '/1/required', value: false },
      { kind: 'remove', pointer: '/0' },
      { kind: 'append', pointer: '', value: parameter('c', true) },
    ],
  ],
  ['lists whose order may matter', { a: [{ x: 1 }] }, { a: [{ y: 1 }] }, [{ kind: 'set', pointer: '/a', value: [{ y: 1 }] }]],
  ['another kind', { a: { b: 1 } }, { a: [1] }, [{ kind: 'set', pointer: '/a', value: [1] }]],
]

describe('edits lead from one document to another', () => {
  it.each(cases)('%s', (_name, before, after, want) => {
    expect(editsBetween(before, after)).toEqual(want)
    const reached = want.reduce<Json | undefined>(
      (document, edit) => (document === undefined ? undefined : applyEdit(document, edit)),
      before,
    )
    expect(editsBetween(reached as Json, after)).toEqual([])
  })
})
