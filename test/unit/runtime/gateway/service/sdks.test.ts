import {
  APIGatewayClient,
  CreateDeploymentCommand,
  GetSdkCommand,
  GetSdkTypeCommand,
  GetSdkTypesCommand,
  ImportRestApiCommand,
} from '@aws-sdk/client-api-gateway'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGateway, type Gateway, type SdkMaker } from '../../../../../runtime/gateway/index.ts'
import { documentOf, mockOperation } from '../../../../support/data-plane.ts'

/** A maker whose archives name the paths that it was given. */
const maker: SdkMaker = {
  friendlyName: 'Paths',
  description: 'The paths of an API',
  make: (document) => Promise.resolve(new TextEncoder().encode(Object.keys(document.paths as object).join(' '))),
}

describe('GetSdk', () => {
  let gateway: Gateway
  let client: APIGatewayClient
  let restApiId = ''
  beforeAll(async () => {
    gateway = await createGateway({ sdks: { paths: maker } })
    const { url } = await gateway.listen({ port: 0 })
    client = new APIGatewayClient({ endpoint: url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } })
    const body = new TextEncoder().encode(JSON.stringify(documentOf({ '/pets': { get: mockOperation('{}') }, '/toys': {} })))
    restApiId = String((await client.send(new ImportRestApiCommand({ body }))).id)
    await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }))
  })
  afterAll(() => gateway.close())

  it('answers what is made of the API that the stage serves', async () => {
    const { body, contentType, contentDisposition } = await client.send(
      new GetSdkCommand({ restApiId, stageName: 'dev', sdkType: 'paths', parameters: { anything: 'x' } }),
    )
    expect([new TextDecoder().decode(body), contentType]).toEqual(['/pets', 'application/octet-stream'])
    expect(contentDisposition).toMatch(/^attachment; filename="paths_.+\.zip"$/)
  })

  it('lists the types that can be made', async () => {
    const type = { id: 'paths', friendlyName: 'Paths', description: 'The paths of an API', configurationProperties: [] }
    expect((await client.send(new GetSdkTypesCommand({}))).items).toEqual([type])
    expect(await client.send(new GetSdkTypeCommand({ id: 'paths' }))).toMatchObject(type)
  })

  it('refuses other types', async () => {
    await expect(client.send(new GetSdkCommand({ restApiId, stageName: 'dev', sdkType: 'cobol' }))).rejects.toMatchObject({
      name: 'BadRequestException',
      message: 'Invalid SDK type specified: cobol. Valid options are paths',
    })
    await expect(client.send(new GetSdkTypeCommand({ id: 'cobol' }))).rejects.toMatchObject({ name: 'NotFoundException' })
  })
})
