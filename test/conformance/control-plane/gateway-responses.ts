import { below, json, newApi, type Scripts } from '../support/replay.ts'

const described = { description: 'APIGW test GatewayResponse' }
const TOKEN = '/gatewayresponses/MISSING_AUTHENTICATION_TOKEN'

const responseParameters = {
  'gatewayresponse.header.x-request-path': 'method.request.path.petId',
  'gatewayresponse.header.Access-Control-Allow-Origin': "'a.b.c'",
  'gatewayresponse.header.x-request-query': 'method.request.querystring.q',
  'gatewayresponse.header.x-request-header': 'method.request.header.Accept',
}
const accept = { 'gatewayresponse.header.x-request-header': 'method.request.header.Accept' }
const responseTemplates = {
  'application/json':
    '{\n     "message": $context.error.messageString,\n     "type":  "$context.error.responseType",\n     "stage":  "$context.stage",\n     "resourcePath":  "$context.resourcePath",\n     "stageVariables.a":  "$stageVariables.a",\n     "statusCode": "\'404\'"\n}',
}
const all = { statusCode: '404', responseParameters, responseTemplates }

/** TestApiGatewayGatewayResponse. */
export const GATEWAY_RESPONSES: Scripts = {
  async test_gateway_response_crud(client, record) {
    const api = await newApi(client, described)
    record('get-gateway-response-default', await api.get(TOKEN))
    record('put-gateway-response', await api.put(TOKEN, all))
    record('get-gateway-responses', await api.get('/gatewayresponses'))
    record('get-gateway-response', await api.get(TOKEN))
    record('delete-gateway-response', await api.delete(TOKEN))
    record('get-deleted-gw-response', await api.get(TOKEN))
  },
  async test_gateway_response_put(client, record) {
    const api = await newApi(client, described)
    record('put-gateway-response-all-value', await api.put(TOKEN, all))
    record('put-gateway-response-status-only', await api.put(TOKEN, { statusCode: '404' }))
    record('put-gateway-response-response-parameters-only', await api.put(TOKEN, { responseParameters: accept }))
    record('put-gateway-response-response-templates-only', await api.put(TOKEN, { responseTemplates }))
    const fallback = { statusCode: '599', responseParameters: accept, responseTemplates }
    record('put-gateway-response-default-5xx', await api.put('/gatewayresponses/DEFAULT_5XX', fallback))
    const own = { responseParameters: { 'gatewayresponse.header.foo': "'bar'" } }
    record('put-gateway-response-default-ignored', await api.put('/gatewayresponses/AUTHORIZER_FAILURE', own))
    record('get-gateway-responses', await api.get('/gatewayresponses'))
  },
  async test_gateway_response_validation(client, record) {
    const api = await newApi(client, described)
    const nowhere = below(client, '/restapis/fake-api-id')
    const fallback = '/gatewayresponses/DEFAULT_4XX'
    record('get-gateway-responses-no-api', await nowhere.get('/gatewayresponses'))
    record('get-gateway-response-no-api', await nowhere.get(fallback))
    record('delete-gateway-response-no-api', await nowhere.delete(fallback))
    record('update-gateway-response-no-api', await nowhere.patch(fallback))
    record('delete-gateway-response-not-set', await api.delete(fallback))
    const fake = '/gatewayresponses/FAKE_RESPONSE_TYPE'
    record('get-gateway-response-wrong-response-type', await api.get(fake))
    record('delete-gateway-response-wrong-response-type', await api.delete(fake))
    record('update-gateway-response-wrong-response-type', await api.patch(fake))
    const empty = { statusCode: '404', responseParameters: {}, responseTemplates: {} }
    record('put-gateway-response-wrong-response-type', await api.put(fake, empty))
  },
  async test_update_gateway_response(client, record) {
    const api = await newApi(client, described)
    const fallback = '/gatewayresponses/DEFAULT_4XX'
    const origin = '/responseParameters/gatewayresponse.header.Access-Control-Allow-Origin'
    const xml = '/responseTemplates/application~1xml'
    record('update-gateway-response-not-set', await api.patch(fallback, ['replace', '/statusCode', '444']))
    record('default-get-gateway-response', await api.get(fallback))
    const template = json({ 'application/json': '{"message":$context.error.messageString}' })
    const put = { statusCode: '404', responseParameters, responseTemplates: { 'application/json': template } }
    record('put-gateway-response', await api.put(fallback, put))
    record(
      'update-gateway-response',
      await api.patch(
        fallback,
        ['replace', '/statusCode', '444'],
        ['replace', origin, "'example.com'"],
        [
          'add',
          xml,
          '<gatewayResponse><message>$context.error.messageString</message><type>$context.error.responseType</type></gatewayResponse>',
        ],
      ),
    )
    record('get-gateway-response', await api.get(fallback))
    record('update-gateway-add-status-code', await api.patch(fallback, ['add', '/statusCode', '444']))
    record('update-gateway-remove-status-code', await api.patch(fallback, ['remove', '/statusCode']))
    record(
      'update-gateway-replace-invalid-parameter',
      await api.patch('/gatewayresponses/DEFAULT_5XX', ['replace', origin, "'example.com'"]),
    )
    const noPath = { patchOperations: [{ op: 'add', value: "'example.com'" }] }
    record('update-gateway-no-path', await client('PATCH', `/restapis/${api.id}${fallback}`, noPath))
    record('update-gateway-wrong-op', await api.patch(fallback, ['wrong-op', '/statusCode', "'example.com'"]))
    record('update-gateway-wrong-path', await api.patch(fallback, ['add', '/wrongPath', "'example.com'"]))
    record('update-gateway-replace-invalid-parameter-0-none', await api.patch(fallback, ['replace', xml]))
    record('update-gateway-replace-invalid-parameter-1-none', await api.patch(fallback, ['replace', origin]))
  },
}
