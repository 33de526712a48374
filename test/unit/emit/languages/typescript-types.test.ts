import { describe, expect, it } from 'vitest'
import { schemaNames } from '../../../../generator/emit/languages/type-names.ts'
import { declareSchema, typeOf } from '../../../../generator/emit/languages/typescript-types.ts'
import type { NamedSchema, Schema } from '../../../../generator/model/schema.ts'
import { model } from '../../../support/model.ts'

const text: Schema = { kind: 'string' }
const number: Schema = { kind: 'number' }
const object = (properties: Record<string, Schema>, required: readonly string[] = []): Schema => ({
  kind: 'object',
  properties: Object.entries(properties).map(([name, schema]) => ({ name, schema, required: required.includes(name) })),
  additional: 'open',
})
const named = (name: string, schema: Schema): NamedSchema => ({ name, key: name, schema, json: true })

describe('typeOf', () => {
  const names = schemaNames(model({ schemas: [named('Pet', object({ kind: text })), named('Error', text)] }))
  const cases: readonly (readonly [string, Schema, string])[] = [
    ['an integer', { kind: 'integer', format: 'int64' }, 'number'],
    ['nothing known', { kind: 'unknown' }, 'unknown'],
    ['an enum', { kind: 'enum', values: ['a', 1, null, true, 'a"b</script>'] }, '"a" | 1 | null | true | "a\\"b\\u003c/script>"'],
    ['a structured enum value', { kind: 'enum', values: [{ a: [1] }] }, '{ a: [1] }'],
    ['a list of a union', { kind: 'array', items: { kind: 'union', members: [text, { kind: 'null' }] } }, '(string | null)[]'],
    ['a list of lists', { kind: 'array', items: { kind: 'array', items: text } }, 'string[][]'],
    ['a tuple', { kind: 'tuple', items: [text, number], rest: 'none', required: 1 }, '[string, number?]'],
    ['an open tuple', { kind: 'tuple', items: [text], rest: number }, '[string?, ...number[]]'],
    ['an object', object({ a: text, 'b-c': number }, ['a']), '{ a: string; "b-c"?: number }'],
    ['a dangerous key', object({ __proto__x: text, ['__proto__']: text }), '{ __proto__x?: string; ["__proto__"]?: string }'],
    ['a map', { kind: 'object', properties: [], additional: text }, '{ [key: string]: string }'],
    ['an empty object', { kind: 'object', properties: [], additional: 'none' }, '{ [key: string]: never }'],
    [
      'an object with more',
      { kind: 'object', properties: [{ name: 'a', schema: number, required: false }], additional: text },
      '{ a?: number; [key: string]: string | number | undefined }',
    ],
    ['a union of unions', { kind: 'union', members: [{ kind: 'union', members: [text, number] }, text] }, 'string | number'],
    ['a union with anything', { kind: 'union', members: [text, { kind: 'unknown' }] }, 'unknown'],
    ['an empty union', { kind: 'union', members: [] }, 'never'],
    [
      'an intersection of a union',
      {
        kind: 'intersection',
        members: [
          { kind: 'union', members: [text, number] },
          { kind: 'ref', to: 'Pet' },
        ],
      },
      '(string | number) & Pet',
    ],
    ['an intersection with anything', { kind: 'intersection', members: [{ kind: 'unknown' }, text] }, 'string'],
    ['a ref to a global name', { kind: 'ref', to: 'Error' }, 'Error_'],
    [
      'a discriminated union',
      {
        kind: 'union',
        members: [
          { kind: 'ref', to: 'Pet' },
          { kind: 'ref', to: 'Error' },
        ],
        discriminator: { property: 'kind', mapping: [{ value: 'pet', to: 'Pet' }] },
      },
      'Pet & { kind: "pet" } | Error_',
    ],
    [
      'a documented property',
      object({ a: { ...text, description: 'Text */ here.', deprecated: true } }),
      '{\n  /**\n   * Text * / here.\n   * @deprecated\n   */\n  a?: string\n}',
    ],
  ]
  it.each(cases)('%s', (_, schema, want) => {
    expect(typeOf(schema, { view: 'read', names })).toBe(want)
  })

  it('prints a long union one member a line', () => {
    const values = Array.from({ length: 30 }, (_, index) => `value-${index}`)
    const printed = typeOf({ kind: 'array', items: { kind: 'enum', values } }, { view: 'read', names })
    expect(printed.split('\n').slice(0, 2)).toEqual(['(', '  | "value-0"'])
    expect(printed.endsWith('\n)[]')).toBe(true)
  })
})

describe('declareSchema', () => {
  const schemas = [
    named('Pet', object({ id: { kind: 'integer', access: 'readOnly' }, name: text }, ['id', 'name'])),
    named('Owner', object({ pets: { kind: 'array', items: { kind: 'ref', to: 'Pet' } } })),
    named('PetInput', text),
    named('Unsent', object({ id: { ...text, access: 'readOnly' } }, ['id'])),
  ]
  const sent = model({
    schemas,
    operations: [
      { id: 'put', body: { required: true, contents: [{ schema: { kind: 'ref', to: 'Owner' } }] } },
      { id: 'putPet', body: { required: true, contents: [{ schema: { kind: 'ref', to: 'PetInput' } }] } },
    ],
  })
  const names = schemaNames(sent)

  it('gives what is sent a type of its own only where it differs, under a free name', () => {
    expect(schemas.map(({ name }) => [name, names.differs(name)])).toEqual([
      ['Pet', true],
      ['Owner', true],
      ['PetInput', false],
      ['Unsent', false],
    ])
    expect(names.of('Owner', 'write')).toBe('OwnerInput')
    expect(names.of('Pet', 'write')).toMatch(/^PetInput[0-9a-f]{8}$/)
  })

  it('prints both views', () => {
    const [pet, owner] = schemas as [NamedSchema, NamedSchema]
    expect(declareSchema(pet, { view: 'read', names })).toBe('export interface Pet {\n  id: number\n  name: string\n}')
    expect(declareSchema(pet, { view: 'write', names })).toMatch(/^export interface PetInput[0-9a-f]{8} \{\n {2}id\?: number\n/)
    expect(declareSchema(owner, { view: 'write', names })).toMatch(/pets\?: PetInput[0-9a-f]{8}\[\]/)
  })
})
