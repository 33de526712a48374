import { type ChildProcess, spawnSync } from 'node:child_process'
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

/** One clear message, no stack trace, nothing written. */
async function refused(made: Bench, args: readonly string[], code: number, message: RegExp): Promise<void> {
  const before = made.files()
  const { code: exit, stdout, stderr } = await made.run(...args)
  expect(`${stdout}${stderr}`).toMatch(message)
  expect(exit).toBe(code)
  expect(`${stdout}${stderr}`).not.toMatch(/\n\s+at .*:\d+:\d+/)
  expect(`${stdout}${stderr}`).not.toContain('bug in apigen')
  expect(made.files()).toEqual(before)
}

describe('a spec that cannot be read', () => {
  const cases: readonly [string, string | undefined, RegExp][] = [
    ['is missing', undefined, /does not exist/],
    ['is empty', '', /is empty/],
    ['is binary', '\u0000\u0001\u0002\ufffd', /not text|binary/],
    ['is no YAML', 'a: [1, 2\nb: }', /load\/syntax/],
    ['has a key twice', 'openapi: 3.0.3\ninfo: {title: a}\npaths: {}\ninfo: {title: b}\n', /load\/duplicate-key[\s\S]*4:1[\s\S]*2:1/],
    ['is of no version we know', 'openapi: 4.0.0\ninfo: {title: a, version: "1"}\npaths: {}\n', /4\.0\.0/],
    ['is no OpenAPI document', 'a: 1\n', /openapi|swagger/i],
    ['wants to be rendered first', 'openapi: 3.0.3\npaths:\n%{ if x }\n  /a: {}\n%{ endif }\n', /rendered/],
    ['is a list', '- 1\n- 2\n', /error/],
    ['is nested too deep', `${'['.repeat(5000)}${']'.repeat(5000)}`, /deep|nest/i],
  ]
  it.each(cases)('%s', async (_, text, message) => {
    const made = bench(text === undefined ? {} : { 'openapi.yaml': text })
    await refused(made, ['generate', 'openapi.yaml'], 2, message)
    await refused(made, ['lint', 'openapi.yaml'], 2, message)
  })

  it('is a folder', async () => {
    const made = bench({ 'openapi.yaml/x': 'x' })
    await refused(made, ['generate', 'openapi.yaml'], 2, /is a folder/)
  })

  it('has 100 MB', async () => {
    const made = bench()
    made.write('openapi.json', new Uint8Array(100 * 1024 * 1024).fill(32))
    await refused(made, ['generate', 'openapi.json'], 2, /100 MB.*at most 64 MB/)
  })

  it('was not named and is not there', async () => {
    await refused(bench(), ['generate'], 2, /none was found/)
  })

  it('goes on when refs turn in circles', async () => {
    const made = bench({
      'openapi.yaml': SMALL_SPEC.replace(
        'id: { type: string }\n',
        "id: { $ref: '#/components/schemas/A' }\n    A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/A' }\n",
      ),
    })
    const { code, stderr } = await made.run('generate')
    expect(stderr).not.toContain('bug in apigen')
    expect(code).toBe(0)
  })
})

describe('a command line that cannot be understood', () => {
  const cases: readonly [string, readonly string[], RegExp][] = [
    ['an unknown command', ['genrate'], /no command `genrate`[\s\S]*apigen generate/],
    ['an unknown flag', ['generate', '--chekc'], /no option `--chekc`[\s\S]*`--check`/],
    ['an unknown target', ['generate', '--target', 'typs'], /no target `typs`[\s\S]*`types`/],
    ['the beginning of a target', ['generate', '--target', 'typ'], /no target `typ`[\s\S]*`types`/],
    ['no target at all', ['generate', '--target', ','], /names no target/],
    ['a value that is none of the choices', ['lint', '--format', 'jsn'], /`json`/],
    ['a missing argument', ['inspect'], /needs/],
    ['too many arguments', ['explain', 'a', 'b'], /takes only/],
    ['an unknown code', ['explain', 'load/sintax'], /load\/syntax/],
    ['the beginning of a code', ['explain', 'gateway/sibling'], /gateway\/sibling-path-variables/],
    ['a code without its group', ['explain', 'syntax'], /load\/syntax|templates\/syntax/],
    ['a binding without a value', ['dev', '--bind', 'x'], /NAME=value/],
    ['a config that is not there', ['lint', '--config', 'nope.yaml'], /nope\.yaml/],
  ]
  it.each(cases)('%s', async (_, args, message) => {
    await refused(bench({ 'openapi.yaml': SMALL_SPEC }), args, 2, message)
  })

  it('prints help for no command at all, and fails', async () => {
    const { code, stderr, stdout } = await bench().run()
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('Commands:')
  })
})

