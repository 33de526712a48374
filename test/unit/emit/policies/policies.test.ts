import { describe, expect, test } from 'vitest'
import type { Diagnostic } from '../../../../generator/base/diagnostic.ts'
import { policies } from '../../../../generator/emit/policies/index.ts'
import type { ApiModel, FunctionModel, Operation, PathSegment, Permission } from '../../../../generator/model/api-model.ts'
import { specDocument } from '../../../support/document.ts'
import { model, operation } from '../../../support/model.ts'

interface Policy {
  readonly Statement: readonly { readonly Sid?: string; readonly Action: unknown; readonly Resource: unknown }[]
}

async function written(given: ApiModel): Promise<{ files: Map<string, Policy>; reported: Diagnostic[] }> {
  const reported: Diagnostic[] = []
  const files = new Map<string, Policy>()
  for await (const { path, text } of policies.emit({ model: given, document: specDocument({}) }, (diagnostic) =>
    reported.push(diagnostic),
  )) {
    files.set(path.replace(/^generated\/policies\/(.*)\.json$/, '$1'), JSON.parse(text))
  }
  return { files, reported }
}

function fn(id: string, given: Partial<FunctionModel> = {}): FunctionModel {
  return { id, role: 'api', operations: [], permissions: [], environment: {}, ...given }
}

const literal = (text: string): PathSegment => ({ kind: 'literal', text })
const variable = (name: string): PathSegment => ({ kind: 'variable', name, greedy: false })

