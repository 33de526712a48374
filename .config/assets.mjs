// Turns what is needed at run time into modules, so that no file is read: for emit the Handlebars templates beside their emitters,
// precompiled, and the sources under runtime/<language> that are copied into generated output; for the gateway the console's page.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import Handlebars from 'handlebars'
import ts from 'typescript'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const copied = ['typescript', 'python', 'java']
/** What the JavaScript client is made of: transpiled here, so that nothing is at run time. */
const transpiled = ['typescript/client', 'typescript/sigv4.ts']

/** @param {string} folder @returns {string[]} files below it, sorted by code unit, `/` between names */
function walk(folder) {
  return readdirSync(folder)
    .sort()
    .filter((name) => name !== '__pycache__')
    .flatMap((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? walk(path) : [path]
    })
}

/** @returns {[string, string][]} the module and its declarations, by path below runtime */
function transpile(path) {
  const text = readFileSync(path, 'utf8')
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, strict: true, verbatimModuleSyntax: true }
  const name = relative(join(root, 'runtime/typescript'), path).replaceAll('\\', '/').replace(/\.ts$/, '')
  const script = ts.transpileModule(text, { compilerOptions, fileName: path }).outputText
  const declarations = ts.transpileDeclaration(text, {
    compilerOptions: { ...compilerOptions, isolatedDeclarations: true },
    fileName: path,
  })
  const problem = declarations.diagnostics?.[0]
  if (problem) throw new Error(`${path}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`)
  // A module of types only has nothing to load, but its importers may still name it.
  return [
    [`javascript/${name}.js`, script],
    [`javascript/${name}.d.ts`, declarations.outputText],
  ]
}

export function writeAssets() {
  writeEmitAssets()
  writePage()
}

/** The console's page: what a browser loads of it. */
function writePage() {
  const folder = join(root, 'runtime/gateway/console/page')
  const files = readdirSync(folder)
    .sort()
    .filter((name) => /\.(html|css|js|svg)$/.test(name))
  const text = `// @ts-nocheck: made by .config/assets.mjs; not for reading.
/** The files of the console's page by name. */
export const page: Readonly<Record<string, string>> = {
${files.map((name) => `  ${JSON.stringify(name)}: ${JSON.stringify(readFileSync(join(folder, name), 'utf8'))}`).join(',\n')}
}
`
  writeChanged(join(root, 'runtime/gateway/console/assets.ts'), text)
}

function writeEmitAssets() {
  const templates = walk(join(root, 'generator/emit')).filter((path) => path.endsWith('.hbs'))
  const entries = templates.map((path) => {
    const name = relative(join(root, 'generator/emit'), path).replaceAll('\\', '/')
    const compiled = Handlebars.precompile(readFileSync(path, 'utf8'), {
      strict: true,
      noEscape: true,
      knownHelpersOnly: true,
      preventIndent: true,
    })
    return `  ${JSON.stringify(name)}: ${compiled}`
  })
  const sources = copied.flatMap((language) =>
    walk(join(root, 'runtime', language)).map((path) => {
      const name = relative(join(root, 'runtime'), path).replaceAll('\\', '/')
      return [name, readFileSync(path, 'utf8')]
    }),
  )
  for (const name of transpiled) {
    const path = join(root, 'runtime', name)
    for (const file of statSync(path).isDirectory() ? walk(path) : [path]) sources.push(...transpile(file))
  }
  const text = `// @ts-nocheck: made by .config/assets.mjs; not for reading.
/** Precompiled Handlebars templates by path below generator/emit. */
export const templates: Readonly<Record<string, unknown>> = {
${entries.join(',\n')}
}

/** Hand-written sources by path below runtime. */
export const sources: Readonly<Record<string, string>> = {
${sources.map(([name, source]) => `  ${JSON.stringify(name)}: ${JSON.stringify(source)}`).join(',\n')}
}
`
  writeChanged(join(root, 'generator/emit/assets.ts'), text)
}

/** Leaves a file alone that says it already: nothing is compiled again for it. */
function writeChanged(target, text) {
  let old
  try {
    old = readFileSync(target, 'utf8')
  } catch {}
  if (old !== text) writeFileSync(target, text)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeAssets()
