import { expect, it } from 'vitest'
import { sdkHandler } from '../../../generator/cli/local-gateway.ts'
import { apiGatewayCloud } from '../../../generator/deploy/aws/api-gateway-cloud.ts'
import { type SettingsChange, settingPatches, settingsOfStage } from '../../../generator/deploy/method-settings.ts'
import { DEFAULT_METHOD_SETTING } from '../../../runtime/gateway/facts.ts'
import { createGateway } from '../../../runtime/gateway/index.ts'
import { documentOf, mockOperation } from '../../support/data-plane.ts'

it.each<[name: string, path: string]>([
  ['GET /', '/~1/GET/throttling/rateLimit'],
  ['GET /pets', '/pets/GET/throttling/rateLimit'],
  ['*', '/*/*/throttling/rateLimit'],
  ['ANY /pets/{id}/a~b', '/pets~1{id}~1a~0b/ANY/throttling/rateLimit'],
])('%s is patched at %s', (name, path) => {
  expect(settingPatches({ set: { [name]: { throttlingRateLimit: 2.5 } }, drop: [] })).toEqual([{ op: 'replace', path, value: '2.5' }])
})

it('takes away first, and says of all before it says of one', () => {
  const set = { 'GET /pets': { cachingEnabled: true }, '*': { loggingLevel: 'INFO' } }
  expect(settingPatches({ set, drop: ['PUT /'] }).map(({ op, path }) => `${op} ${path}`)).toEqual([
    'remove /~1/PUT',
    'replace /*/*/logging/loglevel',
    'replace /pets/GET/caching/enabled',
  ])
})

it('reads back what it set, whatever slashes the keys have', () => {
  const setting = { throttlingRateLimit: 1, throttlingBurstLimit: 2, somethingNew: true }
  const known = { throttlingRateLimit: 1, throttlingBurstLimit: 2 }
  expect(settingsOfStage({ '*/*': setting, 'pets~1{id}/GET': setting, '/pets/POST': setting, '~1/PUT': setting })).toEqual({
    '*': known,
    'GET /pets/{id}': known,
    'POST /pets': known,
    'PUT /': known,
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
  const { id } = await cloud.createApi('pets', {})
  const document = documentOf({ '/': { get: mockOperation('{}') }, '/pets/{id}': { get: mockOperation('{}') } })
  await cloud.putApi(id, JSON.stringify(document), 'refused')
  const deployment = await cloud.createDeployment(id, '')
  const change = (settings: SettingsChange) => ({
    ...{ deploymentId: deployment.id, set: {}, remove: [], settings },
    canary: { kind: 'keep' } as const,
  })
  const throttle = (throttlingRateLimit: number, throttlingBurstLimit: number) => ({ throttlingRateLimit, throttlingBurstLimit })
  const statuses = async (path: string, count: number): Promise<number[]> => {
    const answers: number[] = []
    for (let index = 0; index < count; index += 1)
      answers.push((await gateway.handle({ method: 'GET', path: `/_aws/execute-api/${id}/dev${path}` })).status)
    return answers
  }
  await cloud.createStage(id, 'dev', change({ set: { 'GET /pets/{id}': throttle(1, 2) }, drop: [] }))
  expect(await statuses('/pets/7', 3)).toEqual([200, 200, 429])
  await cloud.updateStage(id, 'dev', change({ set: { 'GET /': throttle(1, 1) }, drop: ['GET /pets/{id}'] }))
  expect(await statuses('/', 2)).toEqual([200, 429])
  expect(await statuses('/pets/7', 3)).toEqual([200, 200, 200])
  expect((await cloud.getStage(id, 'dev'))?.methodSettings).toEqual({ 'GET /': { ...DEFAULT_METHOD_SETTING, ...throttle(1, 1) } })
  await gateway.close()
})
