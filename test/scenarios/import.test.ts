import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { afterAll, describe, expect, it } from 'vitest'
import { createGateway } from '../../runtime/gateway/index.ts'
import schema from '../../specs/schema/import-plan.json' with { type: 'json' }
import { type Bench, createBench, SMALL_SPEC } from '../support/cli.ts'
import { present } from '../support/program.ts'

const LOCAL = ['--stage', 'dev', '--local'] as const
const OTHER = SMALL_SPEC.replace('/things/', '/stuff/')

const benches: Bench[] = []
const bench = (files: Readonly<Record<string, string>>): Bench => {
  const made = createBench(files)
  benches.push(made)
  return made
}
afterAll(() => {
  for (const made of benches.splice(0)) made.close()
})

/** Calls back when the import has come to a step. */
function atStep(made: Bench, step: string, then: () => void): void {
  const folder = join(made.folder, '.apigen', 'journal')
  const watch = setInterval(() => {
    const journals = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl')) : []
    if (!journals.some((name) => readFileSync(join(folder, name), 'utf8').includes(`"step":"${step}"`))) return
    clearInterval(watch)
    then()
  }, 20)
}

describe('a plan in a file', () => {
  it('is what its schema says, changes nothing, and is carried out as it stands', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    const planned = await made.run('import', ...LOCAL, '--out', 'plan.json')
    expect([planned.code, planned.stderr]).toEqual([0, expect.stringContaining('apigen import plan.json carries it out')])
    const plan = JSON.parse(made.read('plan.json') ?? '')
    const validate = new Ajv({ strict: false }).compile(schema)
    expect([validate(plan), validate.errors]).toEqual([true, null])
    expect(Object.keys(plan.spec.files)).toEqual(['openapi.yaml'])
    expect((await made.run('export', ...LOCAL)).code).toBe(3)
    const carried = await made.run('import', 'plan.json', '--local', '--yes')
    expect([carried.code, carried.stdout]).toEqual([0, expect.stringContaining('Stage dev of API')])
    expect((await made.run('import', ...LOCAL)).stdout).toContain('Nothing to do')
    const again = await made.run('import', 'plan.json', '--local')
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('Nothing to do')])
  })

  it('is refused where its spec, its stage or itself was changed', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    await made.run('import', ...LOCAL, '--out', 'plan.json')
    const text = made.read('plan.json') ?? ''
    made.write('openapi.yaml', OTHER)
    const spec = await made.run('import', 'plan.json', '--local', '--yes')
    expect([spec.code, spec.stderr]).toEqual([
      2,
      expect.stringContaining('The plan is stale: `openapi.yaml` changed since; nothing was done.'),
    ])
    await made.run('import', ...LOCAL, '--yes')
    made.write('openapi.yaml', SMALL_SPEC)
    const stage = await made.run('import', 'plan.json', '--local', '--yes')
    expect([stage.code, stage.stderr]).toEqual([
      2,
      expect.stringMatching(
        /The API changed since the plan was made; nothing was done\.\n {2}│ now needed: delete method GET \/stuff.*not needed any more: create rest-api small/s,
      ),
    ])
    made.write('plan.json', text.replace('/things/', '/thongs/'))
    const itself = await made.run('import', 'plan.json', '--local', '--yes')
    expect([itself.code, itself.stderr]).toEqual([2, expect.stringContaining('somebody changed it; nothing was done')])
    made.write('plan.json', text)
    const other = await made.run('import', 'plan.json', '--local', '--yes', '--stage', 'live')
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('The plan is for the stage `dev`, not `live`')])
  })
})

describe('what somebody changed and nobody deployed', () => {
  it('has a section of its own in the plan, and stands in the question', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    await made.run('import', ...LOCAL, '--yes')
    const gateway = await createGateway({ directory: join(made.folder, '.apigen', 'gateway') })
    const [api] = gateway.list().flatMap(({ restApis }) => restApis)
    const body = new TextEncoder().encode(JSON.stringify({ statusCode: '418' }))
    await gateway.handle({ method: 'PUT', path: `/restapis/${api?.id}/gatewayresponses/THROTTLED`, query: '', body })
    await gateway.close()
    expect((await made.run('import', ...LOCAL, '--dry-run')).stdout).toContain('Nothing to do')
    made.write('openapi.yaml', OTHER)
    const asked = await made.runWith({ answer: false }, 'import', ...LOCAL)
    expect([asked.code, asked.stdout]).toEqual([
      1,
      expect.stringMatching(
        /\nUndeployed changes of the API that this import replaces\. [^\n]+\n {2}\+ gateway-response THROTTLED \[destroys\] {2}It was added\.\n\d+ to create/,
      ),
    ])
    expect(asked.question).toMatch(/^Import into .*, stage dev, and replace a change that nobody deployed\?$/)
    const planned = await made.run('import', ...LOCAL, '--dry-run', '--format', 'json')
    expect(JSON.parse(planned.stdout).plan.undeployed).toEqual([
      { action: 'create', kind: 'gateway-response', id: 'THROTTLED', why: 'It was added.', risk: 'destroys' },
    ])
    await made.run('import', ...LOCAL, '--out', 'plan.json')
    const validate = new Ajv({ strict: false }).compile(schema)
    expect([validate(JSON.parse(made.read('plan.json'))), validate.errors]).toEqual([true, null])
  })
})

