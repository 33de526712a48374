import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { LOCAL_CREDENTIALS } from '../../generator/cli/local-credentials.ts'
import { apiGatewayCloud } from '../../generator/deploy/aws/api-gateway-cloud.ts'
import { createGateway, type Gateway } from '../../runtime/gateway/index.ts'
import { type Bench, createBench, SMALL_SPEC } from '../support/cli.ts'

const LOCAL = ['--stage', 'dev', '--local'] as const
const integration = (credentials: string): string =>
  `      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: 'https://example.com/', credentials: '${credentials}' }\n`
/** The small spec with a second path, and with the role of an integration changed. */
const withMore = (role: string): string =>
  `${SMALL_SPEC.replace(
    '      operationId: getThing\n',
    `      operationId: getThing\n${integration(`arn:aws:iam::123456789012:role/${role}`)}`,
  ).replace(
    'components:\n',
    "  /others:\n    get:\n      operationId: getOthers\n      responses: { '200': { description: Others. } }\ncomponents:\n",
  )}`
const LATE = SMALL_SPEC.replace(
  '      operationId: getThing\n',
  "      operationId: getThing\n      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: { 'Fn::Sub': 'https://${BackendHost}/' } }\n",
)

const benches: Bench[] = []
const bench = (files: Readonly<Record<string, string>>): Bench => {
  const made = createBench(files)
  benches.push(made)
  return made
}
afterAll(() => {
  for (const made of benches.splice(0)) made.close()
})

