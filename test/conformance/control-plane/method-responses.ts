import type { Client, PatchStep } from '../support/client.ts'
import { json, methodPath, type NewApi, newApi, type Scripts } from '../support/replay.ts'

const HEADER = '/responseParameters/method.response.header.my-header'
const MODEL = '/responseModels/application~1json'
const full = { responseParameters: { 'method.response.header.my-header': false }, responseModels: { 'application/json': 'Empty' } }

/** An API with GET on its root that answers status 200 as the body says. */
async function withResponse(client: Client, body: object): Promise<{ api: NewApi; get: string; response: string }> {
  const api = await newApi(client)
  const get = methodPath(api.root, 'GET')
  await api.put(get, { authorizationType: 'NONE' })
  await api.put(`${get}/integration`, { type: 'MOCK', requestTemplates: { 'application/json': json({ statusCode: 200 }) } })
  await api.put(`${get}/responses/200`, body)
  return { api, get, response: `${get}/responses/200` }
}

/** TestApigatewayMethodResponse. */
export const METHOD_RESPONSES: Scripts = {
  async test_update_method_wrong_param_names(client, record) {
    const { api, response } = await withResponse(client, full)
    const steps: readonly PatchStep[] = [
      ['replace', '/responseParameters/wrong', 'true'],
      ['remove', '/responseParameters/wrong', 'true'],
      ['replace', '/responseModels/wrong', 'Empty'],
      ['remove', '/responseModels/wrong', 'Empty'],
    ]
    for (const [index, step] of steps.entries())
      record(`update-method-response-operation-with-wrong-param-name-${index + 1}`, await api.patch(response, step))
  },
  async test_update_method_lack_response_parameters_and_models(client, record) {
    const { api, response } = await withResponse(client, {})
    record('update-method-response-operation-without-response-parameters', await api.patch(response, ['remove', HEADER, 'true']))
    record('update-method-response-operation-without-response-models', await api.patch(response, ['remove', MODEL, 'Empty']))
    const wrong: PatchStep = ['remove', '/wrong/method.response.header.my-header', 'true']
    record('update-method-response-operation-with-wrong-path', await api.patch(response, wrong))
  },
  async test_update_method_response_negative_tests(client, record) {
    const { api, get, response } = await withResponse(client, full)
    const step: PatchStep = ['replace', HEADER, 'true']
    record('update-method-response-wrong-statuscode', await api.patch(`${get}/responses/201`, step))
    record('update-method-response-invalid-statuscode', await api.patch(`${get}/responses/wrong`, step))
    record(
      'update-method-response-invalid-statuscode-and-wrong-op',
      await api.patch(`${get}/responses/wrong`, ['wrong_op', HEADER, 'true']),
    )
    record('update-method-response-wrong-resource', await api.patch(`${methodPath('wrong', 'GET')}/responses/200`, step))
    record('update-method-response-wrong-method', await api.patch(response.replace('/GET/', '/POST/'), step))
  },
  async test_update_method_response_wrong_operations(client, record) {
    const { api, response } = await withResponse(client, full)
    const [header, model]: readonly [PatchStep, PatchStep] = [
      ['wrong_op', HEADER, 'true'],
      ['wrong_op', MODEL, 'Empty'],
    ]
    const all: readonly (readonly PatchStep[])[] = [
      [header],
      [model],
      [header, model],
      [header, model, header, model],
      [header, ['remove', MODEL, 'Empty'], model],
    ]
    for (const [index, steps] of all.entries())
      record(`update-method-response-wrong-operation-${index + 1}`, await api.patch(response, ...steps))
  },
  async test_update_method_response(client, record) {
    const { api, response } = await withResponse(client, full)
    record('remove-update-method-response', await api.patch(response, ['remove', HEADER, 'true'], ['remove', MODEL, 'Empty']))
    record('add-update-method-response', await api.patch(response, ['add', HEADER, 'true'], ['add', MODEL, 'Empty']))
  },
  async test_lifecycle_method_response(client, record) {
    const api = await newApi(client)
    const get = methodPath(api.root, 'GET')
    const response = `${get}/responses/200`
    await api.put(get, { authorizationType: 'NONE' })
    await api.put(`${get}/integration`, { type: 'MOCK', requestTemplates: { 'application/json': json({ statusCode: 200 }) } })
    record('put-method-response', await api.put(response, { responseParameters: {}, responseModels: {} }))
    record('get-integration-response', await api.get(response))
    record('add-method-responses', await api.patch(response, ['add', HEADER, 'true'], ['add', MODEL, 'Empty']))
    record('update-method-responses', await api.patch(response, ['replace', HEADER, 'true'], ['replace', MODEL, 'Empty']))
    record('get-method', await api.get(get))
    record('delete-method-response', await api.delete(response))
  },
}
