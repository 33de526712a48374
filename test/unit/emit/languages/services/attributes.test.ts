import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAttribute, withReaders, withWriters, writeAttribute } from '../../../../../generator/emit/languages/services/attributes.ts'
import { vtl } from '../../../../../generator/emit/languages/vtl.ts'
import type { Schema } from '../../../../../generator/model/schema.ts'
import { model } from '../../../../support/model.ts'
import { render } from '../../../../support/render.ts'

const string: Schema = { kind: 'string' }
const number: Schema = { kind: 'number' }
const open: Schema = { kind: 'unknown' }
const object = (properties: Record<string, Schema>, additional: Schema | 'open' | 'none' = 'none'): Schema => ({
  kind: 'object',
  properties: Object.entries(properties).map(([name, schema]) => ({ name, schema, required: false })),
  additional,
})

const tree = object({ name: string, children: { kind: 'array', items: { kind: 'ref', to: 'Tree' } } })
const recursive = model({ schemas: [{ name: 'Tree', key: 'Tree', schema: tree, json: {} }] })

/** The attribute value that DynamoDB would be sent. */
function written(schema: Schema, value: unknown): unknown {
  const { output } = render(withWriters(writeAttribute(schema, vtl`$input.path('$').get('value')`, recursive)), {
    body: JSON.stringify({ value }),
  })
  return JSON.parse(output)
}

/** What a client would be answered. */
function read(schema: Schema, attribute: unknown): unknown {
  const { output } = render(withReaders(readAttribute(schema, vtl`$input.path('$').get('value')`, recursive)), {
    body: JSON.stringify({ value: attribute }),
  })
  return JSON.parse(output)
}

describe('attribute values of DynamoDB', () => {
  const cases: readonly (readonly [string, Schema, unknown, unknown])[] = [
    ['text', string, 'it\'s "it" \\ \u2028 \u{1F431} $x #end', { S: 'it\'s "it" \\ \u2028 \u{1F431} $x #end' }],
    ['empty text', string, '', { S: '' }],
    ['a number', number, 1.5, { N: '1.5' }],
    ['true', { kind: 'boolean' }, true, { BOOL: true }],
    ['false', { kind: 'boolean' }, false, { BOOL: false }],
    ['null', { kind: 'union', members: [string, { kind: 'null' }] }, null, { NULL: true }],
    ['the word true', string, 'true', { S: 'true' }],
    ['a text of digits', string, '12', { S: '12' }],
    ['bytes', { kind: 'string', format: 'byte' }, 'AAECAw==', { B: 'AAECAw==' }],
    ['a list', { kind: 'array', items: string }, ['a', 'a', ''], { L: [{ S: 'a' }, { S: 'a' }, { S: '' }] }],
    ['an empty list', { kind: 'array', items: string }, [], { L: [] }],
    [
      'a list with null',
      { kind: 'array', items: { kind: 'union', members: [string, { kind: 'null' }] } },
      ['a', null, 'b'],
      { L: [{ S: 'a' }, { NULL: true }, { S: 'b' }] },
    ],
    ['a set of texts', { kind: 'array', items: string, unique: true }, ['b', 'a'], { SS: ['b', 'a'] }],
    ['a set of numbers', { kind: 'array', items: number, unique: true }, [2, 1.5], { NS: ['2', '1.5'] }],
    ['an empty set', { kind: 'array', items: string, unique: true }, [], { L: [] }],
    [
      'lists in lists',
      { kind: 'array', items: { kind: 'array', items: number } },
      [[1], [], [2, 3]],
      { L: [{ L: [{ N: '1' }] }, { L: [] }, { L: [{ N: '2' }, { N: '3' }] }] },
    ],
    ['an object', object({ a: string, b: number, c: string }), { a: 'x', b: null }, { M: { a: { S: 'x' }, b: { NULL: true } } }],
    [
      'objects in lists in objects',
      object({ a: { kind: 'array', items: object({ b: string }) } }),
      { a: [{ b: '1' }, {}] },
      { M: { a: { L: [{ M: { b: { S: '1' } } }, { M: {} }] } } },
    ],
    ['a map', object({}, number), { 'a"b': 1, c: 2 }, { M: { 'a"b': { N: '1' }, c: { N: '2' } } }],
    ['declared members and others', object({ a: string }, number), { z: 1, a: 'x' }, { M: { a: { S: 'x' }, z: { N: '1' } } }],
    [
      'anything',
      open,
      { a: [1, { b: null, 'c"': ['', {}, []] }], d: true },
      { M: { a: { L: [{ N: '1' }, { M: { b: { NULL: true }, 'c"': { L: [{ S: '' }, { M: {} }, { L: [] }] } } }] }, d: { BOOL: true } } },
    ],
    [
      'a schema inside itself',
      { kind: 'ref', to: 'Tree' },
      { name: 'a', children: [{ name: 'b', children: [{ name: 'c' }] }] },
      { M: { name: { S: 'a' }, children: { L: [{ M: { name: { S: 'b' }, children: { L: [{ M: { name: { S: 'c' } } }] } } }] } } },
    ],
    ['a union of objects', { kind: 'union', members: [object({ a: string }), object({ b: number })] }, { b: 1 }, { M: { b: { N: '1' } } }],
  ]

  test.each(cases)('%s, there and back', (_name, schema, value, attribute) => {
    expect(written(schema, value)).toEqual(attribute)
    expect(read(schema, attribute)).toEqual(value)
  })

  const foreign: readonly (readonly [string, Schema, unknown, unknown])[] = [
    ['a set of bytes', { kind: 'array', items: string }, { BS: ['AA==', 'AQ=='] }, ['AA==', 'AQ==']],
    ['a set where a list is declared', { kind: 'array', items: number }, { NS: ['1', '2e3'] }, [1, 2000]],
    ['a number that is none', number, { N: '", "x": 1' }, '", "x": 1'],
    ['a text where an object is declared', object({ a: string }), { S: 'x' }, 'x'],
    ['what nobody declared', object({ a: string }), { M: { a: { S: 'x' }, secret: { S: 'y' } } }, { a: 'x' }],
    ['nothing of all that', string, {}, null],
    ['a set inside anything', open, { M: { a: { SS: ['x"'] } } }, { a: ['x"'] }],
  ]
  test.each(foreign)('reads what others wrote: %s', (_name, schema, attribute, value) => {
    expect(read(schema, attribute)).toEqual(value)
  })

  const wrong: readonly (readonly [string, Schema, unknown])[] = [
    ['an object for a text', string, { 'a"b': 1 }],
    ['a list for a number', number, ['", "N": "1']],
    ['a list that a template would cut', { kind: 'array', items: number }, Array.from({ length: 1001 }, (_, index) => index)],
  ]
  test.each(wrong)('writes a number that DynamoDB refuses for %s', (_name, schema, value) => {
    const attribute = written(schema, value) as { N: string }
    expect(Object.keys(attribute)).toEqual(['N'])
    expect(Number.isNaN(Number(attribute.N))).toBe(true)
  })

  test('writes and reads any JSON, whatever its texts and keys', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((one) => !/\p{Surrogate}/u.test(one))
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        text,
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(text, tie('value'), { maxKeys: 4 }),
      ),
    }))
    const depth = (one: unknown): number =>
      typeof one === 'object' && one !== null ? 1 + Math.max(0, ...Object.values(one).map(depth)) : 0
    fc.assert(
      fc.property(value, (one) => {
        fc.pre(depth(one) <= 8)
        expect(read(open, written(open, one))).toEqual(JSON.parse(JSON.stringify(one)))
      }),
      { numRuns: 100 },
    )
  })
})
