import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { settle } from './settle.ts'
import { projectRoot, temporaryFolder } from './temporary-folder.ts'
import { makeRunnable } from './transpile.ts'
import type { RunnableModule, TranspiledFiles } from './transpile-each.ts'

/** Where modules of projects are made runnable: below each project's `.apigen/tmp`. */
export interface ModuleFolders {
  /** A way to make one module runnable again and again. */
  preparer(file: string): () => Promise<RunnableModule>
  /** Removes everything. */
  remove(): Promise<void>
}

/** No folders yet; they come with the modules. */
export function createModuleFolders(): ModuleFolders {
  const folders = new Map<string, Promise<string>>()
  const known: TranspiledFiles = new Map()
  let prepared = 0

  function folderOf(file: string): Promise<string> {
    const root = projectRoot(dirname(file))
    const known = folders.get(root)
    if (known !== undefined) return known
    const created = temporaryFolder(root)
    folders.set(root, created)
    return created
  }

  return {
    preparer(file) {
      const made: string[] = []
      let inputs: readonly string[] = [file]
      // A folder each time: an instance that is just starting must not find its files half-replaced.
      return async () => {
        prepared += 1
        const folder = join(await folderOf(file), String(prepared))
        // The one before may still be loaded from.
        const old = made.length > 1 ? made.shift() : undefined
        if (old !== undefined) rmSync(old, { recursive: true, force: true })
        made.push(folder)
        await settle(inputs)
        const module = await makeRunnable(file, folder, known)
        inputs = [...module.inputs.keys()]
        return module
      }
    },
    async remove() {
      for (const folder of folders.values()) rmSync(await folder, { recursive: true, force: true })
    },
  }
}
