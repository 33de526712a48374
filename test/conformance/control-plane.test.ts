import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { conformance } from '../support/conformance.ts'
import { type Client, createClient, type PatchStep, patch, text } from './support/client.ts'
import { type Answer, createMatcher, type Recording, readRecordings } from './support/recording.ts'

const folder = conformance('recorded')

type Recorder = (name: string, answer: Answer) => void
type Script = (client: Client, record: Recorder) => Promise<void>

const MOCK = {
  openapi: '3.0.1',
  info: { title: 'mock', version: '1' },
  paths: {
    '/test': {
      get: {
        responses: { 200: { description: 'ok' } },
        'x-amazon-apigateway-integration': { type: 'mock', responses: { default: { statusCode: '200' } } },
      },
    },
  },
}

/** An API with one method, for tests that deploy. */
async function importMock(client: Client): Promise<string> {
  return text(await client('POST', '/restapis?mode=import', MOCK), 'id')
}

async function deploy(client: Client, api: string, body: object = {}): Promise<string> {
  return text(await client('POST', `/restapis/${api}/deployments`, body), 'id')
}

const createApi = (client: Client, body: object): Promise<Answer> => client('POST', '/restapis', body)

const deleteDeployments: Script = async (client, record) => {
  const api = await importMock(client)
  const deployments: string[] = []
  for (let index = 0; index < 3; index += 1) {
    deployments.push(await deploy(client, api, index === 0 ? { stageName: 's1' } : { stageName: 's1' }))
    if (index === 0) {
      record('get-deployment', await client('GET', `/restapis/${api}/deployments/${deployments[0]}`))
      record('get-stages', await client('GET', `/restapis/${api}/stages`))
    }
    record(`delete-deployment-error-${index}`, await client('DELETE', `/restapis/${api}/deployments/${deployments[index]}`))
    if (index > 0) await client('DELETE', `/restapis/${api}/deployments/${deployments[index - 1]}`)
    record(`get-deployments-${index}`, await client('GET', `/restapis/${api}/deployments`))
    record(`get-stages-${index}`, await client('GET', `/restapis/${api}/stages`))
  }
}

const KEY = { name: 'test-key' }