describe('import and export --local', () => {
  it('print to a terminal what steers it so that it is seen, and byte for byte elsewhere', async () => {
    const evil = 'https://example.com/\u202e'
    const made = bench({ 'openapi.yaml': withMore('reader').replace('https://example.com/', evil) })
    expect((await made.run('import', ...LOCAL, '--yes')).code).toBe(0)
    const piped = await made.run('export', ...LOCAL)
    const shown = await made.runWith({ terminal: true }, 'export', ...LOCAL)
    expect(piped.stdout).toContain(evil)
    expect(shown.stdout).toBe(piped.stdout.replaceAll('\u202e', '<U+202E>'))
  })

  it('plan, do, do nothing the second time, and show what a change does', async () => {
    const made = bench({
      'openapi.yaml': withMore('reader'),
      'apigen.config.yaml': 'stages:\n  dev:\n    alias: blue\n    variables: { table: things }\n',
    })
    const never = await made.run('export', ...LOCAL)
    expect([never.code, never.stdout, never.stderr]).toEqual([3, '', expect.stringContaining('Import it first')])

    const dry = await made.run('import', ...LOCAL, '--dry-run')
    expect([dry.code, dry.stdout]).toEqual([0, expect.stringContaining('+ method GET /others')])
    expect(dry.stdout).toMatch(/\+ stage-variable alias +It becomes `blue`/)
    expect(dry.stdout).toMatch(/\+ stage-variable table +It becomes `things`/)
    expect((await made.run('export', ...LOCAL)).code).toBe(3)

    const done = await made.run('import', ...LOCAL, '--yes')
    expect([done.code, done.stdout]).toEqual([0, expect.stringMatching(/Stage dev of API \w+ serves deployment \w+\.\n$/)])
    const [, apiId = ''] = /of API (\w+)/.exec(done.stdout) ?? []
    const again = await made.run('import', ...LOCAL)
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('Nothing to do')])

    made.write(
      'openapi.yaml',
      SMALL_SPEC.replace(
        '      operationId: getThing\n',
        `      operationId: getThing\n${integration('arn:aws:iam::123456789012:role/writer')}`,
      ),
    )
    const compared = await made.run('diff', 'stage:dev', 'openapi.yaml', '--local')
    expect([compared.code, compared.stdout]).toEqual([1, expect.stringContaining('/others')])
    expect((await made.run('diff', 'stage:dev', '--local')).stdout).toBe(compared.stdout)
    await made.run('import', '--stage', 'live', '--local', '--yes')
    const stages = await made.run('diff', 'stage:dev', 'stage:live', '--local')
    expect([stages.code, stages.stdout]).toEqual([1, expect.stringContaining('integration-credentials-changed  stage:dev → stage:live  [')])
    expect(stages.stdout).not.toContain('Server')
    // At the author's lines, though the form that is compared is the one that would be imported.
    expect(compared.stdout).toContain('integration-credentials-changed  stage:dev → openapi.yaml:9:')
    const opens = await made.run('import', ...LOCAL, '--yes')
    expect([opens.code, opens.stdout, opens.stderr]).toEqual([
      1,
      expect.stringMatching(/~ method GET \/things\/\{id\} \[privilege\] .*API Gateway calls its back end as `arn:.*writer`\./),
      expect.stringContaining('This import opens something up (`GET /things/{id}`: API Gateway calls its back end as'),
    ])
    const changed = await made.run('import', ...LOCAL, '--format', 'json', '--yes', '--accept-privileges')
    expect(changed.code).toBe(0)
    const { plan } = JSON.parse(changed.stdout)
    expect(plan.changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'update', id: 'GET /things/{id}', risk: 'privilege' }),
        expect.objectContaining({ action: 'delete', id: 'GET /others', risk: 'destroys' }),
      ]),
    )

    made.write('openapi.yaml', SMALL_SPEC.replace('getThing', 'getThing').replace('/things/', '/stuff/'))
    const risky = await made.run('import', ...LOCAL, '--dry-run')
    expect(risky.stdout).toMatch(/- method GET \/things\/\{id\} \[destroys\]/)

    expect(JSON.parse((await made.run('export', ...LOCAL, '--format', 'json')).stdout)).toMatchObject({ openapi: '3.0.1' })
    expect(JSON.parse((await made.run('export', ...LOCAL, '--format', 'json', '--openapi', '2.0')).stdout)).toMatchObject({
      swagger: '2.0',
    })
    for (const version of ['3.0', '2.0']) {
      const exported = await made.run('export', ...LOCAL, '--openapi', version)
      expect(exported.stdout).toContain('/things/{id}')
      expect(exported.stdout).not.toContain('execute-api')
      made.write('exported.yaml', exported.stdout)
      const same = await made.run('diff', 'stage:dev', 'exported.yaml', '--local', '--api-id', apiId)
      expect([version, same.code, same.stdout]).toEqual([version, 0, expect.stringContaining('No differences')])
    }
    const unknown = await made.run('export', '--stage', 'prod', '--local')
    expect([unknown.code, unknown.stdout, unknown.stderr]).toEqual([3, '', expect.stringContaining('no stage `prod`')])
  })

  it('set the methods of a stage up as spec and config say, and take away what neither says any more', async () => {
    const throttled = SMALL_SPEC.replace(
      '      operationId: getThing\n',
      '      operationId: getThing\n      x-apigen-throttle: { rate: 5, burst: 10 }\n',
    )
    const config = (more: string): string => `stages:\n  dev:\n    alias: blue\n${more}`
    const made = bench({ 'openapi.yaml': throttled, 'apigen.config.yaml': config('') })
    const imported = async (): Promise<string> => {
      const { code, stdout } = await made.run('import', ...LOCAL, '--yes', '--accept-privileges')
      expect(code).toBe(0)
      expect((await made.run('import', ...LOCAL)).stdout).toContain('Nothing to do')
      return stdout
    }
    expect(await imported()).toMatch(
      /\+ method-setting GET \/things\/\{id\} +`throttlingRateLimit` becomes `5`, `throttlingBurstLimit` becomes `10`\./,
    )
    made.write('openapi.yaml', SMALL_SPEC)
    expect(await imported()).toMatch(
      /- method-setting GET \/things\/\{id\} \[privilege\] +Neither the spec nor the config asks for it any more\. It lets more/,
    )
    made.write('apigen.config.yaml', config("    methodSettings: { '*': { metricsEnabled: true } }\n    usagePlans: [{ name: gold }]\n"))
    const dry = await made.run('import', ...LOCAL, '--dry-run')
    expect(dry.stdout).toMatch(/\+ method-setting \* +`metricsEnabled` becomes `true`\./)
    expect(dry.stdout).toMatch(/~ stage dev +What is said of it above changes\./)
    expect(dry.stdout).toMatch(/\+ usage-plan gold +no throttle; no quota\./)
    await imported()
    made.write('apigen.config.yaml', config("    methodSettings: { 'GET /thing/{id}': { metricsEnabled: true } }\n"))
    const unknown = await made.run('import', ...LOCAL, '--dry-run')
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('Did you mean `GET /things/{id}`?')])
  })

  it('prints what changes under its sign', async () => {
    const made = bench({ 'openapi.yaml': withMore('reader') })
    await made.run('import', ...LOCAL, '--yes')
    made.write('openapi.yaml', withMore('writer'))
    const { stdout } = await made.run('import', ...LOCAL, '--dry-run')
    expect(stdout).toMatch(/~ method GET \/things\/\{id\} \[privilege\]/)
  })
})

