import { symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { APIGatewayClient, CreateRestApiCommand } from '@aws-sdk/client-api-gateway'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bench, createBench, type Outcome, SMALL_SPEC } from '../support/cli.ts'
import { faultsOnMoto, motoTrial } from '../support/moto-lab.ts'
import { type MotoServer, makeRole, startMoto } from '../support/moto-server.ts'
import { present } from '../support/program.ts'
import { pick } from '../support/random.ts'

const env = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing', AWS_REGION: 'us-east-1' }
const ROLE = 'arn:aws:iam::123456789012:role/theirs'

const isThere = present('moto_server', '--help')

/** An emulator of Lambda that nobody here wrote. */
describe.skipIf(!isThere)('moto', { timeout: 120_000 }, () => {
  let server: MotoServer
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
    server = await startMoto()
    url = server.url
    made = createBench({ 'openapi.yaml': SMALL_SPEC })
    expect((await made.run('generate')).code).toBe(0)
    made.write('node_modules/.keep', '')
    symlinkSync(resolve(import.meta.dirname, '../../node_modules/esbuild'), join(made.folder, 'node_modules/esbuild'), 'dir')
    handler('one')
  }, 90_000)
  afterAll(() => {
    server.close()
    made.close()
  })

  it('makes what is not there, and says how the role is made before it is', async () => {
    const refused = await deploy('--role', ROLE)
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('aws iam create-role --role-name theirs')])
    expect(await makeRole(url, 'theirs')).toBe(200)
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

  // It forgets everything, so it comes last.
  it('is imported into, whatever fails on the way (a sample; all of it: npm run prove -- moto)', async () => {
    const trial = await motoTrial(url)
    const found: string[] = []
    for (const way of ['there', 'back'] as const)
      for (const [index, fault] of pick(faultsOnMoto, 2, 5).entries())
        found.push(...(await trial.broken(way, fault, Math.floor((trial.calls[way] * (index + 1)) / 3))))
    expect(found).toEqual([])
  })
})