describe('an import that is through', () => {
  it('is taken back with --rollback, and cannot be gone on with', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    const never = await made.run('import', ...LOCAL, '--rollback', '--yes')
    expect([never.code, never.stderr]).toEqual([2, expect.stringContaining('Nothing was imported into the stage `dev` from here.')])
    // Before anybody is asked.
    expect((await made.run('import', ...LOCAL, '--resume')).stderr).toContain('Nothing was imported into the stage `dev` from here.')
    await made.run('import', ...LOCAL, '--yes')
    const before = (await made.run('export', ...LOCAL)).stdout
    made.write('openapi.yaml', OTHER)
    await made.run('import', ...LOCAL, '--yes')
    expect((await made.run('export', ...LOCAL)).stdout).toContain('/stuff/')
    const resumed = await made.run('import', ...LOCAL, '--resume', '--yes')
    expect([resumed.code, resumed.stderr]).toEqual([2, expect.stringContaining('is through; there is nothing to go on with')])
    const back = await made.run('import', ...LOCAL, '--rollback', '--yes')
    expect([back.code, back.stdout]).toEqual([0, 'The last import into the stage dev is taken back.\n'])
    expect((await made.run('export', ...LOCAL)).stdout).toBe(before)
    const again = await made.run('import', ...LOCAL, '--rollback')
    expect([again.code, again.stdout]).toEqual([0, 'The last import into the stage dev was taken back before. Nothing to do.\n'])
    const ended = await made.run('import', ...LOCAL, '--resume')
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining('was taken back; there is nothing to go on with')])
  })

  it('stays the last one where another ended before it did anything', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    await made.run('import', ...LOCAL, '--yes')
    const gateway = await createGateway({ directory: join(made.folder, '.apigen', 'gateway') })
    const [api] = gateway.list().flatMap(({ restApis }) => restApis)
    const until = new Date(Date.now() + 600_000).toISOString()
    const body = new TextEncoder().encode(JSON.stringify({ tags: { 'apigen:lock': `other ${until}` } }))
    const path = `/tags/${encodeURIComponent(`arn:aws:apigateway:us-east-1::/restapis/${api?.id}`)}`
    await gateway.handle({ method: 'PUT', path, query: '', body })
    await gateway.close()
    made.write('openapi.yaml', OTHER)
    const refused = await made.run('import', ...LOCAL, '--yes')
    expect([refused.code, refused.stderr]).toEqual([
      3,
      expect.stringMatching(/Another import is at work on this API: `other`.* Nothing was done\./),
    ])
    const resumed = await made.run('import', ...LOCAL, '--resume', '--yes')
    expect([resumed.code, resumed.stderr]).toEqual([2, expect.stringContaining('is through; there is nothing to go on with')])
    const back = await made.run('import', ...LOCAL, '--rollback', '--yes')
    expect([back.code, back.stdout]).toEqual([0, 'The last import into the stage dev is taken back.\n'])
    expect((await made.run('export', ...LOCAL)).code).toBe(3)
  })

  it('is taken back where the check of the stage fails', async () => {
    const made = bench({
      'openapi.yaml': SMALL_SPEC,
      'apigen.config.yaml': 'stages:\n  dev:\n    bake: { check: echo no good&& exit 1 }\n',
    })
    const { code, stderr } = await made.run('import', ...LOCAL, '--yes')
    expect([code, stderr]).toEqual([
      3,
      expect.stringMatching(/\nno good\r?\n.*The check of the stage failed\. Everything that was made is gone again: it was taken back\./s),
    ])
    expect((await made.run('export', ...LOCAL)).code).toBe(3)
  })
})

