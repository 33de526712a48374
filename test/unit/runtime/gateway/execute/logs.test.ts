import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { MethodSetting } from '../../../../../runtime/gateway/definition/rest-api.ts'
import { DEFAULT_METHOD_SETTING } from '../../../../../runtime/gateway/facts.ts'
import { logFileName, openLogFiles } from '../../../../../runtime/gateway/store/log-files.ts'
import {
  deployApi,
  documentOf,
  functionUri,
  mockOperation,
  proxyOperation,
  type TestApi,
  type TestRequest,
  type TestWorld,
} from '../../../../support/data-plane.ts'

const validated = { 'x-amazon-apigateway-request-validator': 'all' }
const model = { requestBody: { content: { 'application/json': { schema: { type: 'object', required: ['a'] } } } } }
const document = documentOf(
  {
    '/mock/{id}': { get: mockOperation('{"ok":true}') },
    '/proxy': { get: proxyOperation('f') },
    '/broken': { get: proxyOperation('missing') },
    '/checked': { post: mockOperation('{}', { ...validated, ...model }) },
    '/secured': { get: mockOperation('{}', { security: [{ auth: [] }] }) },
  },
  {
    'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true, validateRequestParameters: true } },
    components: {
      securitySchemes: {
        auth: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          'x-amazon-apigateway-authtype': 'custom',
          'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: functionUri('auth') },
        },
      },
    },
  },
)

const functions: NonNullable<TestWorld['functions']> = {
  f: () => ({ statusCode: 201, body: 'hello' }),
  auth: ({ authorizationToken }: { authorizationToken: string }) => ({
    principalId: 'me',
    context: { team: 'red' },
    policyDocument: { Statement: [{ Action: '*', Effect: authorizationToken === 'good' ? 'Allow' : 'Deny', Resource: '*' }] },
  }),
}

function logging(format: string, world: TestWorld = {}): TestApi {
  const destinationArn = 'arn:aws:logs:us-east-1:000000000000:log-group:my-log:*'
  return deployApi(document, { functions, stage: { accessLogSettings: { destinationArn, format } }, ...world })
}

async function lineOf(format: string, request: TestRequest): Promise<string | undefined> {
  const api = logging(format)
  await api.call(request)
  expect(api.written).toHaveLength(1)
  return api.written[0]?.replace(/^my-log: /, '')
}

const commonLog =
  '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength $context.requestId'
const json =
  '{ "requestId":"$context.requestId", "ip": "$context.identity.sourceIp", "caller":"$context.identity.caller", "requestTime":"$context.requestTime", "httpMethod":"$context.httpMethod","resourcePath":"$context.resourcePath", "status":"$context.status","protocol":"$context.protocol", "responseLength":"$context.responseLength" }'
const xml =
  '<request id="$context.requestId"> <ip>$context.identity.sourceIp</ip> <httpMethod>$context.httpMethod</httpMethod> <status>$context.status</status> </request>'
const csv =
  '$context.identity.sourceIp,$context.requestTime,$context.httpMethod,$context.resourcePath,$context.status,$context.responseLength'
const id = '00000000-0000-4000-8000-000000000001'

