import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RestApi, Stage } from '../../../../runtime/gateway/definition/rest-api.ts'
import { createCaches } from '../../../../runtime/gateway/execute/caches.ts'
import type { AnsweredRequest } from '../../../../runtime/gateway/execute/ports.ts'
import { assembleGateway, type Gateway } from '../../../../runtime/gateway/gateway.ts'
import { toBytes, toText } from '../../../../runtime/gateway/http.ts'
import { createDeployedFunctions } from '../../../../runtime/gateway/lambda/deployed-functions.ts'
import { createFunctionRunner } from '../../../../runtime/gateway/lambda/function-runner.ts'
import { createLambda } from '../../../../runtime/gateway/lambda/lambda.ts'
import { systemTimers } from '../../../../runtime/gateway/lambda/timers.ts'
import { createHttpClient } from '../../../../runtime/gateway/server/http-client.ts'
import type { Listener } from '../../../../runtime/gateway/server/listen.ts'
import { createServiceCalls } from '../../../../runtime/gateway/service-calls.ts'
import { createMemoryStore } from '../../../../runtime/gateway/store/memory-store.ts'
import { emptyState } from '../../../../runtime/gateway/store/state.ts'
import { createUsageBook } from '../../../../runtime/gateway/store/usage.ts'
import type { Tenant } from '../../../../runtime/gateway/tenants.ts'
import { documentOf, functionUri, importApi, mockOperation, proxyOperation } from '../../../support/data-plane.ts'

const stage: Stage = {
  stageName: 'dev',
  deploymentId: 'dep1',
  cacheClusterEnabled: false,
  cacheClusterStatus: 'NOT_AVAILABLE',
  methodSettings: {},
  tracingEnabled: false,
  createdDate: 0,
  lastUpdatedDate: 0,
}

function deployed(document: unknown, variables: Readonly<Record<string, string>> = {}): RestApi {
  const api = importApi(document)
  return {
    ...api,
    id: 'api1',
    stages: { dev: { ...stage, variables } },
    deployments: { dep1: { id: 'dep1', createdDate: 0, snapshot: { ...api, id: 'api1' } } },
  }
}

const paths = {
  '/proxy/{id}': { get: proxyOperation('proxy'), post: proxyOperation('missing') },
  '/custom/{id}': {
    post: {
      responses: { 200: { description: '' }, 404: { description: '' } },
      'x-amazon-apigateway-request-validator': 'all',
      requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
      'x-amazon-apigateway-integration': {
        type: 'aws',
        httpMethod: 'POST',
        uri: functionUri('custom'),
        requestTemplates: { 'application/json': '{"id":"$util.escapeJavaScript($input.params("id"))","body":$input.json("$")}' },
        responses: {
          default: { statusCode: '200' },
          'not found.*': { statusCode: '404', responseTemplates: { 'application/json': '{"error":"$input.path("$.errorMessage")"}' } },
        },
      },
    },
  },
  '/mock': { get: mockOperation('{"ok":true}') },
  '/http/{id}': {
    get: {
      responses: { 200: { description: '' } },
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      'x-amazon-apigateway-integration': {
        type: 'http',
        httpMethod: 'GET',
        uri: 'http://${stageVariables.backend}/things/{id}',
        requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
        responses: { default: { statusCode: '200', responseTemplates: { 'application/json': '{"backend":$input.json("$.path")}' } } },
      },
    },
  },
  '/through/{proxy+}': {
    'x-amazon-apigateway-any-method': {
      responses: {},
      parameters: [{ name: 'proxy', in: 'path', required: true, schema: { type: 'string' } }],
      'x-amazon-apigateway-integration': {
        type: 'http_proxy',
        httpMethod: 'ANY',
        uri: 'http://${stageVariables.backend}/{proxy}',
        requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
      },
    },
  },
  '/far': {
    get: { responses: {}, 'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'GET', uri: 'http://example.com/' } },
  },
  '/keyed': { get: mockOperation('{"key":true}', { security: [{ key: [] }] }) },
  '/token': { get: mockOperation('{"who":"$context.authorizer.principalId"}', { security: [{ token: [] }] }) },
}

const document = documentOf(paths, {
  'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true, validateRequestParameters: true } },
  components: {
    schemas: { Thing: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } },
    securitySchemes: {
      key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
      token: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: functionUri('auth') },
      },
    },
  },
})

