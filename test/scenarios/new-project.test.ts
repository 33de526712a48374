import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { type Bench, createBench, SMALL_SPEC } from '../support/cli.ts'
import { present } from '../support/program.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))

const benches: Bench[] = []
const bench = (files: Readonly<Record<string, string>> = {}): Bench => {
  const made = createBench(files)
  benches.push(made)
  return made
}
afterEach(() => {
  for (const made of benches.splice(0)) made.close()
})

const FILES = [
  '.gitignore',
  'README.md',
  'apigen.config.yaml',
  'handlers/typescript/greet.ts',
  'openapi.yaml',
  'package.json',
  'test/api.test.js',
  'tsconfig.json',
]

describe('a new project', () => {
  it('is silent, generates, compiles and passes its own test', async () => {
    const made = bench()
    const begun = await made.run('init')
    expect(begun).toEqual({ code: 0, stdout: [...FILES].map((file) => `+ ${file}\n`).join(''), stderr: expect.not.stringContaining('cd ') })
    // What `npm install` would put there.
    mkdirSync(join(made.folder, 'node_modules'))
    symlinkSync(repository, join(made.folder, 'node_modules/apigen'))
    symlinkSync(join(repository, 'node_modules/@types'), join(made.folder, 'node_modules/@types'))

    expect(await made.run('lint')).toEqual({ code: 0, stdout: '', stderr: 'openapi.yaml: nothing to say.\n' })
    expect(await made.run('generate')).toEqual({ code: 0, stdout: '', stderr: expect.stringMatching(/^\.: \d+ created, 1 unchanged in /) })
    expect((await made.run('generate', '--check')).code).toBe(0)
    const here = { cwd: made.folder, encoding: 'utf8' } as const
    const tests = spawnSync(process.execPath, ['--test'], { ...here, env: { PATH: process.env.PATH } })
    expect([tests.status, tests.stdout]).toEqual([0, expect.stringMatching(/pass 1\n/)])
    const types = spawnSync(process.execPath, [join(repository, 'node_modules/typescript/bin/tsc'), '--noEmit'], here)
    expect([types.status, types.stdout]).toEqual([0, ''])
  })

  it.skipIf(!present('python3', '--version'))('has handlers in Python where it is asked for them, and passes its own test', async () => {
    const made = bench()
    const begun = await made.run('init', 'my-shop', '--template', 'python')
    expect([begun.code, begun.stdout]).toEqual([
      0,
      '+ .gitignore\n+ README.md\n+ apigen.config.yaml\n+ handlers/python/greet.py\n+ openapi.yaml\n+ package.json\n+ pyproject.toml\n+ tests/test_api.py\n',
    ])
    const config = ['--config', 'my-shop/apigen.config.yaml']
    expect((await made.run('generate', ...config)).stderr).toMatch(/: \d+ created, 1 unchanged in /)
    expect(made.files().filter((file) => /my-shop\/(generated\/)?handlers\/typescript/.test(file))).toEqual([])
    const { scripts } = JSON.parse(made.read('my-shop/package.json')) as { scripts: Record<string, string> }
    const [program = '', ...args] = scripts.test?.split(' ') ?? []
    const tests = spawnSync(program, args, { cwd: join(made.folder, 'my-shop'), encoding: 'utf8' })
    expect([tests.status, tests.stderr]).toEqual([0, expect.stringMatching(/Ran 1 test/)])
  })

  it('has handlers in Java where it is asked for them', async () => {
    const made = bench()
    const begun = await made.run('init', 'my-shop', '--template', 'java')
    expect([begun.code, begun.stdout]).toEqual([
      0,
      '+ .gitignore\n+ README.md\n+ apigen.config.yaml\n+ handlers/java/Greet.java\n+ openapi.yaml\n+ package.json\n+ pom.xml\n+ tests/ApiTest.java\n',
    ])
    expect((await made.run('generate', '--config', 'my-shop/apigen.config.yaml')).stderr).toMatch(/: \d+ created, 1 unchanged in /)
    expect(made.files().filter((file) => /my-shop\/(generated\/)?handlers\/typescript/.test(file))).toEqual([])
    // Maven takes its time, and gets what it tests with: where everything is required.
    if (process.env.APIGEN_REQUIRE !== 'all') return console.warn('skipped: the own test of a project in Java, without APIGEN_REQUIRE=all')
    const { scripts } = JSON.parse(made.read('my-shop/package.json')) as { scripts: Record<string, string> }
    const [program = '', ...args] = scripts.test?.split(' ') ?? []
    const tests = spawnSync(program, args, { cwd: join(made.folder, 'my-shop'), encoding: 'utf8' })
    expect([tests.status, tests.status === 0 ? '' : tests.stdout]).toEqual([0, ''])
    expect(made.read('my-shop/target/surefire-reports/ApiTest.txt')).toMatch(/Tests run: 1, Failures: 0, Errors: 0/)
  }, 300_000)

  it('has a manifest whose scripts are commands of apigen', async () => {
    const made = bench()
    await made.run('init', 'my-shop')
    const { name, scripts, devDependencies } = JSON.parse(made.read('my-shop/package.json')) as {
      name: string
      scripts: Record<string, string>
      devDependencies: Record<string, string>
    }
    expect([name, devDependencies.apigen]).toEqual(['my-shop', expect.stringMatching(/^file:.*\.\.\//)])
    for (const line of Object.values(scripts).filter((script) => script.startsWith('apigen'))) {
      const [command = ''] = line.split(' && ')[0]?.split(' ').slice(1) ?? []
      expect((await made.run(command, '--help')).code).toBe(0)
    }
  })

  it.each<[given: string, name: string, version: string]>([
    ['@acme/apigen', '@acme/apigen', '^0.1.0'],
    ['@acme/apigen@1.2.3', '@acme/apigen', '1.2.3'],
    ['apigen@file:../apigen', 'apigen', 'file:../apigen'],
    ['file:../apigen', 'apigen', 'file:../apigen'],
    ['git+https://example.com/apigen.git', 'apigen', 'git+https://example.com/apigen.git'],
  ])('finds apigen as %s', async (given, name, version) => {
    const made = bench()
    expect((await made.run('init', '--package-name', given)).code).toBe(0)
    const { devDependencies } = JSON.parse(made.read('package.json')) as { devDependencies: Record<string, string> }
    expect(devDependencies[name]).toBe(version)
    expect(made.read('test/api.test.js')).toContain(`from '${name}/testing'`)
  })

  it.each(['123', 'null', 'yes', 'my api!', 'Über', '日本', '-', 'x'.repeat(60)])('may be called %s', async (name) => {
    const made = bench()
    expect((await made.run('init', '--', name)).code).toBe(0)
    expect(await made.run('lint', '--config', `${name}/apigen.config.yaml`)).toMatchObject({ code: 0, stdout: '' })
  })
})

describe('a project in a folder that is not empty', () => {
  it('takes the spec that is there, touches nothing, and says what is missing', async () => {
    const mine = { 'swagger.yaml': SMALL_SPEC, 'package.json': '{"name":"mine"}', '.gitignore': 'dist\n', 'README.md': 'mine' }
    const made = bench(mine)
    const { code, stdout, stderr } = await made.run('init', '--yes')
    expect([code, stdout]).toEqual([
      0,
      '+ apigen.config.yaml\n+ tsconfig.json\n= .gitignore  (yours, left as it is)\n= README.md  (yours, left as it is)\n= package.json  (yours, left as it is)\n',
    ])
    for (const [file, text] of Object.entries(mine)) expect(made.read(file)).toBe(text)
    expect(made.read('apigen.config.yaml')).toContain('spec: swagger.yaml\n')
    expect(stderr).toMatch(
      /npm install --save-dev apigen@file:\S+ @types\/node typescript\n {2}npm pkg set scripts\.generate="apigen generate" /,
    )
    expect(stderr).toContain('echo .apigen/ >> .gitignore')
    expect((await made.run('generate')).code).toBe(0)
  })

  it('names the scripts of the language that was asked for', async () => {
    const { stderr } = await bench({ 'package.json': '{"name":"mine"}' }).run('init', '--yes', '--template', 'python')
    expect(stderr).toMatch(/npm install --save-dev apigen@file:\S+\n/)
    expect(stderr).toContain('scripts.check="apigen generate --check && mypy generated handlers"')
  })

  it('adds no second config', async () => {
    const made = bench({ 'apigen.config.json': '{}' })
    expect((await made.run('init')).stdout).toContain('= apigen.config.json  (yours, left as it is)')
    expect(made.files().filter((file) => file.startsWith('apigen.config'))).toEqual(['apigen.config.json'])
  })

  it.each<[what: string, args: readonly string[], files: Readonly<Record<string, string>>, message: RegExp]>([
    ['a file for a folder', ['init', 'x'], { x: '' }, /`\/\S+\/x` is a file where a folder is needed\./],
    ['a place below a file', ['init', 'x/y'], { x: '' }, /is a file where a folder is needed\./],
    ['no name of a package', ['init', '--package-name', 'a b'], {}, /`a b` is no name of a package/],
    ['a template that is none', ['init', '--template', 'typscript'], {}, /`typescript`/],
  ])('refuses %s', async (_, args, files, message) => {
    const made = bench(files)
    const { code, stdout, stderr } = await made.run(...args)
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(message)])
    expect(stderr).not.toContain('bug in apigen')
    expect(made.files()).toEqual(Object.keys(files))
  })

  it('is not made twice', async () => {
    const made = bench()
    await made.run('init')
    expect(await made.run('init')).toMatchObject({ code: 2, stderr: expect.stringContaining('already is an apigen project') })
  })
})
