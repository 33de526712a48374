import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../../generator/base/json.ts'
import { sampleOf } from '../../../../generator/emit/tests/sample.ts'

const schemas: Readonly<Record<string, JsonObject>> = {
  '#/components/schemas/Node': { type: 'object', required: ['next'], properties: { next: { $ref: '#/components/schemas/Node' } } },
  '#/components/schemas/Cat': { required: ['kind', 'lives'], properties: { kind: { type: 'string' }, lives: { type: 'integer' } } },
  '#/components/schemas/Word': { type: 'string', maxLength: 2 },
}

describe('a sample', () => {
  const cases: readonly (readonly [name: string, schema: JsonObject | boolean, want: Json])[] = [
    ['of anything', true, 'text'],
    ['of a schema that says nothing', {}, 'text'],
    ['is the example', { type: 'integer', example: 0, default: 4 }, 0],
    ['is null where the example is', { type: ['string', 'null'], examples: [null] }, null],
    ['is the first listed value', { enum: ['b', 'a'] }, 'b'],
    ['is the one value', { const: false }, false],
    ['of a list of types is of the first that is not null', { type: ['null', 'boolean'] }, true],
    ['of a text is as short and as long as it has to be', { type: 'string', minLength: 6, maxLength: 6 }, 'textxx'],
    ['of a text of a format', { type: 'string', format: 'date' }, '2026-01-31'],
    ['of a text of a format that nobody knows', { type: 'string', format: 'toString' }, 'text'],
    ['of a text of a pattern', { type: 'string', pattern: '^\\d{4}-[A-Z]{2}$' }, '1111-AA'],
    ['of a pattern is long enough', { type: 'string', pattern: '^[a-z]+$', minLength: 5 }, 'aaaaa'],
    ['of a pattern that says nothing of the rest', { type: 'string', pattern: 'b', minLength: 3 }, 'bxx'],
    ['of a pattern of alternatives', { type: 'string', pattern: '^(long-word|b\\.c)$' }, 'b.c'],
    ['of a pattern beside a format', { type: 'string', format: 'email', pattern: '^[^@]+@example\\.org$' }, 'a@example.org'],
    ['of a pattern that looks ahead is any text', { type: 'string', pattern: '^(?=.*x)y+$' }, 'text'],
    ['of a pattern that fits nothing so short is any text', { type: 'string', pattern: '^a{9}$', maxLength: 4 }, 'text'],
    ['of a pattern that is none is any text', { type: 'string', pattern: '(' }, 'text'],
    ['of a pattern that never ends is made in time', { type: 'string', pattern: '^((a*)*)*$', minLength: 3 }, 'aaa'],
    ['of a number is at least so much', { type: 'number', minimum: 2.5 }, 3],
    ['of a number is more', { type: 'integer', exclusiveMinimum: 7 }, 8],
    ['of a number is a multiple', { type: 'integer', minimum: 7, multipleOf: 5 }, 10],
    ['of a negative number', { type: 'integer', maximum: -3 }, -4],
    ['of a list has as many items as it must', { type: 'array', minItems: 2, items: { type: 'integer' } }, [1, 1]],
    [
      'of a list of different numbers',
      { type: 'array', minItems: 3, uniqueItems: true, items: { type: 'integer', minimum: 5 } },
      [5, 6, 7],
    ],
    ['of a list of different texts', { type: 'array', minItems: 2, uniqueItems: true, items: { type: 'string' } }, ['text', 'text1']],
    ['of a list of different values', { minItems: 2, uniqueItems: true, items: { enum: ['a', 'b', 'c'] } }, ['a', 'b']],
    ['of a list has one item rather than none', { items: { $ref: '#/components/schemas/Word' } }, ['te']],
    ['of a list that must be empty', { type: 'array', maxItems: 0 }, []],
    [
      'of an object has what a request must have',
      { required: ['a', 'id', '__proto__'], properties: { a: { type: 'boolean' }, b: {}, id: { readOnly: true } } },
      JSON.parse('{"a": true, "__proto__": "text"}'),
    ],
    ['of alternatives is the first that is not null', { oneOf: [{ type: 'null' }, { type: 'integer' }] }, 1],
    [
      'of alternatives says which it is',
      {
        oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Word' }],
        discriminator: { propertyName: 'kind', mapping: { dog: '#/components/schemas/Word', cat: '#/components/schemas/Cat' } },
      },
      { kind: 'cat', lives: 1 },
    ],
    [
      'of alternatives without a mapping says which it is by its name',
      { anyOf: [{ $ref: '#/components/schemas/Cat' }], discriminator: { propertyName: '__proto__' } },
      JSON.parse('{"kind": "text", "lives": 1, "__proto__": "Cat"}'),
    ],
    [
      'of parts has the members of all',
      { allOf: [{ required: ['a'] }, { required: ['b'] }], required: ['c'] },
      { a: 'text', b: 'text', c: 'text' },
    ],
    ['of a reference that leads nowhere', { $ref: '#/components/schemas/None' }, 'text'],
  ]
  it.each(cases)('%s', (_name, schema, want) => {
    expect(sampleOf(schema, (ref) => schemas[ref])).toEqual(want)
  })

  it('ends where required members lead in a circle', () => {
    expect(JSON.stringify(sampleOf({ $ref: '#/components/schemas/Node' }, (ref) => schemas[ref])).length).toBeLessThan(200)
  })
})
