import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { stampOf } from './stamp.ts'

/** A module that Node can run. */
export interface RunnableModule {
  readonly file: string
  /** The files that it was made from, and those that were looked for and not there, each with its stamp of before it was read. */
  readonly inputs: ReadonlyMap<string, string>
}

/** A source file as it was when it had this stamp. */
interface TranspiledFile {
  readonly stamp: string
  /** JavaScript, or the text itself where it is none of TypeScript's. */
  readonly output: string
  /** What it imports by a relative path, as it is written. */
  readonly imports: readonly string[]
}

/** What was transpiled before, by path: handlers share most of their files, and a save changes one. */
export type TranspiledFiles = Map<string, TranspiledFile>

/** Whether a file is TypeScript by its name. */
export function isTypescript(file: string): boolean {
  return /\.([mc]?ts|tsx)$/.test(file)
}

/** Transpiles a module and every file that it imports by a relative path into `target`, in the same arrangement. What did not change is taken from `known`. */
export function transpileEach(file: string, target: string, known: TranspiledFiles): RunnableModule {
  const files = new Map<string, TranspiledFile>()
  const inputs = new Map<string, string>()
  const open = [file]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (files.has(next)) continue
    const stamp = stampOf(next)
    const before = known.get(next)
    const found = before?.stamp === stamp ? before : transpile(next, stamp)
    known.set(next, found)
    files.set(next, found)
    inputs.set(next, stamp)
    for (const name of found.imports) {
      const wanted = resolve(dirname(next), name)
      const source = sourceOf(wanted)
      if (source !== undefined) open.push(source)
      else for (const candidate of candidatesOf(wanted)) inputs.set(candidate, 'gone')
    }
  }
  const root = commonFolder([...files.keys()])
  const outputOf = (input: string): string => join(target, relative(root, input).replace(/\.([mc]?)tsx?$/, '.$1js'))
  for (const [input, { output }] of files) {
    const path = outputOf(input)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, output)
  }
  return { file: outputOf(file), inputs }
}

function transpile(file: string, stamp: string): TranspiledFile {
  const text = readFileSync(file, 'utf8')
  if (extname(file) === '.json') return { stamp, output: text, imports: [] }
  const { transpileModule, preProcessFile, ModuleKind, ScriptTarget } = typescript()
  const imports = preProcessFile(text, true, true).importedFiles.flatMap(({ fileName }) => (fileName.startsWith('.') ? [fileName] : []))
  if (!isTypescript(file)) return { stamp, output: text, imports }
  const { outputText } = transpileModule(text, {
    fileName: file,
    compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2022, inlineSourceMap: true, isolatedModules: true },
  })
  return { stamp, output: outputText, imports }
}

/** Required, since importing it takes three times as long: Node.js would read all of it for the names that it exports. */
function typescript(): typeof import('typescript') {
  return createRequire(import.meta.url)('typescript')
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
