import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  DeleteRestApiCommand,
  GetExportCommand,
  GetRestApiCommand,
  type PatchOperation,
  PutRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway'
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGateway, type Gateway, type Listener } from '../../runtime/gateway/index.ts'
import { proxyOperation } from '../support/data-plane.ts'
import { present, presentInFull } from '../support/program.ts'
import { zip } from '../support/zip.ts'

const run = promisify(execFile)

/** An API whose answers say which document it came from; one of its methods wants a key, one calls a function. */
function documentOf(says: string): object {
  const operation = (more: object = {}): object => ({
    responses: { 200: { description: 'ok' } },
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      responses: { default: { statusCode: '200', responseTemplates: { 'application/json': JSON.stringify({ says }) } } },
    },
    ...more,
  })
  return {
    openapi: '3.0.1',
    info: { title: 'session', version: '1' },
    paths: {
      '/version': { get: operation() },
      '/limited': { get: operation({ security: [{ key: [] }] }) },
      '/function': { get: proxyOperation('session') },
    },
    components: { securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } } },
  }
}

/** What every client sees of the session, in its order. */
const SEEN = [
  ['function', 'session'],
  ['imported', 'session'],
  ['invoked', 'one'],
  ['without a permission', 500],
  ['with a permission', 'lambda'],
  ['without a key', 403],
  ['throttled', ['one', 'one', 429]],
  ['exported', ['/function', '/limited', '/version']],
  ['canary', 'two'],
  ['beside the canary', 'one'],
  ['promoted', 'two'],
  ['rolled back', 'one'],
  ['deleted', 'NotFoundException'],
  ['function deleted', 'ResourceNotFoundException'],
]

const SAYS = JSON.stringify({ statusCode: 200, body: JSON.stringify({ says: 'lambda' }) })
const CODE = {
  node: zip({ 'index.js': `exports.handler = async () => (${SAYS})` }),
  python: zip({ 'index.py': `def handler(event, context):\n    return ${SAYS}\n` }),
}

describe('clients that nobody here wrote', () => {
  let folder = ''
  let gateway: Gateway
  let listener: Listener
  const file = (name: string): string => join(folder, name)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'apigen-clients-'))
    for (const says of ['one', 'two']) writeFileSync(file(`${says}.json`), JSON.stringify(documentOf(says)))
    for (const [language, code] of Object.entries(CODE)) writeFileSync(file(`${language}.zip`), code)
    gateway = await createGateway()
    listener = await gateway.listen({ port: 0 })
  })
  afterAll(async () => {
    await gateway.close()
    rmSync(folder, { recursive: true })
  })

  it('the AWS SDK for JavaScript goes through a whole session', async () => {
    const settings = { endpoint: listener.url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }
    const client = new APIGatewayClient(settings)
    const lambda = new LambdaClient(settings)
    const seen: unknown[] = []
    const see = (name: string, value: unknown): number => seen.push([name, value])
    const role = 'arn:aws:iam::000000000000:role/session'
    const made = {
      FunctionName: 'session',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: role,
      Code: { ZipFile: CODE.node },
    } as const
    see('function', (await lambda.send(new CreateFunctionCommand(made))).FunctionName)
    const id = String((await client.send(new CreateRestApiCommand({ name: 'session', description: 'made by a client' }))).id)
    const put = (says: string) =>
      client.send(
        new PutRestApiCommand({ restApiId: id, mode: 'overwrite', body: new TextEncoder().encode(JSON.stringify(documentOf(says))) }),
      )
    const invoke = async (path: string, headers: Record<string, string> = {}): Promise<unknown> => {
      const response = await fetch(`${listener.url}/_aws/execute-api/${id}/dev${path}`, { headers })
      const body = (await response.json()) as { says?: string }
      return response.ok ? body.says : response.status
    }
    const updateStage = (...patchOperations: PatchOperation[]) =>
      client.send(new UpdateStageCommand({ restApiId: id, stageName: 'dev', patchOperations }))

    see('imported', (await put('one')).name)
    const first = (await client.send(new CreateDeploymentCommand({ restApiId: id, stageName: 'dev' }))).id
    see('invoked', await invoke('/version'))
    see('without a permission', await invoke('/function'))
    const SourceArn = `arn:aws:execute-api:us-east-1:000000000000:${id}/*/GET/function`
    const permission = { StatementId: 'api', Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com', SourceArn }
    await lambda.send(new AddPermissionCommand({ FunctionName: 'session', ...permission }))
    see('with a permission', await invoke('/function'))
    see('without a key', await invoke('/limited'))
    const throttle = { burstLimit: 2, rateLimit: 0.01 }
    const plan = await client.send(new CreateUsagePlanCommand({ name: 'plan', throttle, apiStages: [{ apiId: id, stage: 'dev' }] }))
    const key = await client.send(new CreateApiKeyCommand({ name: 'key', enabled: true }))
    await client.send(new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' }))
    const limited = () => invoke('/limited', { 'x-api-key': key.value ?? '' })
    see('throttled', [await limited(), await limited(), await limited()])
    const exported = await client.send(
      new GetExportCommand({ restApiId: id, stageName: 'dev', exportType: 'oas30', accepts: 'application/json' }),
    )
    see('exported', Object.keys((JSON.parse(new TextDecoder().decode(exported.body)) as { paths: object }).paths).sort())
    await put('two')
    await client.send(new CreateDeploymentCommand({ restApiId: id, stageName: 'dev', canarySettings: { percentTraffic: 100 } }))
    see('canary', await invoke('/version'))
    await updateStage({ op: 'replace', path: '/canarySettings/percentTraffic', value: '0' })
    see('beside the canary', await invoke('/version'))
    await updateStage({ op: 'copy', from: '/canarySettings/deploymentId', path: '/deploymentId' })
    await updateStage({ op: 'remove', path: '/canarySettings' })
    see('promoted', await invoke('/version'))
    await updateStage({ op: 'replace', path: '/deploymentId', value: first })
    see('rolled back', await invoke('/version'))
    await client.send(new DeleteRestApiCommand({ restApiId: id }))
    see('deleted', await client.send(new GetRestApiCommand({ restApiId: id })).catch((error: Error) => error.name))
    await lambda.send(new DeleteFunctionCommand({ FunctionName: 'session' }))
    const gone = lambda.send(new GetFunctionCommand({ FunctionName: 'session' }))
    see('function deleted', await gone.catch((error: Error) => error.name))
    client.destroy()
    lambda.destroy()
    expect(seen).toEqual(SEEN)
  })

  /** What a script saw that went through the session with a client of its own. */
  async function session(program: string, script: string, code: keyof typeof CODE): Promise<unknown[]> {
    const files = ['one.json', 'two.json', `${code}.zip`].map(file)
    const { stdout } = await run(program, [`test/scenarios/aws-clients/${script}`, listener.url, ...files])
    return stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
  }

  it.skipIf(!present('python3', '-c', 'import boto3'))('boto3 goes through a whole session', { timeout: 120_000 }, async () => {
    expect(await session('python3', 'session.py', 'python')).toEqual(SEEN)
  })

  it.skipIf(!presentInFull('aws', '--version'))('the AWS CLI goes through a whole session', { timeout: 120_000 }, async () => {
    expect(await session('bash', 'session.sh', 'node')).toEqual(SEEN)
  })
})
