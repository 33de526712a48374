import type { FilesBeside } from './function-source.ts'
import type { ModuleFolders } from './module-folders.ts'
import type { Workspace } from './workspace.ts'
import { writeFiles } from './write-files.ts'

type Variables = Readonly<Record<string, string>>

/** The variables that say where the files beside a function's code are. They are made once, when they are first asked for. */
export function besideCode(beside: FilesBeside | undefined, workspace: Workspace): () => Promise<Variables> {
  return once(beside, async ({ make }) => {
    const folder = workspace.folder('beside')
    writeFiles(folder, await make())
    return folder
  })
}

/** The same for a module of the project at `file`: its own files become a module, too. */
export function besideModule(beside: FilesBeside | undefined, file: string, modules: ModuleFolders): () => Promise<Variables> {
  return once(beside, async ({ make, module = '' }) => modules.addModule(file, await make(), module))
}

function once(beside: FilesBeside | undefined, place: (beside: FilesBeside) => Promise<string>): () => Promise<Variables> {
  let placed: Promise<Variables> | undefined
  return () => {
    placed ??= beside === undefined ? Promise.resolve({}) : place(beside).then((value) => ({ [beside.variable]: value }))
    return placed
  }
}
