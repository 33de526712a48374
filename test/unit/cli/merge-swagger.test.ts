import { describe, expect, it } from 'vitest'
import { definitionPointer, inSwagger } from '../../../generator/cli/merge-swagger.ts'
import type { Edit } from '../../../generator/merge/edit.ts'

const ref = { $ref: '#/components/schemas/Pet' }
const json = (schema: unknown): unknown => ({ 'application/json': { schema } })

describe('an edit of OpenAPI 3.0 as one of Swagger 2.0', () => {
  const cases: readonly (readonly [name: string, kind: 'set' | 'append', pointer: string, given: unknown, want: unknown])[] = [
    ['a model', 'set', '/components/schemas/Pets', { type: 'array', items: ref }, { type: 'array', items: { $ref: '#/definitions/Pet' } }],
    [
      'a member of the name `$ref` that is a model',
      'set',
      '/components/schemas/Pet',
      { properties: { $ref: ref } },
      { properties: { $ref: { $ref: '#/definitions/Pet' } } },
    ],
    [
      'a response',
      'set',
      '/paths/~1a/get/responses/200',
      { description: '', content: json(ref), headers: { X: { schema: { type: 'string' } } } },
      { description: '', headers: { X: { type: 'string' } }, schema: { $ref: '#/definitions/Pet' } },
    ],
    [
      'a parameter',
      'append',
      '/paths/~1a/get/parameters',
      { name: 'q', in: 'query', schema: { type: 'integer' } },
      { name: 'q', in: 'query', type: 'integer' },
    ],
    [
      'a path with an operation',
      'set',
      '/paths/~1a',
      { post: { requestBody: { required: true, content: json({}) }, responses: { 200: { description: '' } } }, 'x-a': 1 },
      {
        post: {
          consumes: ['application/json'],
          parameters: [{ in: 'body', name: 'body', required: true, schema: {} }],
          responses: { 200: { description: '' } },
        },
        'x-a': 1,
      },
    ],
    [
      'a body with a schema for each media type',
      'set',
      '/paths/~1a/post',
      { requestBody: { content: { ...(json(ref) as object), 'text/csv': { schema: {} } } }, responses: {} },
      undefined,
    ],
    ['a part of a body', 'set', '/paths/~1a/post/requestBody/content', json(ref), undefined],
    ['a part of a response', 'set', '/paths/~1a/get/responses/200/content', json(ref), undefined],
  ]
  it.each(cases)('%s', (_name, kind, pointer, value, want) => {
    const edit = inSwagger({ kind, pointer, value } as Edit)
    expect(edit && { ...edit }).toEqual(want === undefined ? undefined : { kind, pointer, value: want })
  })

  it('places models only', () => {
    expect(definitionPointer('/components/schemas/a~1b/type')).toBe('/definitions/a~1b/type')
    expect(['/components/schemas', '/components/responses/A', '/paths/~1a'].map(definitionPointer)).toEqual(Array(3).fill(undefined))
  })
})
