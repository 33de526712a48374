import { text } from '../support/client.ts'
import type { Answer } from '../support/recording.ts'
import { json, methodPath, newApi, type Scripts } from '../support/replay.ts'

/** An answer as these recorders wrote it: the log by its lines, without dates; request ids count. */
function formatted({ status, headers, body }: Answer, count: number): Answer {
  const { log, latency, ...rest } = body as { log: string; latency: number }
  const [, id = ''] = /^Execution log for request (\S+)/.exec(log) ?? []
  const lines = log
    .replaceAll(id, `<request-id-${count}>`)
    .replace(/\w{3} \w{3} \d\d \d\d:\d\d:\d\d UTC \d{4} :/g, 'DDD MMM dd hh:mm:ss UTC yyyy :')
    .split('\n')
    .map((line, index): [string, string] => [`line${String(index).padStart(2, '0')}`, line])
  return { status, headers, body: { ...rest, latency: String(latency), log: Object.fromEntries(lines) } }
}

/** TestApigatewayTestInvoke. */
export const TEST_INVOKE: Scripts = {
  async test_invoke_test_method(client, record) {
    const api = await newApi(client, { name: 'aws lambda api' })
    const pets = text(await api.post(`/resources/${api.root}`, { pathPart: 'pets' }), 'id')
    const pet = text(await api.post(`/resources/${pets}`, { pathPart: '{petId}' }), 'id')
    const mock = async (
      resource: string,
      verb: string,
      answer: object,
      more: { method?: object; integration?: object } = {},
    ): Promise<void> => {
      const method = methodPath(resource, verb)
      await api.put(method, { authorizationType: 'NONE', ...more.method })
      await api.put(`${method}/responses/200`, {})
      const requestTemplates = { 'application/json': '{"statusCode": 200}' }
      await api.put(`${method}/integration`, { type: 'MOCK', httpMethod: verb, requestTemplates, ...more.integration })
      const responseTemplates = { 'application/json': json(answer).replace('":"', '": "') }
      await api.put(`${method}/integration/responses/200`, { responseTemplates })
    }
    await mock(pets, 'GET', { pets: 'all the pets' })
    const mapped = {
      method: { requestParameters: { 'method.request.path.petId': true } },
      integration: { requestParameters: { 'integration.request.path.id': 'method.request.path.petId' } },
    }
    for (const verb of ['GET', 'POST']) await mock(pet, verb, { petId: "$input.params('petId')" }, mapped)

    const calls: readonly (readonly [name: string, resource: string, verb: string, path?: string, body?: string])[] = [
      ['test-invoke-method-get-pets', pets, 'GET'],
      ['test-invoke-method-get-pets-bad-path', pets, 'GET', '/random/test'],
      ['test-invoke-method-get-pets-id', pet, 'GET', '/pets/123'],
      ['test-invoke-method-get-pets-id-no-path', pet, 'GET'],
      ['test-invoke-method-get-pets-id-bad-path', pet, 'GET', '/random/test'],
      ['test-invoke-method-get-with-qs', pet, 'GET', '/pets/123?foo=bar'],
      ['test-invoke-method-post-with-body', pet, 'POST', '/pets/123', '{"foo": "bar"}'],
    ]
    for (const [index, [name, resource, verb, pathWithQueryString, body = '']] of calls.entries())
      record(name, formatted(await api.post(methodPath(resource, verb), { pathWithQueryString, body }), index + 1))
    const body = { pathWithQueryString: '/pets/123', body: '{"foo": "bar"}' }
    record('resource-method-not-found', await api.post(methodPath(pet, 'HEAD'), body))
    record('resource-id-not-found', await api.post(methodPath('invalid_res', 'POST'), body))
    record('rest-api-not-found', await client('POST', `/restapis/nowhere${methodPath('invalid_res', 'POST')}`, body))
  },
  async test_failed_invoke_test_method(client, record) {
    const api = await newApi(client, { name: 'test failed invoke' })
    const any = methodPath(api.root, 'ANY')
    await api.put(any, { authorizationType: 'NONE' })
    await api.put(`${any}/integration`, { type: 'HTTP_PROXY', uri: 'https://${stageVariables.testHost}', httpMethod: 'ANY' })
    record('test-invoke-failure', formatted(await api.post(methodPath(api.root, 'GET'), { body: '' }), 1))
  },
}
