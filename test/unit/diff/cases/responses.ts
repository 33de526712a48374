import { type Root, withOperation, withResponse } from '../../../support/difference.ts'
import type { Case } from './case.ts'

const text = { schema: { type: 'string' } }
const listed = (...statuses: readonly string[]): Root =>
  withOperation({ responses: Object.fromEntries(statuses.map((status) => [status, { description: '' }])) })
const as = (...types: readonly string[]): Root =>
  withOperation({ responses: { '200': { description: '', content: Object.fromEntries(types.map((type) => [type, text])) } } })
const content = (csv: Root): Root => withOperation({ responses: { '200': { description: '', content: { 'text/csv': csv } } } })
const withHeaders = (headers: Root): Root => withOperation({ responses: { '200': { description: '', headers } } })
const object = (properties: Root, more: Root = {}): Root => withResponse({ type: 'object', properties, ...more })
const name = { type: 'string' }

/** Pairs for the rules about responses and the members of objects in them. */
export const responses: readonly Case[] = [
  ['response-success-status-added', listed('200'), listed('200', '202')],
  ['response-success-status-removed', listed('200', '202'), listed('200')],
  ['response-non-success-status-added', listed('200'), listed('200', '404')],
  ['response-non-success-status-removed', listed('200', '404'), listed('200')],
  ['response-media-type-added', as('text/plain'), as('text/plain', 'text/csv')],
  ['response-media-type-removed', as('text/plain', 'text/csv'), as('text/plain')],
  ['response-header-added', withHeaders({}), withHeaders({ 'X-Next': text })],
  ['required-response-header-removed', withHeaders({ 'X-Next': { required: true, ...text } }), withHeaders({})],
  ['optional-response-header-removed', withHeaders({ 'X-Next': text }), withHeaders({})],
  ['response-header-became-optional', withHeaders({ 'X-Next': { required: true, ...text } }), withHeaders({ 'x-next': text })],
  ['response-header-became-required', withHeaders({ 'X-Next': text }), withHeaders({ 'X-Next': { required: true, ...text } })],
  ['response-optional-property-added', object({ id: name }), object({ id: name, name })],
  ['response-required-property-added', object({ id: name }), object({ id: name, name }, { required: ['name'] })],
  ['response-optional-property-removed', object({ id: name, name }), object({ id: name })],
  ['response-required-property-removed', object({ id: name, name }, { required: ['name'] }), object({ id: name })],
  ['response-property-became-optional', object({ name }, { required: ['name'] }), object({ name })],
  ['response-undeclared-property-became-optional', object({ name }, { required: ['other'] }), object({ name })],
  ['response-undeclared-property-became-required', object({ name }), object({ name }, { required: ['other'] })],
  ['response-property-became-required', object({ name }), object({ name }, { required: ['name'] })],
  [
    'response-required-property-removed-with-deprecation',
    object({ id: name, name: { ...name, deprecated: true, 'x-sunset': '2026-06-01' } }, { required: ['name'] }),
    object({ id: name }),
  ],
  [
    'response-required-property-removed-before-sunset',
    object({ id: name, name: { ...name, deprecated: true, 'x-sunset': '2026-06-02T00:00:00Z' } }, { required: ['name'] }),
    object({ id: name }),
  ],
  ...(['optional', 'required'] as const).flatMap((word): Case[] => {
    const of = (schema: Root): Root => object({ name: schema }, word === 'required' ? { required: ['name'] } : {})
    return [
      [`response-${word}-property-became-read-only`, of(name), of({ ...name, readOnly: true })],
      [`response-${word}-property-became-not-read-only`, of({ ...name, readOnly: true }), of(name)],
      [`response-${word}-property-became-write-only`, of(name), of({ ...name, writeOnly: true })],
      [`response-${word}-property-became-not-write-only`, of({ ...name, writeOnly: true }), of(name)],
    ]
  }),
  ['response-media-type-name-specialized', as('application/json'), as('application/problem+json')],
  ['response-media-type-name-generalized', as('application/problem+json'), as('application/json')],
  ['response-media-type-name-changed', as('text/csv; header=present'), as('text/csv; charset=utf-8')],
  ['response-media-type-parameter-added', as('text/csv'), as('text/csv; charset=utf-8')],
  ['response-media-type-parameter-removed', as('text/csv; charset=utf-8'), as('text/csv')],
  ['response-media-type-parameter-changed', as('text/csv; charset=utf-8'), as('text/csv; charset=latin1')],
  ['response-body-media-type-schema-added', content({}), content(text)],
  ['response-body-media-type-schema-removed', content(text), content({})],
]
