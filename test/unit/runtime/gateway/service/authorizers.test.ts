import { expect, it } from 'vitest'
import { createClient, text } from '../../../../conformance/support/client.ts'
import { newApi } from '../../../../conformance/support/replay.ts'

const uri = (version: string): string =>
  `arn:aws:apigateway:us-east-1:lambda:path/${version}/functions/arn:aws:lambda:us-east-1:111111111111:function:f/invocations`

it.each<[name: string, given: object, shown: number | undefined]>([
  ['is not shown where none was given', {}, undefined],
  ['is shown as it was given', { authorizerResultTtlInSeconds: 0 }, 0],
])('how long an authorizer is remembered %s, as recorded', async (_, given, shown) => {
  const { client, close } = await createClient()
  const api = await newApi(client)
  const authorizer = { name: 'a', type: 'TOKEN', authorizerUri: uri('2015-03-31'), identitySource: 'method.request.header.Auth', ...given }
  const created = await api.post('/authorizers', authorizer)
  expect(created).toMatchObject({ status: 201, body: { authType: 'custom', ...authorizer } })
  expect((await api.get(`/authorizers/${text(created, 'id')}`)).body).toEqual(created.body)
  expect((created.body as { authorizerResultTtlInSeconds?: number }).authorizerResultTtlInSeconds).toBe(shown)
  await close()
})

it('the version in the URI of an authorizer may have blanks before it, as recorded', async () => {
  const { client, close } = await createClient()
  const api = await newApi(client)
  const create = (name: string, authorizerUri: string) => api.post('/authorizers', { name, type: 'TOKEN', authorizerUri })
  expect((await create('a', uri('                 2015-03-31'))).status).toBe(201)
  expect((await create('b', uri('2015-03-31').replace('/functions/', '/value/'))).status).toBe(400)
  await close()
})
