import type { PatchStep } from '../support/client.ts'
import type { Answer } from '../support/recording.ts'
import { json, newApi, type Scripts } from '../support/replay.ts'

/** TestApiGatewayApiRestApi. */
export const REST_APIS: Scripts = {
  async test_list_and_delete_apis(client, record) {
    const first = await newApi(client, { name: 'api1', description: 'this is my api' })
    record('create-rest-api-1', first.created)
    record('create-rest-api-2', (await newApi(client, { name: 'api2', description: 'this is my api2' })).created)
    record('get-rest-api-before-delete', await client('GET', '/restapis'))
    record('delete-rest-api', await first.delete())
    record('get-rest-api-after-delete', await client('GET', '/restapis'))
  },
  async test_get_api_case_insensitive(client, record) {
    const api = await newApi(client, { description: 'lower case api' })
    record('create-rest-api', withoutAddressType(api.created))
    record('get-api-upper-case', await client('GET', `/restapis/${api.id.toUpperCase()}`))
  },
  async test_create_rest_api_with_optional_params(client, record) {
    const create = (body: object): Promise<Answer> => client('POST', '/restapis', { name: `test-api-${Object.keys(body)}`, ...body })
    record('create-only-name', await create({}))
    record('create-empty-desc', await create({ description: '' }))
    record('create-with-version', await create({ version: 'v1' }))
    record('create-with-empty-binary-media', await create({ binaryMediaTypes: [] }))
    record('string-compression-size', await create({ minimumCompressionSize: -1 }))
  },
  async test_create_rest_api_with_binary_media_types(client, record) {
    record('create-with-binary-media', (await newApi(client, { binaryMediaTypes: ['image/png'] })).created)
  },
  async test_create_rest_api_with_tags(client, record) {
    const api = await newApi(client, { description: 'this is my api', tags: { MY_TAG1: 'MY_VALUE1' } })
    record('create-rest-api-w-tags', api.created)
    record('get-rest-api-w-tags', await api.get())
    record('get-rest-apis-w-tags', await client('GET', '/restapis'))
  },
  async test_update_rest_api_operation_add_remove(client, record) {
    const api = await newApi(client, { description: 'this is my api' })
    record('update-rest-api-add', await api.patch('', ['add', '/binaryMediaTypes/image~1png'], ['add', '/binaryMediaTypes/image~1jpeg']))
    record('update-rest-api-replace', await api.patch('', ['replace', '/binaryMediaTypes/image~1png', 'image/gif']))
    record('update-rest-api-remove', await api.patch('', ['remove', '/binaryMediaTypes/image~1gif'], ['remove', '/description']))
  },
  async test_update_rest_api_compression(client, record) {
    const api = await newApi(client, { description: 'this is my api' })
    const update = (op: string, value: string): Promise<Answer> => api.patch('', [op, '/minimumCompressionSize', value])
    record('enable-compression', await update('replace', '10'))
    record('disable-compression', await update('replace', ''))
    record('set-compression-zero', await update('replace', '0'))
    record('set-negative-compression', await update('replace', '-1'))
    record('set-string-compression', await update('replace', 'test'))
    record('unsupported-operation', await update('add', '10'))
  },
  async test_update_rest_api_behaviour(client, record) {
    const api = await newApi(client, { description: 'this is my api' })
    record('update-rest-api-array', await api.patch('', ['add', '/binaryMediaTypes/-', 'image/png']))
    record('update-rest-api-add-base-path', await api.patch('', ['add', '/binaryMediaTypes', 'image/gif']))
    record('update-rest-api-replace-base-path', await api.patch('', ['replace', '/binaryMediaTypes', 'image/gif']))
    record('update-rest-api-remove-base-path', await api.patch('', ['remove', '/binaryMediaTypes']))
  },
  async test_update_rest_api_invalid_api_id(client, record) {
    const body = { patchOperations: [{ op: 'replace', path: '/apiKeySource', value: 'AUTHORIZER' }] }
    record('not-found-update-rest-api', await client('PATCH', '/restapis/api_id', body))
  },
  async test_update_rest_api_concatenation_of_errors(client, record) {
    const api = await newApi(client)
    const address: PatchStep = ['wrong', '/endpointConfiguration/ipAddressType', 'dualstack']
    const types: PatchStep = ['wrong', '/endpointConfiguration/types/0', 'EDGE']
    record('update-rest-api-wrong-operations-on-ipAddressType', await api.patch('', address, address))
    record('update-rest-api-wrong-operations-on-type', await api.patch('', types, types))
    record(
      'update-rest-api-wrong-operations-on-type-and-on-ip-address-type',
      await api.patch('', address, types, ['wrong', '/binaryMediaTypes', 'image/gif']),
    )
  },
  async test_update_rest_api_ip_address_type(client, record) {
    const api = await newApi(client)
    const types = (op: string, value: string): PatchStep => [op, '/endpointConfiguration/types/0', value]
    const address = (op: string, value: string): PatchStep => [op, '/endpointConfiguration/ipAddressType', value]
    record(
      'update-rest-api-replace-type',
      await api.patch('', types('replace', 'EDGE'), types('replace', 'REGIONAL'), types('replace', 'PRIVATE')),
    )
    record('update-rest-api-replace-to-ipv4-within-private-type', await api.patch('', address('replace', 'ipv4')))
    record('update-rest-api-wrong-ipAddressType', await api.patch('', address('replace', 'wrong')))
    record('update-rest-api-wrong-type', await api.patch('', types('replace', 'wrong')))
    record('update-rest-api-invalid-operation-on-ipAddressType', await api.patch('', address('remove', 'dualstack')))
    record('update-rest-api-invalid-operation-on-type', await api.patch('', types('remove', 'EDGE')))
    record('update-rest-api-replace-ip-address-type', await api.patch('', address('replace', 'dualstack')))
  },
  async test_create_rest_api_with_endpoint_configuration(client, record) {
    const create = (endpointConfiguration: object, more: object = {}): Promise<Answer> =>
      client('POST', '/restapis', { name: `test-api-${json(endpointConfiguration)}`, endpointConfiguration, ...more })
    record('create-with-empty-types', await create({ types: [] }))
    record('create-with-invalid-ip-address-type', await create({ ipAddressType: 'wrong', types: ['EDGE'] }))
    record('create-with-invalid-types', await create({ ipAddressType: 'ipv4', types: ['wrong'] }))
    record('create-with-invalid-ip-address-type-and-types', await create({ ipAddressType: 'wrong', types: ['wrong'] }))
    record('create-with-invalid-types-and-ip-address-type', await create({ types: ['wrong'], ipAddressType: 'wrong' }))
    const two = { description: '', minimumCompressionSize: -1 }
    record('create-with-multiple-errors-1', await create({ ipAddressType: 'wrong', types: ['wrong'] }, two))
    record('create-with-multiple-errors-2', await create({ ipAddressType: 'ipv4', types: ['EDGE'] }, two))
    record('create-with-two-types', await create({ types: ['EDGE', 'REGIONAL'] }))
    record('create-with-endpoint-config-dualstack', await create({ ipAddressType: 'dualstack', types: ['EDGE'] }))
    record('create-with-endpoint-config-regional', await create({ ipAddressType: 'ipv4', types: ['REGIONAL'] }))
  },
  async test_create_rest_api_private_type(client, record) {
    const create = (ipAddressType: string, more: object = {}): Promise<Answer> =>
      client('POST', '/restapis', { name: 'test-api', endpointConfiguration: { ipAddressType, types: ['PRIVATE'] }, ...more })
    record('create-with-private-type-and-ipv4-ip-address-type', await create('ipv4'))
    record('create-with-private-type-and-wrong-ip-address-type', await create('wrong'))
    record('create-with-private-type-and-ipv4-ip-address-type-and-empty-description', await create('ipv4', { description: '' }))
  },
  async test_create_rest_api_verify_defaults(client, record) {
    const create = (name: string, more: object): Promise<Answer> => client('POST', '/restapis', { name, ...more })
    record('create-with-edge-default', await create('a1', { endpointConfiguration: { types: ['EDGE'] } }))
    record('create-with-regional-default', await create('a2', { endpointConfiguration: { types: ['REGIONAL'] } }))
    record('create-with-private-default', await create('a3', { endpointConfiguration: { types: ['PRIVATE'] } }))
    record('create-with-empty-default', await create('a4', {}))
    record(
      'create-with-empty-ip-address-type-and-wrong-type',
      await create('a5', { description: '', endpointConfiguration: { types: ['wrong'] } }),
    )
  },
}

/** This one was recorded before the service had address types. */
function withoutAddressType(answer: Answer): Answer {
  const { endpointConfiguration, ...body } = answer.body as { endpointConfiguration: { types: unknown } }
  return { ...answer, body: { ...body, endpointConfiguration: { types: endpointConfiguration.types } } }
}
