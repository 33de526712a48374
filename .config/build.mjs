// Builds dist/: everything bundled into few modules, so that the command line starts near Node's own floor. Third-party
// packages stay outside and load when their door is first opened.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import { writeAssets } from './assets.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** What can be started or imported from outside: the package's entries, the bin, and the programs that run as child processes. */
const entries = {
  bin: 'generator/cli/bin.ts',
  'generator/index': 'generator/index.ts',
  'generator/testing': 'generator/testing.ts',
  'runtime/gateway/index': 'runtime/gateway/index.ts',
  'runtime/gateway/lambda/worker/worker-program': 'runtime/gateway/lambda/worker/worker-program.ts',
  'runtime/gateway/lambda/bootstrap/node-program': 'runtime/gateway/lambda/bootstrap/node-program.ts',
}

const bootstraps = 'runtime/gateway/lambda/bootstrap'

/**
 * @param {{ types: boolean }} options `types`: print declarations too (slower)
 */
export async function build({ types }) {
  writeAssets()
  const dist = join(root, 'dist')
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(Object.entries(entries).filter(([, source]) => existsSync(join(root, source)))),
    outdir: dist,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    // The run time of templates in one file, as its package also ships it: twenty small ones take longer to find than to run.
    alias: { 'handlebars/runtime.js': 'handlebars/dist/handlebars.runtime.min.js' },
    logLevel: 'warning',
  })
  // Node asks every folder above a module what kind of module it is, and remembers only answers.
  for (const folder of [dist, join(dist, 'chunks')]) writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
  // The bootstraps of other languages run as they are; Java's is compiled where it runs.
  cpSync(join(root, bootstraps), join(dist, bootstraps), { recursive: true, filter: (path) => !path.endsWith('.ts') })
  if (existsSync(join(dist, 'bin.js'))) chmodSync(join(dist, 'bin.js'), 0o755)
  if (!types) return
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const result = spawnSync(process.execPath, [tsc, '-p', join(root, '.config/tsconfig.build.json')], { stdio: 'inherit' })
  if (result.status !== 0) process.exit(result.status ?? 1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  await build({ types: true })
}
