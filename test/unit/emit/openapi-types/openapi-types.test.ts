import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../../../generator/base/diagnostic.ts'
import { openapiTypes } from '../../../../generator/emit/openapi-types/index.ts'
import { safeDocument } from '../../../../generator/emit/openapi-types/safe-document.ts'
import type { OutputFile } from '../../../../generator/model/output.ts'
import { compile } from '../../../support/compile.ts'
import { conformance } from '../../../support/conformance.ts'
import { derived, specDocument, withOperation } from '../../../support/document.ts'
import { generateWith, textPayloads } from '../../../support/hostile.ts'
import { twin } from '../../../support/hostile-twin.ts'
import { pick } from '../../../support/random.ts'
import { skeleton } from '../../../support/skeleton.ts'

async function emitted(root: { readonly [key: string]: unknown }): Promise<{ files: OutputFile[]; reported: Diagnostic[] }> {
  const reported: Diagnostic[] = []
  const files: OutputFile[] = []
  const document = specDocument(root)
  for await (const file of openapiTypes.emit({ model: derived(root).model, document }, (diagnostic) => reported.push(diagnostic)))
    files.push(file)
  return { files, reported }
}

describe('safeDocument', () => {
  const schema = (value: unknown, others: Record<string, unknown> = {}): unknown => {
    const { root } = specDocument({ components: { schemas: { It: value, ...others } } })
    return (safeDocument(root) as { components: { schemas: { It: unknown } } }).components.schemas.It
  }
  const cases: readonly (readonly [string, unknown, unknown])[] = [
    ['comments', { description: 'a */ b\u2028c @ts-ignore' }, { description: 'a * / b\nc @ ts-ignore' }],
    ['texts that are none', { title: 7, description: { a: 1 }, format: null }, {}],
    ['defaults', { default: { 'k*/': ['*/'] } }, { default: { 'k* /': ['* /'] } }],
    ['values', { enum: ['*/'], const: '*/' }, { enum: ['*/'], const: '*/' }],
    ['extensions and examples', { 'x-a': 1, example: 1, examples: [1], pattern: 'x' }, {}],
    [
      'properties of such names',
      { properties: { 'x-a': {}, example: {}, description: { type: 'string' } } },
      { properties: { 'x-a': {}, example: {}, description: { type: 'string' } } },
    ],
    ['late-bound structures', { properties: { Ref: 'x' }, items: { 'Fn::If': [] } }, {}],
    ['members that are no schemas', { allOf: ['text', null, { type: 'string' }, true] }, { allOf: [{ type: 'string' }, true] }],
    [
      'discriminators',
      { discriminator: { propertyName: 'k', mapping: { a: 'Other', b: 'Lost', c: '#/components/schemas/Other' } } },
      { discriminator: { propertyName: 'k', mapping: { a: '#/components/schemas/Other', c: '#/components/schemas/Other' } } },
    ],
    ['references that lead nowhere', { $ref: '#/components/schemas/Lost', type: 'string' }, { type: 'string' }],
    ['circles', { anyOf: [{ $ref: '#/components/schemas/It' }, { type: 'string' }] }, { anyOf: [{}, { type: 'string' }] }],
    ['circles through items', { items: { $ref: '#/components/schemas/It' } }, { items: {} }],
    [
      'recursion through a property',
      { properties: { a: { $ref: '#/components/schemas/It' } } },
      { properties: { a: { $ref: '#/components/schemas/It' } } },
    ],
  ]
  it.each(cases)('takes care of %s', (_, given, want) => {
    expect(schema(given, { Other: {} })).toEqual(want)
  })

  it('leaves the document as it was', () => {
    const root = { components: { schemas: { A: { items: { $ref: '#/components/schemas/A' }, discriminator: { propertyName: 'k' } } } } }
    const before = JSON.stringify(root)
    safeDocument(root)
    expect(JSON.stringify(root)).toBe(before)
  })
})

describe('openapi.ts', () => {
  it('compiles, ids that two operations share included', async () => {
    const paths = { '/a': { get: { operationId: 'same', responses: {} } }, '/b': { get: { operationId: 'same', responses: {} } } }
    const { files, reported } = await emitted({
      paths,
      components: { schemas: { A: { type: 'array', items: { $ref: '#/components/schemas/A' } } } },
    })
    expect(reported).toEqual([])
    expect(compile({ a: files })).toEqual([])
  })

  it('costs a warning where it cannot be', async () => {
    const { files, reported } = await emitted({ ...withOperation({}), openapi: '1.2.3' })
    expect(files).toEqual([])
    expect(reported.map(({ code, severity }) => [code, severity])).toEqual([['emit/openapi-types-skipped', 'warning']])
  })

  it('is not tried where it would take hours', async () => {
    const chain = (length: number) => ({
      paths: {},
      components: {
        schemas: Object.fromEntries(
          Array.from({ length: length + 1 }, (_, index) => [
            `S${index}`,
            index === length ? { type: 'string' } : { $ref: `#/components/schemas/S${index + 1}` },
          ]),
        ),
      },
    })
    expect((await emitted(chain(100))).files).toHaveLength(1)
    const { files, reported } = await emitted(chain(101))
    expect(files).toEqual([])
    expect(reported[0]?.message).toBe(
      'openapi-typescript could not print `openapi.ts`: 101 references in a row are more than it can follow (100).',
    )
  })

  const file = conformance('hostile', 'payloads.json')
  it.skipIf(file === undefined)('lets no text out', async () => {
    const shape = async (place: string, text: string): Promise<string> => {
      const [output] = (await generateWith([{ place, text }], ['openapi-types'])) ?? []
      return output ? skeleton(output.text) : ''
    }
    const places = [
      'info.description',
      'schema.description',
      'schema.default',
      'schema.enum[]',
      'schema.properties.<key>',
      'schema.format',
      'operationId',
    ]
    const problems: string[] = []
    for (const [index, { id, value }] of pick(textPayloads(file ?? ''), 14, 21).entries()) {
      const place = places[index % places.length] ?? ''
      const found = await shape(place, value)
      if (found !== '' && found !== (await shape(place, twin(value)))) problems.push(`${id} at ${place}`)
    }
    expect(problems).toEqual([])
  })
})
