import { describe, expect, it } from 'vitest'
import { both, differences, type Root, withOperation, withRequest, withResponse } from '../../support/difference.ts'

const text = { type: 'string' }
const whole = { type: 'integer' }
const short = { type: 'string', maxLength: 5 }
const ref = (name: string): Root => ({ $ref: `#/components/schemas/${name}` })
const shared = (schemas: Root): Root => ({ components: { schemas } })

describe('what a change of a schema means', () => {
  const cases: readonly (readonly [name: string, base: unknown, head: unknown, want: readonly string[]])[] = [
    ['a description changed', { ...text, description: 'a' }, { ...text, description: 'b' }, []],
    ['an example changed', { ...text, examples: ['a'] }, { ...text, examples: ['b'] }, []],
    ['the order of types and names changed', { type: ['string', 'null'] }, { type: ['null', 'string'] }, []],
    ['a type that another keyword tells was left out', { type: 'object', properties: { a: text } }, { properties: { a: text } }, []],
    ['bounds that bound nothing', text, { ...text, minLength: 0, pattern: '' }, []],
    ['one value is a list of one', { ...text, const: 'a' }, { ...text, enum: ['a'] }, []],
    [
      'and one of a longer list',
      { ...text, enum: ['a', 'b'] },
      { ...text, const: 'b' },
      ['request-body-enum-value-removed error', 'response-body-enum-value-removed note'],
    ],
    [
      'nothing is left unevaluated',
      { type: 'object', additionalProperties: true },
      { type: 'object', additionalProperties: true, unevaluatedProperties: false },
      [],
    ],
    [
      'what is left unevaluated is allowed anyway',
      { type: 'array', unevaluatedItems: true },
      { type: 'array', items: {}, unevaluatedItems: false },
      [],
    ],
    ['a part of a reference was written out', { allOf: [text, { maxLength: 5 }] }, { ...text, maxLength: 5 }, []],
    [
      'an integer became a number',
      whole,
      { type: 'number' },
      ['request-body-type-generalized note', 'response-body-type-generalized error'],
    ],
    ['nothing is allowed any more', text, false, ['request-body-schema-became-false error', 'response-body-schema-became-false note']],
    ['anything is allowed now', text, true, ['request-body-type-generalized note', 'response-body-type-changed error']],
    [
      'anything was allowed, of which each keyword would only say the same again',
      {},
      { type: 'string', maxLength: 5, enum: ['a'] },
      ['request-body-type-changed error', 'response-body-type-specialized note'],
    ],
    [
      'the tighter bound of an allOf counts',
      { allOf: [{ ...text, maxLength: 5 }, { maxLength: 9 }] },
      { allOf: [{ ...text, maxLength: 7 }, { maxLength: 9 }] },
      ['request-body-max-length-increased note', 'response-body-max-length-increased error'],
    ],
    [
      'a member that two of an allOf declare',
      { allOf: [{ properties: { a: text } }, { properties: { a: { maxLength: 5 } } }] },
      { allOf: [{ properties: { a: text } }, { properties: { a: { maxLength: 6 } } }] },
      ['request-property-max-length-increased note', 'response-property-max-length-increased error'],
    ],
    [
      'a member is required and declared no more',
      { type: 'object', properties: { a: text }, required: ['a'] },
      { type: 'object', required: ['a'] },
      ['request-property-removed warning', 'response-required-property-removed error'],
    ],
    [
      'a member that no undeclared member may take the place of',
      { type: 'object', properties: { a: text, b: text }, additionalProperties: false },
      { type: 'object', properties: { a: text }, additionalProperties: false },
      ['request-property-removed error', 'response-optional-property-removed note'],
    ],
    [
      'a name that is not declared is asked for',
      { type: 'object' },
      { type: 'object', required: ['a'] },
      ['request-undeclared-property-became-required error', 'response-undeclared-property-became-required note'],
    ],
    [
      'what an object has that takes the place of a text is told',
      text,
      { type: 'object', properties: { a: text }, required: ['a'] },
      [
        'request-body-type-changed error',
        'new-required-request-property error',
        'response-body-type-changed error',
        'response-required-property-added note',
      ],
    ],
    [
      'schemas in other keywords are compared with their own rules',
      { type: 'array', contains: text, prefixItems: [text, whole] },
      { type: 'array', contains: { ...text, minLength: 2 }, prefixItems: [text, whole, text] },
      [
        'request-property-min-length-set error',
        'request-body-prefix-items-added warning',
        'response-body-prefix-items-added warning',
        'response-property-min-length-set note',
      ],
    ],
    [
      'a list of types is told as that, whether it is written as a union or not',
      { oneOf: [text, whole] },
      { type: ['string', 'boolean'] },
      ['request-body-list-of-types-narrowed error', 'response-body-list-of-types-widened error'],
    ],
    [
      'a list of types beside other alternatives is a union',
      { anyOf: [text, whole] },
      { anyOf: [text, { type: 'object', properties: { a: text } }, { type: 'array', items: text }] },
      [
        'request-body-any-of-removed error',
        'request-body-any-of-added note',
        'request-body-any-of-added note',
        'response-body-any-of-added error',
        'response-body-any-of-added error',
        'response-body-any-of-removed note',
      ],
    ],
    [
      'undeclared members have a type now',
      { type: 'object' },
      { type: 'object', additionalProperties: text },
      ['request-property-type-changed error', 'response-property-type-specialized note'],
    ],
    [
      'nobody is broken by read-only members of requests, nor by write-only ones of responses',
      { type: 'object', properties: { id: { ...text, readOnly: true }, secret: { ...text, writeOnly: true } } },
      { type: 'object', properties: { id: { ...whole, readOnly: true }, secret: { ...whole, writeOnly: true } } },
      [
        'request-property-type-changed error',
        'request-property-type-changed note',
        'response-property-type-changed error',
        'response-property-type-changed note',
      ],
    ],
  ]
  it.each(cases)('%s', async (_name, base, head, want) => {
    expect(await both(base, head)).toEqual(want)
  })
})

