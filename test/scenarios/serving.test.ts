import { type ChildProcess, spawnSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Bench, createBench, SMALL_SPEC } from '../support/cli.ts'
import { present } from '../support/program.ts'
import { runs } from '../support/runs.ts'
import { serve, watch } from '../support/serve.ts'
import { cognitoPool } from '../support/user-pool.ts'

const benches: Bench[] = []
const bench = (files: Readonly<Record<string, string>> = {}): Bench => {
  const made = createBench(files)
  benches.push(made)
  return made
}
afterEach(() => {
  for (const made of benches.splice(0)) made.close()
})

const answer = async (url: string): Promise<readonly [status: number, body: string]> => {
  const response = await fetch(url)
  return [response.status, await response.text()]
}

/** What a handler of the small spec answers. */
const answering = (made: Bench, expression: string): void => {
  const handler = made.read('handlers/typescript/getThing.ts')
  made.write(
    'handlers/typescript/getThing.ts',
    handler
      .replace('_request', 'request')
      .replace(/return (operation\.notImplemented\(\)|\{ status: 200.*\})/, `return { status: 200, body: { id: ${expression} } }`),
  )
}

const ORIGIN = /http:\/\/127\.0\.0\.1:\d+/

describe('apigen dev', () => {
  it('serves the handlers at /, follows handlers and spec, and ends with Ctrl-C', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    let pid = 0
    const outcome = await serve(made, ['dev', '--port', '0'], async ({ until }) => {
      const aws = await until(/http:\/\/127\.0\.0\.1:\d+\/_aws\/execute-api\/\w+\/dev(?=\n)/)
      const url = new URL(aws).origin
      await until('Watching')
      expect((await answer(`${url}/things/a`))[0]).toBe(501)
      await until(/501 GET {5}\/things\/a {2}getThing {2}\d+ ms/)
      expect((await answer(`${aws}/things/a`))[0]).toBe(501)
      expect((await answer(`${url}/restapis`))[0]).toBe(403)
      await until(/403 GET {5}\/restapis {2}no such operation/)

      answering(made, '`${request.path.id} ${process.pid}`')
      // Where a look at the files was slow, the next one is put off.
      await vi.waitFor(async () => expect((await answer(`${url}/things/a`))[0]).toBe(200), { timeout: 20_000, interval: 100 })

      made.write('openapi.yaml', SMALL_SPEC.replace('/things/', '/stuff/'))
      await until(/GET {5}\/stuff\/\{id\} {2}getThing[\s\S]*Imported again/)
      expect((await answer(`${url}/stuff/b`))[0]).toBe(200)
      expect((await answer(`${url}/things/b`))[0]).toBe(403)

      made.write('openapi.yaml', 'openapi: [')
      await until('The spec cannot be read, so it is not served; what was served before still is.')
      expect((await answer(`${url}/stuff/c`))[0]).toBe(200)
      // As when a branch is checked out that does not have it.
      rmSync(`${made.folder}/openapi.yaml`)
      await until(/`openapi\.yaml` does not exist\.[\s\S]*what was served before still is\. The next save is read\./)
      expect((await answer(`${url}/stuff/c`))[0]).toBe(200)
      made.write('openapi.yaml', SMALL_SPEC.replace('/things/', '/more/'))
      await until('Imported again')
      expect((await answer(`${url}/more/c`))[0]).toBe(200)
      made.write('openapi.yaml', SMALL_SPEC.replace('getThing', 'getThing\n      x-amazon-apigateway-integration: { type: nope }'))
      await until('API Gateway would refuse this spec, so it is not served; what was served before still is.')
      pid = Number(/d (\d+)/.exec((await answer(`${url}/more/d`))[1])?.[1])
      expect(() => process.kill(pid, 0)).not.toThrow()
    })
    expect(outcome.code).toBe(130)
    expect(outcome.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/)
    expect(outcome.stderr).not.toContain('bug in apigen')
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  it.skipIf(!present('python3', '--version'))(
    'runs handlers of several languages in one API, and takes them along when it is killed',
    async () => {
      const python = (id: string): string => `import os
def handler(event, context):
    while event["pathParameters"]["id"] == "forever": pass
    return {"statusCode": 200, "body": "%s %s ${id}" % (event["pathParameters"]["id"], os.getpid())}
`
      const made = bench({
        'openapi.yaml': SMALL_SPEC.replace(
          'components:',
          `  /snakes/{id}:
    get:
      operationId: getSnake
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      x-apigen-function: { runtime: python3.13, handler: snake.handler }
      responses: { '200': { description: a snake } }
components:`,
        ),
        'handlers/python/snake.py': python('old'),
      })
      const use = async (child: ChildProcess): Promise<void> => {
        const { until } = watch(child)
        const url = await until(ORIGIN)
        await until('Watching')
        answering(made, "'node'")
        expect(await answer(`${url}/things/a`)).toEqual([200, '{"id":"node"}'])
        const [status, body] = await answer(`${url}/snakes/b`)
        expect([status, body]).toEqual([200, expect.stringMatching(/^b \d+ old$/)])
        made.write('handlers/python/snake.py', `${python('new')}# more\n`)
        const fresh = async (): Promise<string> => {
          const [, text] = await answer(`${url}/snakes/c`)
          return text.endsWith(' new') ? text : fresh()
        }
        const pid = Number((await fresh()).split(' ')[1])
        const busy = fetch(`${url}/snakes/forever`).catch(() => undefined)
        await new Promise((resolve) => setTimeout(resolve, 200))
        expect(runs(pid)).toBe(true)
        child.kill('SIGKILL')
        await busy
        while (runs(pid)) await new Promise((resolve) => setTimeout(resolve, 20))
      }
      let used: Promise<void> | undefined
      const outcome = made.spawn(
        {
          started: (child) => {
            used = use(child).finally(() => child.kill('SIGKILL'))
          },
        },
        'dev',
        '--port',
        '0',
      )
      await Promise.all([outcome, used])
      expect((await outcome).code).toBe(null)
    },
  )

  it('leaves nothing in a folder that is no project beside its own state, and says so', async () => {
    const made = bench({ 'specs/api.yaml': SMALL_SPEC })
    await serve(made, ['dev', 'specs/api.yaml', '--port', '0'], async ({ until }) => {
      await until(/This folder is no project[^\n]*kept in \.apigen\/dev/)
      const url = new URL(await until(/http:\/\/127\.0\.0\.1:\d+\/_aws\S+/)).origin
      expect((await answer(`${url}/things/a`))[0]).toBe(501)
      await until(/Files: \d+ created/)
      expect(readdirSync(made.folder).sort()).toEqual(['.apigen', 'specs'])
      // What is written there is followed like any handler.
      const handler = '.apigen/dev/handlers/typescript/getThing.ts'
      made.write(handler, made.read(handler).replace(/return operation\.notImplemented\(\)/, "return { status: 200, body: { id: 'b' } }"))
      await vi.waitFor(async () => expect((await answer(`${url}/things/a`))[0]).toBe(200), { timeout: 20_000, interval: 100 })
    })
  })

  it('takes a folder with handlers for a project, whoever names the spec', async () => {
    const made = bench({ 'specs/api.yaml': SMALL_SPEC, 'handlers/README.md': 'ours' })
    await serve(made, ['dev', 'specs/api.yaml', '--port', '0'], async ({ until }) => {
      await until(/Files: \d+ created/)
      expect(readdirSync(made.folder)).toContain('generated')
    })
  })

  it('records requests and replays them, here and elsewhere', async () => {
    const mock = (text: string): string =>
      SMALL_SPEC.replace('getThing\n', 'getThing\n      x-apigen-integration: mock\n').replace(
        "/Thing' }\n",
        `/Thing' }\n              example: { id: ${text} }\n`,
      )
    const made = bench({ 'openapi.yaml': mock('first') })
    await serve(made, ['dev', '--port', '0', '--record', 'requests.jsonl'], async ({ until }) => {
      const aws = await until(/http:\/\/127\.0\.0\.1:\d+\/_aws\/execute-api\/\w+\/dev(?=\n)/)
      await until('Watching')
      await fetch(`${new URL(aws).origin}/things/a?b=c`, { headers: { Authorization: 'Bearer secret' } })
      await until('200 GET')
      const id = new URL(aws).pathname.split('/')[3] ?? ''
      const elsewhere = ['--endpoint-url', new URL(aws).origin, '--api-id', id]
      expect(await made.run('dev', '--replay', 'requests.jsonl', ...elsewhere)).toMatchObject({
        code: 0,
        stdout: '',
        stderr: expect.stringContaining(`Replaying to ${aws}.`),
      })
    })
    expect(made.read('requests.jsonl')).not.toContain('secret')
    const same = await made.run('dev', '--replay', 'requests.jsonl')
    expect(same).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('requests are answered as recorded.') })
    expect(same.stderr).toContain('APIGEN_AUTHORIZATION is not set in the environment')
    made.write('openapi.yaml', mock('second'))
    expect(await made.run('dev', '--replay', 'requests.jsonl')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('GET /things/a?b=c\n  /id: recorded "first", answered "second"\n'),
    })
    expect(await made.run('dev', '--replay', 'nothing.jsonl')).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be read') })
  })

  it.each<[name: string, flags: readonly string[], message: string]>([
    ['both', ['--record', 'requests.jsonl', '--replay', 'requests.jsonl'], '--replay and --record exclude each other'],
    ['a command beside', ['--replay', 'requests.jsonl', '--exec', 'true'], '--replay and --exec exclude each other'],
    ['a place without', ['--api-id', 'a1b2c3'], '--api-id says where a recording is replayed to, and none is'],
  ])('refuses flags of recordings that have no effect: %s', async (_, flags, message) => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    expect(await made.run('dev', ...flags)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) })
    expect(made.files()).not.toContain('requests.jsonl')
  })

  it('drops no request while handler and spec change', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    await serve(made, ['dev', '--port', '0'], async ({ until }) => {
      const url = await until(ORIGIN)
      await until('Watching')
      answering(made, "'start'")
      const answers: (readonly [number, string])[] = []
      let going = true
      const client = async (): Promise<void> => {
        while (going) answers.push(await answer(`${url}/things/a`))
      }
      const clients = [client(), client()]
      for (let round = 0; round < 3; round += 1) {
        answering(made, `'round ${round}'`)
        made.write('openapi.yaml', SMALL_SPEC.replace("version: '1'", `version: '1.${round}'`))
        await until('Imported again')
      }
      going = false
      await Promise.all(clients)
      answers.push(await answer(`${url}/things/a`))
      expect(answers.at(-1)).toEqual([200, '{"id":"round 2"}'])
      expect(answers.filter(([status]) => status !== 200)).toEqual([])
    })
  })

  it('takes the values of the stage, names those that are missing, and follows the config', async () => {
    const uri = "{ 'Fn::Sub': 'http://${Host}/${Path}' }"
    const made = bench({
      'openapi.yaml': SMALL_SPEC.replace(
        '      operationId: getThing\n',
        `      operationId: getThing\n      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: ${uri} }\n`,
      ),
      'apigen.config.yaml': 'stages:\n  dev:\n    bind: { Host: 127.0.0.1:9 }\n',
    })
    await serve(made, ['dev', '--port', '0'], async ({ until }) => {
      await until('Without a value: Path. Give it one with --bind NAME=value, or `bind` in the config.')
      await until('Watching')
      made.write('apigen.config.yaml', 'stages:\n  dev:\n    bindings: {}\n')
      await until('has no key `bindings`')
      made.write('apigen.config.yaml', 'stages:\n  dev:\n    bind: { Host: 127.0.0.1:9, Path: x }\n')
      expect(await until(/[\s\S]*Imported again/)).not.toContain('Without a value')
    })
  })

  it('gives handlers the environment of a file, and follows the file', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC, '.env.local': "# secrets\nTABLE='pets of ann'\nEMPTY=\n" })
    await serve(made, ['dev', '--port', '0', '--environment', '.env.local'], async ({ until }) => {
      const url = await until(ORIGIN)
      await until('Watching')
      answering(made, '`${process.env.TABLE}|${process.env.EMPTY}|${process.env.HOME === undefined}`')
      expect(await answer(`${url}/things/a`)).toEqual([200, '{"id":"pets of ann||false"}'])
      made.write('.env.local', 'TABLE=dogs\n')
      await until('Imported again')
      expect(await answer(`${url}/things/a`)).toEqual([200, '{"id":"dogs|undefined|false"}'])
    })
  })

  it('knows the keys of callers and of user pools that the config names, and follows their files', async () => {
    const pool = cognitoPool()
    const [arn = '', keySet] = Object.entries(pool.keySets)[0] ?? []
    const spec = `${SMALL_SPEC.replace('getThing\n', 'getThing\n      x-amazon-apigateway-auth: { type: AWS_IAM }\n')}  securitySchemes:
    pool: ${JSON.stringify(pool.scheme)}
`.replace(
      'components:',
      `  /mine:
    get:
      operationId: getMine
      security: [{ pool: [] }]
      x-apigen-integration: mock
      responses: { '200': { description: mine } }
components:`,
    )
    const config = `local: { cognitoKeys: { '${arn}': pool.json }, credentials: keys.json }`
    const made = bench({ 'openapi.yaml': spec, 'apigen.config.yaml': config, 'pool.json': JSON.stringify(keySet), 'keys.json': '{}' })
    await serve(made, ['dev', '--port', '0'], async ({ until }) => {
      const url = await until(ORIGIN)
      await until('Watching')
      expect((await answer(`${url}/things/a`))[0]).toBe(403)
      const invoked = await made.run('invoke', 'getThing', '--path', 'id=a', '-i', '--endpoint-url', url)
      expect([invoked.code, invoked.stdout]).toEqual([0, expect.stringContaining('501')])

      const headers = { Authorization: pool.token({ exp: Date.now() / 1000 + 600 }) }
      const mine = async (): Promise<number> => (await fetch(`${url}/mine`, { headers })).status
      expect(await mine()).toBe(200)
      made.write('pool.json', '{"keys": []}')
      await until('Imported again')
      expect(await mine()).toBe(401)
      made.write('keys.json', '{"AKIDANN": "top secret"')
      expect(await until(/It cannot be served[\s\S]*is no JSON\.[^\n]*\n/)).not.toContain('secret')
    })
  })

  it('knows the keys that the config names on a gateway that goes on, too, and follows their files', async () => {
    const pool = cognitoPool()
    const [arn = '', keySet] = Object.entries(pool.keySets)[0] ?? []
    const spec = `${SMALL_SPEC.replace('getThing\n', 'getThing\n      x-apigen-integration: mock\n      security: [{ pool: [] }]\n')}  securitySchemes:
    pool: ${JSON.stringify(pool.scheme)}
`
    const config = `local: { cognitoKeys: { '${arn}': pool.json } }`
    const made = bench({ 'openapi.yaml': spec, 'apigen.config.yaml': config, 'pool.json': JSON.stringify(keySet) })
    await made.run('import', '--stage', 'dev', '--local', '--yes')
    await serve(made, ['gateway', '--port', '0'], async ({ until }) => {
      const url = await until(ORIGIN)
      await until('Watching')
      const { item } = (await (await fetch(`${url}/restapis`)).json()) as { readonly item: readonly [{ readonly id: string }] }
      const headers = { Authorization: pool.token({ exp: Date.now() / 1000 + 600 }) }
      const called = async (): Promise<number> => (await fetch(`${url}/_aws/execute-api/${item[0].id}/dev/things/a`, { headers })).status
      expect(await called()).toBe(200)
      made.write('pool.json', '{"keys": []}')
      await until('Keys read again.')
      expect(await called()).toBe(401)
      made.write('pool.json', '{"keys": ')
      await until('The key set `')
      made.write('pool.json', JSON.stringify(keySet))
      await until('Keys read again.')
      expect(await called()).toBe(200)
    })
  })

  it.each<[flag: string, text: string | undefined, said: string]>([
    ['--environment', undefined, 'The environment file `given` does not exist.'],
    ['--credentials', undefined, 'The file of credentials `given` does not exist.'],
    ['--credentials', '{"AKID"', 'The file of credentials `given` is no JSON'],
    ['--credentials', '["AKID"]', 'The file of credentials `given` holds no JSON object.'],
    ['--credentials', '{"AKID": {"secret": "x"}}', '`AKID` of --credentials has no secret.'],
    ['--cognito-keys', '{"pool": {"keys": "none"}}', '`pool` of --cognito-keys is no set of keys.'],
  ])('refuses %s with %s', async (flag, text, said) => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC, ...(text !== undefined && { given: text }) })
    const outcome = await made.run('dev', '--port', '0', flag, 'given')
    expect(outcome).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(said) })
  })

  it('takes the next port where its own is in use, and says so', async () => {
    const other = createServer()
    const taken = await new Promise<boolean>((done) => {
      other.once('error', () => done(false))
      other.listen(3000, '127.0.0.1', () => done(true))
    })
    try {
      await serve(bench({ 'openapi.yaml': SMALL_SPEC }), ['dev'], async ({ until }) => {
        await until('Port 3000 is in use, so another was taken.')
        const url = await until(ORIGIN)
        expect(url).not.toMatch(/:3000$/)
        await until('Watching')
        expect((await answer(`${url}/things/a`))[0]).toBe(501)
      })
    } finally {
      if (taken) other.close()
    }
  })

  it.each<[what: string, spec: string, code: number, said: string]>([
    ['cannot be read', 'openapi: [', 2, 'The spec cannot be read, so it is not served.'],
    [
      'API Gateway would refuse',
      SMALL_SPEC.replace('getThing', 'getThing\n      x-amazon-apigateway-integration: { type: nope }'),
      1,
      'API Gateway would refuse this spec, so it is not served.',
    ],
  ])('does not begin with a spec that %s', async (_, spec, code, said) => {
    const made = bench({ 'openapi.yaml': spec })
    const outcome = await made.run('dev', '--port', '0')
    expect(outcome).toEqual({ code, stdout: '', stderr: expect.stringContaining(said) })
    expect(made.files()).toEqual(['openapi.yaml'])
  })

  it.each<[given: readonly string[], said: string]>([
    [['-'], 'cannot be watched'],
    [['--stage', 'a b'], 'no name for a stage'],
    [['--port', '-1'], 'no port'],
    [['--bind', 'x'], 'NAME=value'],
    [['nowhere.yaml'], 'does not exist'],
  ])('refuses %s', async (given, said) => {
    const outcome = await bench({ 'openapi.yaml': SMALL_SPEC }).run('dev', ...given)
    expect(outcome).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(said) })
  })
})