let backend: Server
let gateway: Gateway
let listener: Listener
const logs: string[] = []
const answered: AnsweredRequest[] = []

beforeAll(async () => {
  backend = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json')
    response.statusCode = request.url === '/teapot' ? 418 : 200
    response.end(JSON.stringify({ method: request.method, path: request.url }))
  })
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve))
  const api = deployed(document, { backend: `127.0.0.1:${(backend.address() as AddressInfo).port}` })
  const runner = createFunctionRunner({ region: 'us-east-1', log: ({ text }) => logs.push(text) })
  const lambda = createLambda({
    send: async () => {},
    deployed: createDeployedFunctions(createMemoryStore()),
    runner,
    timers: systemTimers(),
    log: (line) => logs.push(line),
    functions: {
      proxy: {
        kind: 'inline',
        handler: (event) => ({ statusCode: 200, body: JSON.stringify((event as { pathParameters: unknown }).pathParameters) }),
      },
      custom: {
        kind: 'inline',
        handler: (event) => {
          if ((event as { id: string }).id === '0') throw new Error('not found: 0')
          return event
        },
      },
      auth: {
        kind: 'inline',
        handler: (event) => ({
          principalId: (event as { authorizationToken: string }).authorizationToken,
          policyDocument: { Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }] },
        }),
      },
    },
  })
  const tenant: Tenant = {
    accountId: '000000000000',
    region: 'us-east-1',
    lambda,
    controlPlane: {
      reset: () => Promise.resolve(),
      handle: (request) => Promise.resolve({ status: 200, headers: [], body: toBytes(`control ${request.path}`) }),
    },
    state: () => ({
      ...emptyState(),
      apiKeys: { k: { id: 'k', value: 'a-value-of-twenty-characters', enabled: true, createdDate: 0, lastUpdatedDate: 0, stageKeys: [] } },
      usagePlans: { p: { id: 'p', name: 'p', apiStages: [{ apiId: 'api1', stage: 'dev' }], keyIds: ['k'] } },
    }),
  }
  gateway = assembleGateway({
    tenants: {
      all: () => [tenant],
      ofCaller: () => tenant,
      ofFunction: () => tenant,
      api: (id) => (id === 'api1' ? { api, tenant } : undefined),
      domainName: () => undefined,
    },
    client: createHttpClient({ allowEgress: false, forward: [], after: systemTimers().after }),
    keySets: {},
    credentials: {},
    now: Date.now,
    after: systemTimers().after,
    log: (line) => logs.push(line),
    answered: (request) => answered.push(request),
    trace: () => undefined,
    changed: undefined,
    serviceCalls: createServiceCalls(),
    usage: createUsageBook(),
    caches: createCaches(),
    forward: {},
    serviceCredentials: { accessKeyId: '', secretAccessKey: '' },
    writeLog: () => undefined,
    random: () => 0,
    announce: () => Promise.resolve(),
    snapshot: async () => '',
    prepare: async () => {},
    stateIsOpen: true,
    release: () => runner.close(),
  })
  listener = await gateway.listen()
})

afterAll(async () => {
  await gateway.close()
  await new Promise((resolve) => backend.close(resolve))
})

async function call(path: string, init: RequestInit = {}): Promise<[status: number, body: unknown]> {
  const response = await fetch(`${listener.url}/_aws/execute-api/api1/dev${path}`, init)
  const text = await response.text()
  try {
    return [response.status, JSON.parse(text)]
  } catch {
    return [response.status, text]
  }
}

