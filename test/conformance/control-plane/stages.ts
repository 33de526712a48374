import type { Client, PatchStep } from '../support/client.ts'
import { text } from '../support/client.ts'
import type { Answer } from '../support/recording.ts'
import { json, type NewApi, newMockApi, type Recorder, type Script, type Scripts } from '../support/replay.ts'

const LOG_GROUP = 'arn:aws:logs:us-east-1:111111111111:log-group:test-log-group'

interface StageCalls {
  readonly api: NewApi
  get(): Promise<Answer>
  update(...steps: PatchStep[]): Promise<Answer>
}

function stageOf(api: NewApi, name: string): StageCalls {
  return { api, get: () => api.get(`/stages/${name}`), update: (...steps) => api.patch(`/stages/${name}`, ...steps) }
}

/** A deployment and a stage `dev` that were recorded as they were made. */
async function devStage(client: Client, record: Recorder): Promise<StageCalls> {
  const api = await newMockApi(client)
  const deployment = await api.post('/deployments', {})
  record('create-deployment', deployment)
  const body = { stageName: 'dev', deploymentId: text(deployment, 'id'), description: 'dev stage' }
  record('create-stage', await api.post('/stages', body))
  return stageOf(api, 'dev')
}

/** A stage `s1` with documentation. */
async function documentedStage(client: Client, record: Recorder): Promise<StageCalls> {
  const api = await newMockApi(client)
  const deploymentId = text(await api.post('/deployments', {}), 'id')
  await api.post('/documentation/parts', { location: { type: 'API' }, properties: json({ foo: 'bar' }) })
  await api.post('/documentation/versions', { documentationVersion: 'v123' })
  const body = { stageName: 's1', deploymentId, description: 'my stage', documentationVersion: 'v123' }
  record('create-stage', await api.post('/stages', body))
  return stageOf(api, 's1')
}

const createDelete =
  (manually: boolean): Script =>
  async (client, record) => {
    const api = await newMockApi(client)
    const deploy = async (): Promise<string> => {
      const id = text(await api.post('/deployments', manually ? {} : { stageName: 's1' }), 'id')
      if (manually) await api.post('/stages', { stageName: 's1', deploymentId: id })
      return id
    }
    let deployment = await deploy()
    record('get-deployment', await api.get(`/deployments/${deployment}`))
    record('get-stages', await api.get('/stages'))
    for (let round = 0; round < 3; round += 1) {
      record(`delete-deployment-error-${round}`, await api.delete(`/deployments/${deployment}`))
      await api.delete('/stages/s1')
      await api.delete(`/deployments/${deployment}`)
      deployment = await deploy()
      record(`get-deployments-${round}`, await api.get('/deployments'))
      record(`get-stages-${round}`, await api.get('/stages'))
    }
  }

/** TestApiGatewayStage, TestStages, TestDeployments. */
export const STAGES: Scripts = {
  async test_get_stages_filters_by_deployment_id(client, record) {
    const api = await newMockApi(client)
    const first = text(await api.post('/deployments', { stageName: 'stage1' }), 'id')
    const second = text(await api.post('/deployments', { stageName: 'stage2' }), 'id')
    record('all-stages', await api.get('/stages'))
    record('stages-deploy1', await api.get(`/stages?deploymentId=${first}`))
    record('stages-deploy2', await api.get(`/stages?deploymentId=${second}`))
  },
  async test_stage_access_log_settings(client, record) {
    const { update } = await devStage(client, record)
    const [destination, format] = ['/accessLogSettings/destinationArn', '/accessLogSettings/format']
    record('update-stage-access-log-dest-add', await update(['add', destination, LOG_GROUP]))
    record('update-stage-access-log-dest-replace', await update(['replace', destination, `${LOG_GROUP}a`]))
    record('update-stage-access-log-format-add', await update(['add', format, '$context.requestId $context.identity.sourceIp']))
    record('update-stage-access-log-remove-all', await update(['remove', '/accessLogSettings']))
  },
  async test_stage_access_log_settings_validation(client, record) {
    const { update } = await devStage(client, record)
    const under = (name: string): string => `/accessLogSettings/${name}`
    for (const op of ['add', 'remove', 'replace']) record(`invalid-path-${op}`, await update([op, under('randomValue'), 'updated']))
    for (const op of ['add', 'remove', 'replace']) record(`star-and-${op}`, await update([op, under('*'), 'updated']))
    for (const op of ['add', 'replace']) record(`root-and-${op}`, await update([op, '/accessLogSettings', 'test']))
    record('update-stage-access-log-dest-add', await update(['add', under('destinationArn'), LOG_GROUP]))
    for (const name of ['destinationArn', 'format'])
      record(`update-stage-access-log-${name}-empty`, await update(['replace', under(name), '']))
    record('update-stage-access-log-dest-remove', await update(['remove', under('destinationArn')]))
  },
  async 'TestStages::test_create_update_stages'(client, record) {
    const { update, get } = await documentedStage(client, record)
    record('error-update-doc-version', await update(['replace', '/documentation_version', '123']))
    record('error-update-tags', await update(['replace', '/tags/tag1', 'value1']))
    record(
      'update-stage',
      await update(
        ['replace', '/description', 'stage new'],
        ['replace', '/variables/var1', 'test'],
        ['replace', '/variables/var2', 'test2'],
        ['replace', '/*/*/throttling/burstLimit', '123'],
        ['replace', '/*/*/caching/enabled', 'true'],
        ['replace', '/tracingEnabled', 'true'],
        ['replace', '/test/GET/throttling/burstLimit', '124'],
      ),
    )
    record('get-stage', await get())
    record('update-stage-override', await update(['replace', '/*/*/throttling/burstLimit', '100']))
  },
  async test_update_stage_remove_wildcard(client, record) {
    const { update, get } = await documentedStage(client, record)
    record('get-stage', await get())
    record('delete-error', await update(['remove', '/*/*']))
    record('update-stage', await update(['replace', '/*/*/caching/enabled', 'true']))
    record('update-stage-reset', await update(['remove', '/*/*']))
    record('get-stage-after-reset', await get())
  },
  'test_create_delete_deployments[True]': createDelete(true),
  'test_create_delete_deployments[False]': createDelete(false),
  async test_create_update_deployments(client, record) {
    const api = await newMockApi(client)
    const first = text(await api.post('/deployments', {}), 'id')
    await api.post('/stages', { stageName: 's1', deploymentId: first })
    record('get-deployment-1', await api.get(`/deployments/${first}`))
    record('get-stages', await api.get('/stages'))
    record('delete-deployment-error', await api.delete(`/deployments/${first}`))
    const second = text(await api.post('/deployments', { stageName: 's1' }), 'id')
    record('get-deployment-1-after-update', await api.get(`/deployments/${first}`))
    record('get-deployment-2', await api.get(`/deployments/${second}`))
    record('get-stages-after-update', await api.get('/stages'))
    record('delete-deployment-1', await api.delete(`/deployments/${first}`))
    record('delete-deployment-2-error', await api.delete(`/deployments/${second}`))
  },
}