/** A Swagger 2.0 spec with one operation, and what is given of others. */
const swagger = (operations: string, models: string): string => `swagger: '2.0'
info: { title: Small, version: '1' }
paths:
  /things: # mine
    get:
      operationId: getThings
      produces: [application/json]
      responses: { '200': { description: Things., schema: { $ref: '#/definitions/Thing' } } }
      x-amazon-apigateway-integration: { type: mock, requestTemplates: { application/json: '{"statusCode": 200}' } }
${operations}definitions:
  Thing: { type: object }
${models}`

const NEW_OPERATION = `  /orders:
    post:
      operationId: order
      consumes: [application/json]
      produces: [application/json]
      parameters:
        - { name: dry, in: query, required: true, type: string }
        - { name: body, in: body, required: true, schema: { $ref: '#/definitions/Order' } }
      responses:
        '201': { description: Ordered., schema: { $ref: '#/definitions/Order' }, headers: { Location: { type: string } } }
      x-amazon-apigateway-integration: { type: mock, requestTemplates: { application/json: '{"statusCode": 201}' } }
`
const NEW_MODEL = '  Order: { type: object, required: [id], properties: { id: { type: string } } }\n'

describe('export --into', () => {
  const INTO = ['export', ...LOCAL, '--into', 'openapi.yaml'] as const

  it('writes into the spec what the stage has otherwise, and nothing else', async () => {
    const made = bench({ 'openapi.yaml': withMore('writer') })
    await made.run('import', ...LOCAL, '--yes')
    const mine = (role: string): string => `# mine\n${withMore(role)}# the end\n`
    made.write('openapi.yaml', mine('reader'))
    const dry = await made.run(...INTO, '--dry-run')
    expect([dry.code, dry.stderr, made.read('openapi.yaml')]).toEqual([0, 'Nothing was written: --dry-run.\n', mine('reader')])
    const done = await made.run(...INTO)
    expect([done.code, done.stdout]).toEqual([0, dry.stdout])
    expect(done.stdout).toMatch(
      /^~ openapi\.yaml:10:\d+ {2}GET \/things\/\{id\} › x-amazon-apigateway-integration › credentials: "arn:aws:iam.*reader" becomes ".*\n1 place of openapi\.yaml\.\n$/,
    )
    expect(made.read('openapi.yaml')).toBe(mine('writer'))
    const again = await made.run(...INTO)
    expect([again.code, again.stdout]).toEqual([0, 'The spec says what the stage says: nothing to change.\n'])
    expect(made.read('openapi.yaml')).toBe(mine('writer'))
  })

  it('writes Swagger 2.0 into a file of that version', async () => {
    const made = bench({ 'openapi.yaml': swagger(NEW_OPERATION, NEW_MODEL) })
    expect((await made.run('import', ...LOCAL, '--yes')).code).toBe(0)
    made.write('openapi.yaml', swagger('', ''))
    const { code, stdout } = await made.run(...INTO)
    expect([code, stdout]).toEqual([0, expect.stringContaining('places of openapi.yaml')])
    const { paths, definitions } = parse(made.read('openapi.yaml'))
    expect(made.read('openapi.yaml')).toContain('# mine')
    expect(definitions.Order).toEqual({ type: 'object', required: ['id'], properties: { id: { type: 'string' } } })
    expect(paths['/orders'].post).toMatchObject({
      consumes: ['application/json'],
      parameters: [
        { name: 'dry', in: 'query', required: true, type: 'string' },
        { in: 'body', name: 'body', schema: { $ref: '#/definitions/Order' } },
      ],
      responses: { '201': { schema: { $ref: '#/definitions/Order' }, headers: { Location: { type: 'string' } } } },
    })
    expect((await made.run(...INTO)).stdout).toBe('The spec says what the stage says: nothing to change.\n')
  })

  it('tells what it leaves, and why', async () => {
    const bound = ['--bind', 'BackendHost=example.com']
    const made = bench({ 'openapi.yaml': LATE })
    await made.run('import', ...LOCAL, '--yes', ...bound)
    const { code, stdout } = await made.run(...INTO, '--bind', 'BackendHost=example.org', '--format', 'json')
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      {
        schemaVersion: 1,
        exitCode: 1,
        changes: [],
        files: [],
        left: [{ pointer: expect.stringMatching(/integration\/uri$/), why: expect.stringContaining('it is late-bound: `{"Fn::Sub"') }],
      },
    ])
    expect((await made.run(...INTO, ...bound)).code).toBe(0)
    expect(made.read('openapi.yaml')).toBe(LATE)
  })

  it.each([
    ['standard input', SMALL_SPEC, ['--into', '-'], 2, '--into changes files'],
    ['to rehearse what writes nothing', SMALL_SPEC, ['--dry-run'], 2, '--dry-run is for --into'],
    ['a spec that cannot be read', 'openapi: [', ['--into', 'openapi.yaml'], 2, 'nothing was changed'],
    ['a spec that is not there', SMALL_SPEC, ['--into', 'nowhere.yaml'], 2, 'nowhere.yaml'],
    ['a stage that is not there', SMALL_SPEC, ['--into', 'openapi.yaml'], 3, 'Nothing was changed.'],
  ] as const)('refuses %s', async (_, spec, flags, code, message) => {
    const made = bench({ 'openapi.yaml': spec })
    const found = await made.run('export', ...LOCAL, ...flags)
    expect([found.code, found.stderr]).toEqual([code, expect.stringContaining(message)])
    expect(made.read('openapi.yaml')).toBe(spec)
  })
})