describe('alternatives', () => {
  const cat = { type: 'object', properties: { purrs: { type: 'boolean' } } }
  const dog = { type: 'object', properties: { barks: { type: 'boolean' } } }
  const cases: readonly (readonly [name: string, base: unknown, head: unknown, want: readonly string[]])[] = [
    ['their order does not count', { oneOf: [ref('Cat'), ref('Dog')] }, { oneOf: [ref('Dog'), ref('Cat')] }, []],
    [
      'the only one that differs was changed, whatever its type is',
      { anyOf: [cat, { type: 'integer', maximum: 9 }] },
      { anyOf: [{ type: 'number', maximum: 9 }, cat] },
      ['request-property-type-generalized note', 'response-property-type-generalized error'],
    ],
    [
      'one allows all that was allowed',
      short,
      {
        anyOf: [
          { ...text, maxLength: 9 },
          { type: 'integer', minimum: 1 },
        ],
      },
      [
        'request-body-any-of-added note',
        'request-body-max-length-unset note',
        'request-body-type-generalized note',
        'response-body-any-of-added error',
        'response-body-max-length-unset error',
        'response-body-type-changed error',
      ],
    ],
    [
      'one allowed all that is allowed',
      {
        anyOf: [
          { ...text, maxLength: 9 },
          { type: 'integer', minimum: 1 },
        ],
      },
      short,
      [
        'request-body-max-length-set error',
        'request-body-any-of-removed error',
        'request-body-type-changed error',
        'response-body-max-length-set note',
        'response-body-any-of-removed note',
        'response-body-type-specialized note',
      ],
    ],
    [
      'none allows all that was allowed',
      short,
      {
        anyOf: [
          { ...text, maxLength: 4 },
          { type: 'integer', minimum: 1 },
        ],
      },
      [
        'request-body-wrapped-in-others error',
        'request-body-any-of-added note',
        'request-body-max-length-unset note',
        'request-body-type-generalized note',
        'response-body-wrapped-in-others error',
        'response-body-any-of-added error',
        'response-body-max-length-unset error',
        'response-body-type-changed error',
      ],
    ],
    [
      'one allows less by its members',
      { type: 'object', maxProperties: 5 },
      {
        anyOf: [
          { type: 'object', maxProperties: 9, required: ['a'] },
          { type: 'integer', minimum: 1 },
        ],
      },
      [
        'request-body-wrapped-in-others error',
        'request-body-any-of-added note',
        'request-body-max-properties-unset note',
        'request-body-type-generalized note',
        'response-body-wrapped-in-others error',
        'response-body-any-of-added error',
        'response-body-max-properties-unset error',
        'response-body-type-changed error',
      ],
    ],
    ['one was given a name', { oneOf: [cat, ref('Dog')] }, { oneOf: [ref('Cat'), ref('Dog')] }, []],
    [
      'one has another name and says the same',
      { oneOf: [ref('Cat'), ref('Dog')] },
      { oneOf: [ref('Kitten'), ref('Dog')] },
      [
        'request-body-one-of-removed error',
        'request-body-one-of-added note',
        'response-body-one-of-added error',
        'response-body-one-of-removed note',
      ],
    ],
    [
      'a discriminator tells them apart by their names',
      { oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'kind' } },
      { oneOf: [ref('Kitten'), ref('Dog')], discriminator: { propertyName: 'kind' } },
      [
        'request-body-one-of-removed error',
        'request-body-one-of-added note',
        'response-body-one-of-added error',
        'response-body-one-of-removed note',
      ],
    ],
    [
      'one is known again by its title',
      { anyOf: [{ title: 'Name', type: 'string' }, whole] },
      { anyOf: [whole, { title: 'Name', type: 'string', maxLength: 5 }] },
      ['request-property-max-length-set error', 'response-property-max-length-set note'],
    ],
    [
      'one without a name is known by its turn',
      { oneOf: [text, whole] },
      { oneOf: [text, { ...whole, maximum: 5 }] },
      ['request-property-max-set error', 'response-property-max-set note'],
    ],
    [
      'several may hold at once',
      { oneOf: [ref('Cat'), ref('Dog')] },
      { anyOf: [ref('Cat'), ref('Dog')] },
      [
        'request-body-one-of-removed error',
        'request-body-any-of-added note',
        'response-body-any-of-added error',
        'response-body-one-of-removed note',
      ],
    ],
    [
      'one of two is left',
      { oneOf: [ref('Cat'), ref('Dog')] },
      { oneOf: [ref('Cat')] },
      ['request-body-one-of-removed error', 'response-body-one-of-removed note'],
    ],
    [
      'null is no alternative but an allowance',
      ref('Cat'),
      { oneOf: [ref('Cat'), { type: 'null' }] },
      ['request-body-became-nullable note', 'response-body-became-nullable error'],
    ],
    [
      'a whole became one of several',
      ref('Cat'),
      { oneOf: [ref('Cat'), ref('Dog')] },
      ['request-body-wrapped-in-one-of-original-preserved warning', 'response-body-wrapped-in-one-of-original-preserved warning'],
    ],
  ]
  it.each(cases)('%s', async (_name, base, head, want) => {
    const before = { Cat: cat, Dog: dog }
    expect(await both(base, head, before, { ...before, Kitten: cat })).toEqual(want)
  })
})

