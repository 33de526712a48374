import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Bench, createBench, SMALL_SPEC } from '../support/cli.ts'
import { wrongInReport } from '../support/diff-report.ts'

const PARAMETERS = 'operationId: getThing\n      parameters:\n'
const BREAKING = SMALL_SPEC.replace(PARAMETERS, `${PARAMETERS}        - { name: q, in: query, required: true, schema: { type: string } }\n`)
const WARNING = SMALL_SPEC.replace('title: Small', 'title: Tiny')
const NOTE = SMALL_SPEC.replace('operationId: getThing', 'operationId: getThing\n      deprecated: true')
const TEXTS = SMALL_SPEC.replace('A thing.', 'The thing.')

const benches: Bench[] = []
const bench = (files: Readonly<Record<string, string>>): Bench => {
  const made = createBench(files)
  benches.push(made)
  return made
}
afterAll(() => {
  for (const made of benches) made.close()
})

const git = ({ folder }: Bench, ...args: readonly string[]): void => {
  const { status, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder, encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, expect.anything()])
}

/** A repository whose first commit holds the files. */
const repository = (files: Readonly<Record<string, string>>): Bench => {
  const made = bench(files)
  git(made, 'init', '-q', '-b', 'main')
  git(made, 'add', '.')
  git(made, 'commit', '-qm', 'one')
  return made
}

describe('a report as JSON', () => {
  it('is as its published schema says, whatever came of the comparison', async () => {
    const made = bench({ 'a.yaml': SMALL_SPEC, 'b.yaml': BREAKING, 'note.yaml': NOTE, 'broken.yaml': 'openapi: [' })
    for (const head of ['a.yaml', 'b.yaml', 'note.yaml', 'broken.yaml', 'nowhere.yaml'])
      expect(wrongInReport((await made.run('diff', 'a.yaml', head, '--format', 'json')).stdout), head).toEqual([])
    expect(wrongInReport('{"schemaVersion": 1, "differences": [], "exitCode": 4, "extra": 1}')).toHaveLength(2)
  })
})

describe('how a comparison ends', () => {
  const cases: readonly (readonly [name: string, head: string, code: Readonly<Record<string, number>>])[] = [
    ['a breaking difference', BREAKING, { breaking: 1, warning: 1, any: 1, none: 0 }],
    ['a warning', WARNING, { breaking: 0, warning: 1, any: 1, none: 0 }],
    ['a note', NOTE, { breaking: 0, warning: 0, any: 1, none: 0 }],
    ['other texts for people', TEXTS, { breaking: 0, warning: 0, any: 0, none: 0 }],
  ]
  it.each(cases)('%s', async (_name, head, codes) => {
    const made = bench({ 'a.yaml': SMALL_SPEC, 'b.yaml': head })
    for (const [level, code] of Object.entries(codes))
      expect([level, (await made.run('diff', 'a.yaml', 'b.yaml', '--fail-on', level)).code]).toEqual([level, code])
    expect((await made.run('diff', 'a.yaml', 'b.yaml')).code).toBe(codes.breaking)
  })

  it('says so where there is nothing to say', async () => {
    const made = bench({ 'a.yaml': SMALL_SPEC, 'b.yaml': TEXTS })
    const said = 'No differences: nothing changes for clients, security and integrations.\n'
    expect(await made.run('diff', 'a.yaml', 'b.yaml')).toEqual({ code: 0, stdout: said, stderr: '' })
  })

  it('is never clean where a side cannot be read, and keeps standard output for data', async () => {
    const made = bench({ 'a.yaml': SMALL_SPEC, 'broken.yaml': 'a: [' })
    for (const sides of [
      ['a.yaml', 'broken.yaml'],
      ['broken.yaml', 'a.yaml'],
    ]) {
      const { code, stdout, stderr } = await made.run('diff', ...sides)
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toMatch(/load\/syntax {2}broken\.yaml:1:5[\s\S]*broken\.yaml cannot be read, so nothing was compared\./)
    }
    const { code, stdout } = await made.run('diff', 'a.yaml', 'broken.yaml', '--format', 'json')
    expect([code, JSON.parse(stdout)]).toEqual([
      2,
      expect.objectContaining({ exitCode: 2, differences: null, diagnostics: [expect.objectContaining({ code: 'load/syntax' })] }),
    ])
  })

  it('takes what git names where a file is new or gone for an API without operations', async () => {
    const made = bench({ 'a.yaml': SMALL_SPEC })
    const added = await made.run('diff', '/dev/null', 'a.yaml')
    expect([added.code, added.stderr]).toEqual([0, ''])
    expect(added.stdout).toContain('`GET /things/{id}` is new.')
    expect(added.stdout).not.toContain('is called')
    expect(added.stdout).toContain('The version is `1`; it was empty.')
    const gone = await made.run('diff', 'a.yaml', '/dev/null')
    expect([gone.code, gone.stderr]).toEqual([1, ''])
    expect(gone.stdout).toMatch(/^breaking `GET \/things\/\{id\}` is gone/m)
  })

  const wrong: readonly (readonly [name: string, args: readonly string[], said: RegExp])[] = [
    ['no such file', ['a.yaml', 'nowhere.yaml'], /There is no file `nowhere\.yaml`[\s\S]*git-ref:path/],
    ['a path of Windows is no revision', ['C:\\specs\\a.yaml', 'a.yaml'], /There is no file `C:\\specs\\a\.yaml`/],
    ['an option of git is no revision', ['a.yaml', '--', '--output=x:a.yaml'], /There is no file `--output=x:a\.yaml`/],
    ['no file and no spec to compare it with', ['/dev/null'], /No spec was named, and none was found/],
    ['standard input twice', ['-', '-'], /can be read only once/],
    ['another level', ['a.yaml', 'a.yaml', '--fail-on', 'braking'], /Did you mean `breaking`/],
    [
      'no repository',
      ['main:a.yaml', 'a.yaml'],
      /`main:a\.yaml` cannot be read: this folder is in no git repository\.[\s\S]*apigen diff OLD NEW/,
    ],
  ]
  it.each(wrong)('%s', async (_name, args, said) => {
    const made = bench({ 'a.yaml': SMALL_SPEC })
    const { code, stdout, stderr } = await made.run('diff', ...args)
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(said)])
  })
})