describe('import refuses', () => {
  it('late-bound values without a value, until they are bound', async () => {
    const made = bench({ 'openapi.yaml': LATE })
    const open = await made.run('import', ...LOCAL, '--dry-run')
    expect([open.code, open.stderr]).toEqual([2, expect.stringContaining('--bind BackendHost=')])
    expect((await made.run('import', ...LOCAL, '--dry-run', '--bind', 'BackendHost=example.com')).code).toBe(0)
  })

  it('a condition that is bound to neither true nor false', async () => {
    const choice = SMALL_SPEC.replace('  title: Small\n', '  title: { Fn::If: [IsLive, Live, Test] }\n')
    const made = bench({ 'openapi.yaml': choice })
    const run = (value: string) => made.run('import', ...LOCAL, '--dry-run', '--bind', `IsLive=${value}`)
    const wrong = await run('yes')
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('`IsLive` is a condition, but it is bound to `yes`.')])
    expect((await run('true')).code).toBe(0)
  })

  const BROKEN = SMALL_SPEC.replace('/things/{id}:', '/things/{id:')
  it.each([
    ['nobody to ask', SMALL_SPEC, ['--local'], 2, '--yes'],
    [
      'an HTTP API',
      `${SMALL_SPEC}x-amazon-apigateway-importexport-version: '1.0'\nx-amazon-apigateway-cors: {}\n`,
      ['--local'],
      2,
      'This is an HTTP API',
    ],
    ['an API that is not there', SMALL_SPEC, ['--local', '--api-id', 'nowhere'], 3, 'There is no API `nowhere`'],
    ['an endpoint that is no address', SMALL_SPEC, ['--endpoint-url', 'nonsense', '--region', 'us-east-1'], 2, 'no address'],
    ['an endpoint where nobody listens', SMALL_SPEC, ['--endpoint-url', 'http://127.0.0.1:9'], 3, 'nobody listens there'],
    ['a spec that cannot be read', 'openapi: [', ['--local'], 2, 'The spec cannot be read, so nothing was imported'],
    ['a spec that cannot be imported', BROKEN, ['--local'], 1, 'nothing was imported'],
  ] as const)('%s', async (_, spec, flags, code, message) => {
    const found = await bench({ 'openapi.yaml': spec }).run('import', '--stage', 'dev', ...flags)
    expect([found.code, found.stderr]).toEqual([code, expect.stringContaining(message)])
    expect(found.stderr).not.toMatch(/\n\s+at /)
  })

  it('a spec that cannot be imported, with the diagnostics in one JSON document', async () => {
    const found = await bench({ 'openapi.yaml': BROKEN }).run('import', ...LOCAL, '--format', 'json')
    const document = JSON.parse(found.stdout)
    expect([found.code, document.exitCode, document.plan]).toEqual([1, 1, null])
    expect(document.diagnostics.length).toBeGreaterThan(0)
  })

  it('to go on without credentials', async () => {
    const found = await bench({ 'openapi.yaml': SMALL_SPEC }).spawn(
      {
        env: {
          AWS_REGION: 'eu-west-1',
          AWS_EC2_METADATA_DISABLED: 'true',
          AWS_CONFIG_FILE: '/dev/null',
          AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        },
      },
      'import',
      '--stage',
      'dev',
      '--yes',
    )
    expect([found.code, found.stdout, found.stderr]).toEqual([3, '', expect.stringContaining('There are no AWS credentials')])
    expect(found.stderr).not.toMatch(/\n\s+at /)
  })
})

