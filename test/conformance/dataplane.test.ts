import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { HttpCall } from '../../runtime/gateway/execute/ports.ts'
import { toBytes } from '../../runtime/gateway/http.ts'
import { conformance } from '../support/conformance.ts'
import { deployApi, documentOf, functionUri, mockOperation, proxyOperation, type TestResponse } from '../support/data-plane.ts'

const folder = conformance('recorded')

/** What AWS answered in one of the recorded tests. */
function recorded(file: string, test: string): Record<string, unknown> {
  const all = JSON.parse(readFileSync(`${folder}/responses/${file}.json`, 'utf8')) as Record<
    string,
    { 'recorded-content': Record<string, unknown> }
  >
  const key = Object.keys(all).find((name) => name.endsWith(`::${test}`))
  if (key === undefined) throw new Error(`${test} is not recorded`)
  return all[key]?.['recorded-content'] ?? {}
}

/** A document that the recorded tests imported. */
function input(name: string): unknown {
  return JSON.parse(readFileSync(`${folder}/openapi-inputs/${name}`, 'utf8'))
}

const validators = { 'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true, validateRequestParameters: true } } }
const validated = { 'x-amazon-apigateway-request-validator': 'all' }

describe.skipIf(folder === undefined)('the data plane as recorded on AWS', () => {
  it('test_routing_not_found', async () => {
    const api = deployApi(documentOf({ '/existing': { get: mockOperation('{"statusCode": 200, "message": "exists"}') } }))
    const notFound = (answer: TestResponse): object => ({ content: answer.json, errorType: answer.header('x-amzn-ErrorType') })
    expect({
      'working-route': (await api.call({ path: '/existing' })).json,
      'not-found': notFound(await api.call({ path: '/random-path' })),
      'wrong-method': notFound(await api.call({ path: '/existing', method: 'POST' })),
    }).toEqual(recorded('common', 'test_routing_not_found'))
  })

  it('test_api_gateway_request_validator', async () => {
    const answers = recorded('common', 'test_api_gateway_request_validator')
    const parameters = (path: string): readonly object[] => [
      { name: path, in: 'path', required: true, schema: { type: 'string' } },
      { name: 'qs1', in: 'query', required: true, schema: { type: 'string' } },
      { name: 'x-header-param', in: 'header', required: true, schema: { type: 'string' } },
    ]
    const schema = { type: 'object', properties: { a: { type: 'number' }, b: { type: 'number' } }, required: ['a', 'b'] }
    const method = (path: string): object => ({
      ...proxyOperation('fn', {
        ...validated,
        parameters: parameters(path),
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/testSchema' } } } },
      }),
    })
    const world = { functions: { fn: () => ({ statusCode: 200, body: '{}' }) } }
    const documentFor = (path: string): object =>
      documentOf(
        { '/{test}': { get: method('test'), post: method(path) } },
        { ...validators, components: { schemas: { testSchema: schema } } },
      )
    const wrong = deployApi(documentFor('issuer'), world)
    const right = deployApi(documentFor('test'), world)
    const given = { method: 'POST', path: '/value', query: 'qs1=test', headers: { 'x-header-param': 'test' } }
    expect((await wrong.call({ method: 'POST', path: '/value' })).json).toEqual(answers['missing-all-required-request-params-post'])
    expect((await right.call({ ...given, method: 'GET', headers: {} })).json).toEqual(
      answers['missing-required-headers-request-params-get'],
    )
    expect((await right.call({ ...given, method: 'GET', query: '' })).json).toEqual(answers['missing-required-qs-request-params-get'])
    expect((await right.call({ ...given, body: '{"test": "invalid-body"}' })).json).toEqual(answers['invalid-request-body'])
    expect((await right.call({ ...given, body: '{"a": 1, "b": 2}' })).status).toBe(200)
  })

  it.each<[test: string, schemas: Record<string, unknown>, model: string, bodies: Record<string, string>]>([
    [
      'test_api_gateway_request_validator_with_ref_models',
      {
        testSchema: {
          title: 'testSchema',
          type: 'object',
          properties: { a: { type: 'number' }, b: { type: 'number' } },
          required: ['a', 'b'],
        },
        testSchemaList: { type: 'array', items: { $ref: '#/components/schemas/testSchema' } },
      },
      'testSchemaList',
      { successful: '[{"a": 1, "b": 2}]', 'failed-validation': '[{"a": 1}]' },
    ],
    [
      'test_api_gateway_request_validator_with_ref_one_ofmodels',
      {
        StatusModel: {
          type: 'object',
          properties: { Status: { type: 'string' }, Order: { type: 'integer' } },
          required: ['Status', 'Order'],
        },
        TestModel: {
          type: 'object',
          properties: { status: { oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/StatusModel' }] } },
          required: ['status'],
        },
      },
      'TestModel',
      {
        successful: '{"status": null}',
        'successful-with-data': '{"status": {"Status": "works", "Order": 1}}',
        'failed-validation-no-data': '',
        'failed-validation-bad-data': '{"status": {"Status": "fails"}}',
      },
    ],
  ])('%s', async (test, schemas, model, bodies) => {
    const answers = recorded('common', test)
    const operation = mockOperation('{"data": "ok"}', {
      ...validated,
      requestBody: { content: { 'application/json': { schema: { $ref: `#/components/schemas/${model}` } } } },
    })
    const api = deployApi(documentOf({ '/path': { post: operation } }, { ...validators, components: { schemas } }))
    for (const [name, body] of Object.entries(bodies))
      expect((await api.call({ method: 'POST', path: '/path', body })).json, name).toEqual(answers[name])
  })

  it('test_invocation_trace_id', async () => {
    const answers = recorded('common', 'test_invocation_trace_id') as Record<string, Record<string, string>>
    const api = deployApi(documentOf({ '/mock': { get: mockOperation('{}') }, '/aws_proxy': { get: proxyOperation('fn') } }), {
      functions: { fn: (event: { headers: Record<string, string> }) => ({ statusCode: 200, body: JSON.stringify(event.headers) }) },
    })
    // What CloudFront and the HTTP server add is none of the gateway's.
    const around = new Set(['connection', 'content-length', 'date', 'via', 'x-amz-cf-id', 'x-amz-cf-pop', 'x-cache'])
    const names = (headers: Iterable<string>): string[] =>
      [...headers]
        .map((name) => name.toLowerCase())
        .filter((name) => !around.has(name))
        .sort()
    const trace = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1'
    for (const [kind, path] of [
      ['MOCK', '/mock'],
      ['AWS_PROXY', '/aws_proxy'],
    ] as const) {
      const plain = await api.call({ path })
      const traced = await api.call({ path, headers: { 'X-Amzn-Trace-Id': trace } })
      expect(names(plain.headers.map(([name]) => name))).toEqual(names(Object.keys(answers[`normal-req-headers-${kind}`] ?? {})))
      expect(names(traced.headers.map(([name]) => name))).toEqual(names(Object.keys(answers[`trace-id-req-headers-${kind}`] ?? {})))
    }
    expect((await api.call({ path: '/aws_proxy', headers: { 'X-Amzn-Trace-Id': trace } })).json).toMatchObject({ 'X-Amzn-Trace-Id': trace })
  })

  it('test_import_with_stage_variables', async () => {
    const answers = recorded('import', 'test_import_with_stage_variables')
    const document = input('openapi.spec.stage-variables.json')
    const calls: HttpCall[] = []
    const fetch = (call: HttpCall) => {
      calls.push(call)
      const url = new URL(call.url)
      const echoed = { args: Object.fromEntries(url.searchParams), data: '', method: call.method, path: url.pathname }
      return Promise.resolve({ kind: 'answer' as const, status: 200, headers: [], body: toBytes(JSON.stringify(echoed)) })
    }
    const bound = deployApi(document, {
      fetch,
      stageVariables: { TestHost: 'localhost', testPath: 'test-path', querystring: 'qs_key=qs_value' },
    })
    const { domain: _domain, origin: _origin, ...expected } = answers['get-resp-from-http'] as Record<string, unknown>
    expect((await bound.call({ path: '/path1' })).json).toEqual(expected)
    const unbound = deployApi(document, { fetch })
    const failed = await unbound.call({ path: '/path1' })
    expect({ body: failed.json, errorType: failed.header('x-amzn-ErrorType') }).toEqual(answers['get-error-resp-from-http'])
    expect(calls).toHaveLength(1)
  })

  it('test_failed_invoke_test_method: an endpoint that is no address', async () => {
    const answers = recorded('api', 'test_failed_invoke_test_method') as {
      'test-invoke-failure': { status: number; body: unknown; headers: Record<string, string> }
    }
    const integration = { type: 'http_proxy', httpMethod: 'ANY', uri: 'https://${stageVariables.missing}' }
    const api = deployApi(documentOf({ '/a': { get: { responses: {}, 'x-amazon-apigateway-integration': integration } } }))
    const failed = await api.call({ path: '/a' })
    const { status, body, headers } = answers['test-invoke-failure']
    expect({ status: failed.status, body: failed.json, headers: { 'x-amzn-ErrorType': failed.header('x-amzn-ErrorType') } }).toEqual({
      status,
      body,
      headers,
    })
    expect(api.logs.join()).toContain('Execution failed due to configuration error: Invalid endpoint address')
  })

  it('test_input_body_formatting: the body as text, through request and response templates', async () => {
    const answers = recorded('common', 'test_input_body_formatting') as Record<string, Record<string, string>>
    const bodies: Record<string, string> = { 'empty-body': '', 'json-body': '{"some": "value"}', 'str-body': 'some raw data' }
    const templates: Record<string, readonly [request: string | undefined, response: string | undefined]> = {
      'response-raw-body': ['$input.body', '$input.body'],
      'response-str-body-input': ['Action=SendMessage&MessageBody=$input.body', '$input.body'],
      'response-str-body-output': ['$input.body', 'Action=SendMessage&MessageBody=$input.body'],
      'response-str-body-all': ['Action=SendMessage&MessageBody=$input.body', 'Action=SendMessage&MessageBody=$input.body'],
      'response-body-attr-access': ['$input.body.value', '$input.body'],
      'response-url-encode': [
        'EncodedBody=$util.urlEncode($input.body)&EncodedBodyAccess=$util.urlEncode($input.body.value)',
        '$input.body',
      ],
    }
    for (const [name, [request, response]] of Object.entries(templates)) {
      const integration = {
        type: 'http',
        httpMethod: 'POST',
        uri: 'http://localhost/',
        requestTemplates: { 'application/json': request },
        responses: { default: { statusCode: '200', responseTemplates: { 'application/json': response } } },
      }
      const api = deployApi(
        documentOf({ '/a': { post: { responses: { 200: { description: '' } }, 'x-amazon-apigateway-integration': integration } } }),
        {
          // The recorded back end answers the body that it got; an empty one as `{}`.
          fetch: (call) =>
            Promise.resolve({
              kind: 'answer',
              status: 200,
              headers: [],
              body: call.body === undefined || call.body.length === 0 ? toBytes('{}') : call.body,
            }),
        },
      )
      for (const [kind, body] of Object.entries(bodies))
        expect(`b'${(await api.call({ method: 'POST', path: '/a', body })).body}'`, `${name} ${kind}`).toBe(answers[name]?.[kind])
    }
  })

  it('test_import_with_circular_models_and_request_validation: models that refer to each other', async () => {
    const api = deployApi(input('openapi.spec.circular-ref-with-request-body.json'))
    const person = { name: 'a', b: 1, house: { contains: [{ name: 'b', b: 2 }] } }
    expect((await api.call({ method: 'POST', path: '/person', body: JSON.stringify(person) })).body).toBe(
      '{"echo": {}, "response": "mocked"}',
    )
    expect(
      (await api.call({ method: 'POST', path: '/person', body: '{"name":"a","b":1,"house":{"contains":[{"name":"b"}]}}' })).json,
    ).toEqual({ message: 'Invalid request body' })
  })

  it('test_import_with_http_method_integration: an event that nobody waits for', async () => {
    const text = readFileSync(`${folder}/openapi-inputs/openapi-http-method-integration.json`, 'utf8').replace(
      /\$\{[a-z_]*\}/g,
      functionUri('fn'),
    )
    const invocations: string[] = []
    const api = deployApi(JSON.parse(text), { functions: { fn: (_event, call) => invocations.push(call.invocation) } })
    const answer = await api.call({ path: '/', query: 'a=1' })
    expect([answer.status, answer.body, invocations]).toEqual([200, '', ['event']])
  })
})
