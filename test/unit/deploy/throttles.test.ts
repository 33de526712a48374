import { expect, it } from 'vitest'
import { sdkHandler } from '../../../generator/cli/local-gateway.ts'
import { apiGatewayCloud } from '../../../generator/deploy/aws/api-gateway-cloud.ts'
import { type Throttles, throttlePatches, throttlesOfStage } from '../../../generator/deploy/throttles.ts'
import { createGateway } from '../../../runtime/gateway/index.ts'
import { documentOf, mockOperation } from '../../support/data-plane.ts'

it.each<[name: string, path: string]>([
  ['GET /', '/~1/GET/throttling/rateLimit'],
  ['GET /pets', '/pets/GET/throttling/rateLimit'],
  ['ANY /pets/{id}/a~b', '/pets~1{id}~1a~0b/ANY/throttling/rateLimit'],
])('%s is patched at %s', (name, path) => {
  expect(throttlePatches({ [name]: { rate: 2.5, burst: 7 } })[0]).toEqual({ op: 'replace', path, value: '2.5' })
})

it('reads back what it set, whatever slashes the keys have, and nothing of the settings for all', () => {
  const setting = { throttlingRateLimit: 1, throttlingBurstLimit: 2 }
  expect(throttlesOfStage({ '*/*': setting, 'pets~1{id}/GET': setting, '/pets/POST': setting, '~1/PUT': setting })).toEqual({
    'GET /pets/{id}': { rate: 1, burst: 2 },
    'POST /pets': { rate: 1, burst: 2 },
    'PUT /': { rate: 1, burst: 2 },
  })
})

it('holds on the embedded gateway, for a stage that is made and for one that is there', async () => {
  const gateway = await createGateway({ clock: () => 0 })
  const cloud = await apiGatewayCloud({
    version: '0',
    region: 'us-east-1',
    endpointUrl: 'http://gateway.local',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: sdkHandler(gateway),
  })
  const { id } = await cloud.importApi(
    JSON.stringify(documentOf({ '/': { get: mockOperation('{}') }, '/pets/{id}': { get: mockOperation('{}') } })),
  )
  const deployment = await cloud.createDeployment(id, '')
  const change = (throttles: Throttles) => ({ deploymentId: deployment.id, set: {}, remove: [], throttles })
  const statuses = async (path: string, count: number): Promise<number[]> => {
    const answers: number[] = []
    for (let index = 0; index < count; index += 1)
      answers.push((await gateway.handle({ method: 'GET', path: `/_aws/execute-api/${id}/dev${path}` })).status)
    return answers
  }
  await cloud.createStage(id, 'dev', change({ 'GET /pets/{id}': { rate: 1, burst: 2 } }))
  expect(await statuses('/pets/7', 3)).toEqual([200, 200, 429])
  await cloud.updateStage(id, 'dev', change({ 'GET /': { rate: 1, burst: 1 } }))
  expect(await statuses('/', 2)).toEqual([200, 429])
  expect((await cloud.getStage(id, 'dev'))?.throttles).toEqual({
    'GET /pets/{id}': { rate: 1, burst: 2 },
    'GET /': { rate: 1, burst: 1 },
  })
  await gateway.close()
})
