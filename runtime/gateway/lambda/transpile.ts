import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A module that Node can run, and the files that it was made from. */
export interface RunnableModule {
  readonly file: string
  readonly inputs: readonly string[]
}

const typescriptExtensions: ReadonlySet<string> = new Set(['.ts', '.mts', '.cts', '.tsx'])

/**
 * Makes a handler's module runnable. JavaScript is taken as it is; TypeScript goes through the project's own esbuild where there
 * is one, else through the TypeScript that apigen ships. Node's own type stripping is no way: generated code imports `./x.js`
 * where `./x.ts` is meant, which Node does not resolve. Writes below `folder` only; errors name the file.
 */
export async function makeRunnable(file: string, folder: string): Promise<RunnableModule> {
  if (!existsSync(file)) throw new Error(`Cannot find the handler ${file}`)
  if (!typescriptExtensions.has(extname(file))) return { file, inputs: [file] }
  const target = join(folder, `${basename(file, extname(file))}-${createHash('sha256').update(file).digest('hex').slice(0, 12)}`)
  mkdirSync(target, { recursive: true })
  writeFileSync(join(target, 'package.json'), '{"type":"module"}\n')
  const esbuild = await projectEsbuild(file)
  return esbuild === undefined ? transpileEach(file, target) : bundle(esbuild, file, target)
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
  return { file: output, inputs: Object.keys(metafile?.inputs ?? {}).map((input) => resolve(folder, input)) }
}

/** Transpiles the module and every file that it imports by a relative path, in the same arrangement. */
async function transpileEach(file: string, target: string): Promise<RunnableModule> {
  const ts = await import('typescript')
  const { transpileModule, preProcessFile, ModuleKind, ScriptTarget } = ts.default
  const inputs = new Map<string, string>()
  const open = [file]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (inputs.has(next)) continue
    const text = readFileSync(next, 'utf8')
    inputs.set(next, text)
    if (extname(next) === '.json') continue
    for (const { fileName } of preProcessFile(text, true, true).importedFiles) {
      const found = fileName.startsWith('.') ? sourceOf(resolve(dirname(next), fileName)) : undefined
      if (found !== undefined) open.push(found)
    }
  }
  const root = commonFolder([...inputs.keys()])
  const outputOf = (input: string): string => join(target, relative(root, input).replace(/\.([mc]?)tsx?$/, '.$1js'))
  for (const [input, text] of inputs) {
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
  return { file: outputOf(file), inputs: [...inputs.keys()] }
}

/** `./x.js` may mean `./x.ts`. */
function sourceOf(path: string): string | undefined {
  const swapped = path.replace(/\.([mc]?)js$/, '.$1ts')
  for (const candidate of [
    swapped,
    path.replace(/\.js$/, '.tsx'),
    path,
    `${path}.ts`,
    `${path}.js`,
    join(path, 'index.ts'),
    join(path, 'index.js'),
  ]) {
    if (existsSync(candidate) && statSync(candidate).isFile()) return candidate
  }
  return undefined
}

function commonFolder(files: readonly string[]): string {
  let folder = dirname(files[0] ?? '.')
  for (const file of files) while (relative(folder, file).startsWith('..')) folder = dirname(folder)
  return folder
}
