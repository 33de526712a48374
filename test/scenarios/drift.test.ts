import { afterAll, describe, expect, it } from 'vitest'
import { type Bench, createBench, SMALL_SPEC } from '../support/cli.ts'
import { wrongInReport } from '../support/diff-report.ts'

const benches: Bench[] = []
const bench = (files: Readonly<Record<string, string>>): Bench => {
  const made = createBench(files)
  benches.push(made)
  return made
}
afterAll(() => {
  for (const made of benches) made.close()
})

const LATE = SMALL_SPEC.replace(
  '      operationId: getThing\n',
  `      operationId: getThing
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: 'https://\${BackendHost}/things' }
`,
)
const CONFIG = 'stages:\n  dev:\n    bind: { BackendHost: example.com }\n'
const DRIFT = ['diff', 'stage:dev', 'openapi.yaml', '--local', '--fail-on', 'any'] as const
const IMPORT = ['import', '--stage', 'dev', '--local', '--yes', '--accept-privileges'] as const

describe('drift of a stage', () => {
  it('is none right after an import, with what the stage binds', async () => {
    const made = bench({ 'openapi.yaml': LATE, 'apigen.config.yaml': CONFIG })
    expect((await made.run(...IMPORT)).code).toBe(0)
    expect(await made.run(...DRIFT)).toMatchObject({ code: 0, stdout: expect.stringContaining('No differences') })
    const other = await made.run(...DRIFT, '--bind', 'BackendHost=example.org')
    expect([other.code, other.stdout]).toEqual([1, expect.stringContaining('integration-uri-changed')])
  })

  it('is found for a spec inside a template, at its line', async () => {
    const inside = (late: string): string =>
      `Resources:\n  Api:\n    Type: AWS::Serverless::Api\n    Properties:\n      DefinitionBody:\n${late.replace(/^(?=.)/gm, ' '.repeat(8))}`
    const made = bench({ 'template.yaml': inside(LATE), 'apigen.config.yaml': CONFIG })
    const entry = 'template.yaml#/Resources/Api/Properties/DefinitionBody'
    expect((await made.run('import', entry, ...IMPORT.slice(1))).code).toBe(0)
    expect(await made.run('diff', 'stage:dev', entry, '--local', '--fail-on', 'any')).toMatchObject({ code: 0, stderr: '' })
    made.write('template.yaml', inside(LATE.replace("}/things'", "}/stuff'")))
    const moved = await made.run('diff', 'stage:dev', entry, '--local', '--fail-on', 'any')
    expect([moved.code, moved.stdout]).toEqual([1, expect.stringMatching(/integration-uri-changed {2}stage:dev → template\.yaml:14:/)])
  })

  it('is told a line a look, until somebody interrupts', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC, 'other.yaml': SMALL_SPEC.replace('/things/', '/stuff/') })
    await made.run(...IMPORT)
    const seen: Record<string, unknown>[] = []
    const outcome = await made.runWatched(
      async ({ tick, lines }) => {
        await lines(1)
        tick()
        await lines(2)
        // Somebody changes the stage by another way than the spec.
        expect((await made.run('import', 'other.yaml', ...IMPORT.slice(1))).code).toBe(0)
        tick()
        await lines(3)
        made.write('openapi.yaml', 'openapi: [')
        await lines(4)
        made.write('openapi.yaml', SMALL_SPEC.replace('/things/', '/stuff/'))
        const looks = await lines(5)
        expect(looks.flatMap(wrongInReport)).toEqual([])
        seen.push(...looks.map((line) => JSON.parse(line) as Record<string, unknown>))
      },
      ...DRIFT,
      '--watch',
      '--format',
      'json',
    )
    expect(outcome.code).toBe(130)
    const moment = expect.stringMatching(/^\d{4}-.*Z$/)
    const common = { schemaVersion: 1, at: moment, base: 'stage:dev', head: 'openapi.yaml' }
    expect(seen.slice(0, 5)).toEqual([
      { ...common, changed: true, exitCode: 0, summary: expect.anything(), differences: [] },
      { ...common, changed: false, exitCode: 0, summary: expect.anything(), differences: [] },
      expect.objectContaining({ ...common, changed: true, exitCode: 1, summary: expect.objectContaining({ breaking: 1 }) }),
      expect.objectContaining({ ...common, changed: true, exitCode: 2, differences: null }),
      { ...common, changed: true, exitCode: 0, summary: expect.anything(), differences: [] },
    ])
  })

  it('goes on where a stage cannot be asked, and says so', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC, 'apigen.config.yaml': 'stages: { dev: {} }\n' })
    await made.run(...IMPORT)
    const outcome = await made.runWatched(
      async ({ tick, lines }) => {
        await lines(1)
        made.write('apigen.config.yaml', 'stages: { dev: { apiId: nowhere } }\n')
        const [, failed = ''] = await lines(2)
        expect(wrongInReport(failed)).toEqual([])
        expect(JSON.parse(failed)).toMatchObject({
          exitCode: 3,
          differences: null,
          error: { kind: 'remote', message: expect.stringContaining('There is no API `nowhere`'), help: expect.any(String), exitCode: 3 },
        })
        made.write('apigen.config.yaml', 'stages: { dev: {} }\n')
        const [, , fine = ''] = await lines(3)
        expect(JSON.parse(fine)).toMatchObject({ exitCode: 0, changed: true })
        tick()
        await lines(4)
      },
      ...DRIFT,
      '--watch',
      '--format',
      'json',
    )
    expect(outcome.code).toBe(130)
  })

  it('as text is told when it is otherwise than before', async () => {
    const made = bench({ 'openapi.yaml': SMALL_SPEC, 'new.yaml': SMALL_SPEC })
    const outcome = await made.runWatched(
      async ({ lines }) => {
        await lines(1)
        made.write('new.yaml', `${SMALL_SPEC}# a comment\n`)
        made.write('new.yaml', SMALL_SPEC.replace('/things/', '/stuff/'))
        await lines(2)
      },
      'diff',
      'openapi.yaml',
      'new.yaml',
      '--watch',
    )
    expect([outcome.code, outcome.stderr]).toEqual([130, 'Watching; Ctrl-C ends it.\n'])
    expect(outcome.stdout).toMatch(/^No differences.*\n[\s\S]*api-path-removed-without-deprecation/)
  })

  it.each([
    [['--interval', '60'], '--interval is for --watch'],
    [['--watch', '--interval', 'soon'], '--interval takes seconds'],
    [['--watch', '--interval', '0'], '--interval takes seconds'],
    [['--watch', '--format', 'sarif'], '`--watch` does not print `sarif`'],
    [['-', '--watch'], 'cannot be watched'],
  ] as const)('cannot be asked for by %j', async (flags, said) => {
    const outcome = await bench({ 'openapi.yaml': SMALL_SPEC }).runWith(
      { input: SMALL_SPEC },
      'diff',
      'openapi.yaml',
      ...(flags[0] === '-' ? flags : ['openapi.yaml', ...flags]),
    )
    expect([outcome.code, outcome.stdout, outcome.stderr]).toEqual([2, '', expect.stringContaining(said)])
  })
})
