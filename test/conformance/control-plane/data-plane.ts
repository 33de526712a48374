import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { ACCOUNT, type Client, FUNCTION, REGION, text } from '../support/client.ts'
import type { Answer } from '../support/recording.ts'
import { json, methodPath, type NewApi, newApi, newMockApi, type Scripts } from '../support/replay.ts'

const ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${FUNCTION}`
const INVOCATION = `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${ARN}/invocations`

/** Calls a deployed API. */
function invoke(
  client: Client,
  api: NewApi,
  stage: string,
  method: string,
  path: string,
  given: { json?: unknown; body?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const body = given.json === undefined ? given.body : json(given.json)
  const type = body === undefined ? [] : [['content-type', 'application/json'] as const]
  return client(method, `/_aws/execute-api/${api.id}/${stage}${path}`, body, [...type, ...Object.entries(given.headers ?? {})])
}

/** An answer of an API as these recorders wrote it: its body alone, under 200. */
const bodyOf = ({ body }: Answer): Answer => ({ status: 200, headers: {}, body })

/** A back end that answers what `answer` makes of a body, as long as `use` runs. */
async function withBackEnd(answer: (body: string) => string, use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => response.setHeader('content-type', 'application/json').end(answer(Buffer.concat(chunks).toString())))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
}

interface Templates {
  readonly request?: string
  readonly response: string
}

/** A POST below the root that hands its body to a back end. */
async function httpRoute(api: NewApi, pathPart: string, uri: string, { request, response }: Templates): Promise<void> {
  const post = methodPath(text(await api.post(`/resources/${api.root}`, { pathPart }), 'id'), 'POST')
  await api.put(post, { authorizationType: 'NONE', apiKeyRequired: false })
  await api.put(`${post}/responses/200`, {})
  const requestTemplates = request === undefined ? {} : { requestTemplates: { 'application/json': request } }
  await api.put(`${post}/integration`, { type: 'HTTP', httpMethod: 'POST', uri, ...requestTemplates })
  const responseTemplates = { 'application/json': response }
  await api.put(`${post}/integration/responses/200`, { selectionPattern: '', responseTemplates })
}

/** A POST of a validated body that a mock answers; its models are recorded. */
async function validated(
  client: Client,
  models: readonly (readonly [name: string, schema: (api: string) => object])[],
  body: string,
): Promise<{ api: NewApi; models: Answer }> {
  const api = await newApi(client)
  const resource = text(await api.post(`/resources/${api.root}`, { pathPart: 'path' }), 'id')
  const validator = { name: 'test-validator', validateRequestParameters: true, validateRequestBody: true }
  const requestValidatorId = text(await api.post('/requestvalidators', validator), 'id')
  for (const [name, schema] of models)
    await api.post('/models', {
      name,
      contentType: 'application/json',
      schema: json(schema(`https://apigateway.amazonaws.com/restapis/${api.id}/models`)),
    })
  const listed = await api.get('/models')
  const post = methodPath(resource, 'POST')
  await api.put(post, { authorizationType: 'NONE', requestValidatorId, requestModels: { 'application/json': body } })
  await api.put(`${post}/responses/200`, {})
  await api.put(`${post}/integration`, { type: 'MOCK', requestTemplates: { 'application/json': json({ statusCode: 200 }) } })
  const response = { selectionPattern: '', responseTemplates: { 'application/json': json({ data: 'ok' }) } }
  await api.put(`${post}/integration/responses/200`, response)
  await api.post('/deployments', { stageName: 'local' })
  return { api, models: listed }
}

const NUMBERS = { type: 'object', properties: { a: { type: 'number' }, b: { type: 'number' } }, required: ['a', 'b'] }
const DRAFT = { $schema: 'http://json-schema.org/draft-04/schema#', title: 'testSchema' }

