import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { isObject } from '../../base/json.ts'

/** The part of esbuild that is used here. */
interface Esbuild {
  build(options: Readonly<Record<string, unknown>>): Promise<{ readonly outputFiles: readonly { readonly contents: Uint8Array }[] }>
}

/** What Lambda's Node.js runtimes have already. */
const SHIPPED = ['@aws-sdk/*', '@smithy/*']
/** CommonJS packages inside of an ES module look for it. */
const BANNER = "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);"

/**
 * One ES module of a TypeScript or JavaScript module and everything that it imports, made by the project's own esbuild. Throws an
 * `ApigenFailure` where there is none, or where the code cannot be bundled. `root` is the project's folder.
 */
export async function bundleModule(file: string, runtime: string, root: string): Promise<Uint8Array> {
  const esbuild = await projectEsbuild(root)
  try {
    const { outputFiles } = await esbuild.build({
      absWorkingDir: root,
      entryPoints: [file],
      write: false,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'esm',
      target: runtime.replace(/^nodejs(\d+)\.x$/, 'node$1'),
      charset: 'utf8',
      legalComments: 'none',
      external: SHIPPED,
      logLevel: 'silent',
      banner: { js: BANNER },
    })
    return outputFiles[0]?.contents ?? new Uint8Array()
  } catch (cause) {
    throw new ApigenFailure('usage', `${relative(root, file)} cannot be bundled: ${reasonsOf(cause).join('; ')}.`, {
      help: 'Mend the handlers; run apigen generate where a generated file is missing.',
      cause,
    })
  }
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
