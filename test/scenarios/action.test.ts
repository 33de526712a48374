import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Bench, createBench, SMALL_SPEC } from '../support/cli.ts'

const folder = fileURLToPath(new URL('../../.github/actions/diff', import.meta.url))
const BREAKING = SMALL_SPEC.replace(
  'operationId: getThing\n      parameters:\n',
  'operationId: getThing\n      parameters:\n        - { name: q, in: query, required: true, schema: { type: string } }\n',
)

/** Answers as GitHub's command line does, and writes down what it was asked. */
const GH = `#!/usr/bin/env bash
echo "$*" >> "$ASKED"
[ "$2" = --paginate ] && { [ -n "$KNOWN" ] && echo "$KNOWN"; exit 0; }
exit "\${FAILS:-0}"
`

const benches: Bench[] = []
afterAll(() => {
  for (const made of benches) made.close()
})

/** A clone with a branch whose spec is `head`, checked out as CI does it. */
function pullRequest(head: string): Bench {
  const made = createBench({ 'work/openapi.yaml': SMALL_SPEC, 'bin/gh': GH })
  benches.push(made)
  chmodSync(join(made.folder, 'bin/gh'), 0o755)
  const git = (...args: readonly string[]): void => {
    const { status, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: join(made.folder, 'work'),
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([0, expect.anything()])
  }
  git('init', '-q', '-b', 'trunk')
  git('add', '.')
  git('commit', '-qm', 'one')
  git('checkout', '-qb', 'change')
  made.write('work/openapi.yaml', head)
  git('commit', '-qam', 'two', '--allow-empty')
  const origin = `file://${join(made.folder, 'work')}`
  git('clone', '-q', '--depth', '1', '--branch', 'change', origin, join(made.folder, 'clone'))
  return made
}

function review(made: Bench, env: Readonly<Record<string, string>> = {}): { readonly code: number | null; readonly stdout: string } {
  const { status, stdout } = spawnSync(join(folder, 'review.sh'), {
    cwd: join(made.folder, 'clone'),
    encoding: 'utf8',
    env: {
      PATH: `${join(made.folder, 'bin')}:${process.env.PATH}`,
      HOME: made.folder,
      ASKED: join(made.folder, 'asked'),
      APIGEN_COMMAND: `${process.execPath} ${made.bin}`,
      GITHUB_BASE_REF: 'trunk',
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_REPOSITORY: 'pets/shop',
      GITHUB_STEP_SUMMARY: join(made.folder, 'summary.md'),
      ...env,
    },
  })
  return { code: status, stdout }
}

describe.skipIf(process.platform === 'win32')('the action that reviews a pull request', () => {
  it('annotates, sums up, comments and fails', () => {
    const made = pullRequest(BREAKING)
    const { code, stdout } = review(made)
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^::error file=openapi\.yaml,line=\d+,col=\d+,title=[\w-]+::.*`q`/)])
    expect(made.read('summary.md')).toMatch(/^<!-- apigen-diff -->\n\*\*3 differences: 1 breaking/)
    expect(made.read('asked').split('\n')[1]).toMatch(/^api --silent --method POST repos\/pets\/shop\/issues\/7\/comments --field body=@/)
  })

  it('keeps one comment, and does not fail where it may not write it', () => {
    const made = pullRequest(SMALL_SPEC)
    const { code, stdout } = review(made, { KNOWN: '99', FAILS: '1' })
    expect([code, stdout]).toEqual([0, expect.stringContaining('No differences')])
    expect(stdout).toContain('::warning title=apigen diff::The comment could not be written')
    expect(made.read('asked').split('\n')[1]).toContain('--method PATCH repos/pets/shop/issues/comments/99')
  })

  it('never calls clean what could not be compared', () => {
    const made = pullRequest(SMALL_SPEC)
    expect(review(made, { GITHUB_BASE_REF: 'nowhere' }).code).toBe(2)
    expect(review(made, { BASE: 'trunk:nowhere.yaml' }).code).toBe(2)
    expect(review(made, { HEAD: 'openapi.yaml' })).toEqual({ code: 2, stdout: expect.stringContaining('::error') })
    expect(existsSync(join(made.folder, 'summary.md'))).toBe(false)
  })

  it('declares what its script reads', () => {
    const { inputs, runs } = parse(readFileSync(join(folder, 'action.yml'), 'utf8'))
    const [step] = runs.steps
    const used = Object.values(step.env as Record<string, string>).map((text) => /inputs\.([\w-]+)/.exec(text)?.[1])
    expect([...used, 'working-directory'].sort()).toEqual(Object.keys(inputs).sort())
    const script = readFileSync(join(folder, 'review.sh'), 'utf8')
    for (const name of Object.keys(step.env)) if (name !== 'GH_TOKEN') expect(script).toContain(name)
  })
})

describe.skipIf(process.platform === 'win32')('the driver for git diff', () => {
  it('shows a spec that is new, and one that changed, without stopping git', () => {
    const made = pullRequest(BREAKING)
    const readme = readFileSync(join(folder, '../../../README.md'), 'utf8')
    const line = /^git config diff\.apigen\.command .*$/m.exec(readme)?.[0] ?? ''
    const shell = (command: string): { readonly status: number | null; readonly stdout: string } =>
      spawnSync('sh', ['-c', command], { cwd: join(made.folder, 'work'), encoding: 'utf8' })
    made.write('work/.gitattributes', '*.yaml diff=apigen\n')
    expect(shell(line.replace('npx --no-install apigen', `${process.execPath} ${made.bin}`)).status).toBe(0)
    const { status, stdout } = shell('git log -p --ext-diff')
    expect([status, stdout]).toEqual([0, expect.stringMatching(/ two\n[\s\S]*new-required-request-parameter[\s\S]* one\n/)])
  })
})

describe('the hooks for pre-commit', () => {
  it('call commands that there are', async () => {
    const hooks = parse(readFileSync(join(folder, '../../../.pre-commit-hooks.yaml'), 'utf8')) as readonly { readonly entry: string }[]
    const made = createBench({ 'openapi.yaml': SMALL_SPEC })
    benches.push(made)
    expect((await made.run('generate')).code).toBe(0)
    for (const { entry } of hooks) {
      const [npx, flag, name, ...args] = entry.split(' ')
      expect([npx, flag, name]).toEqual(['npx', '--no-install', 'apigen'])
      expect([args, (await made.run(...args)).code]).toEqual([args, 0])
    }
  })
})
