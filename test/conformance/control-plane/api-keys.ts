import { text } from '../support/client.ts'
import { below, newMockApi, type Scripts } from '../support/replay.ts'

/** TestApigatewayApiKeysCrud. */
export const API_KEYS: Scripts = {
  async test_get_api_keys(client, record) {
    const keys = below(client, '/apikeys')
    const [first, second] = ['test-key-1a2b', 'test-key-3c4d']
    record('get-api-keys', await keys.get())
    record('create-api-key', await keys.post('', { name: first }))
    record('get-api-keys-after-create-1', await keys.get())
    record('get-api-keys-wrong-name-query', await keys.get(`?name=${second}`))
    record('get-api-keys-prefix-name-query', await keys.get('?name=test-key'))
    record('get-api-keys-prefix-name-query-cased', await keys.get('?name=TEST-KEY'))
    record('get-api-keys-postfix-name-query', await keys.get('?name=st-key-1a2b'))
    record('get-api-keys-infix-name-query', await keys.get('?name=st-key'))
    record('create-api-key-2', await keys.post('', { name: second }))
    record('get-api-keys-after-create-2', await keys.get())
    record('get-api-keys-name-query', await keys.get(`?name=${second}`))
    record('get-api-keys-prefix-name-query-2', await keys.get('?name=test-key'))
    const page = await keys.get('?limit=1')
    record('get-apis-keys-pagination', page)
    record('get-apis-keys-pagination-2', await keys.get(`?limit=1&position=${text(page, 'position')}`))
  },
  async test_get_usage_plan_api_keys(client, record) {
    const keys = below(client, '/apikeys')
    record('get-api-keys', await keys.get())
    const first = await keys.post('', { name: 'test-key-1a2b' })
    record('create-api-key', first)
    const second = await keys.post('', { name: 'test-key-3c4d' })
    record('create-api-key-2', second)
    record('get-api-keys-after-create-1', await keys.get())
    const plan = await client('POST', '/usageplans', { name: 'usage-plan' })
    record('create-usage-plan', plan)
    const members = below(client, `/usageplans/${text(plan, 'id')}/keys`)
    record('get-up-keys-before-create', await members.get())
    record('create-up-key', await members.post('', { keyId: text(first, 'id'), keyType: 'API_KEY' }))
    record('create-up-key-2', await members.post('', { keyId: text(second, 'id'), keyType: 'API_KEY' }))
    record('get-up-keys', await members.get())
    record('get-up-keys-name-query', await members.get('?name=test-key'))
    record('get-up-keys-name-query-cased', await members.get('?name=TEST-key'))
    record('get-up-keys-name-query-key-name', await members.get('?name=test-key-1a2b'))
    record('get-up-keys-bad-query', await members.get('?name=nothing'))
    await keys.delete(`/${text(first, 'id')}`)
    await keys.delete(`/${text(second, 'id')}`)
    record('get-up-keys-after-delete', await members.get())
    record('get-up-keys-bad-usage-plan', await client('GET', '/usageplans/bad-id/keys'))
  },
  async test_negative_get_usage_plan_api_keys(client, record) {
    const keys = below(client, '/apikeys')
    record('get-api-keys-invalid-limit', await keys.get('?limit=-1'))
    const created = await keys.post('', { name: 'key-enabled-false', enabled: false })
    record('create-api-key', created)
    record('update-api-key-name', await keys.patch(`/${text(created, 'id')}`, ['replace', '/name', 'new-name']))
  },
  async test_create_api_key_with_invalid_name(client, record) {
    const keys = below(client, '/apikeys')
    record('create-api-key-name-too-long', await keys.post('', { name: 'a'.repeat(1025) }))
    record('create-api-key-empty-name', await keys.post('', { name: '' }))
    record('create-api-key-no-name', await keys.post('', {}))
  },
  async test_create_api_key_with_invalid_value(client, record) {
    const keys = below(client, '/apikeys')
    record('create-api-key-short-value', await keys.post('', { value: 'short' }))
    record('create-api-key-invalid-value-too-long', await keys.post('', { value: 'a'.repeat(129) }))
    record('create-api-key-empty-value', await keys.post('', { value: '' }))
  },
  async test_update_api_key_invalid_description_length(client, record) {
    const keys = below(client, '/apikeys')
    const description = 'a'.repeat(125_001)
    record('create-api-key-description-too-long', await keys.post('', { description }))
    const id = text(await keys.post('', {}), 'id')
    record('update-api-key-description-too-long', await keys.patch(`/${id}`, ['replace', '/description', description]))
  },
  async test_update_api_key_invalid_enabled_type(client, record) {
    const keys = below(client, '/apikeys')
    const id = text(await keys.post('', {}), 'id')
    record('update-api-key-invalid-enabled-type', await keys.patch(`/${id}`, ['replace', '/enabled', 'not-a-boolean']))
  },
  async test_update_api_key_immutable_field(client, record) {
    const keys = below(client, '/apikeys')
    const id = text(await keys.post('', {}), 'id')
    record('update-api-key-immutable-field', await keys.patch(`/${id}`, ['replace', '/id', 'new-id']))
  },
  async test_create_usage_plan_with_throttle(client, record) {
    const plan = { name: 'burst-gt-rate', throttle: { rateLimit: 10, burstLimit: 20 } }
    record('create-usage-plan-burst-gt-rate', await client('POST', '/usageplans', plan))
  },
}