describe('an access log', () => {
  it.each([
    ['the Common Log Format', commonLog, `127.0.0.1 - - [02/Jan/2026:03:04:05 +0000] "GET /mock/{id} HTTP/1.1" 200 11 ${id}`],
    [
      'JSON',
      json,
      `{ "requestId":"${id}", "ip": "127.0.0.1", "caller":"-", "requestTime":"02/Jan/2026:03:04:05 +0000", "httpMethod":"GET","resourcePath":"/mock/{id}", "status":"200","protocol":"HTTP/1.1", "responseLength":"11" }`,
    ],
    ['XML', xml, `<request id="${id}"> <ip>127.0.0.1</ip> <httpMethod>GET</httpMethod> <status>200</status> </request>`],
    ['CSV', csv, '127.0.0.1,02/Jan/2026:03:04:05 +0000,GET,/mock/{id},200,11'],
    ['several lines as one', '$context.status\n  $context.path\n', '200 /dev/mock/7'],
  ])('in %s', async (_, format, want) => {
    expect(await lineOf(format, { path: '/mock/7' })).toBe(want)
  })

  it.each<[name: string, format: string, request: TestRequest, want: string]>([
    ['nothing of an integration for a mock', '$context.integration.status $context.integrationLatency', { path: '/mock/7' }, '- -'],
    [
      'a function and Lambda apart',
      '$context.integration.status $context.integration.integrationStatus $context.integrationStatus',
      { path: '/proxy' },
      '201 200 200',
    ],
    [
      'what an integration failed of',
      '$context.status $context.integrationErrorMessage',
      { path: '/broken' },
      '500 Execution failed due to configuration error: no function missing',
    ],
    [
      'an error',
      '$context.error.responseType $context.error.message $context.error.messageString',
      { path: '/nope' },
      'MISSING_AUTHENTICATION_TOKEN Missing Authentication Token "Missing Authentication Token"',
    ],
    [
      'what is wrong with a body',
      '$context.status $context.error.validationErrorString',
      { path: '/checked', method: 'POST', body: '{}' },
      '400 [object has missing required properties (["a"])]',
    ],
    [
      'an authorizer that allows',
      '$context.authorizer.principalId $context.authorizer.team $context.authorizer.integrationStatus $context.authorize.status $context.authorize.error',
      { path: '/secured', headers: { Authorization: 'good' } },
      'me red 200 200 -',
    ],
    [
      'an authorizer that denies',
      '$context.status $context.authorize.status $context.error.responseType',
      { path: '/secured', headers: { Authorization: 'bad' } },
      '403 403 ACCESS_DENIED',
    ],
    [
      'what is not known as a dash',
      '$context.nope $context.identity.user $context.constructor $context',
      { path: '/mock/7' },
      '- - - $context',
    ],
    ['a value on its line', '$context.identity.userAgent!', { path: '/mock/7', headers: { 'User-Agent': 'a\nb' } }, 'a\\u000ab!'],
  ])('shows %s', async (_, format, request, want) => {
    expect(await lineOf(format, request)).toBe(want)
  })

  it.each<[name: string, accessLogSettings: object]>([
    ['no destination', { format: '$context.status' }],
    ['no format', { destinationArn: 'arn:aws:logs:us-east-1:0:log-group:x' }],
  ])('is not written with %s', async (_, accessLogSettings) => {
    const api = deployApi(document, { stage: { accessLogSettings } })
    await api.call({ path: '/mock/7' })
    expect(api.written).toEqual([])
  })

  it('goes to a delivery stream by its name', async () => {
    const destinationArn = 'arn:aws:firehose:us-east-1:000000000000:deliverystream/amazon-apigateway-mine'
    const api = logging('', { stage: { accessLogSettings: { destinationArn, format: '$context.status' } } })
    await api.call({ path: '/mock/7' })
    expect(api.written).toEqual(['amazon-apigateway-mine: 200'])
  })
})