describe('an interrupted import', () => {
  it('says what was done, and exits with 130', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    const { code, stderr } = await made.runInterrupted((interrupt) => interrupt(), 'import', ...LOCAL, '--yes')
    expect([code, stderr]).toEqual([130, expect.stringContaining('Interrupted. Nothing was done.')])
    expect((await made.run('import', ...LOCAL, '--yes')).code).toBe(0)
  })

  it('says so as JSON too', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    const { code, stdout } = await made.runInterrupted((interrupt) => interrupt(), 'import', ...LOCAL, '--yes', '--format', 'json')
    expect([code, JSON.parse(stdout)]).toEqual([
      130,
      expect.objectContaining({ error: expect.objectContaining({ kind: 'interrupted', exitCode: 130 }) }),
    ])
  })
})

describe('two APIs with one tag', () => {
  let gateway: Gateway
  let url: string
  beforeAll(async () => {
    gateway = await createGateway({ log: () => {} })
    url = (await gateway.listen({ port: 0 })).url
  })
  afterAll(() => gateway.close())

  it('are listed, and --api-id chooses', async () => {
    const cloud = await apiGatewayCloud({ version: '0', region: 'us-east-1', endpointUrl: url, credentials: LOCAL_CREDENTIALS })
    const [one, two] = [await cloud.createApi('Small', { 'apigen:api': 'small' }), await cloud.createApi('Small', {})]
    await cloud.tagApi(two.id, { 'apigen:api': 'small' })
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    const several = await made.run('import', '--stage', 'dev', '--endpoint-url', url, '--yes')
    expect(several.code).toBe(3)
    expect([several.stderr.includes(one.id), several.stderr.includes(two.id)]).toEqual([true, true])
    expect((await made.run('import', '--stage', 'dev', '--endpoint-url', url, '--api-id', one.id, '--yes')).code).toBe(0)
    expect(await cloud.getStage(two.id, 'dev')).toBeUndefined()
  })
})

describe('AWS that cannot be asked', () => {
  const made = bench({ 'openapi.yaml': SMALL_SPEC, 'aws/config': '[profile known]\nregion = eu-west-1\n', 'aws/credentials': '' })
  const env = {
    ...{ HOME: made.folder, AWS_CONFIG_FILE: `${made.folder}/aws/config`, AWS_SHARED_CREDENTIALS_FILE: `${made.folder}/aws/credentials` },
    ...{ AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: '', AWS_PROFILE: '', AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
  }
  it.each([
    ['no region', {}, [], 2, 'error No AWS region is set.\n  help: Give --region'],
    ['no region', {}, ['--region', 'eu west'], 2, 'error `eu west` is no AWS region.\n  help: Check --region'],
    ['no region', { AWS_REGION: 'eu_west' }, [], 2, 'error `eu_west` is no AWS region.'],
    [
      'no credentials',
      {},
      ['--region', 'eu-west-1'],
      3,
      'error There are no AWS credentials to list the APIs with: Could not load credentials from any providers.\n',
    ],
    [
      'no such profile',
      {},
      ['--region', 'eu-west-1', '--profile', 'nobody'],
      3,
      'error There are no AWS credentials to list the APIs with (profile `nobody`): Could not',
    ],
    ['an id that is none', {}, ['--region', 'eu-west-1', '--api-id', 'a/b'], 2, 'error `a/b` is no id of an API.\n  help: Check --api-id'],
  ])('%s: %j %j', async (_, more, flags, code, said) => {
    const outcome = await made.spawn({ env: { ...env, ...more } }, 'import', '--stage', 'dev', ...flags)
    expect([outcome.code, outcome.stdout, outcome.stderr]).toEqual([code, '', expect.stringContaining(said)])
  })
})