describe('formats for other tools', () => {
  it('keep the exit code, and print nothing where nothing was compared', async () => {
    const made = bench({ 'a.yaml': SMALL_SPEC, 'b.yaml': BREAKING, 'broken.yaml': 'a: [' })
    const sarif = await made.run('diff', 'a.yaml', 'b.yaml', '--format', 'sarif')
    expect([sarif.code, JSON.parse(sarif.stdout).runs[0].results.length]).toEqual([1, 1])
    const junit = await made.run('diff', 'a.yaml', 'b.yaml', '--format', 'junit', '--fail-on', 'none')
    expect([junit.code, junit.stdout]).toEqual([0, expect.stringContaining('failures="0"')])
    for (const format of ['sarif', 'junit'])
      expect(await made.run('diff', 'a.yaml', 'broken.yaml', '--format', format)).toMatchObject({ code: 2, stdout: '' })
    const lint = await made.run('lint', 'broken.yaml', '--format', 'sarif')
    expect([lint.code, JSON.parse(lint.stdout).runs[0].results[0]]).toEqual([
      2,
      expect.objectContaining({ ruleId: 'load/syntax', level: 'error', ruleIndex: 0 }),
    ])
  })
})

describe('what is compared', () => {
  it('the spec of the project with itself at HEAD, when nothing is named', async () => {
    const made = repository({ 'openapi.yaml': SMALL_SPEC })
    expect((await made.run('diff')).code).toBe(0)
    made.write('openapi.yaml', BREAKING)
    const { code, stdout } = await made.run('diff')
    expect([code, stdout]).toEqual([1, expect.stringContaining('HEAD:openapi.yaml:7:5 → openapi.yaml:10:11')])
    expect((await made.run('diff', 'openapi.yaml')).stdout).toBe(stdout)
  })

  it('the spec of a branch with what it was where the branch left the trunk', async () => {
    const made = repository({ 'openapi.yaml': SMALL_SPEC })
    git(made, 'checkout', '-qb', 'work')
    made.write('openapi.yaml', BREAKING)
    git(made, 'commit', '-qam', 'two')
    expect((await made.run('diff')).code).toBe(1)
    // What others did in the meantime is no difference of this branch.
    git(made, 'checkout', '-q', 'main')
    made.write('openapi.yaml', NOTE)
    git(made, 'commit', '-qam', 'three')
    git(made, 'checkout', '-q', 'work')
    const { stdout } = await made.run('diff')
    expect(stdout).toMatch(/[0-9a-f]{7}:openapi\.yaml:7:5 → openapi\.yaml:10:11/)
    expect(stdout).toContain('handlers-changed')
    expect(stdout).toContain('3 differences: 1 breaking')
  })

  it('nothing where the history at hand does not tell where the branch began', async () => {
    const made = repository({ 'openapi.yaml': SMALL_SPEC })
    git(made, 'checkout', '-qb', 'work')
    made.write('openapi.yaml', BREAKING)
    git(made, 'commit', '-qam', 'two')
    git(made, 'checkout', '-q', 'main')
    git(made, 'clone', '-q', '--depth', '1', '--branch', 'work', `file://${made.folder}`, 'shallow')
    const { status, stdout, stderr } = spawnSync(process.execPath, [made.bin, 'diff'], {
      cwd: join(made.folder, 'shallow'),
      encoding: 'utf8',
    })
    expect([status, stdout, stderr]).toEqual([
      2,
      '',
      expect.stringMatching(/git cannot say where this branch began\.[\s\S]*fetch-depth: 0/),
    ])
  })

  it('what is named with the spec of the project', async () => {
    const made = repository({ 'openapi.yaml': BREAKING, 'old.yaml': SMALL_SPEC })
    expect((await made.run('diff', 'old.yaml')).code).toBe(1)
    expect((await made.run('diff', 'main:old.yaml')).stdout).toContain('main:old.yaml:7:5 → openapi.yaml:10:11')
  })

  it('a file without a project with itself at HEAD', async () => {
    const made = repository({ 'pets.yaml': SMALL_SPEC })
    made.write('pets.yaml', BREAKING)
    expect((await made.run('diff', 'pets.yaml')).code).toBe(1)
  })

  it('standard input with a file', async () => {
    const made = bench({ 'a.yaml': SMALL_SPEC })
    const { code, stdout } = await made.runWith({ input: BREAKING }, 'diff', 'a.yaml', '-')
    expect([code, stdout]).toEqual([1, expect.stringContaining('a.yaml:7:5 → stdin:10:11')])
  })

  it('a file rather than a revision of the same spelling', async () => {
    const made = repository({ 'openapi.yaml': SMALL_SPEC, 'main:openapi.yaml': BREAKING })
    expect((await made.run('diff', 'main:openapi.yaml', 'openapi.yaml')).stdout).toContain('`q` of `GET /things/{id}` is gone')
  })

  it('files that others refer to, as they were then', async () => {
    const made = repository({
      'api/openapi.yaml': SMALL_SPEC.replace("$ref: '#/components/schemas/Thing'", "$ref: 'parts/thing.yaml'"),
      'api/parts/thing.yaml': 'type: object\nproperties: { id: { type: string } }\n',
    })
    made.write('api/parts/thing.yaml', 'type: object\nproperties: { id: { type: integer } }\n')
    const { code, stdout } = await made.run('diff', 'HEAD:api/openapi.yaml', 'api/openapi.yaml')
    expect([code, stdout]).toEqual([1, expect.stringContaining('HEAD:api/parts/thing.yaml:2:15 → api/parts/thing.yaml:2:15')])
  })

  const missing: readonly (readonly [name: string, argument: string, said: RegExp])[] = [
    ['a revision that is nearly one', 'mian:openapi.yaml', /git knows no revision `mian`\.\n.*Did you mean `main`\?/],
    ['a revision of nobody', 'release-2019:openapi.yaml', /git knows no revision `release-2019`\.\n.*fetch-depth/],
    ['a file that was not there yet', 'main:later.yaml', /There is no `later\.yaml` in `main`\./],
    ['a revision without a path', 'main', /There is no file `main`\.\n.*The spec as it was then is main:openapi\.yaml\./],
  ]
  it.each(missing)('%s', async (_name, argument, said) => {
    const made = repository({ 'openapi.yaml': SMALL_SPEC })
    const { code, stderr } = await made.run('diff', argument)
    expect([code, stderr]).toEqual([2, expect.stringMatching(said)])
  })

  it('nothing where there is no commit yet', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    git(made, 'init', '-q')
    expect(await made.run('diff')).toMatchObject({ code: 2, stderr: expect.stringContaining('has no commit yet') })
  })
})

