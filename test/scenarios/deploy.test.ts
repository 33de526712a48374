import { symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createGateway } from '../../runtime/gateway/index.ts'
import { type Bench, createBench, SMALL_SPEC } from '../support/cli.ts'

const LOCAL = ['--stage', 'dev', '--local'] as const
const handler = (says: string): string => `import { operation } from '../../generated/handlers/typescript/getThing.js'

export default operation.handle(async ({ path }) => ({ status: 200, body: { id: \`${says} \${path.id}\` } }))
`

const benches: Bench[] = []
afterAll(() => {
  for (const made of benches.splice(0)) made.close()
})

/** A project with generated code, a handler and esbuild. */
async function project(files: Readonly<Record<string, string>> = {}): Promise<Bench> {
  const made = createBench({ 'openapi.yaml': SMALL_SPEC, 'handlers/typescript/getThing.ts': handler('one'), ...files })
  benches.push(made)
  expect((await made.run('generate')).code).toBe(0)
  made.write('node_modules/.keep', '')
  symlinkSync(resolve(import.meta.dirname, '../../node_modules/esbuild'), join(made.folder, 'node_modules/esbuild'), 'dir')
  return made
}

describe('deploy --local', () => {
  it('runs on the embedded Lambda what the API calls, does nothing the second time, and moves the alias with a change', async () => {
    const made = await project({
      'apigen.config.yaml': 'functions: { memory: 256 }\nstages:\n  dev: { alias: live, functions: { memory: 512 } }\n',
    })
    expect((await made.run('import', ...LOCAL, '--yes')).code).toBe(0)

    const dry = await made.run('deploy', ...LOCAL, '--dry-run')
    expect([dry.code, dry.stdout]).toEqual([
      0,
      expect.stringMatching(/\+ function small-get-thing \[privilege\] .*nodejs22.x, 512 MB, 29 s/),
    ])
    expect(dry.stdout).toMatch(/\+ permission small-get-thing apigateway-getThing \[privilege\] .*\/\*\/GET\/things\/\*\./)
    expect((await made.run('deploy', ...LOCAL)).stderr).toContain('Nobody could be asked')
    expect((await made.runWith({ answer: false }, 'deploy', ...LOCAL)).code).toBe(1)

    const done = await made.run('deploy', ...LOCAL, '--yes')
    expect([done.code, done.stdout]).toEqual([0, expect.stringContaining('small-get-thing:live serves version 1.\n')])
    const called = await made.run('invoke', 'getThing', '--path', 'id=7', '--json')
    expect(JSON.parse(called.stdout)).toMatchObject({ status: 200, body: '{"id":"one 7"}' })

    const state = made.read('.apigen/gateway/state.json')
    const again = await made.run('deploy', ...LOCAL)
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('= function small-get-thing')])
    expect(made.read('.apigen/gateway/state.json')).toBe(state)

    made.write('handlers/typescript/getThing.ts', handler('two'))
    const changed = await made.run('deploy', ...LOCAL, '--yes', '--format', 'json')
    expect(JSON.parse(changed.stdout)).toMatchObject({ versions: { 'small-get-thing': '2' }, exitCode: 0 })
    expect((await made.run('invoke', 'getThing', '--path', 'id=7')).stdout).toContain('two 7')
  })

  it('says that nobody may call the functions as long as there is no API', async () => {
    const made = await project()
    const dry = await made.run('deploy', ...LOCAL, '--dry-run')
    expect([dry.code, dry.stderr]).toEqual([0, expect.stringContaining('run apigen import, then this again')])
    expect(dry.stdout).not.toContain('permission')
  })
})

describe('deploy to an endpoint', () => {
  it('works as on AWS, and one function serves all operations once the config says so', async () => {
    const gateway = await createGateway()
    try {
      const { url } = await gateway.listen({ port: 0 })
      const there = ['--stage', 'dev', '--endpoint-url', url, '--yes']
      const made = await project()
      await made.run('import', ...there)
      expect((await made.run('deploy', ...there, '--role', 'arn:aws:iam::000000000000:role/theirs')).stdout).toContain('role/theirs')
      made.write('apigen.config.yaml', 'functions: { grouping: api }\n')
      await made.run('generate')
      await made.run('import', ...there)
      const regrouped = await made.run('deploy', ...there)
      expect([regrouped.code, regrouped.stdout]).toEqual([0, expect.stringContaining('\nsmall:dev serves version 1.\n')])
      const called = await made.run('invoke', 'getThing', '--path', 'id=7', '--stage', 'dev', '--endpoint-url', url)
      expect(called.stdout).toContain('one 7')
    } finally {
      await gateway.close()
    }
  })
})

describe('deploy refuses', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[], number, string])[] = [
    [
      'a spec that API Gateway refuses',
      { 'openapi.yaml': SMALL_SPEC.replace('/things/{id}:', '/things/{id:') },
      [],
      1,
      'so nothing was deployed',
    ],
    ['a stage that nobody named', {}, ['--local'], 2, 'No stage was named'],
    [
      'variables of the environment without a value',
      {
        'openapi.yaml': SMALL_SPEC.replace(
          '      operationId: getThing\n',
          "      operationId: getThing\n      x-apigen-function: { environment: { TABLE: '${Table}' } }\n",
        ),
      },
      [],
      2,
      '--bind Table=',
    ],
    ['a name that is none of a role', {}, [...LOCAL, '--role', 'a role'], 2, '`a role` is no name of an IAM role'],
  ]
  it.each(cases)('%s', async (_, files, args, code, message) => {
    const made = createBench({ 'openapi.yaml': SMALL_SPEC, ...files })
    benches.push(made)
    const outcome = await made.run('deploy', ...(args.length > 0 ? args : LOCAL))
    expect([outcome.code, outcome.stderr]).toEqual([code, expect.stringContaining(message)])
  })

  it('a role in an account that nobody knows, and says how the role is made', async () => {
    const made = await project()
    const gateway = await createGateway()
    try {
      const { url } = await gateway.listen({ port: 0 })
      const env = { AWS_ACCESS_KEY_ID: 'someone', AWS_SECRET_ACCESS_KEY: 'x' }
      const outcome = await made.spawn({ env }, 'deploy', '--stage', 'dev', '--endpoint-url', url, '--region', 'us-east-1')
      expect(outcome.code).toBe(2)
      expect(outcome.stderr).toContain('aws iam create-role --role-name small-get-thing-role --assume-role-policy-document')
      expect(outcome.stderr).toContain('log-group:/aws/lambda/small-get-thing')
    } finally {
      await gateway.close()
    }
  })
})
