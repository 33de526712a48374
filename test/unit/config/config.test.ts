import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ApigenFailure } from '../../../generator/base/diagnostic.ts'
import type { Json, JsonObject } from '../../../generator/base/json.ts'
import { checkConfig, configKeys } from '../../../generator/config/check-config.ts'
import { loadConfig } from '../../../generator/config/load-config.ts'
import { type Flags, resolveSettings } from '../../../generator/config/resolve-settings.ts'

describe('checkConfig', () => {
  const table: readonly [name: string, given: Json, want: readonly string[]][] = [
    ['nothing', {}, []],
    [
      'everything',
      {
        $schema: 's',
        spec: 'a.yaml',
        output: '.',
        targets: ['types'],
        bind: { A: [1] },
        functions: {
          grouping: 'tag',
          runtime: 'nodejs22.x',
          memory: 128,
          timeout: 900,
          role: 'r',
          ephemeralStorage: 512,
          architecture: 'arm64',
          environment: { A: 'b' },
        },
        stages: {
          dev: {
            apiId: 'a',
            variables: { a: 'b' },
            bind: {},
            functions: {},
            methodSettings: { '*': { loggingLevel: 'INFO', throttlingRateLimit: 0.5 } },
            canary: { percentTraffic: 0.5, stageVariableOverrides: { a: 'b' } },
            usagePlans: [
              { name: 'gold', throttle: { rateLimit: 0.5, burstLimit: 1 }, quota: { limit: 1, period: 'DAY', offset: 0 }, keys: ['a'] },
            ],
          },
        },
        local: { environment: '.env', cognitoKeys: { arn: 'keys.json', issuer: { keys: [{ kty: 'RSA' }] } }, credentials: 'c.json' },
        diff: { failOn: 'any', severity: { a: 'note' }, ignore: ['b'] },
      },
      [],
    ],
    [
      'what is no set of keys',
      { local: { cognitoKeys: { arn: { keys: ['k'] }, issuer: {} } } },
      [
        '/local/cognitoKeys/arn/keys/0 `local.cognitoKeys.arn.keys.0` must be a map, not the text "k".',
        '/local/cognitoKeys/issuer `local.cognitoKeys.issuer` needs `keys`, and does not have it.',
      ],
    ],
    [
      'secrets in the config',
      { local: { credentials: { AKID: 's' } } },
      ['/local/credentials `local.credentials` must be a text, not a map.'],
    ],
    ['a slip', { specc: 'x' }, ['/specc The config has no key `specc`. Did you mean `spec`?']],
    [
      'a slip inside',
      { stages: { dev: { varibles: {} } } },
      ['/stages/dev/varibles `stages.dev` has no key `varibles`. Did you mean `variables`?'],
    ],
    [
      'a canary without its part',
      { stages: { dev: { canary: { useStageCache: true } } } },
      ['/stages/dev/canary `stages.dev.canary` needs `percentTraffic`, and does not have it.'],
    ],
    [
      'a key far from any',
      { diff: { zzz: 1 } },
      ['/diff/zzz `diff` has no key `zzz`. It has `failOn`, `severity`, `ignore`, `sunsetDays`.'],
    ],
    ['a list', [], [' The config must be a map, not a list.']],
    ['null', null, [' The config must be a map, not null.']],
    [
      'a wrong kind',
      { spec: 1, targets: 'types' },
      ['/spec `spec` must be a text, not the value 1.', '/targets `targets` must be a list, not the text "types".'],
    ],
    ['an item', { targets: ['a', 2] }, ['/targets/1 `targets.1` must be a text, not the value 2.']],
    [
      'a choice',
      { functions: { grouping: 'x' } },
      ['/functions/grouping `functions.grouping` must be one of `operation`, `tag`, `api`, not the text "x".'],
    ],
    [
      'a number out of range',
      { functions: { memory: 64 } },
      ['/functions/memory `functions.memory` must be a whole number from 128 to 10240, not the value 64.'],
    ],
    [
      'half a megabyte',
      { functions: { memory: 128.5 } },
      ['/functions/memory `functions.memory` must be a whole number from 128 to 10240, not the value 128.5.'],
    ],
    [
      'too little of /tmp',
      { functions: { ephemeralStorage: 128 } },
      ['/functions/ephemeralStorage `functions.ephemeralStorage` must be a whole number from 512 to 10240, not the value 128.'],
    ],
    [
      'a grouping of one stage',
      { stages: { dev: { functions: { grouping: 'api' } } } },
      ['/stages/dev/functions/grouping `stages.dev.functions` has no key `grouping`.'],
    ],
    [
      'a name of every object',
      { constructor: {}, toString: 1 },
      ['/constructor The config has no key `constructor`.', '/toString The config has no key `toString`.'],
    ],
  ]
  it.each(table)('%s', (_, given, want) => {
    const found = checkConfig(given).map(({ pointer, message, help }) => `${pointer} ${message}${help === undefined ? '' : ` ${help}`}`)
    expect(
      found.map((line, index) => (want[index]?.endsWith('?') || want[index]?.includes('It has') ? line : line.replace(/ It has .*$/, ''))),
    ).toEqual(want)
  })

  it('knows a key named __proto__ as one that is not there', () => {
    expect(checkConfig(JSON.parse('{"__proto__": {"spec": 1}}') as Json).map(({ pointer }) => pointer)).toEqual(['/__proto__'])
  })

  it('says the same as the schema for editors', () => {
    const file = resolve(import.meta.dirname, '../../../specs/schema/config.json')
    const schema = JSON.parse(readFileSync(file, 'utf8')) as {
      properties: Record<string, { properties?: Record<string, unknown> }>
      definitions: Record<string, { properties: Record<string, unknown> }>
    }
    expect([...configKeys].sort()).toEqual(Object.keys(schema.properties).sort())
    const accepted = (at: (key: string) => Json): ((key: string) => boolean) => {
      return (key) => !checkConfig(at(key)).some(({ message }) => message.includes('has no key'))
    }
    expect(
      Object.keys(schema.definitions.stage?.properties ?? {}).filter((key) => !accepted((name) => ({ stages: { s: { [name]: 1 } } }))(key)),
    ).toEqual([])
    expect(
      Object.keys(schema.definitions.functions?.properties ?? {}).filter((key) => !accepted((name) => ({ functions: { [name]: 1 } }))(key)),
    ).toEqual([])
    expect(
      Object.keys(schema.properties.diff?.properties ?? {}).filter((key) => !accepted((name) => ({ diff: { [name]: 1 } }))(key)),
    ).toEqual([])
    expect(
      Object.keys(schema.properties.local?.properties ?? {}).filter((key) => !accepted((name) => ({ local: { [name]: 1 } }))(key)),
    ).toEqual([])
    expect(accepted((name) => ({ stages: { s: { [name]: 1 } } }))('nope')).toBe(false)
  })
})

