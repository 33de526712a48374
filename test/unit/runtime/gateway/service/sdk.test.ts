import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  APIGatewayClient,
  BadRequestException,
  CreateDeploymentCommand,
  GetExportCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetStageCommand,
  GetTagsCommand,
  ImportRestApiCommand,
  NotFoundException,
  PutRestApiCommand,
  TagResourceCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway'
import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  GetPolicyCommand,
  LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wholeResponse } from '../../../../../runtime/gateway/http.ts'
import { createGateway } from '../../../../../runtime/gateway/index.ts'
import { createControlPlane } from '../../../../../runtime/gateway/service/control-plane.ts'
import { createMemoryStore } from '../../../../../runtime/gateway/store/memory-store.ts'

const DOCUMENT = {
  openapi: '3.0.1',
  info: { title: 'Orders', version: '1.2' },
  paths: {
    '/orders/{id}': {
      get: {
        operationId: 'getOrder',
        responses: { 200: { description: 'ok' } },
        'x-amazon-apigateway-integration': { type: 'mock', responses: { default: { statusCode: '200' } } },
      },
    },
  },
}

/** The smallest zip there is: one stored, empty file. */
const ZIP = Buffer.from(
  '504b030414000000000000002100000000000000000000000000010000006150' +
    '4b0102140014000000000000002100000000000000000000000000010000000000000000000000000000000000615' +
    '04b050600000000010001002f0000001f0000000000',
  'hex',
)

