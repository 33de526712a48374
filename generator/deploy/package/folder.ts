import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { PackedFile } from './zip.ts'

/** Folders and files that are no code: what tools of this machine leave. */
const LEFT_OUT = /^(\.git|\.venv|\.DS_Store|\.apigen|__pycache__|.*\.pyc)$/

/** All files below some folders of one, by their paths below that; a folder that is not there has none. */
export function readFolders(root: string, folders: readonly string[]): PackedFile[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readFolder(join(root, folder)).map(({ path, bytes }) => ({ path: `${folder}/${path}`, bytes })))
}

/** All files below a folder, symbolic links followed; `only` decides by the name of what is met. */
export function readFolder(folder: string, only: (name: string) => boolean = () => true): PackedFile[] {
  const walk = (at: string, prefix: string, above: readonly string[]): PackedFile[] => {
    const real = realpathSync(at)
    // A link that leads back up would lead on for ever.
    if (above.includes(real)) return []
    return readdirSync(at)
      .filter((name) => !LEFT_OUT.test(name) && only(name))
      .flatMap((name) => {
        const path = join(at, name)
        return statSync(path).isDirectory()
          ? walk(path, `${prefix}${name}/`, [...above, real])
          : [{ path: `${prefix}${name}`, bytes: readFileSync(path) }]
      })
  }
  return walk(folder, '', [])
}
