import { describe, expect, test } from 'vitest'
import { lowered, loweredSchema } from '../../../support/gateway.ts'

describe('schemas as API Gateway takes them', () => {
  const cases: readonly (readonly [string, unknown, unknown])[] = [
    ['what both know stays', { type: 'string', minLength: 1, pattern: '^a' }, { type: 'string', minLength: 1, pattern: '^a' }],
    [
      'annotations go',
      { type: 'string', default: 'a', example: 'b', examples: ['c'], deprecated: true, readOnly: true, 'x-y': 1 },
      { type: 'string' },
    ],
    ['words come first', { minimum: 1, type: 'integer', description: 'd' }, { description: 'd', type: 'integer', minimum: 1 }],
    ['const is an enum of one', { const: 'a' }, { enum: ['a'] }],
    [
      'null is a branch of its own',
      { type: ['string', 'null'], maxLength: 3 },
      { oneOf: [{ type: 'string', maxLength: 3 }, { type: 'null' }] },
    ],
    [
      'words stay outside of it',
      { type: ['string', 'null'], description: 'd' },
      { description: 'd', oneOf: [{ type: 'string' }, { type: 'null' }] },
    ],
    [
      'null leaves the enum, too',
      { type: ['string', 'null'], enum: ['a', null] },
      { oneOf: [{ type: 'string', enum: ['a'] }, { type: 'null' }] },
    ],
    ['several types', { type: ['string', 'integer'], minLength: 1 }, { anyOf: [{ type: 'string' }, { type: 'integer' }], minLength: 1 }],
    ['types of which one does not exist', { type: ['Integer', 'null'], description: 'd' }, { description: 'd' }],
    ['integers are numbers', { type: ['integer', 'number'] }, { type: 'number' }],
    [
      'several types beside a choice',
      { type: ['string', 'boolean'], anyOf: [{ maxLength: 1 }] },
      { allOf: [{ anyOf: [{ type: 'string' }, { type: 'boolean' }] }], anyOf: [{ maxLength: 1 }] },
    ],
    [
      'an exclusive bound of integers is exact',
      { type: 'integer', exclusiveMinimum: 0, exclusiveMaximum: 9 },
      { type: 'integer', minimum: 1, maximum: 8 },
    ],
    ['the tighter bound wins', { type: 'integer', exclusiveMinimum: 4, minimum: 2 }, { type: 'integer', minimum: 5 }],
    [
      'a late bound beside an exclusive one stays',
      { type: 'integer', exclusiveMinimum: 4, minimum: { Ref: 'Least' } },
      { type: 'integer', minimum: { Ref: 'Least' } },
    ],
    [
      'a late bound behind an exclusive one stays, too',
      { type: 'integer', minimum: { Ref: 'Least' }, exclusiveMinimum: 4 },
      { type: 'integer', minimum: { Ref: 'Least' } },
    ],
    ['an exclusive bound of numbers is inclusive', { type: 'number', exclusiveMinimum: 0 }, { type: 'number', minimum: 0 }],
    ['everything and nothing', { properties: { a: true, b: false } }, { properties: { a: {}, b: { not: {} } } }],
    ['an array of anything', { type: 'array' }, { type: 'array', items: {} }],
    [
      'tuples',
      { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false },
      { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'integer' }] }, maxItems: 2 },
    ],
    [
      'closed tuples that are short anyway',
      { maxItems: 1, items: false, prefixItems: [{ type: 'string' }, { type: 'integer' }], type: 'array' },
      { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'integer' }] }, maxItems: 1 },
    ],
    [
      'closed tuples whose limit comes last',
      { type: 'array', prefixItems: [{ type: 'string' }], items: false, maxItems: 3 },
      { type: 'array', items: { anyOf: [{ type: 'string' }] }, maxItems: 1 },
    ],
    ['open tuples', { type: 'array', prefixItems: [{ type: 'string' }] }, { type: 'array', items: {} }],
    ['an empty required goes', { type: 'object', required: [] }, { type: 'object' }],
    ['required names once each', { required: ['a', 'a', 1] }, { required: ['a'] }],
    ['numbers in quotes', { type: 'string', maxLength: '35' }, { type: 'string', maxLength: 35 }],
    ['an enum has no value twice', { enum: [1, 1, '1'] }, { enum: [1, '1'] }],
    ['types that are none', { type: 'file' }, {}],
    ['formats that are known not to be known', { type: 'number', format: 'int32' }, { type: 'number' }],
    [
      'patterns of names open the object',
      { type: 'object', additionalProperties: false, patternProperties: { '^x': {} } },
      { type: 'object' },
    ],
    ['a property called Ref', { properties: { Ref: { type: 'string' } } }, { properties: { Ref: { type: 'string' } } }],
    ['intrinsics stay', { type: 'string', pattern: { Ref: 'Pattern' } }, { type: 'string', pattern: { Ref: 'Pattern' } }],
    ['not of something exact', { not: { type: 'string' } }, { not: { type: 'string' } }],
    ['not of something wider would be narrower', { type: 'object', not: { dependentRequired: { a: ['b'] } } }, { type: 'object' }],
    ['one of exact branches', { oneOf: [{ type: 'string' }, { const: 1 }] }, { oneOf: [{ type: 'string' }, { enum: [1] }] }],
    ['one of wider branches may overlap', { oneOf: [{ if: {} }, { type: 'string' }] }, { anyOf: [{}, { type: 'string' }] }],
    [
      'wrong shapes go',
      { type: 'object', properties: [], required: 'a', enum: [], allOf: {}, minLength: -1, uniqueItems: 'no' },
      { type: 'object' },
    ],
  ]
  test.each(cases)('%s', (_name, given, want) => {
    expect(loweredSchema(given)).toEqual(want)
  })

  test('a name of the prototype is a name', () => {
    const schema = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"null"}}}')
    expect(JSON.stringify(loweredSchema(schema))).toBe(JSON.stringify(schema))
  })

  test('a branch that is wider through a reference', () => {
    const others = { Loose: { allOf: [{ $ref: '#/components/schemas/Looser' }] }, Looser: { propertyNames: { maxLength: 1 } } }
    expect(loweredSchema({ oneOf: [{ $ref: '#/components/schemas/Loose' }, { type: 'null' }] }, others)).toEqual({
      anyOf: [{ $ref: '#/components/schemas/Loose' }, { type: 'null' }],
    })
  })

  test('a chain of references deeper than any stack', () => {
    const deep: Record<string, unknown> = {}
    for (let n = 0; n < 5000; n++) deep[`Link${n}`] = { oneOf: [{ $ref: `#/components/schemas/Link${n + 1}` }] }
    deep.Link5000 = { contains: {} }
    expect(loweredSchema({ $ref: '#/components/schemas/Link0' }, deep)).toEqual({ allOf: [{ $ref: '#/components/schemas/Link0' }] })
  })
})

