import { json, type Root, withOperation, withRequest } from '../../../support/difference.ts'
import type { Case } from './case.ts'

const text = { schema: { type: 'string' } }
const withBody = (requestBody: Root | undefined): Root => withOperation({ requestBody }, {}, ['/pets', 'post'])
const object = (properties: Root, more: Root = {}): Root => withRequest({ type: 'object', properties, ...more })
const name = { type: 'string' }
const filled = { ...name, default: 'a' }

/** Pairs for the rules about request bodies and the members of objects in them. */
export const bodies: readonly Case[] = [
  ['request-body-added-required', withBody(undefined), withBody({ required: true, ...json(name) })],
  ['request-body-added-optional', withBody(undefined), withBody(json(name))],
  ['request-body-removed', withBody(json(name)), withBody(undefined)],
  ['request-body-became-required', withBody(json(name)), withBody({ required: true, ...json(name) })],
  ['request-body-became-optional', withBody({ required: true, ...json(name) }), withBody(json(name))],
  [
    'request-body-media-type-added',
    withBody({ content: { 'text/plain': text } }),
    withBody({ content: { 'text/plain': text, 'text/csv': text } }),
  ],
  [
    'request-body-media-type-removed',
    withBody({ content: { 'text/plain': text, 'text/csv': text } }),
    withBody({ content: { 'text/csv': text } }),
  ],
  ['new-optional-request-property', object({ id: name }), object({ id: name, name })],
  ['new-required-request-property', object({ id: name }), object({ id: name, name }, { required: ['name'] })],
  ['request-property-removed', object({ id: name, name }), object({ id: name })],
  ['request-property-became-required', object({ name }), object({ name }, { required: ['name'] })],
  ['request-property-became-optional', object({ name }, { required: ['name'] }), object({ name })],
  ['request-undeclared-property-became-required', object({ name }), object({ name }, { required: ['other'] })],
  ['request-undeclared-property-became-optional', object({ name }, { required: ['other'] }), object({ name })],
  ['new-required-request-property-with-default', object({ id: name }), object({ id: name, name: filled }, { required: ['name'] })],
  ['request-property-became-required-with-default', object({ name: filled }), object({ name: filled }, { required: ['name'] })],
  ['request-property-removed-with-deprecation', object({ id: name, name: { ...name, deprecated: true } }), object({ id: name })],
  [
    'request-property-removed-before-sunset',
    object({ id: name, name: { ...name, deprecated: true, 'x-sunset': '2026-06-02' } }),
    object({ id: name }),
  ],
  ...(['optional', 'required'] as const).flatMap((word): Case[] => {
    const of = (schema: Root): Root => object({ name: schema }, word === 'required' ? { required: ['name'] } : {})
    return [
      [`request-${word}-property-became-read-only`, of(name), of({ ...name, readOnly: true })],
      [`request-${word}-property-became-not-read-only`, of({ ...name, readOnly: true }), of(name)],
      [`request-${word}-property-became-write-only`, of(name), of({ ...name, writeOnly: true })],
      [`request-${word}-property-became-not-write-only`, of({ ...name, writeOnly: true }), of(name)],
    ]
  }),
  ['request-body-media-type-schema-added', withBody({ content: { 'text/csv': {} } }), withBody({ content: { 'text/csv': text } })],
  ['request-body-media-type-schema-removed', withBody({ content: { 'text/csv': text } }), withBody({ content: { 'text/csv': {} } })],
]
