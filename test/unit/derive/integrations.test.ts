import { describe, expect, it } from 'vitest'
import { derived, withOperation } from '../../support/document.ts'

const invocation = (fn: unknown): string => `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${fn}/invocations`
const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:Orders:live'
const sub = (text: string): unknown => ({ 'Fn::Sub': text })

describe('how an operation is answered', () => {
  const cases: readonly (readonly [string, unknown, unknown, string | undefined])[] = [
    ['no integration', undefined, { kind: 'lambda-proxy', streaming: false }, 'shop-get-pets'],
    ['a proxy to a function', { type: 'AWS_PROXY', uri: invocation(arn) }, { kind: 'lambda-proxy', streaming: false }, 'Orders'],
    [
      'Fn::Sub with the late-bound function',
      {
        type: 'aws_proxy',
        uri: sub('arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${OrdersFunction.Arn}/invocations'),
      },
      { kind: 'lambda-proxy' },
      'shop-orders-function',
    ],
    [
      'Fn::Sub with its own variables',
      { type: 'aws_proxy', uri: { 'Fn::Sub': [invocation('${Target}'), { Target: { 'Fn::GetAtt': ['Billing', 'Arn'] } }] } },
      { kind: 'lambda-proxy' },
      'shop-billing',
    ],
    [
      'Fn::Join',
      {
        type: 'aws_proxy',
        uri: {
          'Fn::Join': [
            '',
            [
              'arn:aws:apigateway:',
              { Ref: 'AWS::Region' },
              ':lambda:path/2015-03-31/functions/',
              { 'Fn::GetAtt': ['Fn', 'Arn'] },
              '/invocations',
            ],
          ],
        },
      },
      { kind: 'lambda-proxy' },
      'shop-fn',
    ],
    [
      'a Terraform placeholder',
      { type: 'aws_proxy', uri: '${client_manager_lambda_arn}' },
      { kind: 'lambda-proxy' },
      'shop-client-manager-lambda',
    ],
    [
      'a stage variable',
      { type: 'aws_proxy', uri: invocation('arn:aws:lambda:r:1:function:${stageVariables.name}') },
      { kind: 'lambda-proxy' },
      'shop-name',
    ],
    [
      'a bare function',
      { type: 'aws_proxy', uri: { 'Fn::GetAtt': 'Http.Arn' }, payloadFormatVersion: '2.0' },
      { kind: 'lambda-proxy' },
      'shop-http',
    ],
    ['no URI at all', { type: 'aws_proxy' }, { kind: 'lambda-proxy' }, 'shop-get-pets'],
    [
      'a stream',
      {
        type: 'aws_proxy',
        uri: 'arn:aws:apigateway:r:lambda:path/2021-11-15/functions/arn:aws:lambda:r:1:function:S/response-streaming-invocations',
      },
      { kind: 'lambda-proxy', streaming: true },
      'S',
    ],
    ['a custom integration', { type: 'aws', uri: invocation(arn) }, { kind: 'lambda-custom', templates: 'none' }, 'Orders'],
    [
      'one with templates',
      { type: 'aws', uri: invocation(arn), responses: { default: { responseTemplates: { 'application/json': '' } } } },
      { kind: 'lambda-custom', templates: 'written' },
      'Orders',
    ],
    [
      'one nobody waits for',
      { type: 'aws', uri: invocation(arn), requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" } },
      { kind: 'lambda-async' },
      'Orders',
    ],
    [
      'a service',
      { type: 'aws', uri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem' },
      { kind: 'aws-service', service: 'dynamodb', action: 'PutItem' },
      undefined,
    ],
    [
      'a service by path',
      { type: 'aws', uri: sub('arn:aws:apigateway:${AWS::Region}:sqs:path/${AWS::AccountId}/queue') },
      { kind: 'aws-service', service: 'sqs', action: '${AWS::AccountId}/queue' },
      undefined,
    ],
    [
      'a subtype',
      { type: 'aws_proxy', integrationSubtype: 'SQS-SendMessage' },
      { kind: 'aws-service', service: 'sqs', action: 'SendMessage' },
      undefined,
    ],
    ['http', { type: 'http', uri: 'http://a' }, { kind: 'http' }, undefined],
    ['http_proxy', { type: 'HTTP_PROXY', uri: 'http://a' }, { kind: 'http-proxy' }, undefined],
    ['a mock', { type: 'mock', requestTemplates: { 'application/json': '{}' } }, { kind: 'mock', templates: 'written' }, undefined],
    [
      'the likely branch',
      { 'Fn::If': ['IsDev', { Ref: 'AWS::NoValue' }, { type: 'mock' }] },
      { kind: 'mock', templates: 'none' },
      undefined,
    ],
    ['an include', { 'Fn::Transform': { Name: 'AWS::Include' } }, { kind: 'none' }, undefined],
    ['an unknown type', { type: 'smtp' }, { kind: 'none' }, undefined],
    ['text', 'aws_proxy', { kind: 'none' }, undefined],
  ]
  it.each(cases)('%s', (_, extension, integration, served) => {
    const { model } = derived(withOperation(extension === undefined ? {} : { 'x-amazon-apigateway-integration': extension }))
    expect(model.operations[0]?.integration).toMatchObject(integration as object)
    expect(model.operations[0]?.function).toBe(served)
    expect(model.functions.map(({ id }) => id)).toEqual(served === undefined ? [] : [served])
  })

  const short: readonly (readonly [unknown, unknown])[] = [
    ['lambda', { kind: 'lambda-custom', templates: 'none' }],
    ['lambda-async', { kind: 'lambda-async' }],
    ['mock', { kind: 'mock', templates: 'none' }],
    [
      {
        service: 'DynamoDB',
        table: { Ref: 'Pets' },
        key: {
          id: 'PET#{$request.path.id}',
          owner: '$request.body#/owner/na~1me',
          kind: 'pet',
          n: 1,
          all: ['$context.requestId', { a: null }],
        },
        errors: { Gone: 410 },
      },
      {
        kind: 'aws-service',
        service: 'dynamodb',
        action: 'get',
        call: {
          service: 'dynamodb',
          action: 'get',
          names: { table: '${Pets}' },
          values: {},
          maps: {
            key: [
              {
                name: 'id',
                value: {
                  kind: 'text',
                  parts: [
                    { kind: 'constant', value: 'PET#' },
                    { kind: 'parameter', in: 'path', name: 'id' },
                  ],
                },
              },
              { name: 'owner', value: { kind: 'body', path: ['owner', 'na/me'] } },
              { name: 'kind', value: { kind: 'constant', value: 'pet' } },
              { name: 'n', value: { kind: 'constant', value: 1 } },
              {
                name: 'all',
                value: {
                  kind: 'list',
                  items: [
                    { kind: 'context', path: ['requestId'] },
                    { kind: 'object', members: [{ name: 'a', value: { kind: 'constant', value: null } }] },
                  ],
                },
              },
            ],
          },
          errors: [{ error: 'Gone', status: '410' }],
        },
      },
    ],
    [
      { service: 'sqs', queue: 'pets' },
      { service: 'sqs', action: 'send', call: { names: { queue: 'pets' } } },
    ],
    [
      { service: 'dynamodb', action: 'scan', table: 'pets' },
      { kind: 'aws-service', service: 'dynamodb', action: 'scan' },
    ],
    [{ service: 'sqs' }, { kind: 'aws-service', service: 'sqs', action: '' }],
  ]
  it.each(['dynamodb', 'sqs'])('does not guess what is missing: %s', (service) => {
    const { model } = derived(withOperation({ 'x-apigen-integration': { service, message: '$request.nothing' } }))
    expect(model.operations[0]?.integration).not.toHaveProperty('call')
  })

  it.each(short)('x-apigen-integration: %o', (value, want) => {
    expect(derived(withOperation({ 'x-apigen-integration': value })).model.operations[0]?.integration).toMatchObject(want as object)
  })

  it('is quick with a URI that is no URI', () => {
    const uri = ':lambda:path/x/functions/'.repeat(50_000)
    expect(derived(withOperation({ 'x-amazon-apigateway-integration': { type: 'aws', uri } })).model.operations[0]?.integration.kind).toBe(
      'aws-service',
    )
  })
})

describe('functions', () => {
  const uri = (name: string, qualifier = ''): unknown => ({
    type: 'aws_proxy',
    uri: invocation(`arn:aws:lambda:r:123456789012:function:${name}${qualifier}`),
  })
  const paths = (operations: Record<string, unknown>): { paths: unknown } => ({
    paths: Object.fromEntries(
      Object.entries(operations).map(([id, operation]) => [`/${id}`, { get: { operationId: id, ...(operation as object) } }]),
    ),
  })
  const served = (root: { readonly [key: string]: unknown }, grouping?: 'operation' | 'tag' | 'api'): unknown =>
    derived(root, grouping ? { grouping } : {}).model.functions.map(({ id, operations }) => [id, operations])

  it('are what their URI names, whatever the alias', () => {
    expect(
      served(
        paths({ a: { 'x-amazon-apigateway-integration': uri('Same') }, b: { 'x-amazon-apigateway-integration': uri('Same', ':live') } }),
      ),
    ).toEqual([['Same', ['a', 'b']]])
  })

  it('are grouped as the document says, then as the config says', () => {
    const tagged = paths({
      a: { tags: ['x y'] },
      b: { tags: ['x y'] },
      c: {},
      d: { 'x-apigen-function': 'own' },
      e: { 'x-apigen-function': { name: 'own' } },
    })
    expect(served(tagged, 'tag')).toEqual([
      ['shop-x-y', ['a', 'b']],
      ['shop-c', ['c']],
      ['shop-own', ['d', 'e']],
    ])
    expect(served({ ...tagged, 'x-apigen': { grouping: 'api' } }, 'tag')).toEqual([
      ['shop', ['a', 'b', 'c']],
      ['shop-own', ['d', 'e']],
    ])
  })

  it('have names of at most 64 characters that differ, whatever the order', () => {
    const long = 'a'.repeat(100)
    const names = (ids: readonly string[]): unknown =>
      new Set(derived(paths(Object.fromEntries(ids.map((id) => [id, {}])))).model.functions.map(({ id }) => id))
    const ids = [`${long}1`, `${long}2`, 'x.y', 'x-y', 'x_y']
    expect(names(ids)).toEqual(names([...ids].reverse()))
    expect([...(names(ids) as Set<string>)].every((name) => name.length <= 64)).toBe(true)
    expect((names(ids) as Set<string>).size).toBe(ids.length)
  })

  it('get settings from the operation, the document and the config, in that order', () => {
    const root = {
      ...paths({ a: { 'x-apigen-function': { memory: 512, environment: { A: 'a' } } } }),
      'x-apigen': { function: { memory: 256, timeout: 5, environment: { A: 'doc', B: 'doc' } } },
    }
    expect(
      derived(root, { memory: 128, timeout: 3, runtime: 'nodejs22.x', environment: { B: 'config', C: 'config' } }).model.functions[0],
    ).toMatchObject({
      memory: 512,
      timeout: 5,
      runtime: 'nodejs22.x',
      environment: { A: 'a', B: 'doc', C: 'config' },
    })
  })

  it('of one group that disagree are reported', () => {
    const { model, reported } = derived(
      paths({ a: { 'x-apigen-function': { name: 'x', memory: 128 } }, b: { 'x-apigen-function': { name: 'x', memory: 256 } } }),
    )
    expect(model.functions[0]?.memory).toBe(128)
    expect(reported.map(({ code, at }) => [code, at?.pointer])).toEqual([
      ['derive/function-conflict', '/paths/~1b/get/x-apigen-function/memory'],
    ])
  })

  it('serve authorizers of this project, not those of another account', () => {
    const authorizer = (account: string): unknown => ({
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: invocation(`arn:aws:lambda:r:${account}:function:Auth`) },
    })
    const root = {
      ...paths({ a: { 'x-amazon-apigateway-integration': uri('Same') } }),
      components: {
        securitySchemes: { ours: authorizer('123456789012'), late: authorizer('${AWS::AccountId}'), theirs: authorizer('999999999999') },
      },
    }
    const { model } = derived(root)
    expect(model.authorizers.map(({ name, function: served_ }) => [name, served_])).toEqual([
      ['ours', 'Auth'],
      ['late', 'Auth'],
      ['theirs', undefined],
    ])
    expect(model.functions.map(({ id, role }) => [id, role])).toEqual([
      ['Same', 'api'],
      ['Auth', 'authorizer'],
    ])
  })
})

it.each([
  ['known at the deployment only', { type: { Ref: 'Type' } }, ['derive/unreadable-integration']],
  ['of no type that there is, which lint says', { type: 'aws-proxy' }, []],
  ['of no type, which lint says', {}, []],
])('an integration %s', (_name, integration, want) => {
  const { model, reported } = derived(withOperation({ 'x-amazon-apigateway-integration': integration }))
  expect(model.operations[0]?.integration.kind).toBe('none')
  expect(reported.map(({ code }) => code)).toEqual(want)
})
