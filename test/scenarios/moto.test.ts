import { type ChildProcess, spawn } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { APIGatewayClient, CreateRestApiCommand } from '@aws-sdk/client-api-gateway'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Bench, createBench, type Outcome, SMALL_SPEC } from '../support/cli.ts'
import { present } from '../support/program.ts'

const env = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing', AWS_REGION: 'us-east-1' }
const ROLE = 'arn:aws:iam::123456789012:role/theirs'

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

/** Calls IAM, for which apigen has no client. */
async function iam(url: string, parameters: Readonly<Record<string, string>>): Promise<number> {
  const { status } = await fetch(url, {
    method: 'POST',
    headers: { Authorization: 'AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0' },
    body: new URLSearchParams({ Version: '2010-05-08', ...parameters }),
  })
  return status
}

/** An emulator of Lambda that nobody here wrote. */
describe.skipIf(!present('moto_server', '--help'))('deploy to moto', { timeout: 120_000 }, () => {
  let server: ChildProcess
  let url = ''
  let made: Bench
  const handler = (says: string): void =>
    made.write(
      'handlers/typescript/getThing.ts',
      `import { operation } from '../../generated/handlers/typescript/getThing.js'\nexport default operation.handle(async () => ({ status: 200, body: { id: '${says}' } }))\n`,
    )
  const deploy = (...args: readonly string[]): Promise<Outcome> =>
    made.spawn({ env }, 'deploy', '--stage', 'dev', '--endpoint-url', url, '--yes', ...args)

  beforeAll(async () => {
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    server = spawn('moto_server', ['-p', String(port)], { stdio: 'ignore' })
    await vi.waitFor(() => fetch(url), { timeout: 60_000, interval: 200 })
    made = createBench({ 'openapi.yaml': SMALL_SPEC })
    expect((await made.run('generate')).code).toBe(0)
    made.write('node_modules/.keep', '')
    symlinkSync(resolve(import.meta.dirname, '../../node_modules/esbuild'), join(made.folder, 'node_modules/esbuild'), 'dir')
    handler('one')
  }, 90_000)
  afterAll(() => {
    server.kill()
    made.close()
  })

  it('makes what is not there, and says how the role is made before it is', async () => {
    const refused = await deploy('--role', ROLE)
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('aws iam create-role --role-name theirs')])
    expect(
      await iam(url, { Action: 'CreateRole', RoleName: 'theirs', AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' }),
    ).toBe(200)
    expect((await deploy('--role', ROLE)).stdout).toContain('small-get-thing:dev serves version 1.')
  })

  it('gives the permission as soon as there is an API, and then has nothing to do', async () => {
    const credentials = { accessKeyId: 'testing', secretAccessKey: 'testing' }
    const gateway = new APIGatewayClient({ endpoint: url, region: 'us-east-1', credentials })
    const { id } = await gateway.send(new CreateRestApiCommand({ name: 'Small', tags: { 'apigen:api': 'small' } }))
    const given = await deploy('--role', ROLE)
    expect(given.stdout).toContain(`+ permission small-get-thing apigateway-getThing [privilege]`)
    expect(given.stdout).toContain(`arn:aws:execute-api:us-east-1:123456789012:${id}/*/GET/things/*`)
    expect((await deploy('--role', ROLE)).stdout).toMatch(
      /= function small-get-thing .*\n0 to create, 0 to change, 0 to remove, 1 as they are/,
    )
  })

  it('moves the alias with a change of the code, and with one of the settings', async () => {
    handler('two')
    expect((await deploy('--role', ROLE)).stdout).toContain('small-get-thing:dev serves version 2.')
    made.write('apigen.config.yaml', 'functions: { memory: 512, environment: { TABLE: things } }\n')
    const { stdout } = await deploy('--role', ROLE)
    expect(stdout).toContain('Its memory changes from 128 to 512. Its environment changes in TABLE.')
    expect(stdout).toContain('small-get-thing:dev serves version 3.')
  })
})
