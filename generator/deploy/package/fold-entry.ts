import { basename } from 'node:path'
import type { Built, BundleGraph, Plugin } from './esbuild.ts'
import type { PackedFile } from './zip.ts'

/**
 * One file less to open: esbuild puts what an entry shares with modules that are loaded later into a file beside it, though the entry is always
 * there. `build` makes a file of a module's text. Where CommonJS is among the modules, the files stay as they are.
 */
export async function foldEntry(
  files: readonly PackedFile[],
  { inputs, outputs }: BundleGraph,
  build: (contents: string, plugins: readonly Plugin[]) => Promise<Built>,
): Promise<readonly PackedFile[]> {
  const [, entry] = Object.entries(outputs).find(([path]) => basename(path) === ENTRY) ?? []
  const [beside, ...more] = (entry?.imports ?? []).filter(({ path, kind }) => kind === 'import-statement' && path in outputs)
  if (!entry || !beside || more.length > 0 || Object.values(inputs).some(({ format }) => format === 'cjs')) return files
  if (outputs[beside.path]?.imports.some(({ path, kind }) => kind === 'import-statement' && path in outputs)) return files
  const name = basename(beside.path)
  const contents = `export * from './${name}'\nexport { ${(entry.exports ?? []).join(', ')} } from './${ENTRY}'\n`
  const { outputFiles } = await build(contents, [fromMemory(new Map(files.map(({ path, bytes }) => [path, bytes])))])
  const [whole] = outputFiles
  if (!whole) return files
  return files
    .filter(({ path }) => path !== name)
    .map(({ path, bytes }) => ({ path, bytes: path === ENTRY ? whole.contents : importing(bytes, name) }))
}

const ENTRY = 'index.mjs'

/** The code of a file that imports the entry in place of the other. */
function importing(bytes: Uint8Array, name: string): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString('utf8').replaceAll(`"./${name}"`, `"./${ENTRY}"`))
}

/** Reads files that were made, and leaves what is imported later where it is. */
function fromMemory(files: ReadonlyMap<string, Uint8Array>): Plugin {
  return {
    name: 'apigen-memory',
    setup(build) {
      build.onResolve({ filter: /^\.\// }, ({ path, kind }) => {
        return kind === 'dynamic-import' ? { path, external: true } : { path: basename(path), namespace: 'memory' }
      })
      build.onLoad({ filter: /.*/, namespace: 'memory' }, ({ path }) => ({ contents: files.get(path) ?? '', loader: 'js' }))
    },
  }
}
