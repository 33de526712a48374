import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from '../store/process.ts'

/** A folder for what functions need on disk while a gateway runs: unpacked code, compiled bootstraps, temporary files. */
export interface Workspace {
  /** Makes a new folder in it. */
  folder(name: string): string
  /** Removes everything. */
  remove(): void
}

/** A workspace below the system's temporary folder, made when it is first needed. What gateways that were killed left there is removed. */
export function createWorkspace(): Workspace {
  let root: string | undefined
  let count = 0
  return {
    folder(name) {
      if (root === undefined) {
        void removeLeftovers()
        root = mkdtempSync(join(tmpdir(), `apigen-${process.pid}-`))
      }
      count += 1
      const folder = join(root, `${count}-${name}`)
      mkdirSync(folder)
      return folder
    },
    remove() {
      if (root !== undefined) rmSync(root, { recursive: true, force: true })
      root = undefined
    },
  }
}

async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^apigen-(\d+)-/.exec(name)?.[1]
    if (pid === undefined || (await isAlive({ pid: Number(pid) }))) continue
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
    } catch {
      // Another user's.
    }
  }
}