/** Recorded tests that call what they deployed. */
export const DATA_PLANE: Scripts = {
  async test_routing_not_found(client, record) {
    const api = await newApi(client)
    const get = methodPath(text(await api.post(`/resources/${api.root}`, { pathPart: 'existing' }), 'id'), 'GET')
    await api.put(get, { authorizationType: 'NONE' })
    await api.put(`${get}/responses/200`, {})
    await api.put(`${get}/integration`, { type: 'MOCK', requestTemplates: { 'application/json': json({ statusCode: 200 }) } })
    const responseTemplates = { 'application/json': json({ statusCode: 200, message: 'exists' }) }
    await api.put(`${get}/integration/responses/200`, { selectionPattern: '', responseTemplates })
    await api.post('/deployments', { stageName: 'dev' })
    record('working-route', bodyOf(await invoke(client, api, 'dev', 'GET', '/existing')))
    const refused = ({ headers, body }: Answer): Answer =>
      bodyOf({ status: 0, headers: {}, body: { content: body, errorType: headers['x-amzn-errortype'] } })
    record('not-found', refused(await invoke(client, api, 'dev', 'GET', '/random-non-existing')))
    record('wrong-method', refused(await invoke(client, api, 'dev', 'POST', '/existing')))
  },
  async test_api_gateway_request_validator(client, record) {
    record('register-lambda', bodyOf({ status: 0, headers: {}, body: { fn_arn: ARN, fn_name: FUNCTION } }))
    const api = await newApi(client)
    const nested = text(await api.post(`/resources/${api.root}`, { pathPart: 'nested' }), 'id')
    const resource = text(await api.post(`/resources/${nested}`, { pathPart: '{test}' }), 'id')
    const validator = { name: 'test-validator', validateRequestParameters: true, validateRequestBody: true }
    const requestValidatorId = text(await api.post('/requestvalidators', validator), 'id')
    await api.post('/models', { name: 'testSchema', contentType: 'application/json', schema: json({ ...DRAFT, ...NUMBERS }) })
    for (const verb of ['GET', 'POST']) {
      const method = methodPath(resource, verb)
      await api.put(method, {
        authorizationType: 'NONE',
        requestValidatorId,
        requestParameters: {
          'method.request.path.test': true,
          'method.request.querystring.qs1': true,
          'method.request.header.x-header-param': true,
        },
        requestModels: { 'application/json': 'testSchema' },
      })
      await api.put(`${method}/integration`, { type: 'AWS_PROXY', httpMethod: 'POST', uri: INVOCATION })
      await api.put(`${method}/responses/200`, {})
      await api.put(`${method}/integration/responses/200`, {})
    }
    const deploy = () => api.post('/deployments', { stageName: 'local' })
    record('deploy-1', await deploy())
    const call = (method: string, query: string, given: { json?: unknown; headers?: Record<string, string> }) =>
      invoke(client, api, 'local', method, `/nested/value${query}`, given)
    const header = { headers: { 'x-header-param': 'test' } }
    expect((await call('POST', '?qs1=test', { json: { a: 1, b: 2 }, ...header })).status).toBe(200)
    const post = methodPath(resource, 'POST')
    const [test, issuer] = ['/requestParameters/method.request.path.test', '/requestParameters/method.request.path.issuer']
    record('change-request-path-names', await api.patch(post, ['add', issuer, 'true'], ['remove', test, 'true']))
    await deploy()
    record('missing-all-required-request-params-post', bodyOf(await call('POST', '', { json: { test: 'test' } })))
    record('missing-required-headers-request-params-get', bodyOf(await call('GET', '?qs1=test', {})))
    record('missing-required-qs-request-params-get', bodyOf(await call('GET', '', header)))
    record('revert-request-path-names', await api.patch(post, ['add', test, 'true'], ['remove', issuer, 'true']))
    await deploy()
    record('invalid-request-body', bodyOf(await call('POST', '?qs1=test', { json: { test: 'test' }, ...header })))
    expect((await call('GET', '?qs1=test', header)).body).toEqual({ message: 'Invalid request body' })
    record(
      'disable-request-validator',
      await api.patch(
        `/requestvalidators/${requestValidatorId}`,
        ['replace', '/validateRequestBody', 'false'],
        ['replace', '/validateRequestParameters', 'false'],
      ),
    )
    await deploy()
    expect([(await call('POST', '', { json: { test: 'test' } })).status, (await call('GET', '', {})).status]).toEqual([200, 200])
  },
  async test_api_gateway_request_validator_with_ref_models(client, record) {
    const { api, models } = await validated(
      client,
      [
        ['testSchema', () => ({ ...DRAFT, ...NUMBERS })],
        ['testSchemaList', (base) => ({ type: 'array', items: { $ref: `${base}/testSchema` } })],
      ],
      'testSchemaList',
    )
    record('get-models-with-ref', models)
    record('successful', bodyOf(await invoke(client, api, 'local', 'POST', '/path', { json: [{ a: 1, b: 2 }] })))
    record('failed-validation', bodyOf(await invoke(client, api, 'local', 'POST', '/path')))
  },
  async test_api_gateway_request_validator_with_ref_one_ofmodels(client, record) {
    const status = { type: 'object', properties: { Status: { type: 'string' }, Order: { type: 'integer' } }, required: ['Status', 'Order'] }
    const { api, models } = await validated(
      client,
      [
        ['StatusModel', () => status],
        [
          'TestModel',
          (base) => ({
            type: 'object',
            properties: { status: { oneOf: [{ type: 'null' }, { $ref: `${base}/StatusModel` }] } },
            required: ['status'],
          }),
        ],
      ],
      'TestModel',
    )
    record('get-models-with-ref', models)
    const post = async (given: { json?: unknown }) => bodyOf(await invoke(client, api, 'local', 'POST', '/path', given))
    record('successful', await post({ json: { status: null } }))
    record('successful-with-data', await post({ json: { status: { Status: 'works', Order: 1 } } }))
    record('failed-validation-no-data', await post({}))
    record('failed-validation-bad-data', await post({ json: { badFormat: 'bla' } }))
  },
  async test_input_path_template_formatting(client, record) {
    const api = await newApi(client)
    const parsed = '#set($result = $input.path("$.json"))'
    const shown =
      '{"body": $result, "nested": $result.nested, "isNull": #if( $result == $null )"true"#else"false"#end, "isEmptyString": #if( $result == "" )"true"#else"false"#end}'
    const routes: Readonly<Record<string, string>> = {
      path: `${parsed}$result`,
      nested: `${parsed}$result.nested`,
      list: `${parsed}$result[0]`,
      'to-string': `${parsed}$result.toString()`,
      'invalid-path': `#set($result = $input.path("$.nonExisting"))${shown}`,
      'nested-list': `#set($result = $input.path("$.json.listValue"))${shown}`,
    }
    const calls: readonly (readonly [name: string, route: string, body?: unknown])[] = [
      ['dict-response', 'path', { foo: 'bar' }],
      ['json-list', 'path', [{ foo: 'bar' }]],
      ['nested-dict', 'nested', { nested: { foo: 'bar' } }],
      ['nested-list', 'nested', { nested: [{ foo: 'bar' }] }],
      ['dict-in-list', 'list', [{ foo: 'bar' }]],
      ['list-with-nested-list', 'list', [[{ foo: 'bar' }]]],
      ['dict-with-nested-list', 'path', { foo: [{ nested: 'bar' }] }],
      ['bigger-dict', 'path', { bigger: 'dict', to: 'test', with: 'separators' }],
      ['to-string', 'to-string', { foo: 'bar' }],
      ['list-to-string', 'to-string', { list: [{ foo: 'bar' }] }],
      ['empty-body', 'invalid-path'],
      ['nested-empty-list', 'nested-list', { listValue: [] }],
      ['nested-null-list', 'nested-list', { listValue: null }],
    ]
    // The recorded back end answered the request's body as JSON below `json`.
    await withBackEnd(
      (body) => json({ json: body === '' ? null : JSON.parse(body) }),
      async (uri) => {
        for (const [route, response] of Object.entries(routes)) await httpRoute(api, route, uri, { response })
        await api.post('/deployments', { stageName: 'dev' })
        for (const [name, route, body] of calls) {
          const answer = await invoke(client, api, 'dev', 'POST', `/${route}`, body === undefined ? {} : { json: body })
          record(name, { ...bodyOf(answer), body: typeof answer.body === 'string' ? answer.body : json(answer.body) })
        }
      },
    )
  },
  async test_input_body_formatting(client, record) {
    const api = await newApi(client)
    const raw = '#set($result = $input.body)$result'
    const sent = 'Action=SendMessage&MessageBody=$input.body'
    const encoded = 'EncodedBody=$util.urlEncode($input.body)&EncodedBodyAccess=$util.urlEncode($input.body.testAccess)'
    const routes: Readonly<Record<string, Templates>> = {
      'raw-body': { request: raw, response: raw },
      'str-body-input': { request: sent, response: raw },
      'str-body-output': { request: raw, response: sent },
      'str-body-all': { request: sent, response: sent },
      'body-attr-access': { request: '#set($result = $input.body.testAccess)$result', response: raw },
      'url-encode': { request: encoded, response: raw },
    }
    const bodies: Readonly<Record<string, string>> = { 'empty-body': '', 'json-body': '{"some": "value"}', 'str-body': 'some raw data' }
    // The recorded back end was a function that answered what it got, and `{}` for nothing.
    await withBackEnd(
      (body) => (body === '' ? '{}' : body),
      async (uri) => {
        for (const [route, templates] of Object.entries(routes)) await httpRoute(api, route, uri, templates)
        await api.post('/deployments', { stageName: 'dev' })
        for (const route of Object.keys(routes)) {
          const seen: Record<string, string> = {}
          for (const [name, body] of Object.entries(bodies))
            seen[name] = `b'${(await invoke(client, api, 'dev', 'POST', `/${route}`, { body })).raw}'`
          record(`response-${route}`, bodyOf({ status: 0, headers: {}, body: seen }))
        }
      },
    )
  },
  async test_invoking_canary_deployment(client, record) {
    const answer = (message: string): object => ({
      statusCode: 200,
      message,
      variable: '$stageVariables.testVar',
      nonExistingDefault: '$stageVariables.noStageVar',
      nonOverridden: '$stageVariables.defaultVar',
      isCanary: '$context.isCanaryRequest',
    })
    const api = await newMockApi(client, answer('default deployment'))
    const variables = { testVar: 'default', defaultVar: 'default' }
    record('create-deployment-1', await api.post('/deployments', { stageName: 'dev', variables }))
    const response = `${methodPath(api.root, 'GET')}/integration/responses/200`
    await api.patch(response, ['replace', '/responseTemplates/application~1json', json(answer('canary deployment'))])
    const canarySettings = { percentTraffic: 0, stageVariableOverrides: { testVar: 'canary', noStageVar: 'canary' } }
    record('create-deployment-2', await api.post('/deployments', { stageName: 'dev', canarySettings }))
    record('response-deployment-1', bodyOf(await invoke(client, api, 'dev', 'GET', '/')))
    record('update-stage', await api.patch('/stages/dev', ['replace', '/canarySettings/percentTraffic', '100.0']))
    record('response-canary-deployment', bodyOf(await invoke(client, api, 'dev', 'GET', '/')))
  },
}
