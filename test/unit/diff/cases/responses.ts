import { type Root, withOperation, withResponse } from '../../../support/difference.ts'
import type { Case } from './case.ts'

const text = { schema: { type: 'string' } }
const listed = (...statuses: readonly string[]): Root =>
  withOperation({ responses: Object.fromEntries(statuses.map((status) => [status, { description: '' }])) })
const as = (...types: readonly string[]): Root =>
  withOperation({ responses: { '200': { description: '', content: Object.fromEntries(types.map((type) => [type, text])) } } })
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
  ['response-property-became-required', object({ name }), object({ name }, { required: ['name'] })],
  ['response-property-became-write-only', object({ name }), object({ name: { ...name, writeOnly: true } })],
  ['response-property-became-not-write-only', object({ name: { ...name, writeOnly: true } }), object({ name })],
]