/** TestUsagePlans. */
export const USAGE_PLANS: Scripts = {
  async test_usage_plan_crud(client, record) {
    const api = await newMockApi(client)
    await api.post('/deployments', { stageName: 'dev' })
    const plan = { name: 'plan', description: 'this is my usage plan', apiStages: [{ apiId: api.id, stage: 'dev' }] }
    const created = await client('POST', '/usageplans', plan)
    record('create-usage-plan', created)
    const path = `/usageplans/${text(created, 'id')}`
    const calls = below(client, path)
    record('get-usage-plan', await calls.get())
    record('get-usage-plans', await client('GET', '/usageplans'))
    const burst = ['replace', '/throttle/burstLimit', '100'] as const
    const rate = ['replace', '/throttle/rateLimit', '200'] as const
    record(
      'update-usage-plan',
      await calls.patch('', burst, rate, ['replace', '/quota/period', 'MONTH'], ['replace', '/quota/limit', '5000']),
    )
    record('update-wrong-id', await below(client, `${path}1`).patch('', burst, rate))
    const remove = (value?: string) => calls.patch('', ['remove', '/apiStages', value])
    record('update-wrong-api-stages-no-value', await remove())
    record('update-wrong-api-stages-wrong-api', await remove(`${api.id}b:dev`))
    record('update-wrong-api-stages-wrong-stage', await remove(`${api.id}:fakestagename`))
    record('update-wrong-api-stages-wrong-value', await remove('fakevalue'))
    record('get-usage-plan-after-update', await calls.get())
    record('get-usage-plans-after-update', await client('GET', '/usageplans'))
  },
  async test_api_key_required_for_methods(client, record) {
    const api = await newMockApi(client, {})
    await api.post('/deployments', { stageName: 'dev' })
    const plan = await client('POST', '/usageplans', {
      name: 'plan',
      description: 'Test Usage Plan for API key',
      quota: { limit: 10, period: 'DAY', offset: 0 },
      throttle: { rateLimit: 2, burstLimit: 1 },
      apiStages: [{ apiId: api.id, stage: 'dev' }],
      tags: { tag_key: 'tag_value' },
    })
    record('create-usage-plan', plan)
    const key = await client('POST', '/apikeys', { name: 'testApiKey', enabled: true })
    record('create-api-key', key)
    const member = { keyId: text(key, 'id'), keyType: 'API_KEY' }
    record('create-usage-plan-key', await client('POST', `/usageplans/${text(plan, 'id')}/keys`, member))
    record('update-api-key-disabled', await below(client, '/apikeys').patch(`/${text(key, 'id')}`, ['replace', '/enabled', 'false']))
  },
}
