import type { Client } from '../support/client.ts'
import { text } from '../support/client.ts'
import { below, json, methodPath, type NewApi, newApi, type Scripts } from '../support/replay.ts'

const mock = { type: 'MOCK', requestTemplates: { 'application/json': json({ statusCode: 200 }) } }
const created = { statusCode: '200', responseTemplates: { 'application/json': '"created"' }, selectionPattern: '' }

/** An API with GET on its root that a mock answers, and where its response of status 200 is. */
async function withMock(client: Client): Promise<{ api: NewApi; get: string; response: string }> {
  const api = await newApi(client)
  const get = methodPath(api.root, 'GET')
  await api.put(get, { authorizationType: 'NONE' })
  await api.put(`${get}/integration`, mock)
  return { api, get, response: `${get}/integration/responses/200` }
}

/** TestApigatewayIntegration, TestApigatewayIntegrationResponse. */
export const INTEGRATIONS: Scripts = {
  async test_put_integration_wrong_type(client, record) {
    const api = await newApi(client)
    record('put-integration-wrong-type', await api.put(`${methodPath(api.root, 'GET')}/integration`, { type: 'HTTPS_PROXY' }))
  },
  async test_put_integration_response_validation(client, record) {
    const api = await newApi(client)
    await api.put(methodPath(api.root, 'POST'), { authorizationType: 'NONE' })
    const mocked = { ...mock, httpMethod: 'GET' }
    record('put-integration-wrong-method', await api.put(`${methodPath(api.root, 'GET')}/integration`, mocked))
    record('put-integration-wrong-resource', await api.put(`${methodPath('badresource', 'GET')}/integration`, mocked))
    await api.put(`${methodPath(api.root, 'POST')}/integration`, mocked)
    const response = { selectionPattern: '', responseTemplates: { 'application/json': '{}' } }
    record('put-integration-response-wrong-method', await api.put(`${methodPath(api.root, 'GET')}/integration/responses/200`, response))
    record(
      'put-integration-response-wrong-resource',
      await api.put(`${methodPath('badresource', 'GET')}/integration/responses/200`, response),
    )
  },
  async test_put_integration_response_templates(client, record) {
    const api = await newApi(client)
    const post = methodPath(api.root, 'POST')
    await api.put(post, { authorizationType: 'NONE' })
    await api.put(`${post}/integration`, { ...mock, httpMethod: 'GET' })
    const put = (template: object) => api.put(`${post}/integration/responses/200`, { selectionPattern: '', ...template })
    record('put-integration-response-template-none', await put({ responseTemplates: { 'application/json': null } }))
    record('put-integration-response-template-empty', await put({ responseTemplates: { 'application/json': '' } }))
    record('put-integration-no-response-template', await put({}))
  },
  async test_put_integration_request_parameter_bool_type(client, record) {
    const api = await newApi(client)
    const get = methodPath(api.root, 'GET')
    const path = { 'method.request.path.testPath': true }
    record('bool-method', await api.put(get, { authorizationType: 'NONE', requestParameters: path }))
    const flagged = { authorizationType: 'NONE', requestParameters: { ...path, true: true } }
    record('put-method-request-param-wrong-type', await api.put(methodPath(api.root, 'POST'), flagged))
    const proxy = (requestParameters: object) => api.put(`${get}/integration`, { type: 'HTTP_PROXY', requestParameters })
    record('put-integration-request-param-wrong-type', await proxy({ true: true }))
    record('put-integration-request-param-bool-value', await proxy({ 'integration.request.path.testPath': true }))
  },
  async test_create_integration_with_vpc_link(client, record) {
    const api = await newApi(client)
    const get = methodPath(api.root, 'GET')
    await api.put(get, { authorizationType: 'NONE' })
    record(
      'put-integration-vpc-link',
      await api.put(`${get}/integration`, {
        type: 'HTTP_PROXY',
        uri: 'http://my-vpclink-test-nlb-1234567890abcdef.us-east-1.amazonaws.com',
        httpMethod: 'GET',
        connectionType: 'VPC_LINK',
        connectionId: '${stageVariables.vpcLinkId}',
      }),
    )
    record('get-integration-vpc-link', await api.get(`${get}/integration`))
    const update = await api.patch(`${get}/integration`, ['replace', '/connectionId', '${stageVariables.vpcLinkIdBeta}'])
    record('update-integration-vpc-link', update)
    record('get-integration-update-vpc-link', await api.get(`${get}/integration`))
  },
  async test_get_integration_non_existent(client, record) {
    const api = await newApi(client)
    const get = methodPath(api.root, 'GET')
    record('get-integration-no-api', await client('GET', `/restapis/nowhere${get}/integration`))
    record('get-integration-no-resource', await api.get(`${methodPath('nowhere', 'GET')}/integration`))
    record('get-integration-no-method', await api.get(`${get}/integration`))
    await api.put(get, { authorizationType: 'NONE' })
    record('get-integration-no-integration', await api.get(`${get}/integration`))
  },
  async test_integration_response_wrong_api(client, record) {
    const path = '/restapis/wrong-api/resources/dummy-value/methods/GET/integration/responses/200'
    record('put-integration-response-wrong-api', await client('PUT', path, {}))
    record('get-integration-response-wrong-api', await client('GET', path))
  },
  async test_integration_response_wrong_resource(client, record) {
    const api = await newApi(client)
    const path = `${methodPath('wrong-resource', 'GET')}/integration/responses/200`
    record('put-integration-response-wrong-resource', await api.put(path, {}))
    record('get-integration-response-wrong-resource', await api.get(path))
  },
  async test_integration_response_wrong_method(client, record) {
    const api = await newApi(client)
    const path = `${methodPath(api.root, 'wrong-method')}/integration/responses/200`
    record('put-integration-response-wrong-method', await api.put(path, {}))
    record('get-integration-response-wrong-method', await api.get(path))
  },
  async test_integration_response_invalid_statuscode(client, record) {
    const api = await newApi(client)
    const path = `${methodPath(api.root, 'GET')}/integration/responses/wrong`
    record('put-integration-response-invalid-statusCode', await api.put(path, created))
    record('get-integration-response-invalid-statusCode', await api.get(path))
  },
  async test_integration_response_invalid_responsetemplates(client, record) {
    const { api, response } = await withMock(client)
    const put = (responseTemplates: object) => api.put(response, { selectionPattern: '', responseTemplates })
    record('put-integration-response-invalid-responseTemplates-1', await put({ 'application/json': 123 }))
    record('put-integration-response-invalid-responseTemplates-2', await put({ 123: '{"statusCode": 200}' }))
  },
  async test_integration_response_invalid_integration(client, record) {
    const api = await newApi(client)
    const get = methodPath(api.root, 'GET')
    await api.put(get, { authorizationType: 'NONE' })
    record('get-integration-response-without-integration', await api.get(`${get}/integration/responses/200`))
  },
  async test_integration_response_wrong_status_code(client, record) {
    const { api, get } = await withMock(client)
    record('get-integration-response-wrong-status-code', await api.get(`${get}/integration/responses/201`))
  },
  async test_lifecycle_integration_response(client, record) {
    const { api, get, response } = await withMock(client)
    record('put-integration-response', await api.put(response, created))
    record('get-integration-response', await api.get(response))
    record('update-integration-response', await api.patch(response, ['replace', '/selectionPattern', 'updated-pattern']))
    const other = { responseTemplates: { 'application/json': 'overwrite' }, selectionPattern: 'overwrite-pattern' }
    record('overwrite-integration-response', await api.put(response, other))
    record('get-method', await api.get(get))
    record('delete-integration-response', await api.delete(response))
  },
  async test_delete_integration_response_errors(client, record) {
    const { api, get, response } = await withMock(client)
    record('put-integration-response', await api.put(response, created))
    const of = (method: string, status: string) => `${method}/integration/responses/${status}`
    record('non-existent-resource', await api.delete(of(methodPath('bad-resource', 'GET'), '200')))
    record('non-existent-api-id', await below(client, '/restapis/bad-api-id').delete(response))
    record('non-existent-method', await api.delete(of(methodPath(api.root, 'POST'), '200')))
    record('non-existent-status-code', await api.delete(of(get, '201')))
    record('bad-method', await api.delete(of(methodPath(api.root, 'WRONG'), '201')))
  },
}