describe('the control plane behind the AWS SDKs', () => {
  const plane = createControlPlane({ store: createMemoryStore(), now: () => 1_700_000_000_000 })
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const [path = '', query = ''] = (request.url ?? '').split('?')
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const)
      const given = { method: request.method ?? '', path, query, headers, body: Buffer.concat(chunks) }
      const answer = await wholeResponse(await plane.handle(given))
      response.writeHead(answer.status, Object.fromEntries(answer.headers))
      response.end(answer.body)
    })
  })
  let gateway: APIGatewayClient
  let lambda: LambdaClient

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const settings = {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
    }
    gateway = new APIGatewayClient(settings)
    lambda = new LambdaClient(settings)
  })

  afterAll(async () => {
    gateway.destroy()
    lambda.destroy()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  const body = Buffer.from(JSON.stringify(DOCUMENT))

  it('imports, puts, deploys, switches and exports', async () => {
    const api = await gateway.send(
      new ImportRestApiCommand({ body, failOnWarnings: true, parameters: { endpointConfigurationTypes: 'REGIONAL' } }),
    )
    const restApiId = api.id ?? ''
    expect(api).toMatchObject({
      name: 'Orders',
      version: '1.2',
      endpointConfiguration: { types: ['REGIONAL'] },
      createdDate: new Date(1_700_000_000_000),
    })
    const first = await gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev', variables: { alias: 'dev' } }))
    const put = await gateway.send(
      new PutRestApiCommand({
        restApiId,
        mode: 'overwrite',
        body: Buffer.from(JSON.stringify({ ...DOCUMENT, info: { title: 'Renamed', version: '2' } })),
      }),
    )
    expect(put.name).toBe('Renamed')
    const exported = await gateway.send(
      new GetExportCommand({
        restApiId,
        stageName: 'dev',
        exportType: 'oas30',
        parameters: { extensions: 'apigateway' },
        accepts: 'application/json',
      }),
    )
    expect(exported.contentDisposition).toBe('attachment; filename="oas30_1.2.json"')
    const document = JSON.parse(Buffer.from(exported.body ?? []).toString())
    expect(document.info.title, 'an export shows what was deployed, not what was put since').toBe('Orders')
    expect(document.paths['/orders/{id}'].get.operationId).toBe('getOrder')
    const resources = await gateway.send(new GetResourcesCommand({ restApiId, embed: ['methods'], limit: 500 }))
    expect(resources.items?.map((item) => [item.path, item.resourceMethods?.GET?.methodIntegration?.type])).toEqual([
      ['/', undefined],
      ['/orders', undefined],
      ['/orders/{id}', 'MOCK'],
    ])
    const second = await gateway.send(new CreateDeploymentCommand({ restApiId }))
    const patchOperations = [{ op: 'replace' as const, path: '/deploymentId', value: second.id }]
    await gateway.send(new UpdateStageCommand({ restApiId, stageName: 'dev', patchOperations }))
    const stage = await gateway.send(new GetStageCommand({ restApiId, stageName: 'dev' }))
    expect(stage).toMatchObject({ deploymentId: second.id, variables: { alias: 'dev' } })
    expect(second.id).not.toBe(first.id)
  })

  it('answers refusals that the SDK knows', async () => {
    const wrong = { ...DOCUMENT, paths: { ...DOCUMENT.paths, '/orders/{other}/x': DOCUMENT.paths['/orders/{id}'] } }
    const refused = gateway.send(new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(wrong)) }))
    await expect(refused).rejects.toBeInstanceOf(BadRequestException)
    await expect(refused).rejects.toThrow(
      "Errors found during import:\n\tUnable to create resource at path '/orders/{other}/x': A sibling ({id}) of this resource already has a variable path part -- only one is allowed",
    )
    await expect(gateway.send(new GetRestApiCommand({ restApiId: 'nothing' }))).rejects.toBeInstanceOf(NotFoundException)
  })

  it('keeps tags under ARNs', async () => {
    const { id } = await gateway.send(new ImportRestApiCommand({ body }))
    const resourceArn = `arn:aws:apigateway:us-east-1::/restapis/${id}`
    await gateway.send(new TagResourceCommand({ resourceArn, tags: { 'apigen:api': 'orders' } }))
    expect((await gateway.send(new GetTagsCommand({ resourceArn }))).tags).toEqual({ 'apigen:api': 'orders' })
  })

  it('deploys functions with versions, aliases and permissions', async () => {
    const FunctionName = 'orders-get'
    const created = await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/r',
        Code: { ZipFile: ZIP },
      }),
    )
    expect(created).toMatchObject({
      Version: '$LATEST',
      FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:orders-get',
      CodeSize: ZIP.length,
    })
    const first = await lambda.send(new PublishVersionCommand({ FunctionName }))
    const again = await lambda.send(new PublishVersionCommand({ FunctionName }))
    expect([first.Version, again.Version]).toEqual(['1', '1'])
    await lambda.send(new CreateAliasCommand({ FunctionName, Name: 'dev', FunctionVersion: '1' }))
    const updated = await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: ZIP, Publish: true }))
    expect(updated.Version).toBe('2')
    const alias = await lambda.send(new UpdateAliasCommand({ FunctionName, Name: 'dev', FunctionVersion: '2' }))
    expect(alias.FunctionVersion).toBe('2')
    await lambda.send(
      new AddPermissionCommand({
        FunctionName,
        Qualifier: 'dev',
        StatementId: 's1',
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        SourceArn: 'arn:aws:execute-api:us-east-1:000000000000:abc/*/GET/orders/*',
      }),
    )
    const policy = await lambda.send(new GetPolicyCommand({ FunctionName, Qualifier: 'dev' }))
    expect(JSON.parse(policy.Policy ?? '').Statement).toEqual([
      {
        Sid: 's1',
        Effect: 'Allow',
        Principal: { Service: 'apigateway.amazonaws.com' },
        Action: 'lambda:InvokeFunction',
        Resource: 'arn:aws:lambda:us-east-1:000000000000:function:orders-get:dev',
        Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:execute-api:us-east-1:000000000000:abc/*/GET/orders/*' } },
      },
    ])
    await expect(lambda.send(new GetPolicyCommand({ FunctionName }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})

describe('operations that nobody serves', () => {
  it.each<[name: string, method: string, path: string, status: number, type: string, line: RegExp]>([
    [
      'are unknown',
      'GET',
      '/2099-01-01/nothing',
      403,
      'AccessDeniedException',
      /^No operation of API Gateway or Lambda is GET \/2099-01-01\/nothing$/,
    ],
    [
      'are known and not supported',
      'GET',
      '/2018-10-31/layers',
      501,
      'UnsupportedOperation',
      /^ListLayers is not supported by this gateway/,
    ],
  ])('%s: they are answered and logged', async (_, method, path, status, type, line) => {
    const lines: string[] = []
    const gateway = await createGateway({ log: (text) => lines.push(text) })
    const answer = await gateway.handle({ method, path })
    await gateway.close()
    expect([answer.status, Object.fromEntries(answer.headers)['x-amzn-errortype']]).toEqual([status, type])
    expect(lines).toEqual([expect.stringMatching(line)])
  })
})
