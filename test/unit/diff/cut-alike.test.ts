import { describe, expect, it } from 'vitest'
import type { Json } from '../../../generator/base/json.ts'
import { follow } from '../../../generator/base/pointer.ts'
import { cutAlike } from '../../../generator/diff/cut-alike.ts'
import type { Loaded } from '../../../generator/model/document.ts'

const loaded = (value: unknown): Loaded => ({
  entry: 'a.json',
  pointer: '',
  files: { 'a.json': { file: 'a.json', syntax: 'json', text: JSON.stringify(value), value: value as Json } },
  links: {},
  failures: {},
})

type Words = { readonly [key: string]: unknown }

/** An API of one operation, which answers with a shared schema. */
const api = (operation: Words, member: Words = {}, version = '3.0.3'): unknown => ({
  openapi: version,
  paths: {
    '/pets': {
      get: {
        ...operation,
        responses: { '200': { description: 'Fine.', content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } } },
      },
    },
  },
  components: { schemas: { Pet: { type: 'object', properties: { description: { type: 'string', ...member } } } } },
})

describe('what two specs say alike', () => {
  const cases: readonly (readonly [name: string, base: unknown, head: unknown, isCut: boolean])[] = [
    ['is cut off', api({}), api({}), true],
    ['is cut off under another description', api({ description: 'A' }), api({ description: 'B' }), true],
    ['is cut off where one has no summary', api({ summary: 'A' }), api({}), true],
    ['is cut off where documentation has moved', api({ externalDocs: { url: '/1' } }), api({ externalDocs: { url: '/2' } }), true],
    ['is cut off under another text of a member', api({}, { description: 'A' }), api({}, { description: 'B' }), true],
    ['stays where it leads to what differs', api({}), api({}, { maxLength: 5 }), false],
    ['stays where anything else differs', api({ 'x-sunset': '2026-01-01' }), api({ 'x-sunset': '2027-01-01' }), false],
    ['stays where one is of another version', api({}), api({}, {}, '3.0.2'), false],
  ]
  it.each(cases)('%s', (_name, base, head, isCut) => {
    for (const { files } of cutAlike(loaded(base), loaded(head))) {
      const responses = follow(files['a.json']?.value, '/paths/~1pets/get/responses') as object
      expect(Object.keys(responses)).toEqual(isCut ? [] : ['200'])
    }
  })
})