/** Recorded test → the calls that it made. */
const SCRIPTS: Readonly<Record<string, Script>> = {
  async test_list_and_delete_apis(client, record) {
    record('create-rest-api-1', await createApi(client, { name: 'api1', description: 'this is my api' }))
    record('create-rest-api-2', await createApi(client, { name: 'api2', description: 'this is my api2' }))
    const list = await client('GET', '/restapis')
    record('get-rest-api-before-delete', list)
    const [first] = (list.body as { item: { id: string }[] }).item
    record('delete-rest-api', await client('DELETE', `/restapis/${first?.id}`))
    record('get-rest-api-after-delete', await client('GET', '/restapis'))
  },
  async test_create_rest_api_with_optional_params(client, record) {
    record('create-only-name', await createApi(client, { name: 'api1' }))
    record('create-empty-desc', await createApi(client, { name: 'api', description: '' }))
    record('create-with-version', await createApi(client, { name: 'api2', version: 'v1' }))
    record('create-with-empty-binary-media', await createApi(client, { name: 'api3', binaryMediaTypes: [] }))
    record('string-compression-size', await createApi(client, { name: 'api4', minimumCompressionSize: -1 }))
  },
  async test_create_rest_api_with_binary_media_types(client, record) {
    record('create-with-binary-media', await createApi(client, { name: 'api', binaryMediaTypes: ['image/png'] }))
  },
  async test_create_rest_api_with_tags(client, record) {
    const created = await createApi(client, { name: 'api', description: 'this is my api', tags: { MY_TAG1: 'MY_VALUE1' } })
    record('create-rest-api-w-tags', created)
    record('get-rest-api-w-tags', await client('GET', `/restapis/${text(created, 'id')}`))
    record('get-rest-apis-w-tags', await client('GET', '/restapis'))
  },
  async test_update_rest_api_operation_add_remove(client, record) {
    const id = text(await createApi(client, { name: 'api', description: 'this is my api' }), 'id')
    const update = (...operations: PatchStep[]) => client('PATCH', `/restapis/${id}`, patch(...operations))
    record('update-rest-api-add', await update(['add', '/binaryMediaTypes/image~1png'], ['add', '/binaryMediaTypes/image~1jpeg']))
    record('update-rest-api-replace', await update(['replace', '/binaryMediaTypes/image~1png', 'image/gif']))
    record('update-rest-api-remove', await update(['remove', '/binaryMediaTypes/image~1gif'], ['remove', '/description']))
  },
  async test_update_rest_api_compression(client, record) {
    const id = text(await createApi(client, { name: 'api', description: 'this is my api' }), 'id')
    const update = (op: string, value: string) => client('PATCH', `/restapis/${id}`, patch([op, '/minimumCompressionSize', value]))
    record('enable-compression', await update('replace', '10'))
    record('disable-compression', await update('replace', ''))
    record('set-compression-zero', await update('replace', '0'))
    record('set-negative-compression', await update('replace', '-1'))
    record('set-string-compression', await update('replace', 'text'))
    record('unsupported-operation', await update('add', '10'))
  },
  async test_update_rest_api_behaviour(client, record) {
    const id = text(await createApi(client, { name: 'api', description: 'this is my api' }), 'id')
    const update = (op: string, path: string, value?: string) => client('PATCH', `/restapis/${id}`, patch([op, path, value]))
    record('update-rest-api-array', await update('add', '/binaryMediaTypes/-', 'multipart/form-data'))
    record('update-rest-api-add-base-path', await update('add', '/binaryMediaTypes', 'multipart/form-data'))
    record('update-rest-api-replace-base-path', await update('replace', '/binaryMediaTypes', 'multipart/form-data'))
    record('update-rest-api-remove-base-path', await update('remove', '/binaryMediaTypes'))
  },
  async test_update_rest_api_invalid_api_id(client, record) {
    record('not-found-update-rest-api', await client('PATCH', '/restapis/api_id', patch(['replace', '/name', 'x'])))
  },
  async test_create_rest_api_with_endpoint_configuration(client, record) {
    const create = (endpointConfiguration: object, description?: string) =>
      createApi(client, { name: 'api', endpointConfiguration, ...(description !== undefined && { description }) })
    record('create-with-empty-types', await create({ types: [] }))
    record('create-with-invalid-ip-address-type', await create({ types: ['EDGE'], ipAddressType: 'wrong' }))
    record('create-with-invalid-types', await create({ types: ['wrong'] }))
    record('create-with-invalid-ip-address-type-and-types', await create({ ipAddressType: 'wrong', types: ['wrong'] }))
    record('create-with-invalid-types-and-ip-address-type', await create({ types: ['wrong'], ipAddressType: 'wrong' }))
    record('create-with-multiple-errors-1', await create({ types: ['wrong'], ipAddressType: 'wrong' }, ''))
    record('create-with-multiple-errors-2', await create({ types: [] }, ''))
    record('create-with-two-types', await create({ types: ['EDGE', 'REGIONAL'] }))
    record('create-with-endpoint-config-dualstack', await create({ types: ['EDGE'], ipAddressType: 'dualstack' }))
    record(
      'create-with-endpoint-config-regional',
      await createApi(client, { name: 'api2', endpointConfiguration: { types: ['REGIONAL'] } }),
    )
  },
  async test_create_rest_api_private_type(client, record) {
    const create = (ipAddressType: string, more: object = {}) =>
      createApi(client, { name: 'api', endpointConfiguration: { types: ['PRIVATE'], ipAddressType }, ...more })
    record('create-with-private-type-and-ipv4-ip-address-type', await create('ipv4'))
    record('create-with-private-type-and-wrong-ip-address-type', await create('wrong'))
    record('create-with-private-type-and-ipv4-ip-address-type-and-empty-description', await create('ipv4', { description: '' }))
  },
  async test_create_rest_api_verify_defaults(client, record) {
    record('create-with-edge-default', await createApi(client, { name: 'a1', endpointConfiguration: { types: ['EDGE'] } }))
    record('create-with-regional-default', await createApi(client, { name: 'a2', endpointConfiguration: { types: ['REGIONAL'] } }))
    record('create-with-private-default', await createApi(client, { name: 'a3', endpointConfiguration: { types: ['PRIVATE'] } }))
    record('create-with-empty-default', await createApi(client, { name: 'a4', endpointConfiguration: {} }))
    record(
      'create-with-empty-ip-address-type-and-wrong-type',
      await createApi(client, { name: 'a5', description: '', endpointConfiguration: { types: ['wrong'] } }),
    )
  },
  async test_update_rest_api_concatenation_of_errors(client, record) {
    const id = text(await createApi(client, { name: 'api' }), 'id')
    const address = ['wrong', '/endpointConfiguration/ipAddressType', 'wrong'] as const
    const types = ['wrong', '/endpointConfiguration/types/0', 'wrong'] as const
    const update = (...operations: PatchStep[]) => client('PATCH', `/restapis/${id}`, patch(...operations))
    record('update-rest-api-wrong-operations-on-ipAddressType', await update(address, address))
    record('update-rest-api-wrong-operations-on-type', await update(types, types))
    record('update-rest-api-wrong-operations-on-type-and-on-ip-address-type', await update(types, address, types))
  },
  async test_update_rest_api_ip_address_type(client, record) {
    const id = text(await createApi(client, { name: 'api', endpointConfiguration: { types: ['EDGE'] } }), 'id')
    const address = '/endpointConfiguration/ipAddressType'
    const types = '/endpointConfiguration/types/EDGE'
    const update = (op: string, path: string, value: string) => client('PATCH', `/restapis/${id}`, patch([op, path, value]))
    record('update-rest-api-replace-type', await update('replace', types, 'PRIVATE'))
    record('update-rest-api-replace-to-ipv4-within-private-type', await update('replace', address, 'ipv4'))
    record('update-rest-api-wrong-ipAddressType', await update('replace', address, 'wrong'))
    record('update-rest-api-wrong-type', await update('replace', '/endpointConfiguration/types/PRIVATE', 'wrong'))
    record('update-rest-api-invalid-operation-on-ipAddressType', await update('test', address, 'dualstack'))
    record('update-rest-api-invalid-operation-on-type', await update('test', types, 'EDGE'))
    record('update-rest-api-replace-ip-address-type', await update('replace', address, 'dualstack'))
  },
  async test_get_stages_filters_by_deployment_id(client, record) {
    const api = await importMock(client)
    const first = await deploy(client, api, { stageName: 'stage1' })
    const second = await deploy(client, api, { stageName: 'stage2' })
    record('all-stages', await client('GET', `/restapis/${api}/stages`))
    record('stages-deploy1', await client('GET', `/restapis/${api}/stages?deploymentId=${first}`))
    record('stages-deploy2', await client('GET', `/restapis/${api}/stages?deploymentId=${second}`))
  },
  async test_stage_access_log_settings(client, record) {
    const { update } = await devStage(client, record, 'dev stage')
    const [destination, format] = ['/accessLogSettings/destinationArn', '/accessLogSettings/format']
    record('update-stage-access-log-dest-add', await update(['add', destination, 'arn:aws:logs:us-east-1:1:log-group:g']))
    record('update-stage-access-log-dest-replace', await update(['replace', destination, 'arn:aws:logs:us-east-1:1:log-group:ga']))
    record('update-stage-access-log-format-add', await update(['add', format, '$context.requestId $context.identity.sourceIp']))
    record('update-stage-access-log-remove-all', await update(['remove', '/accessLogSettings']))
  },
  async test_stage_access_log_settings_validation(client, record) {
    const { update } = await devStage(client, record, 'dev stage')
    const under = (name: string) => `/accessLogSettings/${name}`
    for (const op of ['add', 'remove', 'replace']) record(`invalid-path-${op}`, await update([op, under('randomValue'), 'x']))
    for (const op of ['add', 'remove', 'replace']) record(`star-and-${op}`, await update([op, under('*'), 'x']))
    for (const op of ['add', 'replace']) record(`root-and-${op}`, await update([op, '/accessLogSettings', 'x']))
    record('update-stage-access-log-dest-add', await update(['add', under('destinationArn'), 'arn:aws:logs:us-east-1:1:log-group:g']))
    record('update-stage-access-log-destinationArn-empty', await update(['replace', under('destinationArn'), '']))
    record('update-stage-access-log-format-empty', await update(['replace', under('format'), '']))
    await update(['remove', under('destinationArn')])
    record('update-stage-access-log-dest-remove', await update(['remove', under('destinationArn')]))
  },
  'test_create_delete_deployments[True]': deleteDeployments,
  'test_create_delete_deployments[False]': deleteDeployments,
  async test_create_update_deployments(client, record) {
    const api = await importMock(client)
    const path = `/restapis/${api}/deployments`
    const first = await deploy(client, api, { stageName: 's1' })
    record('get-deployment-1', await client('GET', `${path}/${first}`))
    record('get-stages', await client('GET', `/restapis/${api}/stages`))
    record('delete-deployment-error', await client('DELETE', `${path}/${first}`))
    const second = await deploy(client, api, { stageName: 's1' })
    record('get-deployment-1-after-update', await client('GET', `${path}/${first}`))
    record('get-deployment-2', await client('GET', `${path}/${second}`))
    record('get-stages-after-update', await client('GET', `/restapis/${api}/stages`))
    record('delete-deployment-1', await client('DELETE', `${path}/${first}`))
    record('delete-deployment-2-error', await client('DELETE', `${path}/${second}`))
  },
  async 'TestStages::test_create_update_stages'(client, record) {
    const { update, get } = await stageOne(client, record)
    record('error-update-doc-version', await update(['replace', '/documentation_version', 'v1']))
    record('error-update-tags', await update(['replace', '/tags/tag1', 'value1']))
    record(
      'update-stage',
      await update(
        ['replace', '/description', 'stage new'],
        ['replace', '/variables/var1', 'test'],
        ['replace', '/variables/var2', 'test2'],
        ['replace', '/*/*/caching/enabled', 'true'],
        ['replace', '/*/*/throttling/burstLimit', '123'],
        ['replace', '/test/GET/throttling/burstLimit', '124'],
        ['replace', '/tracingEnabled', 'true'],
      ),
    )
    record('get-stage', await get())
    record('update-stage-override', await update(['replace', '/*/*/throttling/burstLimit', '100']))
  },
  async test_update_stage_remove_wildcard(client, record) {
    const { update, get } = await stageOne(client, record)
    record('get-stage', await get())
    record('delete-error', await update(['remove', '/*/*']))
    record('update-stage', await update(['replace', '/*/*/caching/enabled', 'true']))
    record('update-stage-reset', await update(['remove', '/*/*']))
    record('get-stage-after-reset', await get())
  },
  async 'TestStageCrudCanary::test_create_update_stages'(client, record) {
    const api = await importMock(client)
    const first = await client('POST', `/restapis/${api}/deployments`, {})
    record('create-deployment-1', first)
    const second = await client('POST', `/restapis/${api}/deployments`, {})
    record('create-deployment-2', second)
    record(
      'create-stage',
      await client('POST', `/restapis/${api}/stages`, {
        stageName: 'dev',
        deploymentId: text(first, 'id'),
        description: 'dev stage',
        variables: { testVar: 'default' },
        canarySettings: { deploymentId: text(second, 'id'), percentTraffic: 50, stageVariableOverrides: { testVar: 'canary' } },
      }),
    )
    const stage = `/restapis/${api}/stages/dev`
    record('get-stage', await client('GET', stage))
    const updated = patch(['replace', '/canarySettings/stageVariableOverrides/testVar', 'updated'])
    record('update-stage-canary-settings-overrides', await client('PATCH', stage, updated))
    record('update-stage-remove-canary-settings', await client('PATCH', stage, patch(['remove', '/canarySettings'])))
    record('get-stage-after-remove', await client('GET', stage))
  },
  async test_create_canary_deployment_with_stage(client, record) {
    const { api, get } = await devStage(client, record, 'dev stage', { testVar: 'default' })
    const canarySettings = { percentTraffic: 50, stageVariableOverrides: { testVar: 'canary' } }
    record('create-canary-deployment', await client('POST', `/restapis/${api}/deployments`, { stageName: 'dev', canarySettings }))
    record('get-stage', await get())
  },
  async test_create_canary_deployment(client, record) {
    const api = await importMock(client)
    const first = await client('POST', `/restapis/${api}/deployments`, {})
    record('create-deployment', first)
    const stage = (stageName: string, deploymentId: string, percentTraffic: number, testVar: string) =>
      client('POST', `/restapis/${api}/stages`, {
        stageName,
        deploymentId: text(first, 'id'),
        description: 'dev stage',
        variables: { testVar: 'default' },
        canarySettings: { deploymentId, percentTraffic, stageVariableOverrides: { testVar } },
      })
    record('create-stage', await stage('dev1', text(first, 'id'), 40, 'canary1'))
    const canarySettings = { percentTraffic: 50, stageVariableOverrides: { testVar: 'canary2' } }
    const second = await client('POST', `/restapis/${api}/deployments`, { stageName: 'dev1', canarySettings })
    record('create-canary-deployment', second)
    record('get-stage-1', await client('GET', `/restapis/${api}/stages/dev1`))
    record('create-stage-2', await stage('dev2', text(second, 'id'), 60, 'canary-overridden'))
    record('bad-canary-deployment-id', await stage('dev3', 'deploy', 60, 'x'))
  },
  async test_update_stage_with_copy_ops(client, record) {
    const api = await importMock(client)
    const first = await client('POST', `/restapis/${api}/deployments`, {
      stageName: 'dev',
      variables: { testVar: 'test', testVar2: 'test2' },
    })
    record('deployment-1', first)
    const update = (...operations: PatchStep[]) => client('PATCH', `/restapis/${api}/stages/dev`, patch(...operations))
    const overrides = '/canarySettings/stageVariableOverrides'
    const promotion = [
      ['replace', '/canarySettings/percentTraffic', '0.0'],
      ['copy', '/variables', undefined, overrides],
      ['copy', '/deploymentId', undefined, '/canarySettings/deploymentId'],
    ] as const
    record('copy-with-bad-statement', await update(['copy', overrides, undefined, '/variables']))
    record('copy-with-no-replace', await update(...promotion.slice(1)))
    record('update-stage-with-copy', await update(...promotion))
    const canarySettings = { percentTraffic: 50, stageVariableOverrides: { testVar: 'override' } }
    const second = { stageName: 'dev', canarySettings }
    record('deployment-canary', await client('POST', `/restapis/${api}/deployments`, second))
    record('get-stage', await client('GET', `/restapis/${api}/stages/dev`))
    record('update-stage-with-copy-2', await update(...promotion))
  },
  async test_create_canary_deployment_by_stage_update(client, record) {
    const api = await importMock(client)
    const first = await client('POST', `/restapis/${api}/deployments`, {})
    record('create-deployment', first)
    const second = await client('POST', `/restapis/${api}/deployments`, {})
    record('create-deployment-2', second)
    const stage = { stageName: 'dev', deploymentId: text(first, 'id'), description: 'dev stage', variables: { testVar: 'default' } }
    record('create-stage', await client('POST', `/restapis/${api}/stages`, stage))
    const update = (...operations: PatchStep[]) => client('PATCH', `/restapis/${api}/stages/dev`, patch(...operations))
    record('update-stage-with-deployment', await update(['replace', '/canarySettings/deploymentId', text(second, 'id')]))
    record('remove-stage-canary', await update(['remove', '/canarySettings']))
    record('update-stage-with-percent', await update(['replace', '/canarySettings/percentTraffic', '50']))
    record('get-stage', await client('GET', `/restapis/${api}/stages/dev`))
  },
  async test_create_canary_deployment_validation(client, record) {
    const api = await importMock(client)
    const create = (stageName?: string) =>
      client('POST', `/restapis/${api}/deployments`, {
        ...(stageName !== undefined && { stageName }),
        canarySettings: { percentTraffic: 50 },
      })
    record('create-canary-deployment-no-stage', await create())
    record('create-canary-deployment-empty-stage', await create(''))
    record('create-canary-deployment-non-existing-stage', await create('non-existing'))
  },
  async test_update_stage_canary_deployment_validation(client, record) {
    const api = await importMock(client)
    await deploy(client, api, { stageName: 'dev' })
    const update = (...operations: PatchStep[]) => client('PATCH', `/restapis/${api}/stages/dev`, patch(...operations))
    record('get-stage', await client('GET', `/restapis/${api}/stages/dev`))
    record('update-stage-canary-settings-remove-overrides', await update(['remove', '/canarySettings/stageVariableOverrides']))
    record('update-stage-canary-settings-bad-path', await update(['remove', '/canarySettings/badPath']))
    record('update-stage-canary-settings-bad-path-2', await update(['replace', '/canarySettings', 'x']))
    record('update-stage-canary-settings-replace-bad-path', await update(['replace', '/canarySettings/badPath', 'x']))
    record('update-stage-add-deployment', await update(['add', '/canarySettings/deploymentId', 'x']))
    record('update-stage-no-deployment', await update(['replace', '/canarySettings/deploymentId', 'deploy']))
  },
  async test_get_api_keys(client, record) {
    record('get-api-keys', await client('GET', '/apikeys'))
    record('create-api-key', await client('POST', '/apikeys', KEY))
    record('get-api-keys-after-create-1', await client('GET', '/apikeys'))
    for (const [name, query] of [
      ['wrong-name', 'wrong'],
      ['prefix-name', 'test'],
      ['prefix-name-query-cased', 'TEST'],
      ['postfix-name', 'key'],
      ['infix-name', 'st-k'],
    ]) {
      const key = name?.endsWith('cased') ? `get-api-keys-${name}` : `get-api-keys-${name}-query`
      record(key, await client('GET', `/apikeys?name=${query}`))
    }
    record('create-api-key-2', await client('POST', '/apikeys', { name: 'test-key-2' }))
    record('get-api-keys-after-create-2', await client('GET', '/apikeys'))
    record('get-api-keys-name-query', await client('GET', '/apikeys?name=test-key-2'))
    record('get-api-keys-prefix-name-query-2', await client('GET', '/apikeys?name=test'))
    const first = await client('GET', '/apikeys?limit=1')
    record('get-apis-keys-pagination', first)
    record('get-apis-keys-pagination-2', await client('GET', `/apikeys?limit=1&position=${text(first, 'position')}`))
  },
  async test_get_usage_plan_api_keys(client, record) {
    record('get-api-keys', await client('GET', '/apikeys'))
    const first = await client('POST', '/apikeys', { name: 'test-key-one' })
    record('create-api-key', first)
    const second = await client('POST', '/apikeys', { name: 'test-key-two' })
    record('create-api-key-2', second)
    record('get-api-keys-after-create-1', await client('GET', '/apikeys'))
    const plan = await client('POST', '/usageplans', { name: 'plan' })
    record('create-usage-plan', plan)
    const keys = `/usageplans/${text(plan, 'id')}/keys`
    record('get-up-keys-before-create', await client('GET', keys))
    record('create-up-key', await client('POST', keys, { keyId: text(first, 'id'), keyType: 'API_KEY' }))
    record('create-up-key-2', await client('POST', keys, { keyId: text(second, 'id'), keyType: 'API_KEY' }))
    record('get-up-keys', await client('GET', keys))
    record('get-up-keys-name-query', await client('GET', `${keys}?name=test-key`))
    record('get-up-keys-name-query-cased', await client('GET', `${keys}?name=TEST`))
    record('get-up-keys-name-query-key-name', await client('GET', `${keys}?name=test-key-one`))
    record('get-up-keys-bad-query', await client('GET', `${keys}?name=nothing`))
    await client('DELETE', `/apikeys/${text(first, 'id')}`)
    await client('DELETE', `/apikeys/${text(second, 'id')}`)
    record('get-up-keys-after-delete', await client('GET', keys))
    record('get-up-keys-bad-usage-plan', await client('GET', '/usageplans/nothing/keys'))
  },
  async test_create_api_key_with_invalid_name(client, record) {
    record('create-api-key-name-too-long', await client('POST', '/apikeys', { name: 'a'.repeat(1025) }))
    record('create-api-key-empty-name', await client('POST', '/apikeys', { name: '' }))
    record('create-api-key-no-name', await client('POST', '/apikeys', {}))
  },
  async test_create_api_key_with_invalid_value(client, record) {
    record('create-api-key-short-value', await client('POST', '/apikeys', { value: 'a'.repeat(19) }))
    record('create-api-key-invalid-value-too-long', await client('POST', '/apikeys', { value: 'a'.repeat(129) }))
    record('create-api-key-empty-value', await client('POST', '/apikeys', { value: '' }))
  },
  async test_update_api_key_invalid_description_length(client, record) {
    const description = 'a'.repeat(1025)
    record('create-api-key-description-too-long', await client('POST', '/apikeys', { description }))
    const id = text(await client('POST', '/apikeys', {}), 'id')
    record('update-api-key-description-too-long', await client('PATCH', `/apikeys/${id}`, patch(['replace', '/description', description])))
  },
  async test_update_api_key_invalid_enabled_type(client, record) {
    const id = text(await client('POST', '/apikeys', { enabled: true }), 'id')
    record('update-api-key-invalid-enabled-type', await client('PATCH', `/apikeys/${id}`, patch(['replace', '/enabled', 'text'])))
  },
  async test_update_api_key_immutable_field(client, record) {
    const id = text(await client('POST', '/apikeys', {}), 'id')
    record('update-api-key-immutable-field', await client('PATCH', `/apikeys/${id}`, patch(['replace', '/id', 'other'])))
  },
  async test_create_usage_plan_with_throttle(client, record) {
    record(
      'create-usage-plan-burst-gt-rate',
      await client('POST', '/usageplans', { name: 'plan', throttle: { rateLimit: 10, burstLimit: 20 } }),
    )
  },
  async test_usage_plan_crud(client, record) {
    const api = await importMock(client)
    await deploy(client, api, { stageName: 'dev' })
    const created = await client('POST', '/usageplans', { name: 'plan', description: 'a plan', apiStages: [{ apiId: api, stage: 'dev' }] })
    record('create-usage-plan', created)
    const path = `/usageplans/${text(created, 'id')}`
    record('get-usage-plan', await client('GET', path))
    record('get-usage-plans', await client('GET', '/usageplans'))
    const limits = patch(
      ['replace', '/throttle/burstLimit', '100'],
      ['replace', '/throttle/rateLimit', '200'],
      ['replace', '/quota/limit', '5000'],
      ['replace', '/quota/period', 'MONTH'],
    )
    record('update-usage-plan', await client('PATCH', path, limits))
    record('update-wrong-id', await client('PATCH', '/usageplans/nothing', limits))
    const stages = (value?: string) => client('PATCH', path, patch(['add', '/apiStages', value]))
    record('update-wrong-api-stages-no-value', await stages())
    record('update-wrong-api-stages-wrong-api', await stages(`${api}b:dev`))
    record('update-wrong-api-stages-wrong-stage', await stages(`${api}:fakestagename`))
    record('update-wrong-api-stages-wrong-value', await stages('fakevalue'))
    record('get-usage-plan-after-update', await client('GET', path))
    record('get-usage-plans-after-update', await client('GET', '/usageplans'))
  },
  async test_api_key_required_for_methods(client, record) {
    const api = await importMock(client)
    await deploy(client, api, { stageName: 'dev' })
    const plan = await client('POST', '/usageplans', {
      name: 'plan',
      description: 'Test Usage Plan for API key',
      quota: { limit: 10, period: 'DAY', offset: 0 },
      throttle: { rateLimit: 2, burstLimit: 1 },
      apiStages: [{ apiId: api, stage: 'dev' }],
      tags: { tag_key: 'tag_value' },
    })
    record('create-usage-plan', plan)
    const key = await client('POST', '/apikeys', { name: 'key', enabled: true })
    record('create-api-key', key)
    const member = { keyId: text(key, 'id'), keyType: 'API_KEY' }
    record('create-usage-plan-key', await client('POST', `/usageplans/${text(plan, 'id')}/keys`, member))
    record('update-api-key-disabled', await client('PATCH', `/apikeys/${text(key, 'id')}`, patch(['replace', '/enabled', 'false'])))
  },
}