/** TestApiGatewayVpcLink. */
export const VPC_LINKS: Scripts = {
  async test_vpc_link_lifecycle(client, record) {
    const arn = 'arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/my-load-balancer/50dc6c495c0c9188'
    record('nlb-arn', { status: 200, headers: {}, body: arn })
    const created = await client('POST', '/vpclinks', { name: 'test-vpc-link', targetArns: [arn] })
    record('create_vpc_link', created)
    const link = below(client, `/vpclinks/${text(created, 'id')}`)
    record('get_vpc_link', await link.get())
    record('get_vpc_links', await client('GET', '/vpclinks'))
    record('update_vpc_link', await link.patch('', ['replace', '/name', 'test-vpc-link-updated']))
    record('delete_vpc_link', await link.delete())
  },
  async test_create_vpc_link_invalid_parameters(client, record) {
    record('create_vpc_link_invalid_target_arn', await client('POST', '/vpclinks', { name: 'test-vpc-link', targetArns: ['invalid-arn'] }))
    record('create_vpc_link_empty_name', await client('POST', '/vpclinks', { name: '', targetArns: [] }))
  },
  async test_get_vpc_link_invalid_id(client, record) {
    record('get_vpc_link_invalid_id', await client('GET', '/vpclinks/invalid-id'))
  },
  async test_delete_vpc_link_invalid_id(client, record) {
    record('delete_vpc_link_invalid_id', await client('DELETE', '/vpclinks/invalid-id'))
  },
  async test_update_vpc_link_invalid_id(client, record) {
    record('update_vpc_link_invalid_id', await below(client, '/vpclinks/invalid-id').patch('', ['replace', '/name', 'new-name']))
  },
}
