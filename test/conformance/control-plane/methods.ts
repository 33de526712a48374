import { text } from '../support/client.ts'
import { json, methodPath, newApi, type Scripts } from '../support/replay.ts'

const JSON_TYPE = '/requestModels/application~1json'
const OPTIONAL = '/requestParameters/method.request.querystring.optional'
const AUTHORIZER =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:myApiAuthorizer/invocations'

/** TestApiGatewayApiMethod. */
export const METHODS: Scripts = {
  async test_method_lifecycle(client, record) {
    const api = await newApi(client)
    const any = methodPath(api.root, 'ANY')
    record('put-base-method-response', await api.put(any, { authorizationType: 'NONE' }))
    record('get-base-method-response', await api.get(any))
    record('del-base-method-response', await api.delete(any))
    record('get-deleted-method-response', await api.get(any))
    record('delete-deleted-method-response', await api.delete(any))
  },
  async test_method_request_parameters(client, record) {
    const api = await newApi(client)
    const requestParameters = {
      'method.request.querystring.q_optional': false,
      'method.request.querystring.q_required': true,
      'method.request.header.h_optional': false,
      'method.request.header.h_required': true,
    }
    const any = methodPath(api.root, 'ANY')
    record('put-method-request-params-response', await api.put(any, { authorizationType: 'NONE', requestParameters }))
    record('get-method-request-params-response', await api.get(any))
    const twice = { 'method.request.querystring.optional': false, 'method.request.header.optional': false }
    const get = methodPath(api.root, 'GET')
    record('req-params-same-name', await api.put(get, { authorizationType: 'NONE', requestParameters: twice }))
  },
  async test_put_method_model(client, record) {
    const api = await newApi(client)
    const model = (name: string) =>
      api.post('/models', { name, contentType: 'application/json', description: '', schema: json({ title: name, type: 'object' }) })
    record('create-model', await model('MySchema'))
    record('create-model-2', await model('MySchemaTwo'))
    const any = methodPath(api.root, 'ANY')
    const withModel = (name: string) => ({ authorizationType: 'NONE', requestModels: { 'application/json': name } })
    record('put-method-request-models', await api.put(any, withModel('MySchema')))
    record('delete-model-used', await api.delete('/models/MySchema'))
    record('update-method-model', await api.patch(any, ['replace', JSON_TYPE, 'MySchemaTwo']))
    record('delete-model-unused', await api.delete('/models/MySchema'))
    record('delete-model-used-2', await api.delete('/models/MySchemaTwo'))
    const below = methodPath(text(await api.post(`/resources/${api.root}`, { pathPart: 'test' }), 'id'), 'ANY')
    record('put-method-2-request-models', await api.put(below, withModel('MySchemaTwo')))
    record('delete-model-used-by-2-method', await api.delete('/models/MySchemaTwo'))
    record('update-method-model-2', await api.patch(below, ['remove', JSON_TYPE, 'MySchemaTwo']))
    record('delete-model-used-by-method-1', await api.delete('/models/MySchemaTwo'))
    record('delete-method-using-model-2', await api.delete(any))
    record('delete-model-unused-2', await api.delete('/models/MySchemaTwo'))
  },
  async test_put_method_validation(client, record) {
    const api = await newApi(client)
    const none = { authorizationType: 'NONE' }
    record('wrong-api', await client('PUT', `/restapis/fake-api${methodPath(api.root, 'WRONG')}`, none))
    record('wrong-resource', await api.put(methodPath('fake-resource-id', 'WRONG'), none))
    record('wrong-method', await api.put(methodPath(api.root, 'WRONG'), none))
    const any = methodPath(api.root, 'ANY')
    record('missing-authorizer-id', await api.put(any, { authorizationType: 'CUSTOM' }))
    record('invalid-request-validator', await api.put(any, { ...none, requestValidatorId: 'fake-validator' }))
    record('invalid-model-name', await api.put(any, { ...none, requestModels: { 'application/json': 'petModel' } }))
  },
  async test_update_method(client, record) {
    const api = await newApi(client)
    const any = methodPath(api.root, 'ANY')
    record('put-method-response', await api.put(any, { authorizationType: 'NONE' }))
    record('update-method-add', await api.patch(any, ['add', OPTIONAL, 'true'], ['add', JSON_TYPE, 'Empty']))
    record(
      'update-method-replace',
      await api.patch(
        any,
        ['replace', '/operationName', 'ReplacedOperationName'],
        ['replace', '/apiKeyRequired', 'true'],
        ['replace', '/authorizationType', 'AWS_IAM'],
        ['replace', OPTIONAL, 'false'],
      ),
    )
    const authorizer = await api.post('/authorizers', {
      name: 'authorizer-test',
      type: 'TOKEN',
      authorizerUri: AUTHORIZER,
      identitySource: 'method.request.header.Authorization',
    })
    record(
      'update-method-replace-authorizer',
      await api.patch(any, ['replace', '/authorizerId', text(authorizer, 'id')], ['replace', '/authorizationType', 'CUSTOM']),
    )
    record('update-method-remove', await api.patch(any, ['remove', OPTIONAL, 'true'], ['remove', JSON_TYPE, 'Empty']))
  },
  async test_update_method_validation(client, record) {
    const api = await newApi(client)
    const any = methodPath(api.root, 'ANY')
    record('wrong-rest-api', await client('PATCH', `/restapis/fake-api${any}`, { patchOperations: [] }))
    record('wrong-resource-id', await api.patch(methodPath('fake-resource-id', 'ANY')))
    record('method-does-not-exist', await api.patch(methodPath(api.root, 'GET'), ['replace', '/operationName', 'methodDoesNotExist']))
    record('put-method-response', await api.put(any, { authorizationType: 'NONE', apiKeyRequired: true }))
    record('unsupported-operation', await api.patch(any, ['add', '/operationName', 'operationName']))
    record('unsupported-operation-2', await api.patch(any, ['add', '/requestValidatorId', 'wrong-id']))
    record('unsupported-path', await api.patch(any, ['add', '/httpMethod', 'PUT']))
    const whole = 'method.request.querystring.optional=false'
    record('wrong-path-request-parameters', await api.patch(any, ['replace', '/requestParameters', whole]))
    record('wrong-path-request-models', await api.patch(any, ['add', '/requestModels/application/json', 'Empty']))
    record('wrong-value-type', await api.patch(any, ['replace', '/apiKeyRequired', 'whatever']))
    record('wrong-auth-type', await api.patch(any, ['replace', '/authorizationType', 'CUSTOM']))
    record('skip-auth-id-with-wrong-type', await api.patch(any, ['replace', '/authorizerId', 'abc123']))
    record('wrong-auth-id', await api.patch(any, ['replace', '/authorizationType', 'CUSTOM'], ['replace', '/authorizerId', 'abc123']))
    record('wrong-req-validator-id', await api.patch(any, ['replace', '/requestValidatorId', 'fake-id']))
  },
  async test_authorizer_crud_no_api(client, record) {
    const body = { name: 'fake-auth-name', type: 'TOKEN', authorizerUri: AUTHORIZER, identitySource: 'method.request.header.Authorization' }
    record('wrong-rest-api-id-create-authorizer', await client('POST', '/restapis/test-fake-rest-id/authorizers', body))
    record('wrong-rest-api-id-get-authorizers', await client('GET', '/restapis/test-fake-rest-id/authorizers'))
  },
}
