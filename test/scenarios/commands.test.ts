import { afterEach, describe, expect, it } from 'vitest'
import { type Bench, createBench, SMALL_SPEC } from '../support/cli.ts'

const benches: Bench[] = []
const bench = (files: Readonly<Record<string, string>> = {}): Bench => {
  const made = createBench(files)
  benches.push(made)
  return made
}
afterEach(() => {
  for (const made of benches.splice(0)) made.close()
})

describe('apigen generate', () => {
  it('writes, then has nothing to write, then sees what is stale', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    const first = await made.run('generate')
    expect([first.code, first.stderr]).toEqual([0, expect.stringMatching(/\d+ created/)])
    expect(made.files()).toEqual(
      expect.arrayContaining(['generated/types.ts', 'generated/gateway/openapi.json', 'handlers/typescript/getThing.ts', 'openapi.yaml']),
    )

    const check = await made.run('generate', '--check')
    expect([check.code, check.stderr]).toEqual([0, expect.stringContaining('every generated file is fresh')])

    made.write('openapi.yaml', SMALL_SPEC.replace('id: { type: string }\n', 'id: { type: string }\n        color: { type: string }\n'))
    const stale = await made.run('generate', '--check')
    expect(stale.code).toBe(1)
    expect(stale.stdout).toMatch(/^(~ generated\/\S+\n)+$/)
    expect(stale.stdout).toContain('~ generated/types.ts\n')
    expect(stale.stderr).toMatch(/ files are stale\. Run: apigen generate\n$/)
    const elsewhere = await made.run('generate', '--check', '--target', 'types', '--output', 'out')
    expect(elsewhere.stderr).toMatch(/2 of 2 files are stale\. Run: apigen generate --target types --output out\n$/)
    const dry = await made.run('generate', '--dry-run')
    expect(dry).toEqual({
      code: 0,
      stdout: stale.stdout,
      stderr: expect.stringMatching(/^\.: \d+ to update, \d+ unchanged in [\d.]+ s\.\n$/),
    })
    expect(made.read('generated/types.ts')).not.toContain('color')
    await made.run('generate')
    expect(made.read('generated/types.ts')).toContain('color')
  })

  it('never touches a handler, and says what it does not overwrite', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    await made.run('generate')
    made.write('handlers/typescript/getThing.ts', '// mine\n')
    made.write('generated/types.ts', '// edited by hand\n')
    const { code, stderr } = await made.run('generate')
    expect(code).toBe(1)
    expect(stderr).toMatch(/edited generated\/types\.ts[\s\S]*- \/\/ edited by hand[\s\S]*--force/)
    expect([made.read('handlers/typescript/getThing.ts'), made.read('generated/types.ts')]).toEqual(['// mine\n', '// edited by hand\n'])
    expect((await made.run('generate', '--force')).code).toBe(0)
    expect(made.read('generated/types.ts')).not.toContain('edited by hand')
    expect(made.read('handlers/typescript/getThing.ts')).toBe('// mine\n')
  })

  it('removes what it no longer generates if it is its own, and names the handlers that are left over', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    await made.run('generate')
    const own = made.files().filter((file) => /^generated\/handlers\/typescript\/(functions\/)?\S*[gG]et-?[tT]hing\.ts$/.test(file))
    expect(own.length).toBe(2)
    made.write('generated/handlers/typescript/getThing.ts', '// mine\n')
    made.write('openapi.yaml', SMALL_SPEC.replace('getThing', 'fetchThing'))
    const check = await made.run('generate', '--check')
    expect(check.stderr).toMatch(
      /edited generated\/handlers\/typescript\/getThing\.ts: Nothing generates it any more, but it was edited by hand\.\nNothing of it/,
    )
    const first = await made.run('generate')
    expect(first.code).toBe(1)
    expect(first.stderr).not.toContain('belongs to no operation')
    expect(made.files().filter((file) => own.includes(file))).toEqual(['generated/handlers/typescript/getThing.ts'])
    const forced = await made.run('generate', '--force')
    expect([forced.code, forced.stderr]).toEqual([
      0,
      expect.stringContaining('handlers/typescript/getThing.ts belongs to no operation any more.'),
    ])
    expect(made.files().filter((file) => own.includes(file))).toEqual([])
    expect(made.files()).toContain('handlers/typescript/getThing.ts')
    made.write('openapi.yaml', SMALL_SPEC.replace('getThing', 'takeThing'))
    expect((await made.run('generate')).stderr).toContain(
      'To keep your code: mv handlers/typescript/fetchThing.ts handlers/typescript/takeThing.ts,',
    )
  })

  it('does not tell to run what would not help', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    await made.run('generate')
    made.write('generated/types.ts', '// edited by hand\n')
    const check = await made.run('generate', '--check')
    expect([check.code, check.stdout]).toEqual([1, '! generated/types.ts  (It was edited by hand.)\n'])
    expect(check.stderr).toMatch(/--force\.\n\.: 1 of \d+ files is stale\.\n$/)
  })

  it('writes only what is asked for, where it is asked for', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    expect((await made.run('generate', '--target', 'types', '--output', 'out')).code).toBe(0)
    expect(made.files()).toEqual(['openapi.yaml', 'out/generated/.manifest.json', 'out/generated/types.ts'])
  })

  it('writes the same bytes wherever and in whatever order', async () => {
    const files = async (made: Bench, ...args: readonly string[]): Promise<Record<string, string>> => {
      expect((await made.runWith({ env: { LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Tokyo' } }, 'generate', ...args)).code).toBe(0)
      return Object.fromEntries(
        made
          .files()
          .filter((file) => /^(generated|handlers)/.test(file))
          .map((file) => [file, made.read(file)]),
      )
    }
    const one = await files(bench({ 'openapi.yaml': SMALL_SPEC }))
    const two = await files(bench({ 'openapi.yaml': SMALL_SPEC }), 'openapi.yaml')
    expect(two).toEqual(one)
  })

  it('takes a spec from standard input, from APIGEN_SPEC and from the config, in that order', async () => {
    const made = bench({
      'a.yaml': SMALL_SPEC.replace('getThing', 'fromConfig'),
      'b.yaml': SMALL_SPEC.replace('getThing', 'fromVariable'),
      'apigen.config.json': '{"spec": "a.yaml"}',
    })
    const ids = async (env: Readonly<Record<string, string>>, input: string, ...args: readonly string[]): Promise<string> => {
      const { stdout } = await made.runWith({ env, input }, 'inspect', 'model', ...args)
      return (JSON.parse(stdout) as { operations: { id: string }[] }).operations.map(({ id }) => id).join()
    }
    expect(await ids({}, '')).toBe('fromConfig')
    expect(await ids({ APIGEN_SPEC: 'b.yaml' }, '')).toBe('fromVariable')
    expect(await ids({ APIGEN_SPEC: 'b.yaml' }, SMALL_SPEC.replace('getThing', 'fromInput'), '-')).toBe('fromInput')
  })
})

describe('apigen lint', () => {
  it('shows the line, the reason and the way out', async () => {
    const made = bench({
      'openapi.yaml': SMALL_SPEC.replace(
        'paths:\n',
        'paths:\n  /things/{other}/parts:\n    get:\n      responses: { "200": { description: x } }\n',
      ),
    })
    const { code, stdout, stderr } = await made.run('lint')
    expect(code).toBe(1)
    expect(stdout).toMatch(/error gateway\/sibling-path-variables {2}openapi\.yaml:\d+:\d+\n/)
    expect(stdout).toMatch(/→ +\d+ │ {3}\/things\/\{/)
    expect(stderr).toContain('API Gateway would refuse it.')
    expect((await made.run('generate')).code).toBe(0)
  })

  it('speaks JSON and GitHub', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC.replace('schemas/Thing', 'schemas/Think') })
    const json = JSON.parse((await made.run('lint', '--format', 'json')).stdout) as {
      schemaVersion: number
      diagnostics: { at: { line: number } }[]
    }
    expect(json.schemaVersion).toBe(1)
    expect(json.diagnostics[0]?.at.line).toBe(19)
    expect((await made.run('lint', '--format', 'github')).stdout).toMatch(/^::warning file=openapi\.yaml,line=19,col=\d+,title=normalize\//)
  })

  it('says in color only when it is asked to', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC.replace('schemas/Thing', 'schemas/Think') })
    const control = String.fromCharCode(27)
    expect((await made.run('lint')).stdout).not.toContain(control)
    expect((await made.runWith({ env: { FORCE_COLOR: '1' } }, 'lint')).stdout).toContain(control)
    expect((await made.runWith({ env: { FORCE_COLOR: '1', NO_COLOR: '1' } }, 'lint')).stdout).not.toContain(control)
    expect((await made.runWith({ env: { FORCE_COLOR: '1' } }, 'lint', '--no-color')).stdout).not.toContain(control)
  })

  it('lets no text of a spec reach the terminal raw', async () => {
    const made = bench({
      'openapi.yaml': SMALL_SPEC.replace('/things/{id}', '/th\\u001b[2Jings/{id}').replace('  /th', '  "/th').replace('{id}:', '{id}":'),
    })
    const { stdout, stderr } = await made.run('lint')
    expect(stdout + stderr).not.toContain(String.fromCharCode(27))
    expect(stdout).toContain('<U+001B>')
  })
})

