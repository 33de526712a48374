import type { FilesBeside } from './function-source.ts'
import type { ModuleFolders } from './module-folders.ts'
import type { Launch } from './runtimes/launch.ts'
import type { Workspace } from './workspace.ts'
import { writeFiles } from './write-files.ts'

type Variables = Readonly<Record<string, string>>

/** The variables that say where the files beside a function's code are. They are made once, when the code is first to be started. */
export function besideCode(beside: FilesBeside | undefined, workspace: Workspace): (launch: Launch) => Promise<Variables> {
  return once(beside, async ({ make }, { compile }) => {
    const folder = workspace.folder('beside')
    writeFiles(folder, await make())
    await compile?.(folder)
    return folder
  })
}

/** The same for a module of the project at `file`: its own files become a module, too. */
export function besideModule(beside: FilesBeside | undefined, file: string, modules: ModuleFolders): () => Promise<Variables> {
  return once(beside, async ({ make, module = '' }) => modules.addModule(file, await make(), module))
}

function once<Asked extends readonly unknown[]>(
  beside: FilesBeside | undefined,
  place: (beside: FilesBeside, ...asked: Asked) => Promise<string>,
): (...asked: Asked) => Promise<Variables> {
  let placed: Promise<Variables> | undefined
  return (...asked) => {
    if (placed !== undefined) return placed
    const made = beside === undefined ? Promise.resolve({}) : place(beside, ...asked).then((value) => ({ [beside.variable]: value }))
    // What could not be made with this code may be with the next.
    made.catch(() => {
      placed = undefined
    })
    placed = made
    return made
  }
}
