import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { derived } from '../../support/document.ts'

describe('derive', () => {
  const names: readonly (readonly [string, unknown, string])[] = [
    ['Pet Store API', undefined, 'pet-store-api'],
    ['42', undefined, 'api-42'],
    ['日本', undefined, 'api'],
    ['x', 'my-shop', 'my-shop'],
    ['x', 'My Shop!', 'my-shop'],
    ['x', 7, 'x'],
  ]
  it.each(names)('names the API %j with x-apigen.name %j: %s', (title, name, want) => {
    expect(derived({ info: { title, version: '1' }, ...(name !== undefined && { 'x-apigen': { name } }) }).model.name).toBe(want)
  })

  it('cuts a long name', () => {
    expect(derived({ info: { title: 'a '.repeat(60), version: '1' } }).model.name).toMatch(/^[a-z][a-z0-9-]{0,31}$/)
  })

  it('reads what stands at the root', () => {
    const { model, reported } = derived({
      servers: [{ url: 'https://{host}/{base}', variables: { host: { default: 'a.example' } } }, 'text'],
      'x-amazon-apigateway-api-key-source': 'AUTHORIZER',
      'x-amazon-apigateway-binary-media-types': ['image/png', 7],
      'x-amazon-apigateway-request-validators': { all: { validateRequestBody: 'true', validateRequestParameters: true } },
      'x-amazon-apigateway-gateway-responses': {
        DEFAULT_4XX: {
          statusCode: 400,
          responseParameters: { 'gatewayresponse.header.A': "'b'" },
          responseTemplates: { 'application/json': '{}' },
        },
      },
      'x-amazon-apigateway-policy': { Version: '2012-10-17' },
      'x-apigen': { events: { nightly: { source: 'schedule', every: 'rate(1 day)', function: { runtime: 'provided.al2023' } } } },
    })
    expect(model).toMatchObject({
      servers: [{ url: 'https://a.example/{base}' }],
      apiKeySource: 'AUTHORIZER',
      binaryMediaTypes: ['image/png'],
      validators: [{ name: 'all', body: true, parameters: true }],
      gatewayResponses: [{ type: 'DEFAULT_4XX', statusCode: '400', headers: { A: "'b'" }, templates: { 'application/json': '{}' } }],
      policy: { Version: '2012-10-17' },
    })
    expect(reported.map(({ code }) => code)).toEqual(['derive/events-not-supported'])
  })

  it('gives a model of plain JSON for anything', () => {
    const keys = fc.constantFrom(
      ...'paths components schemas securitySchemes parameters responses /a get post x-amazon-apigateway-any-method operationId requestBody content application/json schema type properties items allOf oneOf enum required $ref Fn::If Ref __proto__ constructor toString security x-amazon-apigateway-integration uri responses 200 headers info title x-apigen function x-apigen-function x-amazon-apigateway-authorizer discriminator mapping'.split(
        ' ',
      ),
    )
    const leaf = fc.oneof(
      fc.constantFrom(
        '#/components/schemas/a',
        '#/components/schemas/schemas',
        'object',
        'aws_proxy',
        '${x}',
        '',
        'header',
        '#/components',
      ),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    )
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
      ),
    }))
    fc.assert(
      fc.property(
        fc.record({
          paths: tree,
          components: fc.record({ schemas: tree, securitySchemes: tree, responses: tree }),
          info: tree,
          'x-apigen': tree,
        }),
        (root) => {
          const { model } = derived(JSON.parse(JSON.stringify(root)))
          expect(JSON.parse(JSON.stringify(model))).toEqual(model)
        },
      ),
      { seed: 20, numRuns: 300 },
    )
  })
})
