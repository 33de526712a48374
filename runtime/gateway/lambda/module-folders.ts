import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { settle } from './settle.ts'
import { projectRoot, temporaryFolder } from './temporary-folder.ts'
import { makeRunnable } from './transpile.ts'
import type { RunnableModule, TranspiledFiles } from './transpile-each.ts'
import { writeFiles } from './write-files.ts'

/** Where modules of projects are made runnable: below each project's `.apigen/tmp`. */
export interface ModuleFolders {
  /** A way to make one module runnable again and again, each time in a folder of its own, and to remove what was made. */
  preparer(file: string): { prepare(): Promise<RunnableModule>; discard(module: RunnableModule): void }
  /** Writes files for the module at `file`, makes the one of them at the path `entry` runnable, and gives its address. */
  addModule(file: string, files: readonly { readonly path: string; readonly text: string }[], entry: string): Promise<string>
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
      const made = new Map<RunnableModule, string>()
      let inputs: readonly string[] = [file]
      // A folder each time: an instance that is just starting must not find its files half-replaced.
      return {
        async prepare() {
          prepared += 1
          const folder = join(await folderOf(file), String(prepared))
          await settle(inputs)
          try {
            const module = await makeRunnable(file, folder, known)
            made.set(module, folder)
            inputs = [...module.inputs.keys()]
            return module
          } catch (error) {
            rmSync(folder, { recursive: true, force: true })
            throw error
          }
        },
        discard(module) {
          const folder = made.get(module)
          made.delete(module)
          if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
        },
      }
    },
    async addModule(file, files, entry) {
      prepared += 1
      const folder = join(await folderOf(file), String(prepared))
      writeFiles(folder, files)
      const module = await makeRunnable(join(folder, entry), join(folder, 'made'), known)
      return pathToFileURL(module.file).href
    },
    async remove() {
      for (const folder of folders.values()) rmSync(await folder, { recursive: true, force: true })
    },
  }
}