describe('notes beside a reference', () => {
  const member = (part: Root): Root => ({ type: 'object', properties: { part } })
  const cases: readonly (readonly [name: string, base: Root, head: Root, want: readonly string[]])[] = [
    [
      'say that the member is deprecated',
      {},
      { deprecated: true },
      ['request-property-deprecated note', 'response-property-deprecated note'],
    ],
    [
      'say its default, before what it refers to does',
      { default: 'x' },
      { default: 'y' },
      ['request-property-default-value-changed note', 'response-property-default-value-changed note'],
    ],
    ['say the same', { deprecated: true }, { deprecated: true }, []],
  ]
  it.each(cases)('%s', async (_name, before, after, want) => {
    const schemas = { Part: { ...text, default: 'z' } }
    expect(await both(member({ ...ref('Part'), ...before }), member({ ...ref('Part'), ...after }), schemas, schemas)).toEqual(want)
  })

  it('leave what is said of the schema itself to the schema', async () => {
    const body = (part: Root, schema: Root): Root => withRequest(member({ ...ref('Part'), ...part }), shared({ Part: schema }))
    const found = await differences(body({}, text), body({ deprecated: true }, short))
    expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'request-property-max-length-set: `Part`, in requests, has `maxLength` `5` now; it had none.',
      'request-property-deprecated: `part` of the request body of `POST /pets`, in requests, is deprecated now.',
    ])
  })

  it('go with a schema that was written out', async () => {
    const schemas = { Part: text }
    expect(await both(member({ ...text, deprecated: true }), member({ ...ref('Part'), deprecated: true }), schemas, schemas)).toEqual([])
  })
})

