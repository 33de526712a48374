import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { isObject } from '../../base/json.ts'
import type { Built, BundleInput, Esbuild, Plugin } from './esbuild.ts'
import { foldEntry } from './fold-entry.ts'
import { ownChecks } from './own-checks.ts'
import { type SharedModules, sharedModules } from './shared-modules.ts'
import type { PackedFile } from './zip.ts'

/** What Lambda's Node.js runtimes have already. */
const SHIPPED = ['@aws-sdk/*', '@smithy/*']
/** CommonJS packages inside of an ES module look for it. */
const REQUIRE = "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);\n"

/**
 * The ES modules of a TypeScript or JavaScript module and everything that it imports, `index.mjs` among them, made by the project's own
 * esbuild. What is imported when it is asked for stays a module of its own. Throws an `ApigenFailure` where there is no esbuild, or where
 * the code cannot be bundled. `root` is the project's folder.
 */
export async function bundleModule(file: string, runtime: string, root: string): Promise<PackedFile[]> {
  const esbuild = await projectEsbuild(root)
  const build = (plugins: readonly Plugin[]): Promise<Built> => esbuild.build({ ...optionsOf(file, runtime, root), plugins })
  try {
    const apart = await build([])
    const shared = sharedModules(apart.metafile)
    const { outputFiles, metafile } =
      shared.modules.length === 0 ? apart : await build([sharing(shared, root), ownChecks(shared.modules, root)])
    const made = outputFiles.map(({ path, contents }) => ({ path: basename(path), bytes: contents }))
    const files = await foldEntry(made, metafile, (contents, plugins) => {
      const { entryPoints: _, ...options } = optionsOf(file, runtime, root)
      return esbuild.build({ ...options, stdin: { contents, resolveDir: root }, splitting: false, plugins })
    })
    const head = Buffer.from(Object.values(metafile.inputs).some(requires) ? REQUIRE : '')
    return files.map(({ path, bytes }) => ({ path, bytes: Buffer.concat([head, bytes]) }))
  } catch (cause) {
    throw new ApigenFailure('usage', `${relative(root, file)} cannot be bundled: ${reasonsOf(cause).join('; ')}.`, {
      help: 'Mend the handlers; run apigen generate where a generated file is missing.',
      cause,
    })
  }
}

function optionsOf(file: string, runtime: string, root: string): Readonly<Record<string, unknown>> {
  return {
    absWorkingDir: root,
    entryPoints: [file],
    entryNames: 'index',
    // Nothing is written there.
    outdir: root,
    outExtension: { '.js': '.mjs' },
    write: false,
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: runtime.replace(/^nodejs(\d+)\.x$/, 'node$1'),
    charset: 'utf8',
    legalComments: 'none',
    external: SHIPPED,
    logLevel: 'silent',
    metafile: true,
  }
}

const SHARED = 'apigen:shared'

/** Has each of the users import all shared modules: what all of them import is one file, where esbuild would make one for every set of users. */
function sharing({ modules, users }: SharedModules, root: string): Plugin {
  return {
    name: 'apigen',
    setup(build) {
      const files = new Set(users.map((user) => resolve(root, user)))
      build.onResolve({ filter: /^apigen:shared$/ }, () => ({ path: SHARED, namespace: 'apigen' }))
      build.onLoad({ filter: /.*/, namespace: 'apigen' }, () => ({
        contents: modules.map((path) => `import ${JSON.stringify(`./${path}`)}`).join('\n'),
        resolveDir: root,
      }))
      build.onLoad({ filter: /\.[mc]?[jt]sx?$/, namespace: 'file' }, ({ path }) => {
        if (!files.has(path)) return undefined
        const [, loader = 'js'] = /\.[mc]?([jt]sx?)$/.exec(path) ?? []
        return { contents: `${readFileSync(path, 'utf8')}\nimport ${JSON.stringify(SHARED)}\n`, loader }
      })
    },
  }
}

/** Whether a module may call `require`. */
function requires({ format, imports }: BundleInput): boolean {
  return format !== 'esm' || imports.some(({ kind }) => kind.startsWith('require'))
}

async function projectEsbuild(root: string): Promise<Esbuild> {
  try {
    const path = createRequire(pathToFileURL(join(root, 'package.json'))).resolve('esbuild')
    const { build, default: whole } = (await import(pathToFileURL(path).href)) as Partial<Esbuild> & { readonly default?: Esbuild }
    if (build !== undefined) return { build }
    if (whole !== undefined) return whole
  } catch (cause) {
    throw new ApigenFailure('usage', 'TypeScript handlers are packaged by esbuild, which this project does not have.', {
      help: 'npm install --save-dev esbuild',
      cause,
    })
  }
  throw new ApigenFailure('usage', 'What this project has as esbuild cannot build.', { help: 'npm install --save-dev esbuild' })
}

/** esbuild's own messages, each with its place. */
function reasonsOf(cause: unknown): string[] {
  const errors = isObject(cause) && Array.isArray(cause.errors) ? (cause.errors as readonly unknown[]) : []
  const messages = errors.flatMap((error) => {
    if (!isObject(error) || typeof error.text !== 'string') return []
    const { file, line, column } = isObject(error.location) ? error.location : {}
    return [`${file === undefined ? '' : `${String(file)}:${String(line)}:${String(column)} `}${error.text}`]
  })
  return messages.length > 0 ? messages.slice(0, 5) : [cause instanceof Error ? cause.message : String(cause)]
}