describe('what the config says of differences', () => {
  const compared = (
    diff: string,
    ...args: readonly string[]
  ): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> =>
    bench({ 'a.yaml': SMALL_SPEC, 'b.yaml': BREAKING, 'apigen.config.yaml': `diff:\n${diff}` }).run('diff', 'a.yaml', 'b.yaml', ...args)

  it('when to fail, unless a flag says otherwise', async () => {
    expect((await compared('  failOn: none\n')).code).toBe(0)
    expect((await compared('  failOn: none\n', '--fail-on', 'breaking')).code).toBe(1)
  })

  it('how bad a rule is', async () => {
    const { code, stdout } = await compared('  severity: { new-required-request-parameter: note }\n')
    expect([code, stdout]).toEqual([0, expect.stringContaining('0 breaking, 0 warnings, 3 notes')])
  })

  it('what to leave out: a rule, or one finding by its fingerprint', async () => {
    const left = 'No differences: nothing changes for clients, security and integrations. The config leaves out one more.\n'
    expect(await compared('  ignore: [new-required-request-parameter]\n')).toMatchObject({ code: 0, stdout: left })
    const [, fingerprint] = /\[([0-9a-f]{12})\]/.exec((await compared('  ignore: []\n')).stdout) ?? []
    expect(await compared(`  ignore: ['${fingerprint}']\n`)).toMatchObject({ code: 0, stdout: left })
  })

  it('why, and how long: from the day after it is told again, with the reason', async () => {
    const entry = (until: string): string =>
      `  ignore:\n    - { rule: new-required-request-parameter, reason: nobody calls it yet, until: ${until} }\n`
    expect((await compared(entry('9999-12-31'))).code).toBe(0)
    const over = await compared(entry('2020-02-29'))
    expect([over.code, over.stdout]).toEqual([1, expect.stringContaining('new-required-request-parameter')])
    expect(over.stderr).toBe(
      '`new-required-request-parameter` was to be left out until 2020-02-29 (nobody calls it yet), which is over: it is told again.\n',
    )
    const never = await compared(entry('2021-02-29'))
    expect([never.code, never.stderr]).toEqual([2, expect.stringContaining('must be a day such as `2027-01-31`')])
    const silent = await compared('  ignore: [{ rule: new-required-request-parameter }]\n')
    expect([silent.code, silent.stderr]).toEqual([2, expect.stringContaining('needs `reason`')])
  })

  it('refuses rules that do not exist, at their lines', async () => {
    const { code, stderr } = await compared('  severity: { new-required-request-paramter: note }\n  ignore:\n    - no-such-rule-at-all\n')
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /apigen\.config\.yaml:2:15\n.*`new-required-request-paramter`[\s\S]*Did you mean `new-required-request-parameter`/,
    )
    expect(stderr).toMatch(/apigen\.config\.yaml:4:7\n.*`no-such-rule-at-all`[\s\S]*apigen explain lists all rules/)
  })
})

