import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { stampOf } from './stamp.ts'
import { isTypescript, type RunnableModule, type TranspiledFiles, transpileEach } from './transpile-each.ts'

/**
 * Makes a handler's module runnable. JavaScript is taken as it is; TypeScript goes through the project's own esbuild where there
 * is one, else through the TypeScript that apigen ships; `known` has what that made before. Node's own type stripping is no way: generated code imports `./x.js`
 * where `./x.ts` is meant, which Node does not resolve. Writes into `folder` only, which it makes; errors name the file.
 */
export async function makeRunnable(file: string, folder: string, known: TranspiledFiles): Promise<RunnableModule> {
  if (!existsSync(file)) throw new Error(`Cannot find the handler ${file}`)
  if (!isTypescript(file)) return { file, inputs: new Map([[file, stampOf(file)]]) }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n')
  const esbuild = await projectEsbuild(file)
  return esbuild === undefined ? transpileEach(file, folder, known) : bundle(esbuild, file, folder)
}

/** Whether a module is made runnable by another process. */
export async function hasCompiler(file: string): Promise<boolean> {
  return isTypescript(file) && (await projectEsbuild(file)) !== undefined
}

/** The part of esbuild that is used here. */
interface Esbuild {
  build(options: Readonly<Record<string, unknown>>): Promise<{ readonly metafile?: { readonly inputs: Readonly<Record<string, unknown>> } }>
}

async function projectEsbuild(file: string): Promise<Esbuild | undefined> {
  try {
    const path = createRequire(pathToFileURL(file)).resolve('esbuild')
    const module = (await import(pathToFileURL(path).href)) as { readonly default?: Esbuild } & Partial<Esbuild>
    return module.build === undefined ? module.default : { build: module.build }
  } catch {
    return undefined
  }
}

async function bundle(esbuild: Esbuild, file: string, target: string): Promise<RunnableModule> {
  const folder = dirname(file)
  const output = join(target, 'index.js')
  const began = Date.now()
  const { metafile } = await esbuild.build({
    absWorkingDir: folder,
    entryPoints: [file],
    outfile: output,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: `node${process.versions.node}`,
    packages: 'external',
    sourcemap: 'inline',
    metafile: true,
    logLevel: 'silent',
    banner: { js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);" },
  })
  const inputs = Object.keys(metafile?.inputs ?? {}).map((input) => resolve(folder, input))
  return { file: output, inputs: new Map(inputs.map((input) => [input, isOlder(input, began) ? stampOf(input) : 'read too early?'])) }
}

/** Whether a file was last changed before that time. Clocks of file systems tick in steps, and may lag behind ours by one. */
function isOlder(file: string, time: number): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < time - 20
}