/** From Node 22.18 on, and then the import is Node's own, which the test runner would take for itself and not understand. */
const stripsTypes = 'typescript' in process.features && Boolean(process.features.typescript)

function loadApart(folder: string): unknown {
  const source = new URL('../../../generator/config/load-config.ts', import.meta.url).href
  const program = `import { loadConfig } from ${JSON.stringify(source)}; console.log(JSON.stringify(await loadConfig(process.argv[1])))`
  return JSON.parse(spawnSync(process.execPath, ['--input-type=module', '-e', program, folder], { encoding: 'utf8' }).stdout)
}

describe('loadConfig', () => {
  const folders: string[] = []
  const make = (files: Readonly<Record<string, string>>): string => {
    const folder = mkdtempSync(join(tmpdir(), 'apigen-config-'))
    folders.push(folder)
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return folder
  }
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  })

  const written: readonly [file: string, text: string][] = [
    ['apigen.config.json', '{"spec": "a.yaml"}'],
    ['apigen.config.json', '\uFEFF{"spec": "a.yaml"}'],
    ['apigen.config.json', '{"spec": "a.yaml",}'],
    ['apigen.config.yaml', 'spec: a.yaml\n'],
    ['apigen.config.yaml', '\uFEFFspec: a.yaml\r\n'],
    ['apigen.config.mjs', 'export default { spec: "a.yaml", output: undefined }'],
    ['apigen.config.ts', 'interface A { spec: string }\nconst config: A = { spec: "a.yaml" }\nexport default config\n'],
  ]
  it.each(written)('reads %s', async (file, text) => {
    const folder = make({ [file]: text })
    const found = file.endsWith('.ts') && stripsTypes ? loadApart(folder) : await loadConfig(folder, undefined)
    expect(found).toMatchObject({ file: join(folder, file), value: { spec: 'a.yaml' } })
  })

  it('finds the nearest one upwards, and takes the one that was named', async () => {
    const folder = make({
      'apigen.config.json': '{"spec": "outer"}',
      'in/apigen.config.yaml': 'spec: inner',
      'in/deep/x': '',
      'other.yaml': 'spec: named',
    })
    expect((await loadConfig(join(folder, 'in/deep'), undefined)).value).toEqual({ spec: 'inner' })
    expect((await loadConfig(folder, undefined)).value).toEqual({ spec: 'outer' })
    expect((await loadConfig(join(folder, 'in'), '../other.yaml')).value).toEqual({ spec: 'named' })
  })

  it('takes an empty one for one that says nothing', async () => {
    expect((await loadConfig(make({ 'apigen.config.yaml': '' }), undefined)).value).toEqual({})
    expect((await loadConfig(make({ 'apigen.config.yaml': '# only a comment\n' }), undefined)).value).toEqual({})
  })

  const refused: readonly [name: string, file: string, text: string, want: RegExp][] = [
    ['syntax', 'apigen.config.json', '{', /cannot be used/],
    ['a slip', 'apigen.config.yaml', 'specc: x', /cannot be used/],
    ['a throw', 'apigen.config.mjs', 'throw new Error("boom")', /fails when it is run: boom/],
    ['no export', 'apigen.config.mjs', 'export const a = 1', /cannot be used/],
    ['a number', 'apigen.config.mjs', 'export default 5', /cannot be used/],
    ['a function', 'apigen.config.mjs', 'export default () => ({})', /exports a function/],
    ['a syntax error in a program', 'apigen.config.ts', 'export default {', /fails when it is run: .*/],
  ]
  it.each(refused)('refuses %s', async (_, file, text, want) => {
    const failure = await loadConfig(make({ [file]: text }), undefined).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ApigenFailure)
    expect((failure as ApigenFailure).message).toMatch(want)
  })

  it('reads a program anew when it changed', async () => {
    for (const file of ['apigen.config.mjs', 'apigen.config.ts']) {
      const folder = make({ [file]: 'export default { spec: "a.yaml" }' })
      expect((await loadConfig(folder, undefined)).value).toEqual({ spec: 'a.yaml' })
      writeFileSync(join(folder, file), 'export default { spec: "b.yaml" }')
      utimesSync(join(folder, file), new Date(), new Date(Date.now() + 5000))
      expect((await loadConfig(folder, undefined)).value).toEqual({ spec: 'b.yaml' })
    }
  })

  it('takes no folder for a config', async () => {
    expect(await loadConfig(make({ 'apigen.config.yaml/x': '' }), undefined)).toEqual({ text: '', value: {} })
  })

  it('says that a config that was named is not there', async () => {
    await expect(loadConfig(make({}), 'nope.yaml')).rejects.toThrow('cannot be read')
  })
})

