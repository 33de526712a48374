import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { deployApi, type TestRequest } from '../../../../support/data-plane.ts'
import { cognitoPool } from '../../../../support/user-pool.ts'

/** The gateway document that apigen writes for specs/orders: templates of its own for every service. */
const document: unknown = JSON.parse(
  readFileSync(new URL('../../../../golden/orders/expected/generated/gateway/openapi.json', import.meta.url), 'utf8')
    .replaceAll('${DocumentsBucket}', 'documents')
    .replaceAll('${ShipmentMachine.Arn}', 'arn:aws:states:us-east-1:000000000000:stateMachine:shipment'),
)
const pool = cognitoPool({}, 'eu-west-1_Customers')
const api = deployApi(document, { keySets: pool.keySets, now: pool.now, stageVariables: { alias: 'dev', table: 'orders' }, traced: true })
const authorization = { Authorization: pool.token({}) }
const json = (body: object): TestRequest => ({
  body: JSON.stringify(body),
  headers: { ...authorization, 'Content-Type': 'application/json' },
})
const text: TestRequest = { body: 'soon', headers: { ...authorization, 'Content-Type': 'text/plain' } }
const lines = [{ sku: 'a', count: 1 }]

describe('orders, with no service named', () => {
  it.each<[method: string, path: string, request: TestRequest, status: number, body: object | undefined, sent: RegExp]>([
    ['GET', '/orders', {}, 200, { orders: [] }, /"TableName": "orders"/],
    ['GET', '/orders/7', {}, 404, { code: 'not-found' }, /"orderId": \{\s*"S": "7"\s*\}/],
    ['PUT', '/orders/7', json({ lines }), 204, undefined, /"sku": \{\s*"S": "a"\s*\}/],
    ['PATCH', '/orders/7', json({ gift: true }), 200, {}, /"UpdateExpression"/],
    ['DELETE', '/orders/7', {}, 404, { code: 'not-found' }, /"Key"/],
    ['POST', '/orders/7/payment', json({ card: 'c', cents: 5 }), 200, {}, /"stateMachineArn".*orders-payment/s],
    ['POST', '/orders/7/shipment', {}, 202, { executionArn: 'arn:aws:states:us-east-1:000000000000:execution:shipment:7' }, /"name": "7"/],
    [
      'POST',
      '/orders/7/notes',
      json({ text: 'a&b' }),
      202,
      { messageId: expect.any(String) },
      /^Action=SendMessage&MessageBody=%7B.*&MessageGroupId=7/,
    ],
    ['POST', '/orders/7/returns', json({ lines }), 202, { eventId: expect.any(String) }, /"DetailType": "OrderReturned"/],
    ['POST', '/orders/7/steps', json({ place: 'x' }), 202, { shardId: expect.any(String) }, /"PartitionKey": "7"/],
    ['POST', '/announcements', text, 202, { messageId: expect.any(String) }, /^Action=Publish&TopicArn=.*&Message=soon/],
    ['GET', '/orders/7/documents/a/b.pdf', {}, 404, { code: 'not-found' }, /^$/],
    [
      'PUT',
      '/orders/7/documents/a/b.pdf',
      { body: '%PDF', headers: { ...authorization, 'Content-Type': 'application/pdf' } },
      204,
      undefined,
      /^%PDF$/,
    ],
    ['DELETE', '/orders/7/documents/a/b.pdf', {}, 204, undefined, /^$/],
  ])('%s %s', async (method, path, request, status, body, sent) => {
    const answer = await api.call({ headers: authorization, ...request, method, path })
    expect([answer.status, answer.body === '' ? undefined : answer.json]).toEqual([
      status,
      body === undefined ? undefined : expect.objectContaining(body),
    ])
    const step = api.traces.at(-1)?.steps.find(({ kind }) => kind === 'integration-request')
    expect(step).toMatchObject({ body: { text: expect.stringMatching(sent) } })
  })
})
