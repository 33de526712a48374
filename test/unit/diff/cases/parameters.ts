import { type Root, withOperation } from '../../../support/difference.ts'
import type { Case } from './case.ts'

const withParameter = (more: Root): Root => withOperation({ parameters: [{ name: 'q', in: 'query', schema: { type: 'string' }, ...more }] })

/** Pairs for the rules about parameters, those about their schemas left out. */
export const parameters: readonly Case[] = [
  ['new-required-request-parameter', withOperation({}), withParameter({ required: true })],
  ['new-optional-request-parameter', withOperation({}), withParameter({})],
  ['request-parameter-removed', withParameter({}), withOperation({})],
  ['new-request-path-parameter', withOperation({}), withOperation({ parameters: [{ name: 'gone', in: 'path', required: true }] })],
  ['request-parameter-became-required', withParameter({}), withParameter({ required: true })],
  ['request-parameter-became-optional', withParameter({ required: true }), withParameter({})],
  [
    'request-parameter-serialization-changed',
    withParameter({ schema: { type: 'array', items: { type: 'string' } } }),
    withParameter({ schema: { type: 'array', items: { type: 'string' } }, style: 'pipeDelimited' }),
  ],
  ['request-parameter-removed-with-deprecation', withParameter({ deprecated: true }), withOperation({})],
  ['request-parameter-removed-before-sunset', withParameter({ deprecated: true, 'x-sunset': '2026-06-02' }), withOperation({})],
  ['request-parameter-sunset-parse', withParameter({ deprecated: true, 'x-sunset': 'soon' }), withOperation({})],
  ['request-parameter-sunset-parse', withParameter({}), withParameter({ deprecated: true, 'x-sunset': 'soon' })],
  ['request-parameter-deprecated', withParameter({}), withParameter({ deprecated: true, 'x-sunset': '2026-07-01' })],
  ['request-parameter-reactivated', withParameter({ deprecated: true }), withParameter({})],
]