describe('models', () => {
  test('names are letters and digits, whatever the order', () => {
    const schemas = {
      inline_response_200: { type: 'object' },
      inlineResponse200: { type: 'string' },
      'My.Pet-1': { $ref: '#/components/schemas/inline_response_200' },
      Größe: {},
    }
    const reversed = Object.fromEntries(Object.entries(schemas).reverse())
    const { document, pointers } = lowered({ components: { schemas } })
    const models = Object.entries((document.components as { schemas: Record<string, unknown> }).schemas)
    expect(models.map(([name]) => name.replace(/[0-9a-f]{8}$/, '#'))).toEqual([
      'inlineresponse200#',
      'inlineResponse200#',
      'MyPet1',
      'Groe',
    ])
    expect(models[2]?.[1]).toEqual({ allOf: [{ $ref: `#/components/schemas/${models[0]?.[0]}` }] })
    expect(pointers[`/components/schemas/${models[2]?.[0]}`]).toBe('/components/schemas/My.Pet-1')
    const again = Object.entries(
      (lowered({ components: { schemas: reversed } }).document.components as { schemas: Record<string, unknown> }).schemas,
    )
    expect(Object.fromEntries(again)).toEqual(Object.fromEntries(models))
  })

  test('bodies get models of their own; references inside other schemas, too', () => {
    const { document, at, pointers } = lowered({
      paths: {
        '/pets': {
          post: {
            operationId: 'createPet',
            requestBody: {
              required: true,
              content: { 'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Pet/properties/name' } } } },
            },
            responses: {
              '201': {
                description: 'ok',
                content: { 'application/json': { schema: { type: 'string' } }, 'text/csv': { schema: { type: 'string' } } },
              },
            },
          },
        },
      },
      components: { schemas: { Pet: { type: 'object', properties: { name: { type: 'string', maxLength: 9 } } } } },
    })
    expect(Object.keys((document.components as { schemas: object }).schemas)).toEqual([
      'Pet',
      'CreatePetRequest',
      'CreatePetResponse201',
      'CreatePetResponse201TextCsv',
      'PetName',
    ])
    expect(at('/components/schemas/CreatePetRequest')).toEqual({ type: 'array', items: { $ref: '#/components/schemas/PetName' } })
    expect(at('/components/schemas/PetName')).toEqual({ type: 'string', maxLength: 9 })
    expect(at('/paths/~1pets/post/requestBody')).toEqual({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/CreatePetRequest' } } },
      required: true,
    })
    expect(pointers['/components/schemas/CreatePetRequest']).toBe('/paths/~1pets/post/requestBody/content/application~1json/schema')
  })
})
