import { describe, expect, it } from 'vitest'
import { consoleDocumentation } from '../../../generator/cli/console-documentation.ts'
import { derived, specDocument } from '../../support/document.ts'

const answer = {
  responses: { 200: { description: 'Fine.', content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } } },
}

const spec = {
  info: { title: 'Pets', version: '2', description: 'All of them.' },
  paths: {
    '/pets/{id}': {
      get: {
        ...answer,
        operationId: 'getPet',
        tags: ['pets'],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } },
          { name: 'kind', in: 'query', schema: { $ref: '#/components/schemas/Kind' } },
          { name: 'limit', in: 'query', example: 5, schema: { type: 'integer', default: 20 } },
          { name: 'ids', in: 'query', schema: { type: 'array', items: { type: 'integer', example: 3 }, example: [1, 2] } },
        ],
        security: [{ key: [] }],
      },
      put: {
        ...answer,
        operationId: 'putPet',
        deprecated: true,
        requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
      },
    },
    '/form/{rest+}': {
      post: {
        operationId: 'postForm',
        requestBody: {
          content: {
            'application/x-www-form-urlencoded': {
              schema: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } } },
            },
            'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
            'text/plain': { schema: { type: 'string' }, example: 'as it is' },
          },
        },
        responses: { 204: { description: 'Done.' } },
      },
    },
  },
  components: {
    securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } },
    schemas: {
      Kind: { type: 'string', enum: ['cat', 'dog'] },
      Error: { type: 'object', properties: { cause: { $ref: '#/components/schemas/Error' } } },
      Pet: {
        type: 'object',
        required: ['id', 'kind'],
        properties: {
          id: { type: 'integer', readOnly: true },
          kind: { $ref: '#/components/schemas/Kind' },
          mother: { $ref: '#/components/schemas/Pet' },
        },
      },
    },
  },
}
const { model } = derived(spec)
const stage = { apiId: 'api', stageName: 'dev' }
const documentation = consoleDocumentation({ model, document: specDocument(spec) }, stage)
const operation = (id: string) => documentation.operations.find((one) => one.id === id)

describe('what the console shows of an API', () => {
  it('has its title, its stage and its types, as they are answered and as they are sent', () => {
    expect(documentation).toMatchObject({ title: 'Pets', version: '2', description: 'All of them.', place: 'stage dev' })
    expect(documentation.operations.map(({ base, ...one }) => [base, one.stage])).toEqual(documentation.operations.map(() => ['', stage]))
    expect(documentation.types.map(({ name }) => name)).toEqual(['Kind', 'Error', 'Pet', 'PetInput'])
    expect(documentation.types[1]?.text).toBe('interface Error {\n  cause?: Error\n}')
  })

  it('offers values and examples for parameters', () => {
    expect(operation('getPet')?.parameters).toMatchObject([
      { name: 'id', in: 'path', required: true, type: 'number', example: '1' },
      { name: 'kind', values: ['cat', 'dog'], example: 'cat', type: 'Kind' },
      { name: 'limit', example: '5' },
      { name: 'ids', example: '1,2' },
      { name: 'x-api-key', in: 'header', required: false },
    ])
    expect(operation('getPet')?.security).toEqual(['API key'])
  })

  it('begins a body with what a client may send', () => {
    const [content] = operation('putPet')?.body?.contents ?? []
    expect(content?.type).toBe('PetInput')
    const body = JSON.parse(content?.example ?? '') as object
    expect(body).toMatchObject({ kind: 'cat' })
    expect(body).not.toHaveProperty('id')
    expect(operation('postForm')?.body?.contents.map(({ example }) => example)).toEqual(['a=text&b=1', undefined, 'as it is'])
  })

  it('lists an operation without a tag with the others of its path', () => {
    expect(documentation.operations.map(({ id, group }) => [id, group])).toEqual([
      ['getPet', 'pets'],
      ['putPet', 'pets'],
      ['postForm', '/form'],
    ])
    expect(operation('putPet')?.deprecated).toBe(true)
  })
})
