import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isAlive } from '../store/process.ts'

/** The nearest folder above that has a package.json, else the handler's own. */
export function projectRoot(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return at
    if (at === dirname(at)) return folder
  }
}

/** A folder for transpiled code: inside the project, so that the handlers' packages resolve; elsewhere where the project cannot be written. */
export async function temporaryFolder(root: string): Promise<string> {
  const name = `functions-${process.pid}-`
  try {
    const parent = join(root, '.apigen', 'tmp')
    mkdirSync(parent, { recursive: true })
    await removeLeftovers(parent)
    return await mkdtemp(join(parent, name))
  } catch {
    return mkdtemp(join(tmpdir(), `apigen-${name}`))
  }
}

/** What processes that were killed left behind. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    const pid = /^functions-(\d+)-/.exec(name)?.[1]
    if (pid !== undefined && !(await isAlive({ pid: Number(pid) }))) rmSync(join(parent, name), { recursive: true, force: true })
  }
}