describe('resolveSettings', () => {
  const config: JsonObject = {
    spec: 'api.yaml',
    output: 'out',
    targets: ['types'],
    bind: { A: 'top', B: 'top' },
    functions: { memory: 128, timeout: 3 },
    stages: { prod: { bind: { B: 'stage' }, functions: { memory: 256 } } },
  }
  const root = resolve('/project')
  const settings = (flags: Flags = {}, env: Record<string, string> = {}) =>
    resolveSettings({ file: join(root, 'apigen.config.yaml'), text: '', value: config }, resolve('/elsewhere'), env, flags)

  it('takes paths relative to the config, and those of flags relative to the working directory', () => {
    expect([settings().spec, settings().output, settings().root]).toEqual([join(root, 'api.yaml'), join(root, 'out'), root])
    expect(settings({ output: 'x' }).output).toBe(resolve('/elsewhere/x'))
    expect(settings({ spec: 't.yaml#/a/b' }).spec).toBe(`${resolve('/elsewhere/t.yaml')}#/a/b`)
    expect(settings({ spec: '-' }).spec).toBe('-')
  })

  it('takes the files of this machine relative to the config', () => {
    const set = { keys: [] }
    const local = { environment: '.env', cognitoKeys: { arn: 'pool.json', issuer: set }, credentials: '../keys.json' }
    const read = resolveSettings({ file: join(root, 'apigen.config.yaml'), text: '', value: { local } }, resolve('/elsewhere'), {}, {})
    expect(read.local).toEqual({
      environment: join(root, '.env'),
      cognitoKeys: { arn: join(root, 'pool.json'), issuer: set },
      credentials: resolve('/keys.json'),
    })
    expect(settings().local).toEqual({})
  })

  it('takes the backslash of Windows for a separator wherever it runs', () => {
    const found = { file: join(root, 'apigen.config.yaml'), text: '', value: { spec: 'specs\\api.yaml#/a\\b', output: '..\\out' } }
    const read = resolveSettings(found, resolve('/elsewhere'), {}, {})
    expect([read.spec, read.output]).toEqual([`${join(root, 'specs/api.yaml')}#/a\\b`, resolve('/out')])
    expect(settings({ output: 'src\\api' }).output).toBe(resolve('/elsewhere/src/api'))
  })

  it('puts flags before variables before the config', () => {
    const env = { APIGEN_OUTPUT: 'env', APIGEN_TARGETS: 'a, b', APIGEN_SPEC: 'env.yaml' }
    expect([settings({}, env).output, settings({}, env).targets, settings({}, env).spec]).toEqual([
      resolve('/elsewhere/env'),
      ['a', 'b'],
      resolve('/elsewhere/env.yaml'),
    ])
    expect(settings({ output: 'flag', targets: ['c'] }, env)).toMatchObject({ output: resolve('/elsewhere/flag'), targets: ['c'] })
    expect(settings({}, { APIGEN_OUTPUT: '' }).output).toBe(join(root, 'out'))
    // What the config names is all that the project generates.
    expect([settings(), settings({}, env), settings({ targets: ['c'] })].map(({ partial }) => partial)).toEqual([false, true, true])
  })

  it('puts the stage before the top level', () => {
    expect(settings({ stage: 'prod', bind: { A: 'flag' } })).toMatchObject({
      bind: { A: 'flag', B: 'stage' },
      functions: { memory: 128, timeout: 3 },
      stageFunctions: { memory: 256 },
    })
    expect(settings().bind).toEqual({ A: 'top', B: 'top' })
    expect(settings({ stage: 'constructor' }).bind).toEqual({ A: 'top', B: 'top' })
  })

  it('has a default for everything', () => {
    const folder = resolve('/elsewhere')
    expect(resolveSettings({ text: '', value: {} }, folder, {}, {})).toEqual({
      root: folder,
      output: folder,
      targets: [],
      partial: false,
      bind: {},
      functions: {},
      stageFunctions: {},
      stages: {},
      local: {},
      diff: { severity: {}, ignore: [] },
    })
  })
})
