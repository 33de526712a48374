import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
// In a project of your own: import { createGateway, invokeOperation } from 'apigen/testing', and the config says where the spec is.
import { createGateway, invokeOperation, type TestGateway } from '../../../generator/testing.ts'
import { deletePet, getCategory, getHealth, getPet, getPrices, listPets, listPetsItems } from '../generated/clients/typescript/index.js'

const spec = new URL('../openapi.yaml', import.meta.url).pathname
let gateway: TestGateway
let backend: Server

beforeAll(async () => {
  backend = createServer((_, response) => response.setHeader('Content-Type', 'application/json').end('{"list":[{"kind":"cat","price":1}]}'))
  await new Promise<void>((done) => backend.listen(0, '127.0.0.1', done))
  gateway = await createGateway({
    spec,
    variables: { backend: `127.0.0.1:${(backend.address() as AddressInfo).port}` },
  })
})
afterAll(async () => {
  await gateway?.close()
  backend?.close()
})

describe('the petstore on the embedded gateway', () => {
  const client = (auth?: { staff: string }) => ({ baseUrl: gateway.baseUrl, fetch: gateway.fetch, ...(auth && { auth }) })

  it('lists pets, page by page', async () => {
    const names: string[] = []
    for await (const pet of listPetsItems(client(), { limit: 1 })) names.push(pet.name)
    expect(names).toEqual(['Minka', 'Rex', 'Mimi'])
  })

  it('refuses a limit that is out of range, in the handler', async () => {
    const answer = await listPets(client(), { limit: 0 })
    expect(answer.status).toBe(400)
  })

  it('finds a pet for staff, and nobody else', async () => {
    expect(await getPet(client({ staff: 'Bearer open-sesame' }), { petId: 2 })).toMatchObject({ status: 200, body: { name: 'Rex' } })
    expect(await getPet(client({ staff: 'Bearer open-sesame' }), { petId: 7 })).toMatchObject({
      status: 404,
      body: { code: 'no-such-pet' },
    })
    expect((await getPet(client({ staff: 'Bearer off-duty' }), { petId: 2 })).status).toBe(403)
    expect((await getPet(client(), { petId: 2 })).status).toBe(401)
  })

  it('lets partners delete', async () => {
    const headers = { 'X-Partner': '42', 'X-Partner-Secret': 'tails' }
    expect((await deletePet(client(), { petId: 1 }, { headers })).status).toBe(204)
    expect((await deletePet(client(), { petId: 9 }, { headers })).status).toBe(404)
    expect((await deletePet(client(), { petId: 1 }, { headers: { ...headers, 'X-Partner-Secret': 'heads' } })).status).toBe(403)
    expect((await deletePet(client(), { petId: 1 })).status).toBe(401)
  })

  it('is called by operation, without a client', async () => {
    const headers = { Authorization: 'Bearer open-sesame' }
    expect(await gateway.invoke('getPet', { pathParameters: { petId: 2 }, headers })).toMatchObject({ status: 200, body: { name: 'Rex' } })
    expect(await gateway.invoke('GET /pets?limit=1')).toMatchObject({ status: 200, body: { items: [{ name: 'Minka' }] } })
    expect(await gateway.invoke('createPet', { body: { name: 'Rex', species: 'dog' } })).toMatchObject({ status: 401 })
  })

  it('asks an authorizer of the test', async () => {
    const staff = ({ methodArn }: { methodArn: string }) => ({
      principalId: 'ann',
      policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }] },
    })
    const request = { pathParameters: { petId: 2 }, headers: { Authorization: 'Bearer anything' } }
    expect(await invokeOperation('getPet', request, { spec, functions: { 'petstore-staff': staff } })).toMatchObject({ status: 200 })
  })

  it('answers what needs no function', async () => {
    expect((await getHealth(client())).body).toEqual({ status: 'ok', stage: 'test' })
    expect((await getPrices(client())).body).toEqual({ prices: [{ species: 'cat', cents: 1 }] })
    expect((await getCategory(client(), { categoryId: 'x' })).body).toMatchObject({ name: 'mammals' })
  })
})
