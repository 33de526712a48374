import { describe, expect, it } from 'vitest'
import { derived } from '../../support/document.ts'

const shapes = (schemas: unknown): readonly unknown[] => derived({ components: { schemas } }).model.schemas.map(({ schema }) => schema)
const shape = (schema: unknown, others: Record<string, unknown> = {}): unknown => shapes({ It: schema, ...others })[0]

const text = { kind: 'string' }

describe('the shape of a schema', () => {
  const cases: readonly (readonly [string, unknown, unknown])[] = [
    ['nothing said', {}, { kind: 'unknown' }],
    ['true', true, { kind: 'unknown' }],
    ['false', false, { kind: 'never' }],
    ['text where a schema should be', 'string', { kind: 'unknown' }],
    ['an intrinsic', { Ref: 'Schema' }, { kind: 'unknown' }],
    ['a string', { type: 'string', format: 'date' }, { kind: 'string', format: 'date' }],
    ['an unknown type', { type: 'file' }, { kind: 'unknown' }],
    ['a type that there is not among others', { type: ['Integer', 'null'] }, { kind: 'unknown' }],
    ['several types', { type: ['string', 'null'] }, { kind: 'union', members: [text, { kind: 'null' }] }],
    ['integer or number', { type: ['integer', 'number'] }, { kind: 'number' }],
    ['const', { const: 0 }, { kind: 'enum', values: [0] }],
    ['enum with equal values', { enum: ['a', { b: 1, c: 2 }, 'a', { c: 2, b: 1 }] }, { kind: 'enum', values: ['a', { b: 1, c: 2 }] }],
    ['a list', { type: 'array', items: { type: 'string' } }, { kind: 'array', items: text }],
    ['a list in all but name', { items: { type: 'string' } }, { kind: 'array', items: text }],
    ['a list of anything', { type: 'array' }, { kind: 'array', items: { kind: 'unknown' } }],
    [
      'a tuple',
      { type: 'array', prefixItems: [{ type: 'string' }, true], items: false, minItems: 1 },
      { kind: 'tuple', items: [text, { kind: 'unknown' }], rest: 'none', required: 1 },
    ],
    [
      'an object',
      { type: 'object', required: ['b', 'c'], properties: { a: { type: 'string' }, b: { type: 'string', readOnly: true } } },
      {
        kind: 'object',
        properties: [
          { name: 'a', schema: text, required: false },
          { name: 'b', schema: { kind: 'string', access: 'readOnly' }, required: true },
          { name: 'c', schema: { kind: 'unknown' }, required: true },
        ],
        additional: 'open',
      },
    ],
    ['a map', { additionalProperties: { type: 'string' } }, { kind: 'object', properties: [], additional: text }],
    ['a closed object', { type: 'object', additionalProperties: false }, { kind: 'object', properties: [], additional: 'none' }],
    [
      'pattern properties',
      { type: 'object', patternProperties: { '^a': { type: 'string' } }, additionalProperties: false },
      { kind: 'object', properties: [], additional: text },
    ],
    [
      'all of',
      { description: 'x', allOf: [{ $ref: '#/components/schemas/Other' }, { type: 'object', required: ['id'] }] },
      {
        kind: 'intersection',
        members: [
          { kind: 'ref', to: 'Other' },
          { kind: 'object', properties: [{ name: 'id', schema: { kind: 'unknown' }, required: true }], additional: 'open' },
        ],
        description: 'x',
      },
    ],
    [
      'an object beside all of that says nothing',
      { type: 'object', allOf: [{ $ref: '#/components/schemas/Other' }] },
      { kind: 'ref', to: 'Other' },
    ],
    ['one of one', { oneOf: [{ type: 'string' }] }, text],
    ['a reference to nothing', { $ref: '#/components/schemas/Lost' }, { kind: 'unknown' }],
    [
      'a discriminator',
      {
        oneOf: [{ $ref: '#/components/schemas/Other' }, { $ref: '#/components/schemas/a-b' }],
        discriminator: { propertyName: 'kind', mapping: { one: 'Other', two: '#/components/schemas/Other', three: 'nowhere' } },
      },
      {
        kind: 'union',
        members: [
          { kind: 'ref', to: 'Other' },
          { kind: 'ref', to: 'AB' },
        ],
        discriminator: {
          property: 'kind',
          mapping: [
            { value: 'one', to: 'Other' },
            { value: 'two', to: 'Other' },
            { value: 'a-b', to: 'AB' },
          ],
        },
      },
    ],
  ]
  it.each(cases)('%s', (_, schema, want) => {
    expect(shape(schema, { Other: {}, 'a-b': {} })).toEqual(want)
  })

  it('cuts a circle with nothing in between, and only there', () => {
    const ref = (key: string): unknown => ({ $ref: `#/components/schemas/${key}` })
    const { model, reported } = derived({
      components: {
        schemas: {
          A: ref('B'),
          B: { anyOf: [ref('A'), { type: 'string' }] },
          C: { type: 'array', items: ref('C') },
          D: ref('A'),
          E: { allOf: [ref('E')] },
        },
      },
    })
    expect(model.schemas.map(({ schema }) => schema)).toEqual([
      { kind: 'unknown' },
      text,
      { kind: 'array', items: { kind: 'ref', to: 'C' } },
      { kind: 'ref', to: 'A' },
      { kind: 'unknown' },
    ])
    expect(reported.map(({ code, at }) => [code, at?.pointer])).toEqual([
      ['derive/circular-schema', '/components/schemas/A'],
      ['derive/circular-schema', '/components/schemas/B'],
      ['derive/circular-schema', '/components/schemas/E'],
    ])
  })

  it('gives up what is nested too deeply', () => {
    let schema: unknown = { type: 'string' }
    for (let depth = 0; depth < 5000; depth++) schema = { type: 'array', items: schema }
    const { reported } = derived({ components: { schemas: { Deep: schema } } })
    expect(reported.map(({ code }) => code)).toEqual(['derive/too-deep'])
  })

  it('names schemas apart whatever the order', () => {
    const names = (keys: readonly string[]): unknown =>
      Object.fromEntries(
        derived({ components: { schemas: Object.fromEntries(keys.map((key) => [key, {}])) } }).model.schemas.map(({ key, name }) => [
          key,
          name,
        ]),
      )
    const keys = ['Pet', 'pet', 'PET', '2fa', '日本', 'constructor', 'a.b', 'a_b']
    expect(names(keys)).toEqual(names([...keys].reverse()))
    expect(names(keys)).toMatchObject({ Pet: 'Pet', '2fa': 'Schema2Fa', constructor: 'Constructor' })
    expect(new Set(Object.values(names(keys) as object).map((name) => String(name).toLowerCase())).size).toBe(keys.length)
  })
})
