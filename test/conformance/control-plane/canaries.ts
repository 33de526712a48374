import { type PatchStep, text } from '../support/client.ts'
import { json, methodPath, newMockApi, type Scripts } from '../support/replay.ts'

const OVERRIDES = '/canarySettings/stageVariableOverrides'
const fallback = { statusCode: 200, message: 'default deployment' }
const described = { description: 'dev stage', variables: { testVar: 'default' } }

/** What moves the traffic back to the stage and makes the canary's deployment and variables its own. */
const PROMOTION: readonly PatchStep[] = [
  ['replace', '/canarySettings/percentTraffic', '0.0'],
  ['copy', '/deploymentId', undefined, '/canarySettings/deploymentId'],
  ['copy', '/variables', undefined, OVERRIDES],
]

/** TestStageCrudCanary. */
export const CANARIES: Scripts = {
  async 'TestStageCrudCanary::test_create_update_stages'(client, record) {
    const api = await newMockApi(client, fallback)
    const first = await api.post('/deployments', {})
    record('create-deployment-1', first)
    const template = json({ statusCode: 200, message: 'second deployment' })
    const response = `${methodPath(api.root, 'GET')}/integration/responses/200`
    await api.patch(response, ['replace', '/responseTemplates/application~1json', template])
    const second = await api.post('/deployments', {})
    record('create-deployment-2', second)
    const canarySettings = { deploymentId: text(second, 'id'), percentTraffic: 50, stageVariableOverrides: { testVar: 'canary' } }
    const stage = { stageName: 'dev', deploymentId: text(first, 'id'), ...described, canarySettings }
    record('create-stage', await api.post('/stages', stage))
    record('get-stage', await api.get('/stages/dev'))
    record('update-stage-canary-settings-overrides', await api.patch('/stages/dev', ['replace', `${OVERRIDES}/testVar`, 'updated']))
    record('update-stage-remove-canary-settings', await api.patch('/stages/dev', ['remove', '/canarySettings']))
    record('get-stage-after-remove', await api.get('/stages/dev'))
  },
  async test_create_canary_deployment_with_stage(client, record) {
    const api = await newMockApi(client, fallback)
    const deployment = await api.post('/deployments', {})
    record('create-deployment', deployment)
    record('create-stage', await api.post('/stages', { stageName: 'dev', deploymentId: text(deployment, 'id'), ...described }))
    const canarySettings = { percentTraffic: 50, stageVariableOverrides: { testVar: 'canary' } }
    record('create-canary-deployment', await api.post('/deployments', { stageName: 'dev', canarySettings }))
    record('get-stage', await api.get('/stages/dev'))
  },
  async test_create_canary_deployment(client, record) {
    const api = await newMockApi(client, fallback)
    const first = await api.post('/deployments', {})
    record('create-deployment', first)
    const stage = (stageName: string, canarySettings: object) =>
      api.post('/stages', { stageName, deploymentId: text(first, 'id'), ...described, canarySettings })
    const settings = (deploymentId: string, percentTraffic: number, testVar: string) => ({
      deploymentId,
      percentTraffic,
      stageVariableOverrides: { testVar },
    })
    record('create-stage', await stage('dev1', settings(text(first, 'id'), 40, 'canary1')))
    const canarySettings = { percentTraffic: 50, stageVariableOverrides: { testVar: 'canary2' } }
    const second = await api.post('/deployments', { stageName: 'dev1', canarySettings })
    record('create-canary-deployment', second)
    record('get-stage-1', await api.get('/stages/dev1'))
    record('create-stage-2', await stage('dev2', settings(text(second, 'id'), 60, 'canary-overridden')))
    record('bad-canary-deployment-id', await stage('dev3', { deploymentId: 'deploy' }))
  },
  async test_create_canary_deployment_by_stage_update(client, record) {
    const api = await newMockApi(client, fallback)
    const first = await api.post('/deployments', {})
    record('create-deployment', first)
    const second = await api.post('/deployments', {})
    record('create-deployment-2', second)
    record('create-stage', await api.post('/stages', { stageName: 'dev', deploymentId: text(first, 'id'), ...described }))
    const update = (...steps: PatchStep[]) => api.patch('/stages/dev', ...steps)
    record('update-stage-with-deployment', await update(['replace', '/canarySettings/deploymentId', text(second, 'id')]))
    record('remove-stage-canary', await update(['remove', '/canarySettings']))
    record('update-stage-with-percent', await update(['replace', '/canarySettings/percentTraffic', '50']))
    record('get-stage', await api.get('/stages/dev'))
  },
  async test_create_canary_deployment_validation(client, record) {
    const api = await newMockApi(client, fallback)
    const canarySettings = { percentTraffic: 50, stageVariableOverrides: { testVar: 'canary' } }
    record('create-canary-deployment-no-stage', await api.post('/deployments', { canarySettings }))
    record('create-canary-deployment-empty-stage', await api.post('/deployments', { stageName: '', canarySettings }))
    record('create-canary-deployment-non-existing-stage', await api.post('/deployments', { stageName: 'non-existing', canarySettings }))
  },
  async test_update_stage_canary_deployment_validation(client, record) {
    const api = await newMockApi(client, fallback)
    await api.post('/deployments', { stageName: 'dev' })
    record('get-stage', await api.get('/stages/dev'))
    const canarySettings = { percentTraffic: 50, stageVariableOverrides: { testVar: 'canary' } }
    await api.post('/deployments', { stageName: 'dev', canarySettings })
    const update = (...steps: PatchStep[]) => api.patch('/stages/dev', ...steps)
    record('update-stage-canary-settings-remove-overrides', await update(['remove', OVERRIDES]))
    record('update-stage-canary-settings-bad-path', await update(['remove', '/canarySettings/badPath']))
    record('update-stage-canary-settings-bad-path-2', await update(['replace', '/canarySettings', 'test']))
    record('update-stage-canary-settings-replace-bad-path', await update(['replace', '/canarySettings/badPath', 'badPath']))
    const other = text(await api.post('/deployments', { stageName: 'dev2' }), 'id')
    const path = '/canarySettings/deploymentId'
    record('update-stage-add-deployment', await api.patch('/stages/dev2', ['add', path, other]))
    record('update-stage-no-deployment', await api.patch('/stages/dev2', ['replace', path, 'deploy']))
  },
  async test_update_stage_with_copy_ops(client, record) {
    const api = await newMockApi(client, fallback)
    const variables = { testVar: 'test', testVar2: 'test2' }
    record('deployment-1', await api.post('/deployments', { stageName: 'dev', variables }))
    const update = (...steps: PatchStep[]) => api.patch('/stages/dev', ...steps)
    record(
      'copy-with-bad-statement',
      await update(['copy', OVERRIDES, undefined, '/variables'], ['copy', '/canarySettings/deploymentId', undefined, '/deploymentId']),
    )
    const [, deployment, overrides] = PROMOTION as readonly [PatchStep, PatchStep, PatchStep]
    record('copy-with-no-replace', await update(overrides, deployment))
    record('update-stage-with-copy', await update(...PROMOTION))
    const canarySettings = { percentTraffic: 50, stageVariableOverrides: { testVar: 'override' } }
    record('deployment-canary', await api.post('/deployments', { stageName: 'dev', canarySettings }))
    record('get-stage', await api.get('/stages/dev'))
    record('update-stage-with-copy-2', await update(...PROMOTION))
  },
}
