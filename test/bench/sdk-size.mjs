// What a generated client costs a browser: bundled and minified by esbuild, then gzipped.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/**
 * @param {{ apigen: string, specs: Record<string, string>, folder: string, heyApi: string | undefined, openapiFetch: string }} where
 *   `heyApi` is the folder of a client of GitHub by @hey-api/openapi-ts, `openapiFetch` that of the package
 */
export async function clientSizes({ apigen, specs, folder, heyApi, openapiFetch }) {
  const rows = []
  const add = async (name, goal, lines) => rows.push({ name, ...(goal && { goal }), ...(await size(folder, lines.join('\n'))) })
  const from = (names, path) => `export ${names} from ${JSON.stringify(path)}`

  const petstore = generate(apigen, specs.petstore, folder)
  const operations = ['pets', 'shop'].map((name) => from('*', `${petstore}/operations/${name}.js`))
  await add('petstore: all operations, retries, keys, tokens, signing', 3000, [from('*', `${petstore}/index.js`)])
  await add('petstore: the same without signing', 1200, [from('{ createClient }', `${petstore}/client.js`), ...operations])
  await add('petstore: without signing, every call made once', 1200, operations)
  await add('petstore: one operation', undefined, [from('{ createClient, getPet }', `${petstore}/index.js`)])
  if (existsSync(specs.github)) {
    const github = generate(apigen, specs.github, folder)
    await add('GitHub: one operation', 1000, [from('{ createClient, reposGet }', `${github}/index.js`)])
  }
  if (heyApi) {
    await add('@hey-api/openapi-ts, GitHub: one operation', undefined, [
      from('{ client }', `${heyApi}/client.gen.ts`),
      from('{ reposGet }', `${heyApi}/sdk.gen.ts`),
    ])
  }
  await add('openapi-fetch, any operation', undefined, [from('{ default }', `${openapiFetch}/dist/index.mjs`)])
  return rows
}

/** Generates a client and says where it is. */
function generate(apigen, spec, folder) {
  const output = mkdtempSync(join(folder, 'client-'))
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [apigen, 'generate', spec, '--target', 'client-javascript', '--output', output],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  if (status !== 0) throw new Error(stderr || stdout)
  return join(output, 'generated/clients/javascript')
}

/** Bytes of a program, minified and gzipped. */
async function size(folder, text) {
  const entry = join(mkdtempSync(join(folder, 'entry-')), 'entry.mjs')
  writeFileSync(entry, text)
  const options = { bundle: true, minify: true, format: 'esm', platform: 'browser', target: 'es2022', write: false, logLevel: 'error' }
  const { outputFiles } = await build({ entryPoints: [entry], ...options })
  const bytes = outputFiles[0].contents
  return { minified: bytes.length, gzipped: gzipSync(bytes, { level: 9 }).length }
}