/** With a Host of its own, which `fetch` does not allow. */
function callHost(host: string, path: string): Promise<[status: number, body: string]> {
  return new Promise((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port: listener.port, path, headers: { Host: host } }, (incoming) => {
      let text = ''
      incoming.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      incoming.on('end', () => resolve([incoming.statusCode ?? 0, text]))
    })
      .on('error', reject)
      .end()
  })
}

describe('every kind of integration over HTTP', () => {
  const json = (body: string): RequestInit => ({ method: 'POST', body, headers: { 'content-type': 'application/json' } })
  it.each<[name: string, path: string, init: RequestInit, want: [number, unknown]]>([
    ['aws_proxy', '/proxy/a%20b', {}, [200, { id: 'a%20b' }]],
    ['a function that was never deployed', '/proxy/1', { method: 'POST' }, [500, { message: 'Internal server error' }]],
    ['aws with templates', '/custom/7', json('{"name":"x"}'), [200, { id: '7', body: { name: 'x' } }]],
    ['aws with an error', '/custom/0', json('{"name":"x"}'), [404, { error: 'not found: 0' }]],
    ['an event too large for Lambda', '/custom/7', json(`{"name":"${'x'.repeat(6_291_456)}"}`), [413, { message: 'Request Too Long' }]],
    ['validation', '/custom/7', json('{}'), [400, { message: 'Invalid request body' }]],
    ['mock', '/mock', {}, [200, { ok: true }]],
    ['http', '/http/a%20b', {}, [200, { backend: '/things/a%20b' }]],
    ['http_proxy', '/through/a/b?c=d', { method: 'PUT', body: 'x' }, [200, { method: 'PUT', path: '/a/b?c=d' }]],
    ['http_proxy with another status', '/through/teapot', {}, [418, { method: 'GET', path: '/teapot' }]],
    ['a back end elsewhere', '/far', {}, [500, { message: 'Internal server error' }]],
    ['an API key', '/keyed', { headers: { 'x-api-key': 'a-value-of-twenty-characters' } }, [200, { key: true }]],
    ['no API key', '/keyed', {}, [403, { message: 'Forbidden' }]],
    ['a token', '/token', { headers: { authorization: 'me' } }, [200, { who: 'me' }]],
    ['no token', '/token', {}, [401, { message: 'Unauthorized' }]],
    ['an unknown path', '/nope', {}, [403, { message: 'Missing Authentication Token' }]],
  ])('%s', async (_, path, init, want) => {
    expect(await call(path, init)).toEqual(want)
  })

  it('too large a body is refused in plain text, as quoted', async () => {
    const answer = await fetch(`${listener.url}/_aws/execute-api/api1/dev/proxy/1`, {
      method: 'POST',
      body: new Uint8Array(10 * 1024 * 1024 + 1),
    })
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      413,
      'text/plain',
      'HTTP content length exceeded 10485760 bytes.',
    ])
  })

  it('says in the log what the client is not told', () => {
    expect(logs.join('\n')).toContain('was never deployed to this gateway')
    expect(logs.join('\n')).toContain('http://example.com is refused')
  })
})

