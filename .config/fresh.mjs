// Regenerates what is committed though it is generated: the examples. Fails, with the list, when that changes a file.
import { spawnSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const bin = join(root, 'dist/bin.js')

/** Example → the spec of specs/ that it is a copy of. */
const copies = { petstore: 'petstore.yaml' }

const before = changed()
for (const example of readdirSync(join(root, 'examples'))) {
  const folder = join(root, 'examples', example)
  const spec = copies[example]
  if (spec && readFileSync(join(root, 'specs', spec), 'utf8') !== readFileSync(join(folder, 'openapi.yaml'), 'utf8'))
    copyFileSync(join(root, 'specs', spec), join(folder, 'openapi.yaml'))
  const result = spawnSync(process.execPath, [bin, 'generate'], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] })
  if (result.status !== 0) process.exit(result.status ?? 1)
}
const stale = changed().filter((line) => !before.includes(line))
if (stale.length > 0) {
  console.error(`Generated files were not fresh; they are now. Look at them and commit them:\n${stale.join('\n')}`)
  process.exit(1)
}

/** Every changed or untracked file below examples with a digest of its content, as git sees it. */
function changed() {
  const { stdout } = spawnSync('git', ['status', '--porcelain', '--untracked-files=all', '--', 'examples'], { cwd: root, encoding: 'utf8' })
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const file = line.slice(3)
      const hash = spawnSync('git', ['hash-object', '--', file], { cwd: root, encoding: 'utf8' }).stdout.trim()
      return `${line} ${hash}`
    })
}
