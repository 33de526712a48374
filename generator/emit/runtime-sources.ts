import { sources } from './assets.ts'

/** A hand-written source that is copied into generated output. */
export interface RuntimeSource {
  /** Below the folder it was asked for, with `/`. */
  readonly path: string
  readonly text: string
}

/** The hand-written sources below `runtime/FOLDER`, sorted by path; one file where FOLDER names a file. */
export function runtimeSources(folder: string): RuntimeSource[] {
  return Object.entries(sources)
    .filter(([path]) => path === folder || path.startsWith(`${folder}/`))
    .map(([path, text]) => ({ path: path === folder ? path.slice(path.lastIndexOf('/') + 1) : path.slice(folder.length + 1), text }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}
