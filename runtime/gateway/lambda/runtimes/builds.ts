import { existsSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuiltFrom, CodeSource } from '../function-source.ts'
import type { Workspace } from '../workspace.ts'

/** What was built, by the root of its project: the functions of one share it. */
export interface Builds {
  /** A folder with what the sources are built to, as they were with this stamp. Rejects where they cannot be built; the next one asks again. */
  folderOf(source: CodeSource, from: BuiltFrom, stamp: string): Promise<string>
}

interface Build {
  readonly stamp: string
  readonly folder: Promise<string>
  /** The one before it, whose instances are at their last invocation. */
  readonly before?: Promise<string>
}

/** Nothing is built yet. */
export function createBuilds(workspace: Workspace): Builds {
  const known = new Map<string, Build>()

  async function make({ root, folders = [''] }: CodeSource, { build }: BuiltFrom, last: Build | undefined): Promise<string> {
    // Two builds at once would write the same files.
    await last?.folder
    await build()
    const folder = workspace.folder('built')
    for (const name of folders)
      if (existsSync(join(root, name))) await cp(join(root, name), join(folder, name), { recursive: true, dereference: true })
    const old = await last?.before
    if (old !== undefined) await rm(old, { recursive: true, force: true })
    return folder
  }

  return {
    folderOf(source, from, stamp) {
      const last = known.get(source.root)
      if (last?.stamp === stamp) return last.folder
      const folder = make(source, from, last)
      const made: Build = { stamp, folder, ...(last !== undefined && { before: last.folder }) }
      known.set(source.root, made)
      folder.catch(() => {
        if (known.get(source.root) !== made) return
        if (last === undefined) known.delete(source.root)
        else known.set(source.root, last)
      })
      return folder
    },
  }
}
