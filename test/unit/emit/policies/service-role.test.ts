import { describe, expect, test } from 'vitest'
import { policies } from '../../../../generator/emit/policies/index.ts'
import { derived, specDocument, withOperation } from '../../../support/document.ts'

/** The statements of the role for an operation with a short form, as `ACTION RESOURCE`. */
async function statements(
  integration: object,
  responses: object = { '200': { description: '' } },
): Promise<{ readonly role: string[]; readonly deployer: string }> {
  const root = withOperation({ operationId: 'doIt', 'x-apigen-integration': integration, responses }, '/a/{id}')
  const { model } = derived(root)
  const files = new Map<string, string>()
  for await (const { path, text } of policies.emit({ model, document: specDocument(root) }, () => undefined)) files.set(path, text)
  const role = JSON.parse(files.get('generated/policies/integration-do-it.json') ?? '{"Statement": []}') as {
    Statement: readonly { Action: string; Resource: string }[]
  }
  return {
    role: role.Statement.map(({ Action, Resource }) => `${Action} ${Resource}`),
    deployer: files.get('generated/policies/deployer.json') ?? '',
  }
}

const at = (service: string, resource: string): string => `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`

describe('the role of an operation that calls a service', () => {
  const cases: readonly (readonly [object, readonly string[]])[] = [
    [{ service: 'dynamodb', table: 'orders' }, [`dynamodb:GetItem ${at('dynamodb', 'table/orders')}`]],
    [{ service: 'dynamodb', action: 'query', table: 'orders', key: { a: 1 } }, [`dynamodb:Query ${at('dynamodb', 'table/orders')}`]],
    [
      { service: 'dynamodb', action: 'query', table: 'orders', index: 'by-a', key: { a: 1 } },
      [`dynamodb:Query ${at('dynamodb', 'table/orders/index/by-a')}`],
    ],
    [{ service: 'dynamodb', action: 'put', table: '${Orders}' }, [`dynamodb:PutItem ${at('dynamodb', 'table/${Orders}')}`]],
    [{ service: 'dynamodb', action: 'update', table: '${stageVariables.table}' }, [`dynamodb:UpdateItem ${at('dynamodb', 'table/*')}`]],
    [
      { service: 'dynamodb', action: 'delete', table: 'arn:aws:dynamodb:eu-west-1:1:table/x' },
      ['dynamodb:DeleteItem arn:aws:dynamodb:eu-west-1:1:table/x'],
    ],
    [{ service: 'sqs', queue: 'orders.fifo' }, [`sqs:SendMessage ${at('sqs', 'orders.fifo')}`]],
    [{ service: 'sns', topic: '${Topic.Arn}' }, ['sns:Publish ${Topic.Arn}']],
    [{ service: 'states', machine: 'fulfill' }, [`states:StartExecution ${at('states', 'stateMachine:fulfill')}`]],
    [
      { service: 'states', action: 'start-sync', machine: 'fulfill' },
      [`states:StartSyncExecution ${at('states', 'stateMachine:fulfill')}`],
    ],
    [{ service: 'events', source: 'a', type: 'b' }, [`events:PutEvents ${at('events', 'event-bus/default')}`]],
    [{ service: 'kinesis', stream: 's' }, [`kinesis:PutRecord ${at('kinesis', 'stream/s')}`]],
    [
      { service: 's3', bucket: 'files', key: 'orders/{$request.path.id}.pdf' },
      ['s3:GetObject arn:${AWS::Partition}:s3:::files/orders/*.pdf'],
    ],
    [
      { service: 's3', action: 'put', bucket: '${Files}', key: 'a*b/{$request.path.id}' },
      ['s3:PutObject arn:${AWS::Partition}:s3:::${Files}/a${*}b/*'],
    ],
    [{ service: 's3', action: 'delete', bucket: 'files', key: '$request.path.id' }, ['s3:DeleteObject arn:${AWS::Partition}:s3:::files/*']],
    [{ service: 'rds' }, []],
  ]
  test.each(cases)('%j', async (integration, want) => {
    const { role, deployer } = await statements(integration)
    expect(role).toEqual(want)
    expect(deployer.includes('PassIntegrationRoles')).toBe(want.length > 0)
  })

  test('may list a bucket where a missing object is to be told from a forbidden one', async () => {
    const { role } = await statements(
      { service: 's3', bucket: 'files', key: '$request.path.id' },
      { '200': { description: '' }, '404': { description: '' } },
    )
    expect(role).toEqual(['s3:GetObject arn:${AWS::Partition}:s3:::files/*', 's3:ListBucket arn:${AWS::Partition}:s3:::files'])
  })
})
