import { type ChildProcess, spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
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

/** A program that serves: what it said so far, and a way to wait for more. */
interface Served {
  readonly child: ChildProcess
  until(text: string | RegExp): Promise<string>
}

function watch(child: ChildProcess): Served {
  let said = ''
  const waiting = new Set<() => void>()
  const hear = (chunk: unknown): void => {
    said += String(chunk)
    for (const look of waiting) look()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  return {
    child,
    until: (text) =>
      new Promise((done) => {
        const look = (): void => {
          const found = typeof text === 'string' ? (said.includes(text) ? text : undefined) : text.exec(said)?.[0]
          if (found === undefined) return
          waiting.delete(look)
          said = ''
          done(found)
        }
        waiting.add(look)
        look()
      }),
  }
}

/** Runs the built program while `use` looks at it, then presses Ctrl-C. */
async function serve(made: Bench, args: readonly string[], use: (served: Served) => Promise<void>) {
  let used: Promise<void> | undefined
  const outcome = made.spawn(
    {
      started: (child) => {
        used = use(watch(child)).finally(() => child.kill('SIGINT'))
      },
    },
    ...args,
  )
  await Promise.all([outcome, used])
  return outcome
}

const answer = async (url: string): Promise<readonly [status: number, body: string]> => {
  const response = await fetch(url)
  return [response.status, await response.text()]
}

describe('apigen dev', () => {
  it('serves the handlers, follows handlers and spec, and ends with Ctrl-C', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    const outcome = await serve(made, ['dev', '--port', '0'], async ({ until }) => {
      const url = (await until(/http:\/\/127\.0\.0\.1:\d+\/_aws\/execute-api\/\w+\/dev/)) ?? ''
      await until('Watching')
      expect((await answer(`${url}/things/a`))[0]).toBe(501)

      const handler = made.read('handlers/typescript/getThing.ts')
      made.write(
        'handlers/typescript/getThing.ts',
        handler
          .replace('_request', 'request')
          .replace('return operation.notImplemented()', 'return { status: 200, body: { id: request.path.id } }'),
      )
      expect(await answer(`${url}/things/a`)).toEqual([200, '{"id":"a"}'])

      made.write('openapi.yaml', SMALL_SPEC.replace('/things/', '/stuff/'))
      await until('Imported again')
      expect((await answer(`${url}/stuff/b`))[0]).toBe(200)
      expect((await answer(`${url}/things/b`))[0]).toBe(403)

      made.write('openapi.yaml', 'openapi: [')
      await until('It is not served like this')
      expect((await answer(`${url}/stuff/c`))[0]).toBe(200)
    })
    expect(outcome.code).toBe(130)
    expect(outcome.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/_aws\/execute-api\/\w+\/dev\n$/)
  })
})

describe('apigen gateway', () => {
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