describe('the other commands', () => {
  it('init makes a project that generates, and keeps what is there', async () => {
    const made = bench({ 'my-shop/README.md': 'mine' })
    const { code, stdout } = await made.run('init', 'my-shop', '--yes')
    expect(code).toBe(0)
    expect(stdout).toContain('= README.md')
    expect(made.read('my-shop/README.md')).toBe('mine')
    expect(made.read('my-shop/openapi.yaml')).toContain("title: 'My Shop'")
    expect((await made.run('generate', '--config', 'my-shop/apigen.config.yaml')).code).toBe(0)
    expect(made.files()).toContain('my-shop/handlers/typescript/greet.ts')
    expect((await made.run('init', 'my-shop', '--yes')).code).toBe(2)
  })

  it('explain knows every code', async () => {
    const made = bench()
    const list = (await made.run('explain')).stdout.trim().split('\n')
    expect(list.length).toBeGreaterThan(50)
    const { code, stdout } = await made.run('explain', 'load/duplicate-key')
    expect([code, stdout]).toEqual([0, expect.stringContaining('What to do')])
    const rule = await made.run('explain', 'request-parameter-became-required')
    expect([rule.code, rule.stdout]).toEqual([
      0,
      expect.stringMatching(/^request-parameter-became-required {2}breaking\n[\s\S]*`diff\.severity`/),
    ])
    const normal = await made.run('explain', 'export/unused-models')
    expect([normal.code, normal.stdout]).toEqual([0, expect.stringMatching(/^export\/unused-models {2}normalization\n\nModels that/)])
    const near = await made.run('explain', 'request-parameter-became-requird')
    expect([near.code, near.stderr]).toEqual([2, expect.stringContaining('`apigen explain request-parameter-became-required`')])
  })

  it('inspect prints JSON of every stage', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    const views = { document: 'files', normalized: 'root', model: 'operations', files: 'files', plan: 'changes' }
    for (const [view, member] of Object.entries(views)) {
      const { code, stdout } = await made.run('inspect', view)
      expect([view, code]).toEqual([view, 0])
      expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, [member]: expect.anything() })
    }
  })

  it('inspect prints nothing but JSON on stdout', async () => {
    const made = bench({ 'openapi.yaml': 'openapi: [' })
    for (const view of ['document', 'plan']) {
      expect(await made.run('inspect', view)).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining('load/syntax') })
    }
  })

  it.each<[what: string, files: Readonly<Record<string, string>>, code: number, line: RegExp]>([
    ['a spec', { 'openapi.yaml': SMALL_SPEC }, 0, /✓ spec +openapi\.yaml: OpenAPI 3\.0\.3, 1 operation\n/],
    ['no spec', {}, 0, /– spec +No spec was named, and none was found\.\n +Name one/],
    ['a spec that is broken', { 'openapi.yaml': 'a: [' }, 1, /✗ spec +openapi\.yaml: The YAML .*\n +apigen lint says where and why\.\n/],
    ['a spec that is not there', { 'apigen.config.yaml': 'spec: nope.yaml' }, 1, /✗ spec +nope\.yaml: `nope\.yaml` does not exist\.\n/],
    ['a profile', { '.aws/config': '[default]' }, 0, /✓ AWS +the default profile, .*\.aws\/config\n/],
    ['no profile', {}, 0, /– AWS +no profile and no keys\n +Needed only to talk to AWS; --local needs none\.\n/],
  ])('doctor finds %s', async (_, files, code, line) => {
    const found = await bench(files).run('doctor')
    expect(found).toEqual({ code, stdout: expect.stringMatching(line), stderr: '' })
  })

  it('doctor says what there is', async () => {
    const { code, stdout } = await bench({ 'openapi.yaml': SMALL_SPEC }).run('doctor', '--format', 'json')
    expect(code).toBe(0)
    expect((JSON.parse(stdout) as { findings: { what: string }[] }).findings.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['Node', 'spec', 'AWS']),
    )
  })

  it('help is the same from both doors, and names every command', async () => {
    const made = bench()
    const [fast, slow] = [await made.spawn({}, '--help'), await made.run('help')]
    expect(fast).toEqual({ code: 0, stdout: slow.stdout, stderr: '' })
    for (const name of [
      'init',
      'lint',
      'generate',
      'dev',
      'gateway',
      'import',
      'export',
      'diff',
      'explain',
      'inspect',
      'doctor',
      'completion',
    ]) {
      expect(fast.stdout).toContain(`\n  ${name} `)
      expect((await made.run(name, '--help')).stdout).toContain('Examples:')
    }
    expect((await made.run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('the built program says the same and exits with the same code', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC.replace('3.0.3', '4.0.0') })
    for (const args of [['lint'], ['--version'], ['explain', 'load/syntax'], ['nope'], []]) {
      expect(await made.spawn({}, ...args)).toEqual(await made.run(...args))
    }
  })
})