describe('recursion', () => {
  const node = (name: unknown, child: unknown): Root => ({ Node: { type: 'object', properties: { name, child } } })
  const cases: readonly (readonly [name: string, child: unknown])[] = [
    ['by a plain reference', ref('Node')],
    ['by a reference with more beside it', { ...ref('Node'), minProperties: 1 }],
    ['through allOf', { allOf: [ref('Node')], minProperties: 1 }],
    ['through oneOf', { oneOf: [ref('Node'), text] }],
    ['through items', { type: 'array', items: { allOf: [ref('Node')], minProperties: 1 } }],
    ['through undeclared members', { type: 'object', additionalProperties: { allOf: [ref('Node')], minProperties: 1 } }],
  ]
  it.each(cases)('%s ends, and says a change once', async (_name, child) => {
    const found = await differences(
      withResponse(ref('Node'), shared(node(text, child))),
      withResponse(ref('Node'), shared(node(whole, child))),
    )
    expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'response-property-type-changed: `Node.name`, in responses, has type integer; it was string.',
    ])
  })

  it('ends where a schema is nothing but itself', async () => {
    const loop = { A: { allOf: [ref('B')] }, B: { allOf: [ref('A')] }, C: ref('C') }
    expect(await both({ oneOf: [ref('A'), ref('C')] }, { oneOf: [ref('A'), ref('C'), text] }, loop, loop)).toEqual([
      'request-body-one-of-added note',
      'response-body-one-of-added error',
    ])
  })
})

describe('shared schemas', () => {
  const operations = (count: number): Root =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `/pets/${String(index).padStart(4, '0')}`,
        { get: { responses: { '200': { description: '', content: { 'application/json': { schema: ref('Page') } } } } } },
      ]),
    )
  const many = (count: number, name: unknown): Root => ({
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1' },
    paths: operations(count),
    components: {
      schemas: {
        Page: { type: 'object', properties: { pets: { type: 'array', items: ref('Pet') }, next: ref('Page') } },
        Pet: { type: 'object', properties: { name, mother: ref('Pet'), owner: { type: 'object', properties: { pets: ref('Page') } } } },
      },
    },
  })

  it('are said once, with all operations that they reach', async () => {
    const found = await differences(many(3, text), many(3, whole))
    expect(found.map(({ code, operation, operations: reached }) => [code, operation, reached])).toEqual([
      ['response-property-type-changed', undefined, ['GET /pets/0000', 'GET /pets/0001', 'GET /pets/0002']],
    ])
  })

  it('cost nothing more when three thousand operations share them', async () => {
    const [found, ...others] = await differences(many(3000, text), many(3000, whole))
    expect([found?.operations?.length, others]).toEqual([3000, []])
  })

  it('are compared once for requests and once for responses', async () => {
    const api = (name: unknown): Root =>
      withOperation(
        {
          requestBody: { content: { 'application/json': { schema: ref('Pet') } } },
          responses: { '200': { description: '', content: { 'application/json': { schema: ref('Pet') } } } },
        },
        shared({ Pet: { type: 'object', properties: { name } } }),
        ['/pets', 'post'],
      )
    const found = await differences(api(text), api({ ...text, maxLength: 5 }))
    expect(found.map(({ code, severity, operation }) => [code, severity, operation])).toEqual([
      ['request-property-max-length-set', 'error', 'POST /pets'],
      ['response-property-max-length-set', 'note', 'POST /pets'],
    ])
  })

  it('are named after the strongest place they stand in', async () => {
    const api = (name: unknown): Root =>
      withRequest(ref('Pet'), shared({ Pet: { type: 'object', properties: { mother: ref('Pet') }, ...(name as Root) } }))
    const found = await differences(api({}), api({ minProperties: 1 }))
    expect(found.map(({ code }) => code)).toEqual(['request-body-min-properties-set'])
  })
})