describe('an import that was interrupted', () => {
  it('says how to go on, refuses a new one, and goes on', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC, 'apigen.config.yaml': 'stages:\n  dev:\n    bake: { seconds: 60 }\n' })
    const { code, stderr } = await made.runInterrupted((interrupt) => atStep(made, 'bake', interrupt), 'import', ...LOCAL, '--yes')
    expect([code, stderr]).toEqual([
      130,
      expect.stringMatching(/The import stopped before it was through \(bake\); the stage `dev` serves the new API\.[\s\S]*--resume/),
    ])
    made.write('openapi.yaml', OTHER)
    made.write('apigen.config.yaml', 'stages:\n  dev: {}\n')
    const fresh = await made.run('import', ...LOCAL, '--yes')
    expect([fresh.code, fresh.stderr]).toEqual([2, expect.stringContaining('stopped before it was through')])
    const resumed = await made.run('import', ...LOCAL, '--resume', '--yes')
    expect([resumed.code, resumed.stdout]).toEqual([0, expect.stringContaining('Stage dev of API')])
    expect((await made.run('export', ...LOCAL)).stdout).toContain('/things/')
    expect(readdirSync(join(made.folder, '.apigen', 'journal')).filter((name) => name === 'lock')).toEqual([])
  })
})

it.each([
  ['plan.json', undefined, '`plan.json` cannot be read: there is no such file or folder; nothing was done.'],
  [
    'plan.json',
    '{"kind": "apigen-import-plan", "sche',
    '`plan.json` is no whole JSON, so it is neither a plan nor a spec; nothing was done.',
  ],
  ['plan.json', '{"kind": "other"}', '`plan.json` is neither a plan of apigen nor a spec; nothing was done.'],
  ['plan.txt', ' \n', '`plan.txt` is empty; nothing was done.'],
  ['spec.json', '{"openapi": "3.0.3"}', 'No stage was named.'],
])('%s that holds %j is no plan', async (name, text, message) => {
  const made = bench(text === undefined ? {} : { [name]: text })
  const { code, stderr } = await made.run('import', name, '--local')
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
})

it.each([
  [['--resume', '--rollback'], '--resume goes on with an import, and --rollback takes it back.'],
  [['--resume', '--out', 'plan.json'], '--resume takes the last import as it was planned'],
  [['--rollback', 'openapi.yaml'], '--rollback takes the last import as it was planned'],
])('%j is refused', async (flags, message) => {
  const { code, stderr } = await bench({ 'openapi.yaml': SMALL_SPEC }).run('import', ...LOCAL, ...flags)
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
})

it.each([
  [
    'what API Gateway would ignore',
    SMALL_SPEC.replace('paths:', 'x-amazon-apigateway-request-validator: both\npaths:'),
    /^warning gateway\/unknown-validator[^\n]*\n {2}There is no request validator `both`\.(?![\s\S]*not found)[\s\S]*API Gateway would ignore a part of this spec, and is asked to refuse it then, so nothing was imported\./,
  ],
  [
    'no operations',
    'openapi: 3.0.3\ninfo: { title: Small, version: "1" }\npaths: {}\n',
    /The spec has no operations, and API Gateway deploys no API without one, so nothing was imported\./,
  ],
])('a spec with %s is refused before anything is done', async (_, spec, message) => {
  const made = bench({ 'openapi.yaml': spec })
  const { code, stderr } = await made.run('import', ...LOCAL, '--yes')
  expect([code, stderr, existsSync(join(made.folder, '.apigen'))]).toEqual([1, expect.stringMatching(message), false])
})

describe.skipIf(!present('python3', '-c', 'import pty'))('the question at a terminal', () => {
  const TERMINAL = `import os, pty, select, sys
key, command = sys.argv[1], sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0: os.execvp(command[0], command)
said, sent = b'', False
while True:
    try: part = os.read(terminal, 4096)
    except OSError: break
    if not part: break
    said += part
    if not sent and b'[y/N]' in said:
        os.write(terminal, bytes([int(key)])); sent = True
        if key not in '34': os.write(terminal, b'\\r')
sys.stdout.write(said.decode())
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`
  it.each([
    ['Ctrl-C', 3, 130, 'Interrupted. Nothing was done.'],
    ['Ctrl-D', 4, 1, 'Nothing was done.'],
    ['n', 110, 1, 'Nothing was done.'],
    ['y', 121, 0, 'Stage dev of API'],
  ])('is answered with %s', (_, key, code, said) => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC })
    const command = [process.execPath, made.bin, 'import', ...LOCAL]
    const { status, stdout } = spawnSync('python3', ['-c', TERMINAL, String(key), ...command], { cwd: made.folder, encoding: 'utf8' })
    expect([status, stdout]).toEqual([code, expect.stringContaining(said)])
    expect(stdout).not.toContain('bug in apigen')
  })
})
