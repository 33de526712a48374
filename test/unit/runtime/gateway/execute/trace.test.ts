import { describe, expect, it } from 'vitest'
import { executionLog, testInvokeLog } from '../../../../../runtime/gateway/execute/execution-log.ts'
import type { Trace } from '../../../../../runtime/gateway/execute/trace.ts'
import { deployApi, documentOf, functionUri, mockOperation, proxyOperation, type TestRequest } from '../../../../support/data-plane.ts'

const custom = {
  responses: { 200: { description: '' } },
  'x-amazon-apigateway-integration': {
    type: 'aws',
    httpMethod: 'POST',
    uri: functionUri('f'),
    requestTemplates: { 'application/json': '{"id": "$input.params(\'id\')"}' },
    responses: { default: { statusCode: '200', responseTemplates: { 'application/json': '{"got": $input.json(\'$.n\')}' } } },
  },
}
const document = documentOf({
  '/mock/{id}': { get: mockOperation('{"id": "$input.params(\'id\')"}') },
  '/custom/{id}': { post: custom },
  '/proxy': { get: proxyOperation('f') },
  '/broken': {
    get: {
      responses: {},
      'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'GET', uri: 'https://${stageVariables.no}' },
    },
  },
})

async function traced(request: TestRequest): Promise<Trace> {
  const api = deployApi(document, { functions: { f: () => ({ n: 1 }) }, traced: true })
  await api.call(request)
  const [trace] = api.traces
  if (trace === undefined) throw new Error('nothing was traced')
  return trace
}

describe('a trace', () => {
  it.each<[name: string, request: TestRequest, kinds: string[]]>([
    ['of a mock', { path: '/mock/7' }, ['method-request', 'template', 'response-selected', 'template', 'method-response']],
    [
      'of a custom integration',
      { path: '/custom/7', method: 'POST' },
      ['method-request', 'template', 'integration-request', 'integration-response', 'response-selected', 'template', 'method-response'],
    ],
    [
      'of an answer that cannot be used',
      { path: '/proxy' },
      ['method-request', 'integration-request', 'integration-response', 'rejected', 'method-response'],
    ],
    ['of a path that is not there', { path: '/nope' }, ['rejected', 'method-response']],
  ])('%s', async (_, request, kinds) => {
    const trace = await traced(request)
    expect(trace.steps.map(({ kind }) => kind)).toEqual(kinds)
  })

  it('holds what a template saw and made, as plain JSON', async () => {
    const trace = await traced({ path: '/custom/7', method: 'POST', body: '{"a": 1}' })
    const copy = JSON.parse(JSON.stringify(trace)) as Trace
    expect(copy).toEqual(trace)
    expect(copy.steps.filter(({ kind }) => kind === 'template')).toMatchObject([
      {
        side: 'request',
        contentType: 'application/json',
        scope: { body: '{"a": 1}', params: { path: { id: '7' } } },
        output: '{"id": "7"}',
      },
      { side: 'response', scope: { body: '{"n":1}' }, output: '{"got": 1}' },
    ])
  })

  it('shows bytes that are no text as base64', async () => {
    const trace = await traced({ path: '/custom/7', method: 'POST', body: Uint8Array.of(0xff, 0x00) })
    expect(trace.steps[0]).toMatchObject({ body: { encoding: 'base64', text: '/wA=' } })
  })

  it('is not collected unless somebody asks', async () => {
    const api = deployApi(document)
    await api.call({ path: '/mock/7' })
    expect(api.traces).toEqual([])
  })
})

describe('an execution log', () => {
  it('says of a request what API Gateway says', async () => {
    const lines = executionLog(await traced({ path: '/mock/7', query: 'foo=bar' })).map(({ text }) => text)
    expect(lines.filter((line) => !line.startsWith('Method request headers'))).toEqual([
      'Starting execution for request: 00000000-0000-4000-8000-000000000001',
      'HTTP Method: GET, Resource Path: /mock/7',
      'Method request path: {id=7}',
      'Method request query string: {foo=bar}',
      'Method request body before transformations: ',
      'Method response body after transformations: {"id": "7"}',
      'Method response headers: {Content-Type=application/json}',
      'Successfully completed execution',
      'Method completed with status: 200',
    ])
  })

  it('of a function says how Lambda is called, as recorded', async () => {
    const trace = await traced({ path: '/custom/7', method: 'POST', headers: { 'Content-Type': 'text/plain' } })
    const [{ apiId }] = [trace]
    const url = 'https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations'
    expect(executionLog(trace).map(({ text }) => text)).toEqual([
      `Starting execution for request: ${trace.requestId}`,
      'HTTP Method: POST, Resource Path: /custom/7',
      'Method request path: {id=7}',
      'Method request query string: {}',
      expect.stringMatching(/^Method request headers: /),
      'Method request body before transformations: ',
      `Endpoint request URI: ${url}`,
      `Endpoint request headers: {x-amzn-lambda-integration-tag=${trace.requestId}, x-amzn-apigateway-api-id=${apiId}, Accept=application/json, User-Agent=AmazonAPIGateway_${apiId}}`,
      // The function gets `{}`.
      'Endpoint request body after transformations: ',
      `Sending request to ${url}`,
      'Received response. Status: 200, Integration latency: 0 ms',
      'Endpoint response headers: {Content-Type=application/json, Content-Length=7}',
      'Endpoint response body before transformations: {"n":1}',
      'Method response body after transformations: {"got": 1}',
      expect.stringMatching(/^Method response headers: \{X-Amzn-Trace-Id=Root=[^,]+, Content-Type=application\/json\}$/),
      'Successfully completed execution',
      'Method completed with status: 200',
    ])
  })

  it('ends with what went wrong', async () => {
    const log = testInvokeLog(await traced({ path: '/broken' })).split('\n')
    expect(log[0]).toBe('Execution log for request 00000000-0000-4000-8000-000000000001')
    expect(log.slice(-3)).toEqual([
      'Fri Jan 02 03:04:05 UTC 2026 : Execution failed due to configuration error: Invalid endpoint address',
      'Fri Jan 02 03:04:05 UTC 2026 : Method completed with status: 500',
      '',
    ])
  })

  it('cuts what is too long', async () => {
    const lines = executionLog(await traced({ path: '/mock/7', headers: { 'X-Long': 'a'.repeat(2000) } }))
    const headers = lines.find(({ text }) => text.startsWith('Method request headers'))
    expect(headers?.text.endsWith(' [TRUNCATED]')).toBe(true)
    expect(headers?.text).toHaveLength(1024 + ' [TRUNCATED]'.length)
  })
})
