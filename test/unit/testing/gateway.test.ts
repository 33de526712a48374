import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { JsonObject } from '../../../generator/base/json.ts'
import { createGateway, invokeOperation, type TestGateway } from '../../../generator/testing.ts'
import { cognitoPool } from '../../support/user-pool.ts'

const document: JsonObject = {
  openapi: '3.0.3',
  info: { title: 'Things', version: '1' },
  'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true, validateRequestParameters: true } },
  'x-amazon-apigateway-request-validator': 'all',
  'x-amazon-apigateway-binary-media-types': ['application/octet-stream'],
  paths: {
    '/things/{id}': {
      put: {
        operationId: 'putThing',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'tag', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
        ],
        requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
        responses: { 200: { description: 'What came in.' } },
      },
    },
    '/files/{path+}': {
      parameters: [{ name: 'path', in: 'path', required: true, schema: { type: 'string' } }],
      get: { operationId: 'getFile', responses: { 200: { description: 'Bytes.' } } },
    },
    '/guarded': {
      get: { operationId: 'getGuarded', security: [{ guard: [] }], responses: { 200: { description: 'Who came in.' } } },
    },
  },
  components: {
    schemas: { Thing: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } },
    securitySchemes: {
      guard: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': {
          type: 'token',
          authorizerUri:
            'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:guard/invocations',
        },
      },
    },
  },
}

interface ProxyEvent {
  readonly path: string
  readonly pathParameters: object
  readonly multiValueQueryStringParameters: object
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly requestContext: { readonly stage: string; readonly authorizer?: { readonly role: string } }
  readonly stageVariables: object
}

const json = (body: unknown) => ({ statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })

const functions = {
  'things-put-thing': ({ pathParameters, multiValueQueryStringParameters: query, headers, body, stageVariables }: ProxyEvent) =>
    json({ pathParameters, query, type: headers['Content-Type'], body: JSON.parse(body), stageVariables }),
  'things-get-file': () => ({
    statusCode: 200,
    headers: { 'Content-Type': 'application/octet-stream' },
    body: Buffer.from([255, 0]).toString('base64'),
    isBase64Encoded: true,
  }),
  'things-get-guarded': ({ requestContext }: ProxyEvent) => json(requestContext.authorizer),
  guard: ({ methodArn }: { readonly methodArn: string }) => ({
    principalId: 'ann',
    policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }] },
    context: { role: 'keeper' },
  }),
}

describe('an API in the process of a test', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await createGateway({ document, functions, variables: { color: 'red' } })
  })
  afterAll(() => gateway.close())

  it('is called by operation', async () => {
    const request = { pathParameters: { id: 'a/b c' }, query: { tag: ['x', '&y'] }, body: { name: 'Rex' } }
    expect(await gateway.invoke('putThing', request)).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: {
        // As on AWS, a function gets its path parameters as they stand in the URL.
        pathParameters: { id: 'a%2Fb%20c' },
        query: { tag: ['x', '&y'] },
        type: 'application/json',
        body: { name: 'Rex' },
        stageVariables: { alias: 'test', color: 'red' },
      },
    })
    expect(await gateway.invoke('PUT /things/7?tag=z', { name: 'Rex' })).toMatchObject({
      body: { pathParameters: { id: '7' }, query: { tag: ['z'] } },
    })
  })

  it('checks requests before any function sees them', async () => {
    expect(await gateway.invoke('putThing', { pathParameters: { id: 7 }, body: {} })).toMatchObject({
      status: 400,
      body: { message: 'Invalid request body' },
    })
  })

  it('gives bytes where an answer is no text', async () => {
    expect(
      (await gateway.invoke('getFile', { pathParameters: { path: 'a/b' }, headers: { Accept: 'application/octet-stream' } })).body,
    ).toEqual(new Uint8Array([255, 0]))
  })

  it('asks authorizers, which are functions as well', async () => {
    expect((await gateway.invoke('getGuarded')).status).toBe(401)
    expect(await gateway.invoke('getGuarded', { headers: { Authorization: 'let me in' } })).toMatchObject({
      status: 200,
      body: { role: 'keeper', principalId: 'ann' },
    })
  })

  it('is called by path', async () => {
    expect((await gateway.handle({ path: '/nowhere?a=b' })).status).toBe(403)
    expect(
      await gateway.handle({
        method: 'PUT',
        path: '/things/7?tag=a',
        headers: { 'content-type': 'application/json' },
        body: { name: 'R' },
      }),
    ).toMatchObject({
      body: { query: { tag: ['a'] } },
    })
  })

  it('says what a call lacks', async () => {
    await expect(gateway.invoke('putThing', { name: 'Rex' })).rejects.toThrow('The path `/things/{id}` needs `id`.')
    await expect(gateway.invoke('putThin')).rejects.toMatchObject({ help: 'Did you mean `putThing`?' })
  })

  it('is called once', async () => {
    expect((await invokeOperation('getFile', { pathParameters: { path: 'x' } }, { document, functions })).status).toBe(200)
  })

  it.each<[string, object, string]>([
    ['a path and a document', { spec: 'a.yaml', document }, 'exclude each other'],
    [
      'a document that API Gateway would refuse',
      { document: { ...document, paths: { '/a': { get: { responses: {}, 'x-amazon-apigateway-integration': { type: 'nope' } } } } } },
      'API Gateway would refuse `the document`',
    ],
    ['no spec at all', { spec: 'nothing-here.yaml' }, 'nothing-here.yaml'],
  ])('refuses %s', async (_, options, want) => {
    await expect(createGateway(options)).rejects.toThrow(want)
  })
})

