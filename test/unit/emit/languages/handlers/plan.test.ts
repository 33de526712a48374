import { describe, expect, it } from 'vitest'
import { planHandlers } from '../../../../../generator/emit/languages/handlers/plan.ts'
import { parameterShape } from '../../../../../generator/emit/languages/handlers/shape.ts'
import { derived, withOperation } from '../../../../support/document.ts'

const uri = 'arn:aws:apigateway:r:lambda:path/2015-03-31/functions/arn:aws:lambda:r:123456789012:function:F/invocations'
const contract = '{"metadata": {"operation": "x"}, "data": {}}'

describe('how a handler is called', () => {
  const cases: readonly (readonly [string, { readonly [key: string]: unknown }, string | undefined, number | undefined])[] = [
    ['without an integration', {}, 'proxy', 200],
    ['by aws_proxy', { type: 'aws_proxy', uri }, 'proxy', 200],
    ['by templates of apigen', { type: 'aws', uri }, 'custom', 200],
    ['by templates that make the custom event', { type: 'aws', uri, requestTemplates: { 'application/json': contract } }, 'custom', 200],
    [
      'by such templates with a default response',
      { type: 'aws', uri, requestTemplates: { 'application/json': contract }, responses: { default: { statusCode: 202 } } },
      'custom',
      202,
    ],
    [
      'by other templates',
      { type: 'aws', uri, requestTemplates: { 'application/json': contract, 'text/csv': '$input.body' } },
      'templated',
      200,
    ],
    [
      'by response templates alone',
      { type: 'aws', uri, responses: { default: { responseTemplates: { 'application/json': '' } } } },
      'templated',
      200,
    ],
    ['by a backend', { type: 'http', uri: 'http://a' }, undefined, undefined],
  ]
  it.each(cases)('%s', (_, integration, event, success) => {
    const extension = Object.keys(integration).length === 0 ? {} : { 'x-amazon-apigateway-integration': integration }
    const [planned] = planHandlers(derived(withOperation(extension)).model, 'typescript').operations
    expect([planned?.event, planned?.success]).toEqual([event, success])
  })

  it('without anybody waiting', () => {
    const [planned] = planHandlers(
      derived(withOperation({ 'x-apigen-integration': 'lambda-async', responses: { '202': {} } })).model,
      'typescript',
    ).operations
    expect([planned?.event, planned?.success]).toEqual(['async', 202])
  })
})

describe('authorizers', () => {
  const authorizer = (name: string): unknown => ({
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    'x-amazon-apigateway-authorizer': {
      type: 'token',
      authorizerUri: uri.replace(':F/', `:${name}/`).replace('123456789012', '${AWS::AccountId}'),
    },
  })

  it('have modules that are no operation, one for each function', () => {
    const { model } = derived({
      ...withOperation({ operationId: 'staffAuthorizer' }),
      components: { securitySchemes: { a: authorizer('shop-staff'), b: authorizer('shop-staff'), c: authorizer('MyAuthorizer') } },
    })
    expect(
      planHandlers(model, 'typescript').authorizers.map(({ module, function: id, authorizers }) => [
        module,
        id,
        authorizers.map(({ name }) => name),
      ]),
    ).toEqual([
      [expect.stringMatching(/^staffAuthorizer[0-9a-f]{8}$/), 'shop-staff', ['a', 'b']],
      ['myAuthorizer', 'MyAuthorizer', ['c']],
    ])
  })
})

describe('what a text of a parameter is read as', () => {
  const cases: readonly (readonly [unknown, unknown])[] = [
    [{}, 'string'],
    [{ type: 'integer' }, 'number'],
    [{ type: ['number', 'null'] }, 'number'],
    [{ type: 'boolean' }, 'boolean'],
    [{ enum: [1, 2, null] }, 'number'],
    [{ enum: [1, 'a'] }, 'string'],
    [{ oneOf: [{ type: 'string' }, { type: 'integer' }] }, 'string'],
    [{ $ref: '#/components/schemas/Number' }, 'number'],
    [{ $ref: '#/components/schemas/Loop' }, { list: { list: 'json' } }],
    [{ type: 'array', items: { type: 'integer' } }, { list: 'number' }],
    [{ type: 'array', items: { type: 'object' } }, { list: 'json' }],
    [
      { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'object' } }, additionalProperties: { type: 'boolean' } },
      { fields: { a: 'number', b: 'json' }, other: 'boolean' },
    ],
    [
      { allOf: [{ type: 'object', properties: { a: { type: 'integer' } } }, { $ref: '#/components/schemas/Other' }] },
      { fields: { a: 'number', b: 'string' } },
    ],
  ]
  it.each(cases)('%j: %j', (schema, want) => {
    const schemas = {
      Number: { type: 'number' },
      Loop: { type: 'array', items: { $ref: '#/components/schemas/Loop' } },
      Other: { type: 'object', properties: { b: { type: 'string' } } },
    }
    const { model } = derived({ ...withOperation({ parameters: [{ name: 'q', in: 'query', schema }] }), components: { schemas } })
    const [parameter] = model.operations[0]?.parameters ?? []
    const byName = new Map(model.schemas.map((named) => [named.name, named.schema]))
    expect(parameter && parameterShape(parameter, byName)).toEqual(want)
  })
})
