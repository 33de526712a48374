import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateUsagePlanCommand,
  GetApiKeysCommand,
  GetRestApisCommand,
  GetTagsCommand,
  GetUsagePlansCommand,
  ImportRestApiCommand,
} from '@aws-sdk/client-api-gateway'
import { AddPermissionCommand, CreateFunctionCommand, InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGateway, type Gateway, type Listener, type StateListing } from '../../../../runtime/gateway/index.ts'
import { documentOf } from '../../../support/data-plane.ts'
import { zip } from '../../../support/zip.ts'

/** An API whose one method calls a function of an account. */
function callerOf(accountId: string, region: string): Uint8Array {
  const arn = `arn:aws:lambda:${region}:${accountId}:function:who`
  const document = documentOf({
    '/who': {
      get: {
        responses: {},
        'x-amazon-apigateway-integration': {
          type: 'aws_proxy',
          httpMethod: 'POST',
          uri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`,
        },
      },
    },
  })
  return new TextEncoder().encode(JSON.stringify(document))
}

const PLACES = [
  ['111111111111', 'us-east-1'],
  ['111111111111', 'eu-west-1'],
  ['222222222222', 'us-east-1'],
] as const

describe('accounts and regions', () => {
  let gateway: Gateway
  let listener: Listener
  beforeAll(async () => {
    gateway = await createGateway()
    listener = await gateway.listen({ port: 0 })
  })
  afterAll(() => gateway.close())

  const clients = (accountId: string, region: string): { readonly api: APIGatewayClient; readonly lambda: LambdaClient } => {
    const settings = { endpoint: listener.url, region, credentials: { accessKeyId: accountId, secretAccessKey: 'x' } }
    return { api: new APIGatewayClient(settings), lambda: new LambdaClient(settings) }
  }

  async function deploy(accountId: string, region: string, body: Uint8Array): Promise<string> {
    const { api } = clients(accountId, region)
    const restApiId = String((await api.send(new ImportRestApiCommand({ body }))).id)
    await api.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }))
    return restApiId
  }

  async function who(restApiId: string): Promise<unknown> {
    const response = await fetch(`${listener.url}/_aws/execute-api/${restApiId}/dev/who`)
    return [response.status, await response.json()]
  }

  it('have APIs, keys, plans and functions of their own, and every API is served', { timeout: 30_000 }, async () => {
    const ids: string[] = []
    for (const [accountId, region] of PLACES) {
      const { api, lambda } = clients(accountId, region)
      const code = `exports.handler = async (e) => ({ statusCode: 200, body: JSON.stringify([${JSON.stringify(accountId)}, process.env.AWS_REGION, e.requestContext.accountId]) })`
      const created = await lambda.send(
        new CreateFunctionCommand({
          FunctionName: 'who',
          Runtime: 'nodejs20.x',
          Handler: 'index.handler',
          Role: 'arn:aws:iam::111111111111:role/r',
          Code: { ZipFile: zip({ 'index.js': code }) },
        }),
      )
      expect(created.FunctionArn).toBe(`arn:aws:lambda:${region}:${accountId}:function:who`)
      const restApiId = await deploy(accountId, region, callerOf(accountId, region))
      ids.push(restApiId)
      expect(await who(restApiId)).toEqual([500, { message: 'Internal server error' }])
      const SourceArn = `arn:aws:execute-api:${region}:${accountId}:${restApiId}/*/GET/who`
      await lambda.send(
        new AddPermissionCommand({
          FunctionName: 'who',
          StatementId: 's',
          Action: 'lambda:InvokeFunction',
          Principal: 'apigateway.amazonaws.com',
          SourceArn,
        }),
      )
      await api.send(new CreateApiKeyCommand({ name: `key of ${accountId} ${region}` }))
      await api.send(new CreateUsagePlanCommand({ name: `plan of ${accountId} ${region}` }))
    }
    for (const [index, [accountId, region]] of PLACES.entries()) {
      const { api, lambda } = clients(accountId, region)
      const [id = '', foreign = ''] = [ids[index], ids[(index + 1) % ids.length]]
      expect((await api.send(new GetRestApisCommand({}))).items?.map((item) => item.id)).toEqual([id])
      expect((await api.send(new GetApiKeysCommand({}))).items?.map(({ name }) => name)).toEqual([`key of ${accountId} ${region}`])
      expect((await api.send(new GetUsagePlansCommand({}))).items?.map(({ name }) => name)).toEqual([`plan of ${accountId} ${region}`])
      expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toHaveLength(1)
      await expect(
        api.send(new GetTagsCommand({ resourceArn: `arn:aws:apigateway:${region}::/restapis/${foreign}` })),
      ).rejects.toMatchObject({ name: 'NotFoundException' })
      expect(await who(id)).toEqual([200, [accountId, region, accountId]])
    }
  })

  it('call functions of each other by their ARNs where a policy allows it, else their own of that name', async () => {
    const caller = await deploy('222222222222', 'us-east-1', callerOf('111111111111', 'eu-west-1'))
    expect(await who(caller)).toEqual([500, { message: 'Internal server error' }])
    const permission = { StatementId: 'other', Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com' }
    await clients('111111111111', 'eu-west-1').lambda.send(new AddPermissionCommand({ FunctionName: 'who', ...permission }))
    expect(await who(caller)).toEqual([200, ['111111111111', 'eu-west-1', '222222222222']])
    await clients('222222222222', 'us-east-1').lambda.send(new AddPermissionCommand({ FunctionName: 'who', ...permission }))
    const strange = await deploy('222222222222', 'us-east-1', callerOf('999999999999', 'us-east-1'))
    expect(await who(strange)).toEqual([200, ['222222222222', 'us-east-1', '222222222222']])
  })

  it('are listed, and forgotten, all together', async () => {
    const listed = (await (await fetch(`${listener.url}/_aws/state`)).json()) as StateListing[]
    expect(listed).toEqual(gateway.list())
    expect(listed.map(({ accountId, region, functions }) => [accountId, region, functions])).toEqual([
      ['000000000000', 'us-east-1', []],
      ...PLACES.map(([accountId, region]) => [accountId, region, ['who']]),
    ])
    expect(listed[1]?.restApis).toEqual([{ id: expect.any(String), name: 'test', stages: ['dev'] }])
    expect((await fetch(`${listener.url}/_aws/state`, { method: 'POST' })).status).toBe(405)
    expect((await fetch(`${listener.url}/_aws/state`, { method: 'DELETE', headers: { origin: 'http://evil.example' } })).status).toBe(403)
    const [id = ''] = listed[1]?.restApis.map((api) => api.id) ?? []
    expect((await fetch(`${listener.url}/_aws/state`, { method: 'DELETE' })).status).toBe(204)
    expect(gateway.list().flatMap(({ restApis, functions, apiKeys }) => [...restApis, ...functions, ...apiKeys])).toEqual([])
    expect(await who(id)).toEqual([404, expect.anything()])
  })

  it('see nothing of those of others', async () => {
    const { lambda } = clients('333333333333', 'us-east-1')
    await expect(lambda.send(new InvokeCommand({ FunctionName: 'who' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})
