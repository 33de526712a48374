import { APIGatewayClient, CreateRestApiCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway'
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGateway, type Gateway, type Listener } from '../../../../../runtime/gateway/index.ts'

describe('a control plane that checks signatures', () => {
  let gateway: Gateway
  let listener: Listener
  beforeAll(async () => {
    gateway = await createGateway({ auth: 'iam', credentials: { AKIDEXAMPLE: 'secret' } })
    listener = await gateway.listen({ port: 0 })
  })
  afterAll(() => gateway.close())

  const settings = (accessKeyId: string, secretAccessKey: string) => ({
    endpoint: listener.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
  })

  it('answers clients that sign with a configured key, with a body and without, for both services', async () => {
    const client = new APIGatewayClient(settings('AKIDEXAMPLE', 'secret'))
    await client.send(new CreateRestApiCommand({ name: 'ä signed body' }))
    expect((await client.send(new GetRestApisCommand({ limit: 5 }))).items).toHaveLength(1)
    expect((await new LambdaClient(settings('AKIDEXAMPLE', 'secret')).send(new ListFunctionsCommand({}))).Functions).toEqual([])
  })

  it.each([
    ['another secret', 'AKIDEXAMPLE', 'other', 'InvalidSignatureException', /^The request signature we calculated does not match/],
    ['an unknown key', 'AKIDOTHER', 'secret', 'UnrecognizedClientException', /^The security token included in the request is invalid\.$/],
  ])('refuses %s', async (_, id, secret, name, message) => {
    const refused = new APIGatewayClient(settings(id, secret)).send(new GetRestApisCommand({}))
    await expect(refused).rejects.toMatchObject({ name, message: expect.stringMatching(message), $metadata: { httpStatusCode: 403 } })
  })

  it('neither shows nor forgets its state', async () => {
    for (const method of ['GET', 'DELETE']) expect((await gateway.handle({ method, path: '/_aws/state' })).status).toBe(403)
  })

  it('refuses calls that nobody signed, and calls that were signed for another service', async () => {
    const answer = await gateway.handle({ method: 'GET', path: '/restapis' })
    expect([answer.status, Object.fromEntries(answer.headers)['x-amzn-errortype']]).toEqual([403, 'MissingAuthenticationTokenException'])
    const other = new LambdaClient({ ...settings('AKIDEXAMPLE', 'secret'), signingName: 'apigateway' } as never)
    await expect(other.send(new ListFunctionsCommand({}))).rejects.toMatchObject({ name: 'InvalidSignatureException' })
  })
})
