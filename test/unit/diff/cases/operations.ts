import { api, type Root, withOperation } from '../../../support/difference.ts'
import type { Case } from './case.ts'

const responses = { '200': { description: '' } }
const two = (more: Root = {}): Root => api({ paths: { '/pets': { get: { responses }, put: { responses, ...more } } } })
const one: Root = api({ paths: { '/pets': { get: { responses } } } })
const none: Root = api({ paths: {} })
const path = (more: Root): Root => api({ paths: { '/pets': { get: { responses, ...more } } } })
const ending = (sunset: unknown): Root => ({ deprecated: true, 'x-sunset': sunset })
const sending = (webhooks: Root): Root => api({ webhooks })
const calling = (callbacks: Root): Root => withOperation({ callbacks })
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
  ['api-removed-before-sunset', two(ending('2026-06-02')), one],
  ['api-path-removed-without-deprecation', path({}), none],
  ['api-path-removed-with-deprecation', path(ending('2026-06-01')), none],
  ['api-path-removed-before-sunset', path(ending('2026-06-02')), none],
  ['api-path-sunset-parse', path(ending('2026-02-30')), none],
  ['api-path-sunset-parse', withOperation(ending('2026-07-01')), withOperation(ending('soon'))],
  ['endpoint-deprecated', withOperation({}), withOperation({ deprecated: true })],
  ['endpoint-deprecated-with-sunset', withOperation({}), withOperation(ending('2026-06-01'))],
  ['api-deprecated-sunset-parse', withOperation({}), withOperation(ending(20_260_601))],
  ['api-sunset-date-too-small', withOperation({}), withOperation(ending('2026-05-31'))],
  ['endpoint-reactivated', withOperation({ deprecated: true }), withOperation({})],
  ['sunset-deleted', withOperation(ending('2030-01-01')), withOperation({ deprecated: true })],
  ['api-sunset-date-changed-earlier', withOperation(ending('2030-01-01')), withOperation(ending('2029-01-01'))],
  ['api-sunset-date-changed-too-small', withOperation(ending('2030-01-01')), withOperation(ending('2026-05-31'))],
  ['api-sunset-date-changed-later', withOperation(ending('2029-01-01')), withOperation(ending('2030-01-01'))],
  ['api-invalid-stability-level', withOperation({}), withOperation({ 'x-stability-level': 'solid' })],
  ['api-stability-decreased', withOperation({}), withOperation({ 'x-stability-level': 'beta' })],
  ['api-stability-increased', withOperation({ 'x-stability-level': 'draft' }), withOperation({ 'x-stability-level': 'beta' })],
  ['webhook-added', sending({}), sending({ order: { post: { responses } } })],
  ['webhook-removed', sending({ order: { post: { responses } } }), sending({})],
  ['callback-added', calling({}), calling({ done: { '{$request.query.to}': { post: { responses } } } })],
  ['callback-removed', calling({ done: { '{$request.query.to}': { post: { responses } } } }), calling({})],
  ['path-variable-renamed', variable('id'), variable('petId')],
  ['api-operation-id-added', withOperation({ operationId: undefined }), withOperation({})],
  ['api-operation-id-removed', withOperation({}), withOperation({ operationId: undefined })],
  ['api-operation-id-removed', withOperation({}), withOperation({ operationId: 'animals' })],
  ['api-tag-added', withOperation({ tags: ['a'] }), withOperation({ tags: ['a', 'b'] })],
  ['api-tag-removed', withOperation({ tags: ['a', 'b'] }), withOperation({ tags: ['b'] })],
]
