import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const source = resolve(import.meta.dirname, '../../../../../runtime/gateway/store/lock.ts')
const PROCESSES = 6
const TURNS = 40

/**
 * A process that takes the lock as often as it is told and lets go of it by pretending to have died: the next one finds a stale
 * lock, as all others do at that moment. While it holds the lock it holds a folder, too, which another holder would find there.
 */
const contender = `
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockDirectory, StoreLocked } from ${JSON.stringify(source)}
const [directory, turns] = process.argv.slice(2)
const held = join(directory, 'held')
for (let turn = 0; turn < Number(turns); ) {
  try {
    await lockDirectory(directory)
  } catch (error) {
    if (!(error instanceof StoreLocked)) throw error
    continue
  }
  mkdirSync(held)
  await new Promise((done) => setTimeout(done, Math.random() * 3))
  rmdirSync(held)
  const last = readdirSync(directory).filter((name) => /^lock[.]\\d+$/.test(name)).sort((a, b) => b.slice(5) - a.slice(5))[0]
  const file = join(directory, last, 'holder')
  if (JSON.parse(readFileSync(file, 'utf8')).pid !== process.pid) throw new Error('another process has the lock')
  writeFileSync(file, JSON.stringify({ pid: process.pid, started: 'never' }))
  turn++
}
`

describe('the lock of a state directory', () => {
  let folder = ''
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'apigen-lock-'))
    await build({
      stdin: { contents: contender, resolveDir: folder, loader: 'ts' },
      outfile: join(folder, 'contender.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
    })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('has one holder at a time, however many processes find it stale at once', async () => {
    const directory = join(folder, 'state')
    const run = promisify(execFile)
    const contenders = Array.from({ length: PROCESSES }, () =>
      run(process.execPath, [join(folder, 'contender.mjs'), directory, String(TURNS)]),
    )
    // One that finds another in the place ends with an error, which execFile rejects with.
    expect((await Promise.all(contenders)).map(({ stderr }) => stderr)).toEqual(Array(PROCESSES).fill(''))
  })
})