describe('an execution log', () => {
  const written = async (setting: Partial<MethodSetting>, request: TestRequest): Promise<string[]> => {
    const api = deployApi(document, { functions, stage: { methodSettings: { '*/*': { ...DEFAULT_METHOD_SETTING, ...setting } } } })
    await api.call(request)
    return api.written.map((line) => line.replace(`API-Gateway-Execution-Logs_${api.api.id}/dev: 2026-01-02T03:04:05.000Z (${id}) `, ''))
  }

  it.each<[name: string, setting: Partial<MethodSetting>, path: string, want: unknown[]]>([
    ['nothing unless it is turned on', {}, '/broken', []],
    ['nothing where it is turned off', { loggingLevel: 'OFF' }, '/broken', []],
    ['errors alone', { loggingLevel: 'ERROR' }, '/broken', ['Execution failed due to configuration error: no function missing']],
    ['no errors where there are none', { loggingLevel: 'ERROR' }, '/mock/7', []],
    [
      'steps without data',
      { loggingLevel: 'INFO' },
      '/mock/7',
      [
        expect.stringMatching(/^Extended Request Id: [0-9a-f]+=$/),
        expect.stringMatching(new RegExp(`^Verifying Usage Plan for request: ${id}\\. API Key: {2}API Stage: \\w+/dev$`)),
        "API Key  authorized because method 'GET /mock/{id}' does not require API Key. Request will not contribute to throttle or quota limits",
        expect.stringMatching(/^Usage Plan check succeeded for API Key {2}and API Stage \w+\/dev$/),
        `Starting execution for request: ${id}`,
        'HTTP Method: GET, Resource Path: /mock/7',
        'Successfully completed execution',
        'Method completed with status: 200',
      ],
    ],
  ])('has %s', async (_, setting, path, want) => {
    expect(await written(setting, { path })).toEqual(want)
  })

  it('says in the words of API Gateway what is wrong with a body, and nothing of API keys where the caller may not at all', async () => {
    const lines = await written({ loggingLevel: 'INFO' }, { path: '/checked', method: 'POST', body: '{}' })
    expect(lines).toContain(
      'Request body does not match model schema for content type application/json: [object has missing required properties (["a"])]',
    )
    const denied = await written({ loggingLevel: 'INFO' }, { path: '/secured', headers: { Authorization: 'bad' } })
    expect(denied.join()).toContain('Extended Request Id')
    expect(denied.join()).not.toContain('Usage Plan')
  })

  it('has requests and responses in full where data are traced', async () => {
    const lines = await written({ loggingLevel: 'INFO', dataTraceEnabled: true }, { path: '/proxy' })
    expect(lines.filter((line) => line.startsWith('Sending request to https://lambda.us-east-1.amazonaws.com/'))).toHaveLength(1)
    expect(lines).toContain('Endpoint response body before transformations: {"statusCode":201,"body":"hello"}')
    expect(lines).toContain('Method response body after transformations: hello')
  })
})

describe('log files', () => {
  const directory = mkdtempSync(join(tmpdir(), 'apigen-logs-'))
  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  it('are named after their groups and hold lines in order', async () => {
    const files = openLogFiles(directory, () => expect.fail('said something'))
    files.write({ group: '/my/log', lines: ['a', 'b'] })
    files.write({ group: '../../etc', lines: ['x'] })
    files.write({ group: '/my/log', lines: ['c'] })
    await files.close()
    expect(readdirSync(join(directory, 'logs')).sort()).toEqual(['%2Fmy%2Flog.log', '..%2F..%2Fetc.log'])
    expect(readFileSync(join(directory, 'logs', '%2Fmy%2Flog.log'), 'utf8')).toBe('a\nb\nc\n')
  })

  it('are bounded: of what is full the last is kept, also by the next who writes', async () => {
    const full = join(directory, 'full')
    for (const lines of [['aaaa'], ['bbbb'], ['cccc', 'dddd'], ['e']]) {
      const files = openLogFiles(full, () => expect.fail('said something'), 12)
      files.write({ group: 'g', lines })
      await files.close()
    }
    const read = (name: string): string => readFileSync(join(full, 'logs', name), 'utf8')
    expect([read('g.log.1'), read('g.log')]).toEqual(['aaaa\nbbbb\n', 'cccc\ndddd\ne\n'])
  })

  it('of long names stay apart', () => {
    const long = 'g'.repeat(500)
    expect(logFileName(`${long}1`)).not.toBe(logFileName(`${long}2`))
    expect(logFileName(`${long}1`).length).toBeLessThan(200)
  })
})
