import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { toBytes, toText } from '../../../../runtime/gateway/http.ts'
import { createGateway, type Gateway, type GatewayOptions, StoreLocked } from '../../../../runtime/gateway/index.ts'
import { documentOf, functionUri, mockOperation, proxyOperation } from '../../../support/data-plane.ts'
import { zip } from '../../../support/zip.ts'

const open: Gateway[] = []
const folders: string[] = []

afterEach(async () => {
  for (const gateway of open.splice(0)) await gateway.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

async function start(options: GatewayOptions = {}): Promise<Gateway> {
  const gateway = await createGateway(options)
  open.push(gateway)
  return gateway
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'apigen-gateway-'))
  folders.push(folder)
  return folder
}

async function send(
  gateway: Gateway,
  method: string,
  path: string,
  body?: unknown,
  headers: [string, string][] = [],
): Promise<{ status: number; value: never }> {
  const [bare = '', query = ''] = path.split('?')
  const response = await gateway.handle({
    method,
    path: bare,
    query,
    headers: [['content-type', 'application/json'], ...headers],
    body: toBytes(body === undefined ? '' : JSON.stringify(body)),
  })
  const text = toText(response.body)
  return { status: response.status, value: (text === '' ? undefined : JSON.parse(text)) as never }
}

/** Imports and deploys a document; gives the API's id. */
async function deploy(gateway: Gateway, document: unknown, variables: Record<string, string> = {}): Promise<string> {
  const imported = await send(gateway, 'POST', '/restapis?mode=import', document)
  expect(imported.status).toBe(201)
  const { id } = imported.value as { id: string }
  expect((await send(gateway, 'POST', `/restapis/${id}/deployments`, { stageName: 'dev', variables })).status).toBe(201)
  return id
}

describe('a gateway', () => {
  it('serves what was imported and deployed, through a function of the project', async () => {
    const folder = temporary()
    writeFileSync(
      join(folder, 'hello.ts'),
      'export const handler = async (event: { queryStringParameters: { name: string } }) => ({ statusCode: 200, body: JSON.stringify({ hello: event.queryStringParameters.name }) })',
    )
    const gateway = await start({ functions: { hello: { kind: 'module', file: join(folder, 'hello.ts') } } })
    const id = await deploy(gateway, documentOf({ '/hello': { get: proxyOperation('hello') } }))
    const { url, close } = await gateway.listen()
    const response = await fetch(`${url}/_aws/execute-api/${id}/dev/hello?name=you`)
    expect([response.status, await response.json()]).toEqual([200, { hello: 'you' }])
    await close()
  })

  it('keeps an old deployment until the stage is pointed to a new one', async () => {
    const gateway = await start()
    const id = await deploy(gateway, documentOf({ '/a': { get: mockOperation('"one"') } }))
    const put = await send(gateway, 'PUT', `/restapis/${id}?mode=overwrite`, documentOf({ '/a': { get: mockOperation('"two"') } }))
    expect(put.status).toBe(200)
    const call = () => send(gateway, 'GET', `/_aws/execute-api/${id}/dev/a`)
    expect((await call()).value).toBe('one')
    expect((await send(gateway, 'POST', `/restapis/${id}/deployments`, { stageName: 'dev' })).status).toBe(201)
    expect((await call()).value).toBe('two')
  })

  it('runs deployed functions once their policy allows it, aliases by stage variable', async () => {
    const logs: string[] = []
    const gateway = await start({ log: (line) => logs.push(line) })
    const uri = functionUri('greeter:${stageVariables.alias}')
    const operation = { responses: {}, 'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri } }
    const id = await deploy(gateway, documentOf({ '/greet/{who}': { get: operation } }), { alias: 'dev' })
    const code = zip({ 'index.mjs': 'export const handler = async (event) => ({ body: process.env.GREETING + event.pathParameters.who })' })
    const created = await send(gateway, 'POST', '/2015-03-31/functions', {
      FunctionName: 'greeter',
      Runtime: 'nodejs22.x',
      Role: 'arn:aws:iam::000000000000:role/greeter-role',
      Handler: 'index.handler',
      Code: { ZipFile: Buffer.from(code).toString('base64') },
      Environment: { Variables: { GREETING: 'hi ' } },
      Publish: true,
    })
    expect(created).toMatchObject({ status: 201, value: { CodeSha256: createHash('sha256').update(code).digest('base64') } })
    expect((await send(gateway, 'POST', '/2015-03-31/functions/greeter/aliases', { Name: 'dev', FunctionVersion: '1' })).status).toBe(201)
    const call = async (): Promise<[number, string]> => {
      const response = await gateway.handle({ method: 'GET', path: `/_aws/execute-api/${id}/dev/greet/you` })
      return [response.status, toText(response.body)]
    }
    expect(await call()).toEqual([500, '{"message": "Internal server error"}'])
    expect(logs.join()).toContain('Invalid permissions on Lambda function')
    const permission = {
      StatementId: 'api',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: `arn:aws:execute-api:us-east-1:000000000000:${id}/*/GET/greet/*`,
    }
    expect((await send(gateway, 'POST', '/2015-03-31/functions/greeter/policy?Qualifier=dev', permission)).status).toBe(201)
    expect(await call()).toEqual([200, 'hi you'])
  })

  it('answers the direct call of a function', async () => {
    const gateway = await start({ functions: { double: { kind: 'inline', handler: (event) => (event as { n: number }).n * 2 } } })
    expect(await send(gateway, 'POST', '/2015-03-31/functions/double/invocations', { n: 21 })).toEqual({ status: 200, value: 42 })
    expect((await send(gateway, 'POST', '/2015-03-31/functions/nobody/invocations', {})).status).toBe(404)
  })

  it('checks keys that the control plane made', async () => {
    const gateway = await start()
    const secured = documentOf(
      { '/a': { get: mockOperation('true', { security: [{ key: [] }] }) } },
      { components: { securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } } } },
    )
    const id = await deploy(gateway, secured)
    const key = (await send(gateway, 'POST', '/apikeys', { name: 'k', enabled: true })).value as { id: string; value: string }
    const plan = (await send(gateway, 'POST', '/usageplans', { name: 'p', apiStages: [{ apiId: id, stage: 'dev' }] })).value as {
      id: string
    }
    const call = async (headers: [string, string][]): Promise<number> =>
      (await send(gateway, 'GET', `/_aws/execute-api/${id}/dev/a`, undefined, headers)).status
    expect(await call([['x-api-key', key.value]])).toBe(403)
    expect((await send(gateway, 'POST', `/usageplans/${plan.id}/keys`, { keyId: key.id, keyType: 'API_KEY' })).status).toBe(201)
    expect(await call([['x-api-key', key.value]])).toBe(200)
    expect(await call([])).toBe(403)
  })
})

describe('state on disk', () => {
  it('outlives the gateway', async () => {
    const directory = join(temporary(), 'state')
    const first = await start({ directory })
    const id = await deploy(first, documentOf({ '/a': { get: mockOperation('"kept"') } }))
    await first.close()
    const second = await start({ directory })
    expect((await send(second, 'GET', `/_aws/execute-api/${id}/dev/a`)).value).toBe('kept')
  })

  it('belongs to one gateway at a time', async () => {
    const directory = temporary()
    const first = await start({ directory })
    const { url } = await first.listen()
    await expect(createGateway({ directory })).rejects.toThrow(StoreLocked)
    await expect(createGateway({ directory })).rejects.toThrow(url)
    await first.close()
    await start({ directory })
  })
})
