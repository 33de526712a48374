import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { stampOf } from './stamp.ts'

/** A module that Node can run. */
export interface RunnableModule {
  readonly file: string
  /** The files that it was made from, and those that were looked for and not there, each with its stamp of before it was read. */
  readonly inputs: ReadonlyMap<string, string>
}

const typescriptExtensions: ReadonlySet<string> = new Set(['.ts', '.mts', '.cts', '.tsx'])

/**
 * Makes a handler's module runnable. JavaScript is taken as it is; TypeScript goes through the project's own esbuild where there
 * is one, else through the TypeScript that apigen ships. Node's own type stripping is no way: generated code imports `./x.js`
 * where `./x.ts` is meant, which Node does not resolve. Writes into `folder` only, which it makes; errors name the file.
 */
export async function makeRunnable(file: string, folder: string): Promise<RunnableModule> {
  if (!existsSync(file)) throw new Error(`Cannot find the handler ${file}`)
  if (!typescriptExtensions.has(extname(file))) return { file, inputs: new Map([[file, stampOf(file)]]) }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n')
  const esbuild = await projectEsbuild(file)
  return esbuild === undefined ? transpileEach(file, folder) : bundle(esbuild, file, folder)
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

/** Required, since importing it takes three times as long: Node.js would read all of it for the names that it exports. */
function typescript(): typeof import('typescript') {
  return createRequire(import.meta.url)('typescript')
}

/** Transpiles the module and every file that it imports by a relative path, in the same arrangement. */
function transpileEach(file: string, target: string): RunnableModule {
  const { transpileModule, preProcessFile, ModuleKind, ScriptTarget } = typescript()
  const texts = new Map<string, string>()
  const inputs = new Map<string, string>()
  const open = [file]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (texts.has(next)) continue
    inputs.set(next, stampOf(next))
    const text = readFileSync(next, 'utf8')
    texts.set(next, text)
    if (extname(next) === '.json') continue
    for (const { fileName } of preProcessFile(text, true, true).importedFiles) {
      if (!fileName.startsWith('.')) continue
      const wanted = resolve(dirname(next), fileName)
      const found = sourceOf(wanted)
      if (found !== undefined) open.push(found)
      else for (const candidate of candidatesOf(wanted)) inputs.set(candidate, 'gone')
    }
  }
  const root = commonFolder([...texts.keys()])
  const outputOf = (input: string): string => join(target, relative(root, input).replace(/\.([mc]?)tsx?$/, '.$1js'))
  for (const [input, text] of texts) {
    const output = outputOf(input)
    mkdirSync(dirname(output), { recursive: true })
    if (!typescriptExtensions.has(extname(input))) {
      copyFileSync(input, output)
      continue
    }
    const { outputText } = transpileModule(text, {
      fileName: input,
      compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2022, inlineSourceMap: true, isolatedModules: true },
    })
    writeFileSync(output, outputText)
  }
  return { file: outputOf(file), inputs }
}

function sourceOf(path: string): string | undefined {
  return candidatesOf(path).find((candidate) => existsSync(candidate) && statSync(candidate).isFile())
}

/** `./x.js` may mean `./x.ts`. */
function candidatesOf(path: string): readonly string[] {
  return [
    path.replace(/\.([mc]?)js$/, '.$1ts'),
    path.replace(/\.js$/, '.tsx'),
    path,
    `${path}.ts`,
    `${path}.js`,
    join(path, 'index.ts'),
    join(path, 'index.js'),
  ]
}

function commonFolder(files: readonly string[]): string {
  let folder = dirname(files[0] ?? '.')
  for (const file of files) while (relative(folder, file).startsWith('..')) folder = dirname(folder)
  return folder
}
