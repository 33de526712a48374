import { api, type Root } from '../../../support/difference.ts'
import type { Case } from './case.ts'

const info = (more: Root): Root => api({ info: { title: 'Shop', version: '1', ...more } })
const set = (key: string, value: unknown): Root => api({ [`x-amazon-apigateway-${key}`]: value })
const answers = (body: string): Root => set('gateway-responses', { DEFAULT_4XX: { responseTemplates: { 'application/json': body } } })

const breaking = (version: string, complete: boolean): Root => ({
  ...info({ version }),
  paths: complete ? { '/pets': { get: { responses: { '200': { description: '' } } } } } : {},
})

/** Pairs for the rules about the API as a whole. */
export const whole: readonly Case[] = [
  ['api-kind-changed', api({}), api({ 'x-amazon-apigateway-cors': { allowOrigins: ['*'] } })],
  ['api-name-changed', info({}), info({ title: 'Store' })],
  ['api-version-changed', info({}), info({ version: '2' })],
  ['api-server-added', api({}), api({ servers: [{ url: 'https://example.com' }] })],
  ['api-server-removed', api({ servers: [{ url: 'https://example.com' }] }), api({})],
  ['gateway-response-added', api({}), answers('{}')],
  ['gateway-response-removed', answers('{}'), api({})],
  ['gateway-response-changed', answers('{}'), answers('{"message": $context.error.messageString}')],
  ['binary-media-type-added', api({}), set('binary-media-types', ['image/png'])],
  ['binary-media-type-removed', set('binary-media-types', ['image/png']), api({})],
  ['endpoint-configuration-changed', api({}), set('endpoint-configuration', { types: ['PRIVATE'] })],
  ['minimum-compression-size-changed', api({}), set('minimum-compression-size', 1024)],
  ['api-schema-removed', api({ components: { schemas: { Pet: {} } } }), api({})],
  ['api-version-not-bumped', breaking('1.0.0', true), breaking('1.0.0', false), ['api-path-removed-without-deprecation']],
  [
    'api-version-decreased',
    breaking('1.0.0', true),
    breaking('0.9.0', false),
    ['api-path-removed-without-deprecation', 'api-version-changed'],
  ],
  [
    'api-major-version-not-bumped',
    breaking('1.0.0', true),
    breaking('1.1.0', false),
    ['api-path-removed-without-deprecation', 'api-version-changed'],
  ],
]
