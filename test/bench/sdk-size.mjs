// What a generated client costs a browser: bundled and minified by esbuild, then gzipped. Needs `npm run build`.
// node test/bench/sdk-size.mjs [GitHub's description as JSON or YAML]

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const folder = mkdtempSync(join(tmpdir(), 'sdk-size-'))

/** Generates a client and says where it is. */
function generate(spec, name) {
  const output = join(folder, name)
  const bin = join(root, 'dist/bin.js')
  const result = spawnSync(process.execPath, [bin, 'generate', spec, '--target', 'client-javascript', '--output', output], {
    encoding: 'utf8',
  })
  if (result.status !== 0) throw new Error(result.stderr || result.stdout)
  return join(output, 'generated/clients/javascript')
}

/** Bytes of a program, minified and gzipped. */
async function size(text) {
  const entry = join(folder, 'entry.mjs')
  writeFileSync(entry, text)
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, minify: true, format: 'esm', target: 'es2022', write: false })
  const bytes = outputFiles[0].contents
  return { minified: bytes.length, gzipped: gzipSync(bytes, { level: 9 }).length }
}

const rows = []
try {
  const petstore = generate(join(root, 'specs/petstore.yaml'), 'petstore')
  rows.push(['petstore, everything: retries, keys, tokens, signing', await size(`export * from ${JSON.stringify(`${petstore}/index.js`)}`)])
  const operations = ['pets', 'shop'].map((name) => `export * from ${JSON.stringify(`${petstore}/operations/${name}.js`)}`)
  rows.push([
    'petstore, everything but signing',
    await size([`export { createClient } from ${JSON.stringify(`${petstore}/client.js`)}`, ...operations].join('\n')),
  ])
  rows.push(['petstore, one operation', await size(`export { createClient, getPet } from ${JSON.stringify(`${petstore}/index.js`)}`)])
  const [github] = process.argv.slice(2)
  if (github) {
    const client = generate(resolve(github), 'github')
    rows.push(['GitHub, one operation', await size(`export { createClient, reposGet } from ${JSON.stringify(`${client}/index.js`)}`)])
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.table(Object.fromEntries(rows))