describe('what a back end streams', () => {
  let finish = (): void => {}
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain' }).write('first')
    finish = () => response.end('last')
  })
  let gateway: TestGateway

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const integration = { type: 'http_proxy', httpMethod: 'GET', uri: `http://127.0.0.1:${port}/`, responseTransferMode: 'STREAM' }
    const get = { operationId: 'follow', responses: { 200: { description: 'Text.' } }, 'x-amazon-apigateway-integration': integration }
    gateway = await createGateway({ document: { openapi: '3.0.3', info: { title: 'T', version: '1' }, paths: { '/follow': { get } } } })
  })

  afterAll(async () => {
    await gateway.close()
    server.closeAllConnections()
    server.close()
  })

  it('can be read as it comes', async () => {
    const { status, body } = await gateway.fetch(`${gateway.baseUrl}/follow`)
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
    expect([status, (await reader?.read())?.value]).toEqual([200, 'first'])
    finish()
    expect((await reader?.read())?.value).toBe('last')
    expect((await reader?.read())?.done).toBe(true)
  })

  it('is there as a whole for whoever asks for an answer', async () => {
    const answer = gateway.invoke('follow')
    await new Promise<void>((resolve) => server.once('request', () => resolve()))
    finish()
    expect((await answer).body).toBe('firstlast')
  })
})

describe('an API that writes to services', () => {
  it('tells what it sent them where nobody says where they are', async () => {
    const operation = {
      operationId: 'putPet',
      requestBody: { content: { 'application/json': { schema: { type: 'object', properties: { id: { type: 'string' } } } } } },
      responses: { 200: { description: 'It is there.' } },
      'x-apigen-integration': { service: 'dynamodb', action: 'put', table: 'pets' },
    }
    const writing = await createGateway({
      document: { openapi: '3.0.3', info: { title: 'Pets', version: '1' }, paths: { '/pets': { put: operation } } },
    })
    expect(await writing.invoke('putPet', { body: { id: 'rex' } })).toMatchObject({ status: 200 })
    expect(writing.serviceCalls()).toMatchObject([{ service: 'dynamodb', action: 'PutItem', status: 200 }])
    expect(writing.serviceCalls()[0]?.body.text).toContain('rex')
    await writing.close()
  })
})

describe('an API of a project', () => {
  it('has what the config names of this machine; what the test says stands above it', async () => {
    const pool = cognitoPool()
    const [arn = '', keySet] = Object.entries(pool.keySets)[0] ?? []
    const folder = mkdtempSync(join(tmpdir(), 'apigen-testing-'))
    const mine = {
      operationId: 'getMine',
      security: [{ pool: [] }],
      'x-apigen-integration': 'mock',
      responses: { 200: { description: 'mine' } },
    }
    const spec = {
      ...{ openapi: '3.0.3', info: { title: 'Mine', version: '1' }, paths: { '/mine': { get: mine } } },
      components: { securitySchemes: { pool: pool.scheme } },
    }
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(spec))
    writeFileSync(join(folder, 'pool.json'), JSON.stringify(keySet))
    writeFileSync(
      join(folder, 'apigen.config.json'),
      JSON.stringify({ spec: 'openapi.json', local: { cognitoKeys: { [arn]: 'pool.json' } } }),
    )
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(folder)
    try {
      const statusWith = async (options: Parameters<typeof createGateway>[0]): Promise<number> => {
        const gateway = await createGateway(options)
        const { status } = await gateway.invoke('getMine', { headers: { Authorization: pool.token({ exp: Date.now() / 1000 + 600 }) } })
        await gateway.close()
        return status
      }
      expect(await statusWith({})).toBe(200)
      expect(await statusWith({ keySets: { [arn]: { keys: [] } } })).toBe(401)
      rmSync(join(folder, 'pool.json'))
      await expect(createGateway()).rejects.toThrow(/^The key set `.*pool\.json` does not exist\.$/)
    } finally {
      cwd.mockRestore()
      rmSync(folder, { recursive: true })
    }
  })
})
