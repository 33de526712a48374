import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../generator/base/json.ts'
import { compareExport } from '../../../generator/deploy/compare-export.ts'
import { normalizations, published, variablesNormalization } from '../../../generator/deploy/normalizations/index.ts'

type Part = { readonly [key: string]: unknown }

const server = { url: 'https://abc123.execute-api.eu-west-1.amazonaws.com/{basePath}' }

function whole(parts: Part): JsonObject {
  return { openapi: '3.0.1', info: { title: 'a', version: '1' }, paths: {}, components: {}, ...parts } as JsonObject
}

const get = (operation: Part, path = '/a'): Part => ({ paths: { [path]: { get: { responses: {}, ...operation } } } })
const integrated = (integration: Part): Part => get({ 'x-amazon-apigateway-integration': integration })
const schemes = (securitySchemes: Part, security: readonly Part[]): Part => ({ ...get({ security }), components: { securitySchemes } })
const authorizer = (type: string, more: Part = {}): Part => ({
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': type === 'cognito_user_pools' ? type : 'custom',
  'x-amazon-apigateway-authorizer': { type, ...more },
})
const model = (required: readonly string[]): Part => ({
  ...get({ responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } } } }),
  components: { schemas: { A: { type: 'object', required } } },
})
const key = { type: 'apiKey', name: 'x-api-key', in: 'header' }
const policy = (resource: string): Part => ({
  'x-amazon-apigateway-policy': { Statement: [{ Effect: 'Allow', Resource: [resource, 'arn:aws:s3:::a'] }] },
})

describe('what API Gateway does to every document', () => {
  const cases: readonly (readonly [id: string, name: string, wanted: Part, found: Part])[] = [
    ['paths', 'a last slash', get({}, '/a/'), get({})],
    ['paths', 'a double slash', get({}, '//a//b'), get({}, '/a/b')],
    ['paths', 'a path without methods', { paths: { '/a': { summary: 'x' } } }, {}],
    ['integrations', 'empty texts and maps of an integration', integrated({ type: 'mock', responses: {} }), integrated({ type: 'mock' })],
    [
      'integrations',
      'empty maps of a response',
      integrated({ type: 'mock', responses: { default: { statusCode: 200, responseParameters: {} } } }),
      integrated({ type: 'mock', responses: { default: { statusCode: '200' } } }),
    ],
    [
      'integrations',
      'of two responses with one status the first',
      integrated({
        type: 'mock',
        responses: { a: { statusCode: '200' }, b: { statusCode: '200', responseTemplates: { 'text/plain': 'x' } } },
      }),
      integrated({ type: 'mock', responses: { b: { statusCode: '200', responseTemplates: { 'text/plain': 'x' } } } }),
    ],
    ['integrations', 'the address of a mock', integrated({ type: 'MOCK', uri: 'x', httpMethod: 'POST' }), integrated({ type: 'mock' })],
    [
      'integrations',
      'words in another case',
      integrated({ type: 'aws', contentHandling: 'convert_to_text' }),
      integrated({ type: 'aws', contentHandling: 'CONVERT_TO_TEXT' }),
    ],
    ['validators', 'a validator that is not declared', get({ 'x-amazon-apigateway-request-validator': 'none' }), get({})],
    ['unused-models', 'a model that nothing uses', { components: { schemas: { A: {} } } }, {}],
    [
      'title-and-version',
      'an empty version',
      { info: { title: 'a', version: '' } },
      { info: { title: 'a', version: '2024-01-01T00:00:00Z' } },
    ],
    [
      'empty-parts',
      'empty settings',
      {
        'x-amazon-apigateway-gateway-responses': {},
        'x-amazon-apigateway-binary-media-types': [],
        'x-amazon-apigateway-request-validators': {},
      },
      {},
    ],
    [
      'empty-parts',
      'empty maps of a gateway response',
      { 'x-amazon-apigateway-gateway-responses': { DEFAULT_4XX: { responseTemplates: {}, responseParameters: {}, statusCode: 400 } } },
      { 'x-amazon-apigateway-gateway-responses': { DEFAULT_4XX: { statusCode: '400' } } },
    ],
    ['address', 'the endpoint', { 'x-amazon-apigateway-endpoint-configuration': { vpcEndpointIds: ['a'] } }, {}],
    ['policy-resources', 'short resources of a policy', policy('execute-api:/*'), policy('arn:aws:execute-api:eu-west-1:1:abc123/*')],
    ['security', 'scopes of an API key', schemes({ k: key }, [{ k: ['a'] }]), schemes({ api_key: key }, [{ api_key: [] }])],
    [
      'security',
      'scopes of a token authorizer',
      schemes({ a: authorizer('token') }, [{ a: ['x'] }]),
      schemes({ a: authorizer('token') }, [{ a: [] }]),
    ],
    [
      'security',
      'a second authorizer',
      schemes({ a: authorizer('token'), b: authorizer('token') }, [{ a: [], b: [] }]),
      schemes({ a: authorizer('token'), b: authorizer('token') }, [{ a: [] }]),
    ],
    [
      'security',
      'the header of a request authorizer',
      schemes({ a: { ...authorizer('request', { identitySource: 'a,b' }), name: 'Unused' } }, []),
      schemes({ a: { ...authorizer('request', { identitySource: 'a, b' }), name: 'X' } }, []),
    ],
    [
      'parameters',
      'a parameter that is declared twice',
      get({ parameters: ['x', 'x'].map((name) => ({ name, in: 'query' })) }),
      get({ parameters: [{ name: 'x', in: 'query', schema: { type: 'string' } }] }),
    ],
    ['bodies-and-responses', 'a response that is a range', get({ responses: { '4XX': { description: '' }, default: {} } }), get({})],
    ['texts', 'a summary', get({ summary: 'x', tags: ['a'] }), get({})],
    [
      'shared-parts',
      'a shared parameter',
      { ...get({ parameters: [{ $ref: '#/components/parameters/P' }] }), components: { parameters: { P: { name: 'x', in: 'query' } } } },
      get({ parameters: [{ name: 'x', in: 'query' }] }),
    ],
    ['required-names', 'the order of required names', model(['b', 'a']), model(['a', 'b'])],
    ['strangers', 'extensions of others', { 'x-internal': true, ...get({ 'x-owner': 'me' }) }, get({})],
    [
      'variables',
      'the region',
      integrated({ type: 'aws', uri: 'arn:aws:${AWS::Region}:x' }),
      integrated({ type: 'aws', uri: 'arn:aws:eu-west-1:x' }),
    ],
  ]
  it.each(cases)('%s: %s makes no difference', (id, _, wanted, found) => {
    const sides = [whole(wanted), whole({ ...found, servers: [server] })] as const
    expect(compareExport(...sides).differences).toEqual([])
    const without = normalizations.filter((one) => one.id !== id)
    // Were it not discounted, it would be one; variables are found in both sides, and not in a list.
    if (id !== variablesNormalization.id) expect(compareExport(...sides, without).differences).not.toEqual([])
    else expect(compareExport(...sides).applied).toContain(variablesNormalization.sentence)
  })

  it('is published: each has a test and a sentence in the README, and there are few', () => {
    expect(new Set(cases.map(([id]) => id))).toEqual(new Set(published.map(({ id }) => id)))
    expect(published.length).toBeLessThanOrEqual(20)
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
    expect(published.filter(({ id, sentence }) => !readme.includes(`| \`export/${id}\` | ${sentence} |`))).toEqual([])
  })
})

