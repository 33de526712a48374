import { compareText } from '../../base/json.ts'
import type { BundleGraph, BundleOutput } from './esbuild.ts'

/** Modules that are better one file, and the entries that it should be imported by; all paths as esbuild tells them. */
export interface SharedModules {
  readonly modules: readonly string[]
  readonly users: readonly string[]
}

/** Opening a file costs a start as much as reading this many bytes more of one that is open. Measured; decision 0147. */
const FILE = 12_000

/**
 * The modules that are loaded with the function, whichever of its entries is asked for: those that so many of them need, or that are so small,
 * that a file of their own would cost more than it saves.
 */
export function sharedModules({ inputs, outputs }: BundleGraph): SharedModules {
  const files = new Map(Object.entries(outputs))
  const entries = [...files].flatMap(([path, { entryPoint }]) => {
    return entryPoint !== undefined && inputs[entryPoint]?.format === 'esm' ? [{ path, entryPoint }] : []
  })
  const first = new Set(entries.flatMap(({ path }) => (path.endsWith('index.mjs') ? [...loadedWith(path, files)] : [])))
  const asked = entries.filter(({ path }) => !first.has(path))
  const users = new Map<string, number>()
  for (const { path } of asked) for (const needed of loadedWith(path, files)) users.set(needed, (users.get(needed) ?? 0) + 1)
  const shared = [...users].flatMap(([path, count]) => {
    const file = files.get(path)
    const share = count / asked.length
    if (file === undefined || file.entryPoint !== undefined) return []
    return first.has(path) || file.bytes * (1 - share) < FILE * share ? [file] : []
  })
  const modules = shared
    .flatMap((file) => Object.entries(file.inputs))
    .flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 && inputs[path]?.format === 'esm' ? [path] : []))
  return { modules: modules.sort(compareText), users: entries.map(({ entryPoint }) => entryPoint) }
}

/** A file, and all that it imports at once. */
function loadedWith(path: string, files: ReadonlyMap<string, BundleOutput>): Set<string> {
  const found = new Set<string>()
  const open = [path]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue
    found.add(next)
    for (const { path: imported, kind } of files.get(next)?.imports ?? []) {
      if (kind === 'import-statement' && files.has(imported)) open.push(imported)
    }
  }
  return found
}
