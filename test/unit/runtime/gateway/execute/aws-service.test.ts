import { describe, expect, it } from 'vitest'
import type { HttpCall, HttpOutcome } from '../../../../../runtime/gateway/execute/ports.ts'
import { headerOf, toBytes, toText } from '../../../../../runtime/gateway/http.ts'
import { canonicalPath, canonicalRequest, sha256, sign, signingKey, stringToSign } from '../../../../../runtime/typescript/sigv4.ts'
import { deployApi, documentOf, type TestApi, type TestRequest, type TestWorld } from '../../../../support/data-plane.ts'

interface Given {
  readonly uri: string
  readonly httpMethod?: string
  readonly requestParameters?: Record<string, string>
  readonly requestTemplates?: Record<string, string>
  readonly responses?: Record<string, unknown>
}

const parameters = [
  { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
  { name: 'q', in: 'query', schema: { type: 'string' } },
]

function apiFor({ uri, httpMethod = 'POST', ...more }: Given, world: TestWorld = {}): TestApi {
  const integration = {
    type: 'aws',
    httpMethod,
    uri: `arn:aws:apigateway:eu-west-1:${uri}`,
    credentials: 'arn:aws:iam::000000000000:role/r',
    responses: { default: { statusCode: '200' } },
    ...more,
  }
  const responses = { 200: { description: '' }, 204: { description: '' }, 404: { description: '' } }
  return deployApi(
    documentOf({
      '/a/{id}': { 'x-amazon-apigateway-any-method': { responses, parameters, 'x-amazon-apigateway-integration': integration } },
    }),
    world,
  )
}

/** A service that answers the same every time, and the calls that it got. */
function service(answer: { status?: number; headers?: readonly (readonly [string, string])[]; body?: string } = {}) {
  const calls: HttpCall[] = []
  const fetch = async (call: HttpCall): Promise<HttpOutcome> => {
    calls.push(call)
    return { kind: 'answer', status: answer.status ?? 200, headers: answer.headers ?? [], body: toBytes(answer.body ?? '{}') }
  }
  return { calls, fetch }
}

const post: TestRequest = { method: 'POST', path: '/a/7', body: '{"a":1}', headers: { 'Content-Type': 'application/json' } }

describe('a call of a service', () => {
  it.each<
    [name: string, given: Given, request: TestRequest, url: string, headers: Record<string, string | undefined>, body: string | undefined]
  >([
    [
      'DynamoDB: the action becomes a target',
      { uri: 'dynamodb:action/PutItem', requestTemplates: { 'application/json': '{"TableName":"t"}' } },
      post,
      'http://services/',
      { 'X-Amz-Target': 'DynamoDB_20120810.PutItem', 'Content-Type': 'application/x-amz-json-1.0', Accept: 'application/json' },
      '{"TableName":"t"}',
    ],
    [
      'Kinesis, with a content type of its own',
      { uri: 'kinesis:action/PutRecord', requestParameters: { 'integration.request.header.Content-Type': "'application/x-amz-json-1.1'" } },
      post,
      'http://services/',
      { 'X-Amz-Target': 'Kinesis_20131202.PutRecord', 'Content-Type': 'application/x-amz-json-1.1' },
      '{"a":1}',
    ],
    [
      'Step Functions',
      { uri: 'states:action/StartExecution' },
      post,
      'http://services/',
      { 'X-Amz-Target': 'AWSStepFunctions.StartExecution' },
      '{"a":1}',
    ],
    [
      'EventBridge: the target has to be mapped',
      { uri: 'events:action/PutEvents', requestParameters: { 'integration.request.header.X-Amz-Target': "'AWSEvents.PutEvents'" } },
      post,
      'http://services/?Action=PutEvents',
      { 'X-Amz-Target': 'AWSEvents.PutEvents' },
      '{"a":1}',
    ],
    [
      'SQS by path, a form',
      {
        uri: 'sqs:path/000000000000/queue',
        requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
        requestTemplates: { 'application/json': 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)' },
      },
      post,
      'http://services/000000000000/queue',
      { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Amz-Target': undefined },
      'Action=SendMessage&MessageBody=%7B%22a%22%3A1%7D',
    ],
    [
      'SSM by action: the query protocol',
      {
        uri: 'ssm:action/GetParameter',
        httpMethod: 'GET',
        requestParameters: { 'integration.request.querystring.Name': 'method.request.path.id' },
      },
      { path: '/a/my-name' },
      'http://services/?Action=GetParameter&Name=my-name',
      { 'X-Amz-Target': undefined },
      undefined,
    ],
    [
      'parameters behind the action',
      { uri: 'sns:action/Publish&TopicArn=arn:{id}', requestParameters: { 'integration.request.path.id': 'method.request.path.id' } },
      post,
      'http://services/?Action=Publish&TopicArn=arn:7',
      {},
      '{"a":1}',
    ],
    [
      'S3 by path, with variables and the verb of the client',
      {
        uri: 's3:path/bucket/{key}',
        httpMethod: 'ANY',
        requestParameters: {
          'integration.request.path.key': 'method.request.path.id',
          'integration.request.querystring.versionId': 'method.request.querystring.q',
        },
      },
      { path: '/a/my%20file.txt', method: 'GET', query: 'q=v1&other=x' },
      'http://services/bucket/my%20file.txt?versionId=v1',
      { 'Content-Type': undefined },
      undefined,
    ],
    ['S3 by subdomain', { uri: 'bucket.s3:path/key', httpMethod: 'PUT' }, post, 'http://services/bucket/key', {}, '{"a":1}'],
  ])('%s', async (_, given, request, url, headers, body) => {
    const { calls, fetch } = service()
    const api = apiFor(given, { fetch, forward: { '*': 'http://services' } })
    expect((await api.call(request)).status).toBe(200)
    const [call] = calls
    expect([call?.url, call?.body === undefined ? undefined : toText(call.body)]).toEqual([url, body])
    for (const [name, value] of Object.entries(headers)) expect(headerOf(call?.headers ?? [], name)).toBe(value)
  })

  it.each([
    ['dynamodb:action/GetItem', 'dynamodb', 'POST'],
    ['s3:path/bucket/a%20b', 's3', 'GET'],
  ])('%s is signed for its service and region', async (uri, name, httpMethod) => {
    const { calls, fetch } = service()
    const now = Date.UTC(2026, 0, 2, 3, 4, 5)
    await apiFor({ uri, httpMethod }, { fetch, now, forward: { [name]: 'http://127.0.0.1:8000' } }).call(post)
    const [call] = calls
    const authorization = headerOf(call?.headers ?? [], 'Authorization') ?? ''
    const scope = `20260102/eu-west-1/${name}/aws4_request`
    expect(authorization).toContain(`AWS4-HMAC-SHA256 Credential=AKIDSERVICE/${scope}, SignedHeaders=`)
    const { pathname, search } = new URL(call?.url ?? '')
    const signed = /SignedHeaders=([^,]*)/.exec(authorization)?.[1]?.split(';') ?? []
    const wire = {
      method: httpMethod,
      path: pathname,
      query: search.slice(1),
      headers: (call?.headers ?? []).filter(([header]) => signed.includes(header.toLowerCase())),
      payloadHash: await sha256(call?.body === undefined ? '' : toText(call.body)),
    }
    const canonical = canonicalRequest(wire, name === 's3' ? pathname : canonicalPath(pathname))
    const expected = await sign(await signingKey('secret', scope), await stringToSign('20260102T030405Z', scope, canonical))
    expect(authorization.endsWith(`Signature=${expected}`)).toBe(true)
    expect(headerOf(call?.headers ?? [], 'X-Amz-Content-Sha256')).toBe(wire.payloadHash)
  })

  it('is answered as the responses map it; the content type of the service is not passed on (recorded: DynamoDB)', async () => {
    const { fetch } = service({
      status: 404,
      headers: [
        ['Content-Type', 'application/x-amz-json-1.0'],
        ['X-A', '1'],
      ],
      body: '{"gone":true}',
    })
    const responses = {
      default: { statusCode: '200' },
      '4\\d\\d': { statusCode: '404', responseTemplates: { 'application/json': '{"missing":$input.json("$.gone")}' } },
    }
    const mapped = await apiFor({ uri: 'dynamodb:action/GetItem', responses }, { fetch, forward: { dynamodb: 'http://x' } }).call(post)
    expect([mapped.status, mapped.body, mapped.header('X-A')]).toEqual([404, '{"missing":true}', undefined])
    const { fetch: fine } = service({ headers: [['Content-Type', 'application/x-amz-json-1.0']] })
    const plain = await apiFor({ uri: 'dynamodb:action/GetItem' }, { fetch: fine, forward: { dynamodb: 'http://x' } }).call(post)
    expect([plain.status, plain.header('Content-Type'), plain.body]).toEqual([200, 'application/json', '{}'])
  })

  it.each<[name: string, forward: Record<string, string>, origin: string]>([
    ['the whole name goes first', { 'streams.dynamodb': 'http://a', dynamodb: 'http://b', '*': 'http://c' }, 'http://a'],
    ['then the service', { dynamodb: 'http://b', '*': 'http://c' }, 'http://b'],
    ['then what stands for all', { '*': 'http://c/' }, 'http://c'],
  ])('%s', async (_, forward, origin) => {
    const { calls, fetch } = service()
    await apiFor({ uri: 'streams.dynamodb:action/GetRecords' }, { fetch, forward }).call(post)
    expect(calls[0]?.url).toBe(`${origin}/`)
  })
})

describe('a service that nobody named', () => {
  it.each<[name: string, given: Given, request: TestRequest, status: number, body: unknown]>([
    ['DynamoDB puts', { uri: 'dynamodb:action/PutItem' }, post, 200, {}],
    ['DynamoDB finds nothing', { uri: 'dynamodb:action/Query' }, post, 200, { Count: 0, Items: [], ScannedCount: 0 }],
    [
      'SQS sends (as recorded)',
      { uri: 'sqs:path/000000000000/q', requestTemplates: { 'application/json': 'Action=SendMessage&MessageBody=hi' } },
      post,
      200,
      {
        SendMessageResponse: { SendMessageResult: { MD5OfMessageBody: '49f68a5c8493ec2c0bf489821c21fc3b', MessageId: expect.any(String) } },
      },
    ],
    ['SNS publishes', { uri: 'sns:action/Publish' }, post, 200, { PublishResponse: { PublishResult: { MessageId: expect.any(String) } } }],
    [
      'Step Functions start (as recorded)',
      { uri: 'states:action/StartExecution' },
      { ...post, body: '{"stateMachineArn":"arn:aws:states:eu-west-1:000000000000:stateMachine:m","name":"n"}' },
      200,
      { executionArn: 'arn:aws:states:eu-west-1:000000000000:execution:m:n', startDate: expect.any(Number) },
    ],
    [
      'EventBridge takes events (as recorded)',
      { uri: 'events:action/PutEvents' },
      { ...post, body: '{"Entries":[{},{}]}' },
      200,
      { Entries: [{ EventId: expect.any(String) }, { EventId: expect.any(String) }], FailedEntryCount: 0 },
    ],
    [
      'Kinesis takes records (as recorded)',
      { uri: 'kinesis:action/PutRecord' },
      post,
      200,
      { SequenceNumber: expect.any(String), ShardId: expect.any(String) },
    ],
  ])('%s', async (_, given, request, status, body) => {
    const api = apiFor(given, { fetch: () => expect.fail('called') })
    const answer = await api.call(request)
    expect([answer.status, answer.json]).toMatchObject([status, body])
    expect(api.logs.join()).toContain('was recorded, not carried out. Say where')
    expect(api.serviceCalls).toMatchObject([{ action: expect.stringMatching(/^[A-Z]/), status, stage: 'dev' }])
  })

  it.each<[method: string, status: number, body: RegExp]>([
    ['PUT', 200, /^$/],
    ['GET', 404, /<Code>NoSuchKey<\/Code>.*<Key>key&amp;&lt;x><\/Key>/s],
    ['DELETE', 204, /^$/],
  ])('S3 answers %s with %i', async (httpMethod, status, body) => {
    const responses = {
      default: { statusCode: '200' },
      404: { statusCode: '404' },
      204: { statusCode: '204' },
    }
    const answer = await apiFor({ uri: 's3:path/bucket/key&<x>', httpMethod, responses }).call(post)
    expect([answer.status, body.test(answer.body)]).toEqual([status, true])
  })

  it('and whose action the recorder does not know says where to name it', async () => {
    const api = apiFor({ uri: 'secretsmanager:action/GetSecretValue' })
    expect((await api.call(post)).status).toBe(500)
    expect(api.serviceCalls).toEqual([expect.not.objectContaining({ status: expect.anything() })])
    expect(api.logs.join()).toContain(
      'secretsmanager GetSecretValue was not carried out, and the recorder knows no answer of it. Say where secretsmanager is: --forward secretsmanager=URL',
    )
  })

  it('is traced all the same', async () => {
    const api = apiFor({ uri: 'dynamodb:action/PutItem' }, { traced: true })
    await api.call(post)
    expect(api.traces[0]?.steps.find(({ kind }) => kind === 'integration-request')).toMatchObject({
      uri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem',
      body: { text: '{"a":1}' },
    })
  })
})

describe('a VPC link', () => {
  const linked = (uri: string, connectionId = 'link1'): unknown =>
    documentOf({
      '/a': {
        get: {
          responses: {},
          'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'GET', uri, connectionType: 'VPC_LINK', connectionId },
        },
      },
    })

  it.each<[name: string, document: unknown, world: TestWorld, url: string]>([
    [
      'leads where it was told',
      linked('http://internal.example/x?y=1'),
      { forward: { link1: 'http://127.0.0.1:8080' } },
      'http://127.0.0.1:8080/x?y=1',
    ],
    [
      'below a path',
      linked('https://internal.example/x'),
      { forward: { link1: 'http://127.0.0.1:8080/base/' } },
      'http://127.0.0.1:8080/base/x',
    ],
    [
      'is named by a stage variable',
      linked('http://internal.example/x', '${stageVariables.link}'),
      { forward: { link2: 'http://127.0.0.1:8081' }, stageVariables: { link: 'link2' } },
      'http://127.0.0.1:8081/x',
    ],
    ['that nobody named is called as it is', linked('http://internal.example/x'), {}, 'http://internal.example/x'],
  ])('%s', async (_, document, world, url) => {
    const { calls, fetch } = service()
    await deployApi(document, { ...world, fetch }).call({ path: '/a' })
    expect(calls[0]?.url).toBe(url)
  })
})