describe('the name of a stage', () => {
  const CONFIG = 'stages: { prod: {}, staging: {} }\n'
  const cases: readonly (readonly [args: readonly string[], said: string])[] = [
    [['import', '--stage', 'prdo', '--dry-run', '--local'], 'Did you mean `--stage prod`?'],
    [['export', '--stage', 'stagin', '--local'], 'Did you mean `--stage staging`?'],
    [['dev', '--stage', 'porod'], 'Did you mean `--stage prod`?'],
    [['diff', 'stage:prdo', '--local'], 'Did you mean `stage:prod`?'],
  ]
  it.each(cases)('%j', async (args, said) => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC, 'apigen.config.yaml': CONFIG })
    const { code, stderr } = await made.run(...args)
    expect([code, stderr]).toEqual([2, expect.stringContaining(said)])
  })

  it('may be one that the config does not know', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC, 'apigen.config.yaml': CONFIG })
    expect((await made.run('import', '--stage', 'pr-12', '--dry-run', '--local')).code).toBe(0)
  })
})

it('holds the day of an end against the days that the config asks for', async () => {
  const ending = (days: number): string =>
    SMALL_SPEC.replace(
      'operationId: getThing',
      `operationId: getThing\n      deprecated: true\n      x-sunset: "${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}"`,
    )
  const made = bench({
    'a.yaml': SMALL_SPEC,
    'soon.yaml': ending(60),
    'late.yaml': ending(120),
    'apigen.config.yaml': 'diff: { sunsetDays: 90 }\n',
  })
  const soon = await made.run('diff', 'a.yaml', 'soon.yaml')
  expect([soon.code, soon.stdout]).toEqual([
    1,
    expect.stringMatching(/the first day that `diff\.sunsetDays` of the config allows\.\n +api-sunset-date-too-small/),
  ])
  expect((await made.run('diff', 'a.yaml', 'late.yaml')).code).toBe(0)
})