describe('apigen generate --watch', () => {
  it('generates at every change of spec, parts and config, and gets over what is broken', async () => {
    const split = SMALL_SPEC.replace("'#/components/schemas/Thing' }", "'./parts.yaml#/Thing' }")
    const made = bench({ 'openapi.yaml': split, 'parts.yaml': 'Thing: { type: object }\n', 'apigen.config.yaml': 'targets: [types]\n' })
    const outcome = await serve(made, ['generate', '--watch'], async ({ until }) => {
      await until(/2 created[\s\S]*Watching/)
      made.write('parts.yaml', 'Thing: { type: object, properties: { color: { type: string } } }\n')
      await until('2 updated')
      expect(made.read('generated/types.ts')).toContain('color')
      made.write('openapi.yaml', 'openapi: [')
      await until('nothing was written')
      made.write('openapi.yaml', split.replace('getThing', 'fetchThing'))
      await until('2 updated')
      made.write('apigen.config.yaml', 'targets: [typs]\n')
      await until('There is no target `typs`')
      made.write('apigen.config.yaml', 'targets: [types, public]\n')
      await until('1 created')
      rmSync(`${made.folder}/parts.yaml`)
      await until(/parts\.yaml[\s\S]*updated/)
      made.write('parts.yaml', 'Thing: { type: object, properties: { size: { type: string } } }\n')
      await until('updated')
      expect(made.read('generated/types.ts')).toContain('size')
    })
    expect([outcome.code, outcome.stderr]).toEqual([130, expect.not.stringContaining('bug in apigen')])
  })

  it('refuses a spec that comes once', async () => {
    const outcome = await bench().runWith({ input: SMALL_SPEC }, 'generate', '--watch', '-')
    expect(outcome).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining('cannot be watched') })
  })
})

