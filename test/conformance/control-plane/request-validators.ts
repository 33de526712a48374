import { text } from '../support/client.ts'
import { newApi, type Scripts } from '../support/replay.ts'

const described = { description: 'my api' }

/** TestApiGatewayApiRequestValidator. */
export const REQUEST_VALIDATORS: Scripts = {
  async test_validators_crud_no_api(client, record) {
    const body = { name: 'test-validator', validateRequestBody: true, validateRequestParameters: false }
    record('wrong-rest-api-id-create-validator', await client('POST', '/restapis/test-fake-rest-id/requestvalidators', body))
    record('wrong-rest-api-id-get-validators', await client('GET', '/restapis/test-fake-rest-id/requestvalidators'))
  },
  async test_request_validator_lifecycle(client, record) {
    const api = await newApi(client, described)
    record('create-rest-api', api.created)
    const created = await api.post('/requestvalidators', { name: 'my-validator' })
    record('create-request-validator', created)
    const path = `/requestvalidators/${text(created, 'id')}`
    record('get-request-validator', await api.get(path))
    record('get-request-validators', await api.get('/requestvalidators'))
    record('update-request-validator-with-value', await api.patch(path, ['replace', '/validateRequestBody', 'true']))
    record('update-request-validator-without-value', await api.patch(path, ['replace', '/validateRequestBody']))
    record('get-request-validators-after-update-operation', await api.get(path))
    record('delete-request-validator', await api.delete(path))
    record('get-deleted-request-validator', await api.get(path))
    record('get-request-validators-after-delete', await api.get('/requestvalidators'))
  },
  async test_invalid_get_request_validator(client, record) {
    const api = await newApi(client, described)
    const id = text(await api.post('/requestvalidators', { name: 'my-validator' }), 'id')
    record('get-request-validators-invalid-api-id', await client('GET', `/restapis/api_id/requestvalidators/${id}`))
    record('get-request-validators-invalid-validator-id', await api.get('/requestvalidators/validator_id'))
  },
  async test_invalid_get_request_validators(client, record) {
    record('get-invalid-request-validators', await client('GET', '/restapis/api_id/requestvalidators'))
  },
  async test_invalid_delete_request_validator(client, record) {
    const api = await newApi(client, described)
    const id = text(await api.post('/requestvalidators', { name: 'my-validator' }), 'id')
    record('delete-request-validator-invalid-api-id', await client('DELETE', `/restapis/api_id/requestvalidators/${id}`))
    record('delete-request-validator-invalid-validator-id', await api.delete('/requestvalidators/validator_id'))
  },
  async test_create_request_validator_invalid_api_id(client, record) {
    record('invalid-create-request-validator', await client('POST', '/restapis/api_id/requestvalidators', { name: 'my-validator' }))
  },
  async test_invalid_update_request_validator_operations(client, record) {
    const api = await newApi(client, described)
    record('create-rest-api', api.created)
    const created = await api.post('/requestvalidators', { name: 'my-validator' })
    record('create-request-validator', created)
    const path = `/requestvalidators/${text(created, 'id')}`
    record('update-request-validator-invalid-add-operation', await api.patch(path, ['add', '/validateRequestBody', 'true']))
    record('update-request-validator-invalid-remove-operation', await api.patch(path, ['remove', '/validateRequestBody', 'true']))
    record('update-request-validator-invalid-path', await api.patch(path, ['replace', '/invalidPath', 'true']))
    record('update-request-validator-empty-name-value', await api.patch(path, ['replace', '/name']))
  },
}
