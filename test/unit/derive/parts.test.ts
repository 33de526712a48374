import { describe, expect, it } from 'vitest'
import type { Parts } from '../../../generator/model/api-model.ts'
import { derived, withOperation } from '../../support/document.ts'

const file = { type: 'string', format: 'binary' }
const text = { type: 'string' }

function partsOf(schema: unknown, more: { encoding?: object; mediaType?: string; schemas?: object } = {}): Parts | undefined {
  const { encoding, mediaType = 'multipart/form-data', schemas = {} } = more
  const content = { [mediaType]: { schema, ...(encoding && { encoding }) } }
  const root = { ...withOperation({ requestBody: { content } }, '/pets', 'post'), components: { schemas } }
  return derived(root).model.operations[0]?.body?.contents[0]?.parts
}

describe('what a part is read as', () => {
  const kinds: readonly (readonly [name: string, schema: unknown, contentType: string | undefined, want: string])[] = [
    ['a text', text, undefined, 'value'],
    ['a number', { type: 'integer' }, undefined, 'value'],
    ['an object', { type: 'object', properties: {} }, undefined, 'value'],
    ['a file', file, undefined, 'bytes'],
    ['a file of texts', file, 'text/csv', 'bytes'],
    ['a file or null', { type: ['string', 'null'], format: 'binary' }, undefined, 'bytes'],
    ['a file or null, as a choice', { anyOf: [file, { type: 'null' }] }, undefined, 'bytes'],
    ['a file behind a reference', { $ref: '#/components/schemas/File' }, undefined, 'bytes'],
    ['base64', { type: 'string', format: 'byte' }, undefined, 'base64'],
    ['base64 of OpenAPI 3.1', { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/png' }, undefined, 'base64'],
    ['a type of content', { contentMediaType: 'image/png' }, undefined, 'bytes'],
    ['a type of content that is text', { type: 'string', contentMediaType: 'text/csv' }, undefined, 'value'],
    ['nothing said', {}, undefined, 'bytes'],
    ['JSON by its encoding', text, 'application/json; charset=utf-8', 'json'],
    ['text by its encoding', text, 'text/plain', 'value'],
    ['a picture by its encoding', text, 'image/png, image/jpeg', 'bytes'],
    ['a list of files', { type: 'array', items: file }, undefined, 'bytes list'],
    ['a list of pictures by its encoding', { type: 'array', items: text }, 'image/*', 'bytes list'],
    ['a list of texts', { type: 'array', items: text }, undefined, 'value list'],
  ]
  it.each(kinds)('%s', (_, schema, contentType, want) => {
    const parts = partsOf({ type: 'object', properties: { p: schema } }, { ...encoded(contentType), schemas: { File: file } })
    const [part] = parts?.named ?? []
    expect(`${part?.reads}${part?.isList ? ' list' : ''}`).toBe(want)
  })
})

describe('the parts of a body', () => {
  it('are those of all that it is made of', () => {
    const schemas = { Base: { type: 'object', required: ['b'], properties: { a: file } } }
    const schema = { allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { b: text } }], required: ['a'] }
    const found = partsOf(schema, { schemas })
    expect(found?.named.map(({ name, required, reads }) => [name, required, reads])).toEqual([
      ['a', true, 'bytes'],
      ['b', true, 'value'],
    ])
  })

  it('are those of all alternatives, required where all of them say so', () => {
    const one = { required: ['kind', 'photo'], properties: { kind: { const: 'photo' }, photo: file } }
    const other = {
      required: ['kind'],
      properties: { kind: { const: 'note' }, note: text, tags: { type: 'array', items: { type: 'integer' } } },
    }
    const more = { required: ['kind'], properties: { kind: { const: 'list' }, tags: { type: 'array', items: text } } }
    const found = partsOf({ type: 'object', required: ['id'], properties: { id: text }, oneOf: [one, other, more] })
    expect(found?.named.map(({ name, required, reads, isList }) => [name, required, reads, isList])).toEqual([
      ['kind', true, 'value', false],
      ['photo', false, 'bytes', false],
      ['note', false, 'value', false],
      ['tags', false, 'value', true],
      ['id', true, 'value', false],
    ])
    expect(found?.named[0]?.schema).toEqual({ kind: 'enum', values: ['photo', 'note', 'list'] })
    expect(found?.named[3]?.schema).toMatchObject({
      kind: 'array',
      items: { kind: 'union', members: [{ kind: 'integer' }, { kind: 'string' }] },
    })
  })

  it('are not changed by alternatives that only require', () => {
    const found = partsOf({ properties: { a: text, b: file }, anyOf: [{ required: ['a'] }, { required: ['a', 'b'] }] })
    expect(found?.named.map(({ name, required }) => [name, required])).toEqual([
      ['a', false],
      ['b', false],
    ])
  })

  it('may have any name', () => {
    const found = partsOf({ type: 'object', additionalProperties: file })
    expect(found).toMatchObject({ named: [], others: { reads: 'bytes', isList: false } })
  })

  it.each([
    ['no schema', undefined, {}],
    ['an open object', { type: 'object' }, {}],
    ['alternatives that read a part differently', { oneOf: [{ properties: { a: text } }, { properties: { a: file } }] }, {}],
    ['an alternative with a list', { anyOf: [{ properties: { a: file } }, { properties: { a: { type: 'array', items: file } } }] }, {}],
    ['alternatives without members', { oneOf: [{ type: 'object' }, { type: 'object' }] }, {}],
    ['another multipart type', { type: 'object', properties: { a: text } }, { mediaType: 'multipart/mixed' }],
    [
      'a schema that leads to itself',
      { $ref: '#/components/schemas/Self' },
      { schemas: { Self: { allOf: [{ $ref: '#/components/schemas/Self' }] } } },
    ],
  ])('are not known of %s', (_, schema, more) => {
    expect(partsOf(schema, more)).toBeUndefined()
  })
})

function encoded(contentType: string | undefined): { encoding?: object } {
  return contentType === undefined ? {} : { encoding: { p: { contentType } } }
}