describe('a config that cannot be used', () => {
  it('has a key that is none', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC, 'apigen.config.yaml': 'spec: openapi.yaml\nstages:\n  dev:\n    varibles: {}\n' })
    await refused(made, ['generate'], 2, /apigen\.config\.yaml:4:5[\s\S]*`variables`/)
  })
  it('wants a target that is none', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC, 'apigen.config.yaml': 'targets: [typs]\n' })
    for (const args of [['generate'], ['dev', '--port', '0'], ['inspect', 'files']])
      await refused(made, args, 2, /no target `typs`[\s\S]*`types`/)
  })
  it('is no YAML', async () => {
    await refused(bench({ 'apigen.config.yaml': 'a: [' }), ['generate'], 2, /apigen\.config\.yaml/)
  })
  it('throws', async () => {
    await refused(bench({ 'apigen.config.mjs': 'throw new Error("no")' }), ['generate'], 2, /fails when it is run: no/)
  })
})

describe('a place that cannot be written', () => {
  it('has a file where a folder should be', async () => {
    await refused(bench({ 'openapi.yaml': SMALL_SPEC, generated: 'a file' }), ['generate'], 2, /generated/)
  })

  it.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('is a full disk', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC, 'out/.keep': '' })
    const target = `${made.folder}/out`
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', target]).status !== 0)
      return console.warn('skipped: no tmpfs can be mounted here')
    try {
      const { code, stderr } = await made.run('generate', '--output', 'out')
      expect(stderr).toContain('The disk is full; nothing was changed.')
      expect(code).toBe(2)
      expect(made.files().filter((file) => file.startsWith('out/'))).toEqual([])
    } finally {
      spawnSync('umount', [target])
    }
  })
})

describe('an interruption', () => {
  it('before the first file leaves everything as it was', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    const { code, stderr } = await made.runInterrupted((interrupt) => interrupt(), 'generate')
    expect([code, stderr]).toEqual([130, 'Interrupted; nothing was half-written.\n'])
    expect(made.files()).toEqual(['openapi.yaml'])
  })

  it('ends a process that watches', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    const started = (child: ChildProcess): void => {
      child.stderr?.on('data', (chunk) => {
        if (String(chunk).includes('Watching')) child.kill('SIGINT')
      })
    }
    const { code, stderr } = await made.spawn({ started }, 'generate', '--watch')
    expect([code, stderr]).toEqual([130, expect.stringContaining('created')])
  })
})

describe('a standard stream that takes no more', () => {
  const long = SMALL_SPEC.replace('description: A thing.', `description: ${'x'.repeat(1 << 20)}`)

  it('is no failure when its reader has seen enough', async () => {
    const made = bench({ 'openapi.yaml': long, 'bad.yaml': long.replace('3.0.3', '4.0.0') })
    const started = (child: ChildProcess): void => {
      child.stdout?.once('data', () => child.stdout?.destroy())
    }
    expect(await made.spawn({ started }, 'inspect', 'document')).toMatchObject({ code: 0, stderr: '' })
    expect(await made.spawn({ started }, 'lint', 'bad.yaml')).toMatchObject({
      code: 2,
      stderr: 'bad.yaml: 1 error. The spec cannot be read.\n',
    })
  })

  it.skipIf(process.platform !== 'linux')('is a failure when what it said is lost', async () => {
    const made = bench()
    const { status, stderr } = spawnSync('sh', ['-c', `"$0" "$1" explain > /dev/full`, process.execPath, made.bin], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([2, 'error Standard output cannot be written: the disk is full.\n'])
  })
})

describe('machine-readable failures', () => {
  it('are JSON on stdout too', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    const { code, stdout } = await made.run('generate', '--target', 'nope', '--format', 'json')
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, error: { kind: 'usage', exitCode: 2 } })
  })
})