interface StageClient {
  readonly api: string
  update(...operations: PatchStep[]): Promise<Answer>
  get(): Promise<Answer>
}

/** A deployment and a stage `dev` that were recorded as they were made. */
async function devStage(client: Client, record: Recorder, description: string, variables?: object): Promise<StageClient> {
  const api = await importMock(client)
  const deployment = await client('POST', `/restapis/${api}/deployments`, {})
  record('create-deployment', deployment)
  const body = { stageName: 'dev', deploymentId: text(deployment, 'id'), description, ...(variables !== undefined && { variables }) }
  record('create-stage', await client('POST', `/restapis/${api}/stages`, body))
  return stageClient(client, api, 'dev')
}

async function stageOne(client: Client, record: Recorder): Promise<StageClient> {
  const api = await importMock(client)
  const deploymentId = await deploy(client, api)
  const body = { stageName: 's1', deploymentId, description: 'my stage', documentationVersion: 'v123' }
  record('create-stage', await client('POST', `/restapis/${api}/stages`, body))
  return stageClient(client, api, 's1')
}

function stageClient(client: Client, api: string, stage: string): StageClient {
  const path = `/restapis/${api}/stages/${stage}`
  return {
    api,
    update: (...operations) => client('PATCH', path, patch(...operations)),
    get: () => client('GET', path),
  }
}

describe.skipIf(folder === undefined)('control plane calls recorded on AWS', () => {
  const recordings = new Map<string, Recording>()
  for (const file of folder === undefined ? [] : ['api', 'common', 'extended', 'canary']) {
    for (const [name, recording] of readRecordings(join(folder ?? '', `responses/${file}.json`))) recordings.set(name, recording)
  }

  it.each(Object.entries(SCRIPTS))('%s', async (name, script) => {
    const recording = recordings.get(name) ?? {}
    expect(recording).not.toEqual({})
    const match = createMatcher()
    const seen = new Set<string>()
    const differences: string[] = []
    await script(createClient(), (key, answer) => {
      if (!Object.hasOwn(recording, key)) throw new Error(`nothing is recorded as ${key}`)
      seen.add(key)
      differences.push(...match(recording[key], answer).map((difference) => `${key} ${difference}`))
    })
    const missed = Object.keys(recording).filter((key) => !seen.has(key))
    expect({ differences, missed }).toEqual({ differences: [], missed: [] })
  })
})