describe('what somebody changed', () => {
  const cases: readonly (readonly [string, Part, Part])[] = [
    ['a policy for another API', policy('execute-api:/*'), policy('arn:aws:execute-api:eu-west-1:1:other/*')],
    [
      'a scope of a Cognito authorizer',
      schemes({ a: authorizer('cognito_user_pools') }, [{ a: ['x'] }]),
      schemes({ a: authorizer('cognito_user_pools') }, [{ a: [] }]),
    ],
    [
      'a header that a token is read from',
      schemes({ a: authorizer('token') }, []),
      schemes({ a: { ...authorizer('token'), name: 'X' } }, []),
    ],
    ['a validator', get({ 'x-amazon-apigateway-request-validator': 'a' }), get({})],
    ['a version', { info: { title: 'a', version: '1' } }, { info: { title: 'a', version: '2' } }],
    [
      'a member of every object',
      get({ 'x-amazon-apigateway-integration': { type: 'aws', requestParameters: { constructor: 'x' } } }),
      integrated({ type: 'aws', requestParameters: { a: 'x' } }),
    ],
    ['an authorizer that protects nothing now', schemes({ a: authorizer('token') }, [{ a: [] }]), schemes({ a: authorizer('token') }, [])],
  ]
  it.each(cases)('%s is a difference', (_, wanted, found) => {
    const declared = { 'x-amazon-apigateway-request-validators': { a: {} } }
    expect(compareExport(whole({ ...declared, ...wanted }), whole({ ...declared, ...found, servers: [server] })).differences).not.toEqual(
      [],
    )
  })
})
