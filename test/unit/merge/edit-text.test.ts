import { describe, expect, it } from 'vitest'
import type { Json } from '../../../generator/base/json.ts'
import type { Edit } from '../../../generator/merge/edit.ts'
import { editText } from '../../../generator/merge/edit-text.ts'

const set = (pointer: string, value: Json): Edit => ({ kind: 'set', pointer, value })
const append = (pointer: string, value: Json): Edit => ({ kind: 'append', pointer, value })
const remove = (pointer: string): Edit => ({ kind: 'remove', pointer })

const cases: readonly (readonly [name: string, text: string, edits: readonly Edit[], want: string])[] = [
  ['a number, its comment kept', 'a: 1 # one\nb: 2\n', [set('/a', 5)], 'a: 5 # one\nb: 2\n'],
  [
    'a text in the quotes it had',
    `a: 'x'\nb: "y"\nc: z\n`,
    [set('/a', "it's"), set('/b', 'w'), set('/c', 'true')],
    `a: 'it''s'\nb: "w"\nc: 'true'\n`,
  ],
  ['a block of lines', 'a: |\n  one\n  two\n\nb: 1\n', [set('/a', 'three\nfour\n')], 'a: |\n  three\n  four\n\nb: 1\n'],
  ['a text that becomes lines', 'a:\n    b: x\n', [set('/a/b', 'one\n  two')], 'a:\n    b: |-\n        one\n          two\n'],
  ['a text that stood on lines', 'a: >-\n  one\n  two\nb: 1\n', [set('/a', 'x')], 'a: x\nb: 1\n'],
  [
    'an object in place of a text',
    'a: x\nb: 1\n',
    [set('/a', { c: [1, { d: 'e' }], f: {} })],
    'a:\n  c:\n    - 1\n    - d: e\n  f: {}\nb: 1\n',
  ],
  ['a text in place of an object', 'a:\n  c: 1\n  d: 2\nb: 1\n', [set('/a', 'x')], 'a: x\nb: 1\n'],
  ['nothing that gets a value', 'a:\nb: 1\n', [set('/a', 'x')], 'a: x\nb: 1\n'],
  [
    'a new member, behind the last and its comment',
    'a:\n  b: 1 # c\n# end\nd: 2\n',
    [set('/a/x', 'v')],
    'a:\n  b: 1 # c\n  x: v\n# end\nd: 2\n',
  ],
  ['a new member at the end of a file without a line end', 'a:\n  b: 1', [set('/a/x', { v: 1 })], 'a:\n  b: 1\n  x:\n    v: 1'],
  ['two new members of one object', 'a: 1\n', [set('/b', 2), set('/c', 3)], 'a: 1\nb: 2\nc: 3\n'],
  ['a new member in braces', 'a: { b: 1 }\nc: {}\n', [set('/a/x', ['v']), set('/c/z', 1)], 'a: { b: 1, x: [v] }\nc: { z: 1 }\n'],
  ['a member that is gone', 'a: 1\n# about b\nb:\n  c: 1\n  d: 2\ne: 3\n', [remove('/b')], 'a: 1\n# about b\ne: 3\n'],
  ['the only member', 'a:\n  b: 1\nc: 2\n', [remove('/a/b')], 'a: {}\nc: 2\n'],
  ['members in braces', 'a: { b: 1, c: 2, d: 3 }\n', [remove('/a/b'), remove('/a/d')], 'a: { c: 2 }\n'],
  ['the first member behind a dash', '- a: 1\n  b: 2\n- c: 3\n', [remove('/0/a')], '- b: 2\n- c: 3\n'],
  ['an item', 'a:\n- x # the first\n- y\n- z\n', [remove('/a/1'), append('/a', 'w')], 'a:\n- x # the first\n- z\n- w\n'],
  ['an object behind a dash', 'a:\n  - b: 1\n', [append('/a', { c: 1, d: { e: 2 } })], 'a:\n  - b: 1\n  - c: 1\n    d:\n      e: 2\n'],
  ['an item in brackets', 'a: [x, y]\n', [remove('/a/0'), append('/a', 'z')], 'a: [y, z]\n'],
  ['a list without items', 'a: []\n', [append('/a', 'z')], 'a: [z]\n'],
  ['statuses are texts', 'a:\n  x: 1\n', [set('/a/200', { b: '0x1' })], "a:\n  x: 1\n  '200':\n    b: '0x1'\n"],
  ['line ends of Windows', 'a: 1\r\nb:\r\n  c: 2\r\n', [set('/b/d', { e: 1 })], 'a: 1\r\nb:\r\n  c: 2\r\n  d:\r\n    e: 1\r\n'],
  [
    'JSON',
    '{\n  "a": {\n    "b": 1\n  },\n  "c": []\n}\n',
    [set('/a/d', { e: [] }), set('/a/b', 'x'), append('/c', 1)],
    '{\n  "a": {\n    "b": "x",\n    "d": {\n      "e": []\n    }\n  },\n  "c": [\n    1\n  ]\n}\n',
  ],
  ['JSON with tabs', '{\n\t"a": 1,\n\t"b": 2\n}\n', [remove('/b')], '{\n\t"a": 1\n}\n'],
  ['JSON on one line', '{"a":{"b":1},"c":2}', [set('/a/x', true), remove('/c')], '{"a":{"b":1, "x": true}}'],
  ['an anchor that others share stays', 'a: &x\n  b: 1\nc: *x\nd: 1\n', [set('/d', 2)], 'a: &x\n  b: 1\nc: *x\nd: 2\n'],
]

describe('a text takes edits and keeps every other letter', () => {
  it.each(cases)('%s', (_name, text, edits, want) => {
    expect(editText(text, edits)).toEqual({ text: want, refused: [] })
  })
})

const refused: readonly (readonly [name: string, text: string, edits: readonly Edit[], want: string, refused: readonly number[]])[] = [
  ['behind an alias', 'a: &x\n  b: 1\nc: *x\nd: 1\n', [set('/c/b', 2), set('/d', 2)], 'a: &x\n  b: 1\nc: *x\nd: 2\n', [0]],
  ['what an alias repeats', 'a: &x\n  b: 1\nc: *x\n', [set('/a/b', 2)], 'a: &x\n  b: 1\nc: *x\n', [0]],
  [
    'behind a merge key',
    'a: &x\n  b: 1\nc:\n  <<: *x\n  d: 1\n',
    [remove('/c/b'), set('/c/d', 2)],
    'a: &x\n  b: 1\nc:\n  <<: *x\n  d: 2\n',
    [0],
  ],
  ['inside a tag', 'a: !Sub x\nb: 1\n', [set('/a/Fn::Sub', 'y')], 'a: !Sub x\nb: 1\n', [0]],
  ['the whole document', 'a: 1\n', [set('', { b: 1 })], 'a: 1\n', [0]],
  ['what is not there', 'a: 1\n', [remove('/b'), set('/c/d', 1), append('/a', 1)], 'a: 1\n', [0, 1, 2]],
]

describe('an edit that would change anything else is refused, and the others are made', () => {
  it.each(refused)('%s', (_name, text, edits, want, indexes) => {
    expect(editText(text, edits)).toEqual({ text: want, refused: indexes.map((index) => edits[index]) })
  })
})
