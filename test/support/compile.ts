import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import type { OutputFile } from '../../generator/model/output.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** As strict as a user's project may be. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
  typeRoots: [join(root, 'node_modules/@types')],
}

/** What a project may ask for beyond that. */
export const STRICTEST: ts.CompilerOptions = {
  noUnusedLocals: true,
  noUnusedParameters: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedSideEffectImports: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
}

/** What a strict compiler says of projects, all in one program: each a name and its files. Nothing is written. */
export function compile(projects: Readonly<Record<string, readonly OutputFile[]>>, more: ts.CompilerOptions = {}): string[] {
  const base = join(root, '.virtual')
  const files = new Map<string, string>([[join(base, 'package.json'), '{"type":"module"}']])
  const folders = new Set<string>()
  for (const [name, outputs] of Object.entries(projects)) {
    for (const { path, text } of outputs) {
      const file = join(base, name, path)
      files.set(file, text)
      for (let folder = dirname(file); folder.startsWith(base); folder = dirname(folder)) folders.add(folder)
    }
  }
  const settings = { ...options, ...more }
  const host = ts.createCompilerHost(settings)
  const { fileExists, readFile, directoryExists } = host
  host.fileExists = (file) => files.has(file) || (!file.startsWith(base) && fileExists(file))
  host.readFile = (file) => files.get(file) ?? (file.startsWith(base) ? undefined : readFile(file))
  host.directoryExists = (folder) => folders.has(folder) || (!folder.startsWith(base) && (directoryExists?.(folder) ?? true))
  host.getSourceFile = (file, languageVersion) => {
    const text = files.get(file) ?? (file.startsWith(base) ? undefined : readFileSync(file, 'utf8'))
    return text === undefined ? undefined : ts.createSourceFile(file, text, languageVersion, true)
  }
  const program = ts.createProgram({ rootNames: [...files.keys()].filter((file) => file.endsWith('.ts')), options: settings, host })
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const { file, start = 0, messageText } = diagnostic
    const place = file ? `${file.fileName.slice(base.length + 1)}:${file.getLineAndCharacterOfPosition(start).line + 1} ` : ''
    return `${place}TS${diagnostic.code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
}
