import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../generator/base/json.ts'
import { withPlaceholders } from '../../../generator/judge/placeholders.ts'
import { memoryReader } from '../../../generator/load/reader.ts'
import { checkSpec, readSpec } from '../../../generator/pipeline.ts'
import { withOperation } from '../../support/document.ts'
import { judged } from '../../support/gateway.ts'

const proxy = (uri: unknown, more: object = {}): Record<string, unknown> => ({
  'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri, ...more },
})

const SILENCED = {
  'x-amazon-apigateway-request-validator': 'all',
  'x-apigen-allow': { 'gateway/unknown-validator': 'Declared by another tool.' },
}

describe('the judge', () => {
  const accepted: readonly (readonly [string, { readonly [key: string]: unknown }])[] = [
    ['an operation of ours', withOperation({})],
    ['a function that is late-bound', withOperation(proxy({ 'Fn::GetAtt': ['Handler', 'Arn'] }))],
    [
      'a function in a late-bound text',
      withOperation(proxy('arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Handler.Arn}/invocations')),
    ],
    ['a URI of another tool', withOperation(proxy('${handler_uri}'))],
    [
      'a late-bound back end',
      withOperation({
        'x-amazon-apigateway-integration': {
          type: 'http_proxy',
          httpMethod: 'GET',
          uri: { Ref: 'Url' },
          connectionType: 'VPC_LINK',
          connectionId: { Ref: 'Link' },
        },
      }),
    ],
    [
      'a late-bound role and timeout',
      withOperation(proxy({ Ref: 'Uri' }, { credentials: { Ref: 'Role' }, timeoutInMillis: { Ref: 'Timeout' } })),
    ],
    ['a late-bound part of a path', withOperation({}, '/${Stage}/pets')],
    [
      'late-bound user pools',
      {
        components: {
          securitySchemes: {
            a: {
              type: 'apiKey',
              in: 'header',
              name: 'Authorization',
              'x-amazon-apigateway-authtype': 'cognito_user_pools',
              'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [{ Ref: 'Pool' }] },
            },
          },
        },
      },
    ],
    ['a late-bound title', { info: { title: { Ref: 'Title' }, version: '1' } }],
  ]
  test.each(accepted)('accepts %s', (_name, root) => {
    expect(judged(root)).toEqual([])
  })

  const refused: readonly (readonly [string, { readonly [key: string]: unknown }, string, string])[] = [
    [
      'sibling variables',
      { paths: { '/a/{x}': withOperation({}).paths, '/a/{y}/b': { get: { responses: {} } } } },
      'judge/refused',
      '/paths/~1a~1{y}~1b',
    ],
    ['a path part with a dot and a variable', withOperation({}, '/{id}.json'), 'judge/refused', '/paths/~1{id}.json'],
    ['an address that is none', withOperation(proxy('nonsense')), 'judge/refused', '/paths/~1pets/get/x-amazon-apigateway-integration/uri'],
    [
      'a validator that is not there',
      withOperation({ 'x-amazon-apigateway-request-validator': 'all' }),
      'judge/warning',
      '/paths/~1pets/get/x-amazon-apigateway-request-validator',
    ],
  ]
  test.each(refused)('names the place of %s', (_name, root, code, pointer) => {
    expect(judged(root).map((diagnostic) => [diagnostic.code, diagnostic.at?.pointer])).toEqual([[code, pointer]])
  })

  test.each([
    [
      'an error of a rule',
      { 'x-amazon-apigateway-integration': { type: 'moc', responses: { default: { statusCode: '200' } } } },
      ['gateway/integration-type'],
      0,
    ],
    ['a warning of a rule', { 'x-amazon-apigateway-request-validator': 'all' }, ['gateway/unknown-validator'], 1],
    ['nothing of a rule that was silenced', SILENCED, ['judge/warning'], 1],
  ] as const)('leaves %s as the one message of a mistake', async (_name, operation, want, warnings) => {
    const root = { openapi: '3.0.3', info: { title: 'a', version: '1' }, ...withOperation({ security: [], ...operation }) }
    const codes: string[] = []
    const report = ({ code }: { readonly code: string }): void => void codes.push(code)
    const spec = await readSpec('a.json', { reader: memoryReader({ 'a.json': JSON.stringify(root) }) }, report)
    const checked = spec && (await checkSpec(spec, report))
    expect(codes.filter((code) => /^(judge|derive|gateway\/(integration-type|unknown-validator)$)/.test(code))).toEqual(want)
    expect(checked?.warned?.map(({ code }) => code)).toEqual(Array(warnings).fill('judge/warning'))
  })
})

describe('placeholders', () => {
  test('leave a document without late-bound values as it is', () => {
    const document = { openapi: '3.0.1', paths: { '/a': { get: { description: 'costs ${stageVariables.x} and $5' } } } }
    expect(withPlaceholders(document).document).toEqual(document)
  })

  test('take the likely branch and remember where it stood', () => {
    const document: JsonObject = { paths: { '/${Stage}/a': { 'Fn::If': ['Prod', { Ref: 'AWS::NoValue' }, { get: {} }] } } }
    const { document: judgeable, pointers } = withPlaceholders(document)
    expect(judgeable).toEqual({ paths: { '/latebound/a': { get: {} } } })
    expect(pointers['/paths/~1latebound~1a']).toBe('/paths/~1${Stage}~1a/Fn::If/2')
  })

  test('take any source of a mapping for a good one, and leave out those whose names nobody knows', () => {
    const mappings: JsonObject = { a: { Ref: 'X' }, b: "'${X}'", 'c.${X}': "'x'", d: 'unquoted', e: '${stageVariables.x}' }
    expect(withPlaceholders({ requestParameters: mappings, responseParameters: mappings }).document).toEqual(
      Object.fromEntries(
        ['requestParameters', 'responseParameters'].map((key) => [
          key,
          { a: "'late-bound'", b: "'late-bound'", d: 'unquoted', e: '${stageVariables.x}' },
        ]),
      ),
    )
  })

  test('do not look into templates', () => {
    expect(withPlaceholders({ requestTemplates: { 'Fn::Transform': { Name: 'AWS::Include' } } }).document).toEqual({})
    const templates: JsonObject = { requestTemplates: { 'application/json': '${x} $y' } }
    expect(withPlaceholders(templates).document).toEqual(templates)
  })
})