describe('execution roles', () => {
  test('write their own logs and nothing else', async () => {
    const { files } = await written(model({ functions: [fn('shop-a')] }))
    const group = 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/shop-a'
    expect(files.get('execution-shop-a')?.Statement).toEqual([
      {
        Sid: 'OwnLogs',
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [group, `${group}:*`],
      },
    ])
  })

  const place = '${AWS::Region}:${AWS::AccountId}'
  const cases: readonly (readonly [string, Permission, unknown, unknown])[] = [
    [
      'read a table',
      { service: 'dynamodb', verb: 'read', resource: 'orders' },
      ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan'],
      [`arn:\${AWS::Partition}:dynamodb:${place}:table/orders`, `arn:\${AWS::Partition}:dynamodb:${place}:table/orders/index/*`],
    ],
    ['send to a queue', { service: 'sqs', verb: 'send', resource: 'jobs' }, 'sqs:SendMessage', `arn:\${AWS::Partition}:sqs:${place}:jobs`],
    [
      'writes objects, not buckets',
      { service: 's3', verb: 'write', resource: 'photos' },
      's3:PutObject',
      'arn:${AWS::Partition}:s3:::photos/*',
    ],
    [
      'reads objects that an ARN names as they are',
      { service: 's3', verb: 'read', resource: 'arn:aws:s3:::photos/raw/*' },
      ['s3:GetObject', 's3:ListBucket'],
      'arn:aws:s3:::photos/raw/*',
    ],
    [
      'deletes below a part of a bucket',
      { service: 's3', verb: 'delete', resource: 'photos/raw' },
      's3:DeleteObject',
      ['arn:${AWS::Partition}:s3:::photos/raw', 'arn:${AWS::Partition}:s3:::photos/raw/*'],
    ],
    [
      'reads one index of a table',
      { service: 'dynamodb', verb: 'read', resource: 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders/index/day' },
      ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan'],
      'arn:aws:dynamodb:eu-west-1:123456789012:table/orders/index/day',
    ],
    [
      'read a late-bound bucket',
      { service: 's3', verb: 'read', resource: '${BucketArn}' },
      ['s3:GetObject', 's3:ListBucket'],
      ['${BucketArn}', '${BucketArn}/*'],
    ],
    [
      'start a state machine',
      { service: 'stepfunctions', verb: 'start', resource: 'flow' },
      'states:StartExecution',
      `arn:\${AWS::Partition}:states:${place}:stateMachine:flow`,
    ],
  ]
  test.each(cases)('%s', async (_name, permission, action, resource) => {
    const { files, reported } = await written(model({ functions: [fn('shop-a', { permissions: [permission, permission] })] }))
    expect(files.get('execution-shop-a')?.Statement.slice(1)).toMatchObject([{ Action: action, Resource: resource }])
    expect(reported).toEqual([])
  })

  const meaningless: readonly (readonly [string, Permission])[] = [
    ['an unknown service', { service: 'iam', verb: 'write', resource: 'x' }],
    ['a name of the prototype', { service: 'constructor', verb: 'read', resource: 'x' }],
    ['a verb of another service', { service: 'sqs', verb: 'read', resource: 'x' }],
    ['everything', { service: 'dynamodb', verb: 'read', resource: '*' }],
  ]
  test.each(meaningless)('%s is not granted', async (_name, permission) => {
    const { files, reported } = await written(model({ functions: [fn('shop-a', { permissions: [permission] })] }))
    expect(files.get('execution-shop-a')?.Statement).toHaveLength(1)
    expect(reported.map(({ code }) => code)).toEqual(['emit/unknown-permission'])
  })
})

describe('who may call what', () => {
  const many = (count: number): Operation[] =>
    Array.from({ length: count }, (_, index) =>
      operation({ id: `op${index}`, path: `/p${index}/{id}`, segments: [literal(`p${index}`), variable('id')] }),
    )

  test('API Gateway may invoke a function for its own methods', async () => {
    const { files } = await written(
      model({
        operations: [operation({ segments: [literal('pets'), variable('id')] })],
        functions: [fn('shop-a', { operations: ['listPets'] })],
      }),
    )
    expect(files.get('invoke')).toEqual([
      {
        FunctionName: 'shop-a',
        Qualifier: '${Alias}',
        StatementId: 'apigateway-listPets',
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        SourceArn: 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${ApiId}/*/GET/pets/*',
        SourceAccount: '${AWS::AccountId}',
      },
    ])
  })

  test.each([
    [8, 8],
    [9, 1],
  ])('%d methods of one function make %d permissions', async (count, want) => {
    const operations = many(count)
    const { files } = await written(model({ operations, functions: [fn('shop-a', { operations: operations.map(({ id }) => id) })] }))
    const permissions = files.get('invoke') as unknown as { SourceArn: string }[]
    expect(permissions).toHaveLength(want)
    if (want === 1) expect(permissions[0]?.SourceArn).toMatch(/\$\{ApiId\}\/\*\/\*\/\*$/)
  })

  test('few methods of long paths make one permission as well', async () => {
    const operations = many(8).map((one, index) => ({ ...one, segments: [literal(`${'x'.repeat(2500)}${index}`)] }))
    const { files } = await written(model({ operations, functions: [fn('shop-a', { operations: operations.map(({ id }) => id ?? '') })] }))
    expect(files.get('invoke')).toHaveLength(1)
  })

  test('a caller policy for operations that ask for IAM, and for those only', async () => {
    const operations = [operation({ auth: { kind: 'iam' }, segments: [] }), operation({ id: 'other' })]
    const { files } = await written(model({ operations }))
    expect([...files.keys()].filter((name) => name.startsWith('caller'))).toEqual(['caller-list-pets'])
    expect(files.get('caller-list-pets')?.Statement[0]?.Resource).toBe(
      'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${ApiId}/${Stage}/GET/',
    )
  })

  const hostile: readonly (readonly [string, string])[] = [
    ['*', '${*}'],
    ['a?b', 'a${?}b'],
    ['${aws:username}', '${$}{aws:username}'],
  ]
  test.each(hostile)('the path part %j names itself only', async (text, want) => {
    const { files, reported } = await written(
      model({ operations: [operation({ auth: { kind: 'iam' }, path: `/${text}`, segments: [literal(text)] })] }),
    )
    expect(files.get('caller-list-pets')?.Statement[0]?.Resource).toMatch(
      new RegExp(`/GET/${want.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`),
    )
    expect(reported.map(({ code }) => code)).toEqual(['emit/policy-path'])
  })
})

describe('roles of API Gateway', () => {
  const service = (action: string, raw: Record<string, unknown>, name = 'dynamodb'): ApiModel =>
    model({ operations: [operation({ integration: { kind: 'aws-service', service: name, action, raw: raw as never } })] })
  const table = 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/'
  const cases: readonly (readonly [string, ApiModel, unknown, unknown])[] = [
    [
      'one action on one table',
      service('GetItem', { requestTemplates: { a: '{"TableName": "orders"}' } }),
      'dynamodb:GetItem',
      `${table}orders`,
    ],
    [
      'a table with its indexes',
      service('Query', { requestTemplates: { a: '{"TableName": "orders"}' } }),
      'dynamodb:Query',
      [`${table}orders`, `${table}orders/index/*`],
    ],
    [
      'a table that only the request knows',
      service('GetItem', { requestTemplates: { a: '{"TableName": "$input.params(\'t\')"}' } }),
      'dynamodb:GetItem',
      `${table}*`,
    ],
    ['an object of a bucket', service('photos/{key}', { httpMethod: 'GET' }, 's3'), 's3:GetObject', 'arn:${AWS::Partition}:s3:::photos/*'],
    [
      'a queue',
      service('${AWS::AccountId}/jobs', { httpMethod: 'POST' }, 'sqs'),
      'sqs:SendMessage',
      'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs',
    ],
  ]
  test.each(cases)('%s', async (_name, given, action, resource) => {
    const { files } = await written(given)
    expect(files.get('integration-list-pets')?.Statement).toEqual([{ Effect: 'Allow', Action: action, Resource: resource }])
    expect(files.has('trust-apigateway')).toBe(true)
  })

  test('everything of a service is never granted', async () => {
    const { files, reported } = await written(service('2015-02-01/file-systems', { httpMethod: 'GET' }, 'elasticfilesystem'))
    expect([...files.keys()]).toEqual(['deployer'])
    expect(reported.map(({ code }) => code)).toEqual(['emit/role-not-written'])
  })

  test("the caller's own credentials need no role", async () => {
    const { files } = await written(service('GetItem', { credentials: 'arn:aws:iam::*:user/*' }))
    expect([...files.keys()]).toEqual(['deployer'])
  })
})

describe('the deployer', () => {
  test('touches this API and its functions', async () => {
    const { files } = await written(model({ functions: [fn('shop-a')] }))
    const statements = files.get('deployer')?.Statement ?? []
    expect(statements.map(({ Sid }) => Sid)).toEqual([
      'FindAndCreateApi',
      'ImportDeployAndExportApi',
      'ReplaceApi',
      'TagApi',
      'DeployFunctions',
      'CreateLogGroups',
      'PassExecutionRoles',
    ])
    expect(JSON.stringify(statements)).not.toContain('"*"')
  })

  test('fits into a managed policy however many functions there are', async () => {
    const functions = Array.from({ length: 400 }, (_, index) => fn(`shop-operation-number-${index}`))
    const { files } = await written(model({ functions }))
    expect(JSON.stringify(files.get('deployer')).length).toBeLessThan(6144)
  })
})
