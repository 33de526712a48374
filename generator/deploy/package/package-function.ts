import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { readFolder } from './folder.ts'
import { packJava } from './java.ts'
import { packPython } from './python.ts'
import { bundleModule } from './typescript.ts'
import { type PackedFile, zipFiles } from './zip.ts'

/** Where a function's code is: an entry point to bundle, or a folder, zip or jar file for a runtime. Paths are absolute. */
export type CodeToPack =
  | {
      readonly kind: 'module'
      readonly file: string
      readonly runtime: string
    }
  | {
      readonly kind: 'code'
      readonly root: string
      /** The folders below `root` that hold the code; all of it where they are not given. */
      readonly folders?: readonly string[]
      readonly runtime: string
      readonly handler: string
      readonly architecture: 'x86_64' | 'arm64'
    }

/** A function's code as Lambda takes it. */
export interface Package {
  readonly zip: Uint8Array
  /** Base64, as Lambda tells it. */
  readonly sha256: string
  readonly handler: string
}

/** Packages a function's code; the same code gives the same bytes. `root` is the project's folder. Throws an `ApigenFailure` where there is none to package. */
export async function packageFunction(code: CodeToPack, root: string): Promise<Package> {
  const zip = await pack(code, root)
  const sha256 = createHash('sha256').update(zip).digest('base64')
  return { zip, sha256, handler: code.kind === 'module' ? 'index.handler' : code.handler }
}

async function pack(code: CodeToPack, root: string): Promise<Uint8Array> {
  if (code.kind === 'module') {
    if (!existsSync(code.file)) throw missing(relative(root, code.file), 'Run apigen generate first.')
    return zipFiles(await bundleModule(code.file, code.runtime, root))
  }
  const found = statSync(code.root, { throwIfNoEntry: false })
  const shown = relative(root, code.root)
  if (found === undefined) throw missing(shown, '`code` of `x-apigen-function` says where it is.')
  // A zip or jar file is what somebody built for Lambda already.
  if (!found.isDirectory()) return readFileSync(code.root)
  if (code.runtime.startsWith('java') && code.folders) return zipFiles(await packJava(code.root))
  if (code.runtime.startsWith('java'))
    throw new ApigenFailure('usage', `\`${shown}\` is a folder, and apigen builds only handlers that it generates.`, {
      help: 'Build a jar with all dependencies in it and name that: code: java/target/app.jar',
    })
  const files = code.runtime.startsWith('python') ? await packPython(code) : readFolder(code.root)
  if (files.length === 0) throw missing(shown, code.folders ? 'Run apigen generate first.' : 'The folder is empty.')
  if (code.runtime.startsWith('provided') && !existsSync(join(code.root, 'bootstrap')))
    throw missing(join(shown, 'bootstrap'), 'A function on a provided runtime is a program of that name.')
  return zipFiles(files satisfies readonly PackedFile[])
}

function missing(what: string, help: string): ApigenFailure {
  return new ApigenFailure('usage', `There is no code at \`${what}\`.`, { help })
}
