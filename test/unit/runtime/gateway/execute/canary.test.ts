import { describe, expect, it } from 'vitest'
import type { Stage } from '../../../../../runtime/gateway/definition/rest-api.ts'
import { chooseCanary } from '../../../../../runtime/gateway/execute/canary.ts'
import { toBytes, toText } from '../../../../../runtime/gateway/http.ts'
import { createGateway } from '../../../../../runtime/gateway/index.ts'
import { documentOf, mockOperation } from '../../../../support/data-plane.ts'

const stage: Stage = {
  stageName: 'dev',
  deploymentId: 'old',
  variables: { color: 'blue', size: 'big' },
  cacheClusterEnabled: false,
  cacheClusterStatus: 'NOT_AVAILABLE',
  methodSettings: {},
  tracingEnabled: false,
  createdDate: 0,
  lastUpdatedDate: 0,
}
const withCanary = (percentTraffic: number): Stage => ({
  ...stage,
  canarySettings: { deploymentId: 'new', percentTraffic, stageVariableOverrides: { color: 'red', extra: 'x' }, useStageCache: false },
})

describe('a canary', () => {
  it.each<[percent: number, random: number, side: string]>([
    [0, 0, 'production'],
    [10, 0.0999, 'canary'],
    [10, 0.1, 'production'],
    [0.5, 0.004, 'canary'],
    [100, 0.9999, 'canary'],
  ])('of %d percent and the number %d: %s', (percent, random, side) => {
    const served = chooseCanary(withCanary(percent), () => random)
    expect(served.canary).toBe(side)
    expect(served.stage).toMatchObject(
      side === 'canary'
        ? { deploymentId: 'new', variables: { color: 'red', size: 'big', extra: 'x' } }
        : { deploymentId: 'old', variables: { color: 'blue', size: 'big' } },
    )
  })

  it('that is not there asks for no number', () => {
    expect(chooseCanary(stage, () => expect.fail('asked'))).toEqual({ stage, canary: undefined })
  })
})

describe('a stage with a canary', () => {
  const template = (text: string): string =>
    `{"text":"${text}","canary":"$context.isCanaryRequest","color":"$stageVariables.color","deployment":"$context.deploymentId"}`
  const document = (text: string): unknown => documentOf({ '/a': { get: mockOperation(template(text)) } })

  it('serves two deployments, each with its own variables', async () => {
    let random = 0
    const gateway = await createGateway({ random: () => random })
    const call = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
      const [plain = '', query = ''] = path.split('?')
      const answer = await gateway.handle({ method, path: plain, query, body: toBytes(body === undefined ? '' : JSON.stringify(body)) })
      return JSON.parse(toText(answer.body)) as Record<string, unknown>
    }
    const api = (await call('POST', '/restapis?mode=import', document('first'))).id
    const first = await call('POST', `/restapis/${api}/deployments`, { stageName: 'dev', variables: { color: 'blue' } })
    expect(await call('GET', `/_aws/execute-api/${api}/dev/a`)).toMatchObject({ text: 'first', canary: '' })
    await call('PUT', `/restapis/${api}?mode=overwrite`, document('second'))
    const canarySettings = { percentTraffic: 25, stageVariableOverrides: { color: 'red' } }
    const second = await call('POST', `/restapis/${api}/deployments`, { stageName: 'dev', canarySettings })
    expect(await call('GET', `/_aws/execute-api/${api}/dev/a`)).toEqual({
      text: 'second',
      canary: 'true',
      color: 'red',
      deployment: second.id,
    })
    random = 0.25
    expect(await call('GET', `/_aws/execute-api/${api}/dev/a`)).toEqual({
      text: 'first',
      canary: 'false',
      color: 'blue',
      deployment: first.id,
    })
    await gateway.close()
  })
})
