// Records what the oasdiff program says of every pair: node test/conformance/support/record-oasdiff.mjs OASDIFF
// (go install github.com/oasdiff/oasdiff@v1.37.0). With pairs behind it, as the record names them, it prints what is said of those. The
// record has all rules of the program as well, which are more than `checks.tsv` of an earlier version has.
// `allOf` and parameters of paths are merged, as apigen merges them.
import { spawnSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [program = 'oasdiff', ...asked] = process.argv.slice(2)
const FLAGS = ['--flatten-allof', '--flatten-params', '--format', 'json']
const data = process.env.APIGEN_CONFORMANCE ?? fileURLToPath(new URL('../../../../shared/conformance', import.meta.url))
const folder = join(data, 'oasdiff', 'data')

/** The ids of all rules that it has. */
const listed = spawnSync(program, ['checks', 'changelog', '--format', 'json'], { encoding: 'utf8' })
const rules = JSON.parse(listed.stdout)
  .map(({ id }) => id)
  .sort()
const answers = Object.fromEntries((asked.length > 0 ? asked : allPairs()).map((pair) => [pair, answer(...pair.split(' → '))]))
if (asked.length > 0) process.stdout.write(JSON.stringify({ rules, answers }))
else {
  const record = { program: 'oasdiff v1.37.0', command: `oasdiff changelog ${FLAGS.join(' ')} BASE HEAD`, rules, answers }
  writeFileSync(new URL('../oasdiff-answers.json', import.meta.url), `${JSON.stringify(record, null, 2)}\n`)
}

function allPairs() {
  const files = new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/')))
  return [...files].sort().flatMap((base) => {
    const revision = base.replace(/base(?=\.[a-z]+$|\/)/, 'revision')
    if (!/\.(ya?ml|json)$/.test(base) || revision === base || !files.has(revision)) return []
    return [`${base} → ${revision}`, `${revision} → ${base}`]
  })
}

/** The rules it names, each with its level: 3 is breaking, 2 a warning, 1 a note. Null where it refuses to compare. */
function answer(base, head) {
  const { status, stdout } = spawnSync(program, ['changelog', ...FLAGS, join(folder, base), join(folder, head)], { encoding: 'utf8' })
  if (status !== 0) return null
  const found = stdout.trim() === '' ? [] : JSON.parse(stdout)
  return [...new Set(found.map(({ id, level }) => `${id} ${level}`))].sort()
}
