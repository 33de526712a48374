import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { APIGatewayClient, CreateDeploymentCommand, GetSdkCommand, ImportRestApiCommand } from '@aws-sdk/client-api-gateway'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openGateway } from '../../../generator/cli/local-gateway.ts'
import type { Gateway } from '../../../runtime/gateway/index.ts'
import { unzip } from '../../../runtime/gateway/lambda/unzip.ts'
import { documentOf, mockOperation } from '../../support/data-plane.ts'

describe('GetSdk of the command line', () => {
  let gateway: Gateway
  let folder = ''
  beforeAll(async () => {
    gateway = await openGateway({})
    folder = mkdtempSync(join(tmpdir(), 'apigen-sdk-'))
  })
  afterAll(async () => {
    await gateway.close()
    rmSync(folder, { recursive: true })
  })

  it('answers a client in JavaScript that calls the API', async () => {
    const { url } = await gateway.listen({ port: 0 })
    const client = new APIGatewayClient({ endpoint: url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } })
    const getPet = mockOperation('{"name":"Rex"}', {
      operationId: 'getPet',
      parameters: [{ name: 'petId', in: 'path', required: true, schema: { type: 'string' } }],
      responses: { 200: { description: 'a pet', content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } } },
    })
    const document = documentOf(
      { '/pets/{petId}': { get: getPet } },
      { components: { schemas: { Pet: { type: 'object', properties: { name: { type: 'string' } } } } } },
    )
    const body = new TextEncoder().encode(JSON.stringify(document))
    const { id: restApiId } = await client.send(new ImportRestApiCommand({ body }))
    await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }))
    const sdk = await client.send(new GetSdkCommand({ restApiId, stageName: 'dev', sdkType: 'javascript' }))
    for (const { name, bytes } of unzip(sdk.body ?? new Uint8Array())) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), bytes)
    }
    const made = (await import(pathToFileURL(join(folder, 'index.js')).href)) as {
      createClient(options: object): object
      getPet(client: object, input: object): Promise<{ body: unknown }>
    }
    const answer = await made.getPet(made.createClient({ baseUrl: `${url}/_aws/execute-api/${restApiId}/dev` }), { petId: '7' })
    expect(answer.body).toEqual({ name: 'Rex' })
  })
})