describe('a stage at the root', () => {
  const signedFor = (service: string): Record<string, string> => ({
    authorization: `AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  })
  let rooted: Listener
  let there = true
  beforeAll(async () => {
    rooted = await gateway.listen({ root: () => (there ? { apiId: 'api1', stageName: 'dev' } : undefined) })
  })

  it.each<[name: string, path: string, headers: Record<string, string>, want: [number, string]]>([
    ['its own paths', '/mock', {}, [200, '{"ok":true}']],
    ['the paths of AWS', '/_aws/execute-api/api1/dev/mock', {}, [200, '{"ok":true}']],
    ['a path that it has not', '/nope', {}, [403, '{"message":"Missing Authentication Token"}']],
    ['a path that the control plane has', '/restapis', {}, [403, '{"message":"Missing Authentication Token"}']],
    ['the same, signed for API Gateway', '/restapis', signedFor('apigateway'), [200, 'control /restapis']],
    ['a path of Lambda, signed for it', '/2015-03-31/functions/', signedFor('lambda'), [200, 'control /2015-03-31/functions/']],
    ['what is signed for the API', '/mock', signedFor('execute-api'), [200, '{"ok":true}']],
    ['what is reserved', '/_aws/else', {}, [200, 'control /_aws/else']],
    ['a page of another origin', '/mock', { origin: 'https://evil.example' }, [200, '{"ok":true}']],
    [
      'a page of another origin that signs',
      '/restapis',
      { ...signedFor('apigateway'), origin: 'https://evil.example' },
      [403, expect.stringContaining('another origin')],
    ],
  ])('serves %s', async (_, path, headers, want) => {
    const response = await fetch(`${rooted.url}${path}`, { headers })
    expect([response.status, await response.text()]).toEqual(want)
  })

  it('says that it is not there yet', async () => {
    there = false
    expect((await fetch(`${rooted.url}/mock`)).status).toBe(503)
    there = true
    expect((await fetch(`${rooted.url}/mock`)).status).toBe(200)
  })
})

describe('the door', () => {
  it.each<[name: string, host: string, path: string, want: [number, unknown]]>([
    ['an API by its host', 'api1.execute-api.us-east-1.amazonaws.com', '/dev/mock', [200, '{"ok":true}']],
    ['an API whose stage stands behind two slashes', 'api1.execute-api.us-east-1.amazonaws.com', '//dev/mock', [200, '{"ok":true}']],
    ['an API in the path, with two slashes', 'localhost', '/_aws/execute-api/api1//dev/mock', [200, '{"ok":true}']],
    ['an API without a stage', 'api1.execute-api.us-east-1.amazonaws.com', '//', [403, '{"message":"Forbidden"}']],
    ['an API by a host of this machine', 'api1.execute-api.localhost:4566', '/dev/mock', [200, '{"ok":true}']],
    ['an unknown API', 'other.execute-api.localhost', '/dev/mock', [404, expect.stringContaining('There is no API')]],
    ['an unknown stage', 'localhost', '/_aws/execute-api/api1/prod/mock', [403, '{"message":"Forbidden"}']],
    ['the control plane', 'localhost', '/restapis?limit=1', [200, 'control /restapis']],
    ['a name that was pointed here', 'evil.example', '/restapis', [403, expect.stringContaining('does not answer to the host')]],
    [
      'an API under such a name',
      'api1.execute-api.evil.example',
      '/dev/mock',
      [403, expect.stringContaining('does not answer to the host')],
    ],
  ])('%s', async (_, host, path, want) => {
    expect(await callHost(host, path)).toEqual(want)
  })

  it('keeps pages of another origin from the control plane, not from the APIs', async () => {
    const headers = { origin: 'https://evil.example' }
    expect((await fetch(`${listener.url}/restapis`, { headers })).status).toBe(403)
    expect((await call('/mock', { headers }))[0]).toBe(200)
    expect((await fetch(`${listener.url}/restapis`, { headers: { origin: 'http://localhost:3000' } })).status).toBe(200)
  })

  it('answers in the same process without a port', async () => {
    const response = await gateway.handle({ method: 'GET', path: '/_aws/execute-api/api1/dev/mock' })
    expect([response.status, toText(response.body)]).toEqual([200, '{"ok":true}'])
  })

  it('tells of every request how it was answered', async () => {
    answered.splice(0)
    await call('/proxy/7')
    await call('/nope?secret=1')
    expect(answered).toEqual([
      {
        requestId: expect.any(String),
        stage: 'dev',
        verb: 'GET',
        path: '/proxy/7',
        resource: '/proxy/{id}',
        status: 200,
        milliseconds: expect.any(Number),
      },
      { requestId: expect.any(String), stage: 'dev', verb: 'GET', path: '/nope', status: 403, milliseconds: expect.any(Number) },
    ])
  })

  it('cannot listen where somebody else does', async () => {
    await expect(gateway.listen({ port: listener.port })).rejects.toThrow('EADDRINUSE')
  })
})
