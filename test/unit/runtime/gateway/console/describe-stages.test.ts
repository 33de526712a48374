import { expect, it } from 'vitest'
import { toBytes, toText } from '../../../../../runtime/gateway/http.ts'
import { createGateway } from '../../../../../runtime/gateway/index.ts'
import { documentOf, mockOperation } from '../../../../support/data-plane.ts'

const schemes = {
  key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
  pool: {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'cognito_user_pools',
    'x-amazon-apigateway-authorizer': {
      type: 'cognito_user_pools',
      providerARNs: ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_abc'],
    },
  },
}

const document = documentOf(
  {
    '/things/{id}': {
      put: mockOperation('{}', {
        operationId: 'putThing',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'dry', in: 'query', required: true, schema: { type: 'string' } },
        ],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
        responses: { 200: { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
        security: [{ pool: ['things/write'] }],
      }),
    },
    '/files/{path+}': { get: mockOperation('{}', { security: [{ key: [] }] }), post: mockOperation('{}') },
  },
  { components: { schemas: { Thing: { type: 'object' } }, securitySchemes: schemes } },
)

it('describes what is deployed, stage by stage, and says when that changed', async () => {
  let changes = 0
  const gateway = await createGateway({
    changed: () => {
      changes += 1
    },
  })
  const control = async (method: string, path: string, query: string, value: unknown): Promise<{ id: string }> => {
    const { body } = await gateway.handle({ method, path, query, body: toBytes(JSON.stringify(value)) })
    return JSON.parse(toText(body)) as { id: string }
  }
  expect(gateway.describeStages()).toMatchObject({ operations: [], empty: expect.stringContaining('No API is deployed yet') })
  const { id } = await control('POST', '/restapis', 'mode=import', document)
  expect(gateway.describeStages().operations).toEqual([])
  await control('POST', `/restapis/${id}/deployments`, '', { stageName: 'dev' })
  await control('POST', `/restapis/${id}/deployments`, '', { stageName: 'prod' })
  expect(changes).toBe(3)
  await control('GET', `/restapis/${id}`, '', {})
  expect(changes).toBe(3)

  const { operations } = gateway.describeStages()
  expect(operations.map(({ id: name, group }) => [name.slice(id.length + 1), group])).toEqual([
    ['dev GET /files/{path+}', 'test \u00b7 dev'],
    ['dev POST /files/{path+}', 'test \u00b7 dev'],
    ['dev PUT /things/{id}', 'test \u00b7 dev'],
    ['prod GET /files/{path+}', 'test \u00b7 prod'],
    ['prod POST /files/{path+}', 'test \u00b7 prod'],
    ['prod PUT /things/{id}', 'test \u00b7 prod'],
  ])
  expect(operations[0]).toMatchObject({
    parameters: [
      { name: 'path', in: 'path', required: true },
      { name: 'x-api-key', in: 'header', required: false },
    ],
    security: ['API key'],
  })
  expect(operations[0]).not.toHaveProperty('body')
  expect(operations[1]).toMatchObject({ security: [], body: { contents: [{ mediaType: 'application/json' }] } })
  expect(operations[2]).toMatchObject({
    stage: { apiId: id, stageName: 'dev' },
    base: `/_aws/execute-api/${id}/dev`,
    summary: 'putThing',
    parameters: [
      { name: 'id', in: 'path', required: true },
      { name: 'dry', in: 'query', required: true },
      { name: 'Authorization', in: 'header', required: false },
    ],
    body: { contents: [{ mediaType: 'application/json', type: 'Thing' }] },
    responses: [{ status: '200', contents: [{ type: 'Thing' }] }],
    security: ['pool (COGNITO_USER_POOLS): things/write'],
    integration: 'MOCK',
    types: [{ name: 'Thing', text: expect.stringContaining('"object"') }],
  })
  await gateway.reset()
  expect([changes, gateway.describeStages().operations]).toEqual([4, []])
  await gateway.close()
})
