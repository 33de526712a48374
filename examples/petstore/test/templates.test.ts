import { describe, expect, it } from 'vitest'
// In a project of your own: import { inspectTemplate, renderTemplate } from 'apigen/testing', and the config says where the spec is.
import { inspectTemplate, renderTemplate } from '../../../generator/testing.ts'

const spec = new URL('../openapi.yaml', import.meta.url).pathname

describe('the mapping templates of the petstore', () => {
  it('send the function of updatePet its event', async () => {
    const request = { pathParameters: { petId: 7 }, body: { name: 'Rex', species: 'dog' } }
    expect(await renderTemplate('updatePet', request, { spec, context: { identity: { userArn: 'arn:aws:iam::1:user/ann' } } })).toEqual({
      metadata: {
        operation: 'updatePet',
        stage: 'test',
        requestId: expect.any(String),
        apiId: expect.any(String),
        method: 'PUT',
        resource: '/pets/{petId}',
        time: expect.any(Number),
        caller: { userArn: 'arn:aws:iam::1:user/ann', sourceIp: '127.0.0.1' },
        authorizer: {},
        stageVariables: {},
      },
      data: { path: { petId: 7 }, query: {}, headers: {}, body: { name: 'Rex', species: 'dog' } },
    })
  })

  it('send only what getPet declares', async () => {
    const request = { path: '/pets/7', query: { color: 'red' }, headers: { 'X-Correlation-Id': 'c1', Cookie: 'secret' } }
    expect(await renderTemplate('GET /pets/7', request, { spec })).toMatchObject({
      data: { path: { petId: 7 }, query: {}, headers: { 'X-Correlation-Id': 'c1' } },
    })
  })

  it('translate the price list, and its absence', async () => {
    const list = { list: [{ kind: "tom's cat", price: 900 }] }
    expect(await renderTemplate('getPrices', {}, { spec, response: list })).toEqual({ prices: [{ species: "tom's cat", cents: 900 }] })
    expect(await renderTemplate('getPrices', {}, { spec, response: { status: 503 } })).toMatchObject({ code: 'prices-unavailable' })
  })

  it('answer the error of a function', async () => {
    const errorMessage = JSON.stringify({ status: 404, body: { code: 'no-such-pet', message: 'There is no pet 7.' } })
    expect(await renderTemplate('updatePet', {}, { spec, response: { errorMessage } })).toEqual({
      code: 'no-such-pet',
      message: 'There is no pet 7.',
    })
  })

  it('set nothing but the body', async () => {
    expect(await inspectTemplate('getHealth', {}, { spec, response: {} })).toMatchObject({
      output: '{"status": "ok", "stage": "test"}',
      overrides: {},
    })
  })
})