describe('apigen gateway', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends with %s and frees its state', async (signal) => {
    const made = bench()
    const outcome = await made.spawn(
      {
        started: (child) => {
          void watch(child)
            .until('Ctrl-C')
            .then(() => child.kill(signal))
        },
      },
      'gateway',
      '--port',
      '0',
    )
    expect(outcome.code).toBe(130)
    expect(readdirSync(`${made.folder}/.apigen/gateway`, { recursive: true })).toEqual(['lock.1', 'lock.1/released'])
  })

  it('is what import and export of another process talk to', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    const outcome = await serve(made, ['gateway', '--port', '0'], async ({ until }) => {
      const url = await until(/http:\/\/127\.0\.0\.1:\d+/)
      await until('Ctrl-C')
      expect((await made.run('import', '--stage', 'dev', '--endpoint-url', url, '--yes')).code).toBe(0)
      const exported = await made.run('export', '--stage', 'dev', '--local')
      expect([exported.code, exported.stdout]).toEqual([0, expect.stringContaining('/things/{id}')])
    })
    expect(outcome.code).toBe(130)
    const later = await made.run('export', '--stage', 'dev', '--local')
    expect([later.code, later.stdout]).toEqual([0, expect.stringContaining('/things/{id}')])
  })

  it.each([
    ['dev', 'apigen dev --port'],
    ['gateway', 'apigen gateway --port'],
  ])('%s says that a port is in use', async (command, help) => {
    const other = createServer()
    const port = await new Promise<number>((done) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address()
        done(typeof address === 'object' && address !== null ? address.port : 0)
      })
    })
    try {
      const { code, stdout, stderr } = await bench({ 'openapi.yaml': SMALL_SPEC }).run(command, '--port', String(port))
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toContain(`Port ${port} is in use.`)
      expect(stderr).toContain(help)
    } finally {
      other.close()
    }
  })

  it('writes its state into a file, and starts from one', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC, 'other.json': '{}' })
    expect((await made.run('import', '--stage', 'dev', '--local', '--yes')).code).toBe(0)
    expect(await made.run('gateway', '--snapshot', 'state.json')).toMatchObject({ code: 0, stdout: `${made.folder}/state.json\n` })
    await serve(made, ['gateway', '--port', '0', '--ephemeral', '--restore', 'state.json'], async ({ until }) => {
      const url = await until(/http:\/\/127\.0\.0\.1:\d+/)
      await until('Ctrl-C')
      const exported = await made.run('export', '--stage', 'dev', '--endpoint-url', url)
      expect([exported.code, exported.stdout]).toEqual([0, expect.stringContaining('/things/{id}')])
    })
    for (const [args, said] of [
      [['--restore', 'nowhere.json'], 'The snapshot `nowhere.json` does not exist.'],
      [['--restore', '.'], 'The snapshot `.` cannot be read: it is a folder.'],
      [['--snapshot', 'nowhere/state.json'], '/nowhere/state.json` cannot be written: there is no such file or folder.'],
      [['--restore', 'other.json'], 'The file is no snapshot of a gateway.'],
      [['--restore', 'a', '--snapshot', 'b'], '--snapshot and --restore exclude each other.'],
      [['--auth', 'iam'], '--auth iam needs a key that calls are signed with.'],
      [['--ephemeral', '--snapshot', 'b'], '--snapshot and --ephemeral exclude each other: nothing is kept.'],
    ] as const) {
      const { code, stderr } = await made.run('gateway', '--port', '0', ...args)
      expect([code, stderr]).toEqual([2, expect.stringContaining(said)])
    }
  })

  it('has no console where calls have to be signed', async () => {
    const made = bench()
    let used: Promise<void> | undefined
    const started = (child: ChildProcess): void => {
      const { until } = watch(child)
      const use = async (): Promise<void> => {
        const url = await until(ORIGIN)
        await until('Ctrl-C')
        for (const path of ['/_apigen/', '/_apigen/api/requests', '/_aws/service-calls'])
          expect((await answer(`${url}${path}`))[0]).toBe(403)
      }
      used = use().finally(() => child.kill('SIGINT'))
    }
    const env = { AWS_ACCESS_KEY_ID: 'AKIDANN', AWS_SECRET_ACCESS_KEY: 'secret' }
    const outcome = await made.spawn({ started, env }, 'gateway', '--port', '0', '--ephemeral', '--auth', 'iam')
    await used
    expect([outcome.code, outcome.stderr]).toEqual([130, expect.not.stringContaining('Console')])
  })

  it('says who holds its state', async () => {
    const made = bench()
    await serve(made, ['gateway', '--port', '0'], async ({ until }) => {
      const url = await until(/http:\/\/127\.0\.0\.1:\d+/)
      await until('Ctrl-C')
      const second = await made.run('gateway', '--port', '0')
      expect([second.code, second.stdout]).toEqual([2, ''])
      expect(second.stderr).toMatch(/\.apigen\/gateway` is held by process \d+, which listens on http/)
      expect(second.stderr).toContain(`${url}.`)
    })
  })

  it('says in one sentence that a state directory cannot be used', async () => {
    const made = bench({ 'a-file': 'x', 'torn/state.json': '{', 'openapi.yaml': SMALL_SPEC, '.apigen/gateway/state.json': '{' })
    const file = await made.run('gateway', '--port', '0', '--data', 'a-file')
    expect(file).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^error .*a-file cannot be used: it is a file\.\n +help: .*--data.*\n$/),
    })
    const torn = await made.run('gateway', '--port', '0', '--data', 'torn')
    expect(torn).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(/^error .*state\.json is not JSON: .*\n +help: .*\n$/) })
    const local = await made.run('import', '--stage', 'dev', '--local', '--yes')
    expect(local).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(/^error .*state\.json is not JSON: .*\n +help: .*\n$/) })
  })

  it.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('says that the disk is full, or read-only', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC, '.apigen/gateway/.keep': '' })
    const target = `${made.folder}/.apigen/gateway`
    const mount = (options: string): boolean => spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', target]).status === 0
    if (!mount('size=4k')) return console.warn('skipped: no tmpfs can be mounted here')
    try {
      const full = await made.run('import', '--stage', 'dev', '--local', '--yes')
      expect([full.code, full.stderr]).toEqual([3, expect.stringMatching(/gateway cannot be used: the disk is full\./)])
      expect(full.stderr).not.toMatch(/\n\s+at /)
      spawnSync('umount', [target])
      mount('ro')
      const readOnly = await made.run('gateway', '--port', '0')
      expect([readOnly.code, readOnly.stderr]).toEqual([2, expect.stringContaining('cannot be used: its file system is read-only.')])
      // A folder that would have to be made there first.
      const below = await made.run('gateway', '--port', '0', '--data', `${target}/new`)
      expect([below.code, below.stderr]).toEqual([2, expect.stringContaining('cannot be used: its file system is read-only.')])
      const written = await made.run('generate', '--output', `${target}/new`)
      expect([written.code, written.stderr]).toEqual([2, expect.stringContaining('lies on a file system that is read-only.')])
    } finally {
      spawnSync('umount', [target])
    }
  })

  it('takes no port that is none', async () => {
    expect(await bench().run('gateway', '--port', '70000')).toMatchObject({ code: 2, stderr: expect.stringContaining('no port') })
  })
})

describe('a remote that cannot be reached', () => {
  it('exits 3 with one sentence, and nobody there to agree exits 2', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    const closed = await made.run('export', '--stage', 'dev', '--api-id', 'abc', '--endpoint-url', 'http://127.0.0.1:9')
    expect([closed.code, closed.stderr]).toEqual([3, expect.not.stringMatching(/\n\s+at /)])
    const alone = await made.run('import', '--stage', 'dev', '--local')
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('--yes')])
    const refused = await made.runWith({ answer: false }, 'import', '--stage', 'dev', '--local')
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('Nothing was done.')])
  })
})
