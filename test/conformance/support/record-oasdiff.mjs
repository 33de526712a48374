// Records what the oasdiff program says of every pair: node test/conformance/support/record-oasdiff.mjs OASDIFF
// (go install github.com/oasdiff/oasdiff@v1.37.0). `allOf` and parameters of paths are merged, as apigen merges them.
import { spawnSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [program = 'oasdiff'] = process.argv.slice(2)
const FLAGS = ['--flatten-allof', '--flatten-params', '--format', 'json', '--level', 'ERR']
const data = process.env.APIGEN_CONFORMANCE ?? fileURLToPath(new URL('../../../../shared/conformance', import.meta.url))
const folder = join(data, 'oasdiff', 'data')

const files = new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/')))
const answers = {}
for (const base of [...files].sort()) {
  const revision = base.replace(/base(?=\.[a-z]+$|\/)/, 'revision')
  if (!/\.(ya?ml|json)$/.test(base) || revision === base || !files.has(revision)) continue
  answers[`${base} → ${revision}`] = breaking(base, revision)
  answers[`${revision} → ${base}`] = breaking(revision, base)
}
const record = { program: 'oasdiff v1.37.0', command: `oasdiff changelog ${FLAGS.join(' ')} BASE HEAD`, answers }
writeFileSync(new URL('../oasdiff-answers.json', import.meta.url), `${JSON.stringify(record, null, 2)}\n`)

/** The breaking rules it names; null where it refuses to compare. */
function breaking(base, head) {
  const { status, stdout } = spawnSync(program, ['changelog', ...FLAGS, join(folder, base), join(folder, head)], { encoding: 'utf8' })
  if (status !== 0) return null
  const found = stdout.trim() === '' ? [] : JSON.parse(stdout)
  return [...new Set(found.map(({ id }) => id))].sort()
}
