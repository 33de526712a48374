import { api, type Root, withOperation } from '../../../support/difference.ts'
import type { Case } from './case.ts'

const responses = { '200': { description: '' } }
const two = (more: Root = {}): Root => api({ paths: { '/pets': { get: { responses }, put: { responses, ...more } } } })
const one: Root = api({ paths: { '/pets': { get: { responses } } } })
const variable = (name: string): Root =>
  withOperation({ parameters: [{ name, in: 'path', required: true, schema: { type: 'string' } }] }, {}, [`/pets/{${name}}`, 'get'])

/** Pairs for the rules about operations as a whole. */
export const operations: readonly Case[] = [
  ['endpoint-added', one, two()],
  ['api-removed-without-deprecation', two(), one],
  ['api-removed-with-deprecation', two({ deprecated: true }), one],
  [
    'api-removed-with-deprecation',
    two(),
    api({ paths: { '/pets': { get: { responses }, 'x-amazon-apigateway-any-method': { responses } } } }),
    ['endpoint-added'],
  ],
  ['endpoint-deprecated', withOperation({}), withOperation({ deprecated: true })],
  ['endpoint-reactivated', withOperation({ deprecated: true }), withOperation({})],
  ['sunset-deleted', withOperation({ deprecated: true, 'x-sunset': '2030-01-01' }), withOperation({ deprecated: true })],
  [
    'sunset-date-changed',
    withOperation({ deprecated: true, 'x-sunset': '2030-01-01' }),
    withOperation({ deprecated: true, 'x-sunset': '2029-01-01' }),
  ],
  ['path-variable-renamed', variable('id'), variable('petId')],
  ['api-operation-id-added', withOperation({ operationId: undefined }), withOperation({})],
  ['api-operation-id-removed', withOperation({}), withOperation({ operationId: undefined })],
  ['api-operation-id-changed', withOperation({}), withOperation({ operationId: 'animals' })],
  ['api-tag-added', withOperation({ tags: ['a'] }), withOperation({ tags: ['a', 'b'] })],
  ['api-tag-removed', withOperation({ tags: ['a', 'b'] }), withOperation({ tags: ['b'] })],
]
