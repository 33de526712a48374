import { describe, expect, it } from 'vitest'
import { types } from '../../../../generator/emit/types/index.ts'
import { compile } from '../../../support/compile.ts'
import { derived, specDocument } from '../../../support/document.ts'

function printed(root: { readonly [key: string]: unknown }): string {
  const { model } = derived(root)
  const [file] = [...(types.emit({ model, document: specDocument(root) }, () => {}) as Iterable<{ text: string }>)]
  return file?.text ?? ''
}

const content = (mediaTypes: Record<string, unknown>): unknown => ({
  content: Object.fromEntries(Object.entries(mediaTypes).map(([type, schema]) => [type, { schema }])),
})
const api = (operation: Record<string, unknown>, schemas: Record<string, unknown> = {}): { readonly [key: string]: unknown } => ({
  paths: { '/pets': { post: { operationId: 'addPet', ...operation } } },
  components: { schemas },
})

/** What stands behind a declaration, up to the next empty line. */
function declaration(text: string, name: string): string {
  const found = new RegExp(`^export (?:interface|type) ${name.replace('$', '\\$')}\\b[^]*?(?=\\n\\n|\\n$)`, 'm').exec(text)
  return found?.[0] ?? ''
}

describe('types.ts', () => {
  it('has what an operation declares, and nothing else', () => {
    const text = printed(
      api({
        parameters: [
          { name: 'page', in: 'query', schema: { type: 'integer', default: 1 }, description: 'Which page.' },
          { name: 'X-Id', in: 'header', required: true, schema: { type: 'string', enum: ['a', 'b'] } },
        ],
        requestBody: content({ 'application/json': { type: 'string' } }),
        responses: { '204': { description: '' } },
      }),
    )
    expect(declaration(text, 'AddPetRequest')).toBe(`export interface AddPetRequest {
  query: {
    /**
     * Which page.
     * Default: 1
     */
    page: number
  }
  headers: { "X-Id": "a" | "b" }
  body: string | undefined
}`)
    expect(declaration(text, 'AddPetResponse')).toBe(`export type AddPetResponse = {
  status: 204
  headers?: Headers$
  body?: undefined
}`)
  })

  it('has the parts of a multipart body, files as bytes with what is said of them', () => {
    const file = { type: 'string', format: 'binary' }
    const properties = {
      title: { type: 'string' },
      photo: { ...file, description: 'Of the pet.' },
      pages: { type: 'array', items: file },
      owner: { $ref: '#/components/schemas/Owner' },
      'a b': { type: 'object', properties: { raw: file } },
    }
    const schemas = { Owner: { type: 'object', properties: { picture: file } } }
    const requestBody = {
      required: true,
      ...(content({ 'multipart/form-data': { type: 'object', required: ['photo'], properties } }) as object),
    }
    const text = printed(api({ requestBody, responses: {} }, schemas))
    expect(declaration(text, 'AddPetRequest')).toBe(`export interface AddPetRequest {
  body: {
    title?: string
    /** Of the pet. */
    photo: File$
    pages?: File$[]
    owner?: Owner
    "a b"?: { raw?: string }
  }
}`)
    expect(text).toContain('export interface File$ {\n  bytes: Uint8Array\n')
    expect(compile({ x: [{ path: 'generated/types.ts', text, owner: 'apigen' }] })).toEqual([])
    const whole = printed(api({ requestBody, responses: {}, 'x-apigen-integration': 'lambda' }, schemas))
    expect(declaration(whole, 'AddPetRequest')).toContain('body: Uint8Array')
    expect(whole).not.toContain('File$')
  })

  it('tells media types apart, and statuses from their ranges', () => {
    const text = printed(
      api({
        requestBody: {
          required: true,
          ...(content({ 'application/json': { type: 'number' }, 'text/csv': {}, 'image/png': {} }) as object),
        },
        responses: {
          '200': { description: '', ...(content({ 'application/json': {}, 'text/html': {} }) as object) },
          '4XX': {
            description: '',
            headers: { 'Retry-After': { required: true, schema: { type: 'integer' } }, 'X-O': { schema: { type: 'object' } } },
          },
          '404': { description: '' },
          default: { description: '', ...(content({ '*/*': { type: 'object', properties: { a: {} } } }) as object) },
        },
      }),
    )
    expect(declaration(text, 'AddPetRequest')).toBe(`export type AddPetRequest =
  | {
      contentType: "application/json"
      body: number
    }
  | {
      contentType: "text/csv"
      body: string
    }
  | {
      contentType: "image/png"
      body: Uint8Array
    }`)
    const response = declaration(text, 'AddPetResponse')
    expect(response.match(/(status|contentType|headers)\??: .*/g)).toEqual([
      'status: 200',
      'headers?: Headers$',
      'contentType: "application/json"',
      'status: 200',
      'headers?: Headers$',
      'contentType: "text/html"',
      'status: 404',
      'headers?: Headers$',
      'status: Exclude<Range$<4>, 404>',
      'headers: { "Retry-After": number; "X-O"?: string } & Headers$',
      'status: Exclude<Range$<1 | 2 | 3 | 5>, 200>',
      'headers?: Headers$',
      'contentType?: string',
    ])
    expect(compile({ a: [{ path: 'types.ts', text, owner: 'apigen' }] })).toEqual([])
  })

  it('gives way to schemas that have the name of a request', () => {
    const text = printed(
      api({ responses: { '200': { description: '' } } }, { AddPetRequest: { type: 'string' }, 'add-pet-response': { type: 'string' } }),
    )
    expect(text.match(/^export (?:interface|type) \w+/gm)).toEqual([
      'export type AddPetRequest',
      'export type AddPetResponse',
      'export interface AddPetOperationRequest',
      'export type AddPetOperationResponse',
      'export interface Headers',
    ])
  })

  it('is a module even for an empty document, and compiles for the strangest schemas', () => {
    expect(printed({})).toContain('export {}')
    const schemas = {
      Error: {
        type: 'object',
        properties: { __proto__: {}, constructor: { type: 'string' }, 'a\u2028b': {} },
        additionalProperties: { type: 'string' },
      },
      Date: { enum: [-0, 1e21, null, { a: [1, 'x'] }, '\u2028', '</script>'] },
      Loop: { type: 'array', items: { $ref: '#/components/schemas/Loop' } },
      Tuple: { type: 'array', prefixItems: [{ $ref: '#/components/schemas/Loop' }], items: { enum: ['a', 'b'] } },
      Never: { allOf: [{ type: 'string' }, { type: 'object', properties: { a: { const: 1 } } }] },
      Numeric$: { oneOf: [{ $ref: '#/components/schemas/Error' }, false, true] },
      Promise: {},
    }
    const text = printed(
      api(
        {
          responses: {
            default: { description: '', ...(content({ 'application/json': { $ref: '#/components/schemas/Date' } }) as object) },
          },
        },
        schemas,
      ),
    )
    expect(compile({ a: [{ path: 'types.ts', text, owner: 'apigen' }] })).toEqual([])
  })
})
