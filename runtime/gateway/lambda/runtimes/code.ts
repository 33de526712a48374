import { readdirSync, statSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { CodeSource } from '../function-source.ts'
import { unzip } from '../unzip.ts'
import type { Workspace } from '../workspace.ts'
import { createBuilds } from './builds.ts'
import { createJava } from './java.ts'
import type { Launch, PrepareLaunch } from './launch.ts'
import { prepareNode } from './node.ts'
import { prepareProvided } from './provided.ts'
import { preparePython } from './python.ts'

/** Code that is ready to be started. */
export interface PreparedCode {
  readonly launch: Launch
  /** What the source files were when it was made ready. */
  readonly stamp: string
}

/** Makes code of every runtime ready. */
export interface CodePreparer {
  prepare(source: CodeSource, memory: number): Promise<PreparedCode>
  /** Whether the source files are still the same. */
  isCurrent(source: CodeSource, code: PreparedCode): boolean
}

/** A preparer whose files are in a workspace. */
export function createCodePreparer(workspace: Workspace, log: (line: string) => void): CodePreparer {
  const noted = new Set<string>()
  const builds = createBuilds(workspace)
  const families: readonly (readonly [prefix: string, prepare: PrepareLaunch])[] = [
    ['nodejs', prepareNode],
    ['python3', preparePython],
    ['java', createJava()],
    ['provided', prepareProvided],
  ]
  return {
    async prepare(source, memory) {
      const prepare = families.find(([prefix]) => source.runtime.startsWith(prefix))?.[1]
      if (prepare === undefined)
        throw new Error(`The embedded gateway runs functions on nodejs, python3, java and provided runtimes, not on ${source.runtime}`)
      if (source.handler === '' && !source.runtime.startsWith('provided'))
        throw new Error(
          `A function on ${source.runtime} needs a handler, and none is named (in a spec: \`handler\` of \`x-apigen-function\`)`,
        )
      const stamp = stampOf(source)
      if (stamp === '')
        throw new Error(`There is no code at ${source.root}${source.folders ? ` (${source.folders.join(', ')}): has it been built?` : ''}`)
      const { builtFrom } = source
      const folder = builtFrom === undefined ? await folderOf(source, workspace) : await builds.folderOf(source, builtFrom, stamp)
      const launch = await prepare({
        source,
        folder,
        ...(builtFrom === undefined && folder !== source.root && { shown: LAMBDA_FOLDER }),
        memory,
        workspace,
        note(text) {
          if (noted.has(text)) return
          noted.add(text)
          log(text)
        },
      })
      return { launch, stamp }
    },
    isCurrent: (source, code) => stampOf(source) === code.stamp,
  }
}

/** Where Lambda has a function's code. */
const LAMBDA_FOLDER = '/var/task'

/** Java runs from a jar file as it is; every other archive is unpacked. */
async function folderOf({ root, runtime }: CodeSource, workspace: Workspace): Promise<string> {
  if (statSync(root).isDirectory() || (runtime.startsWith('java') && root.endsWith('.jar'))) return root
  return unpack(await readFile(root), workspace)
}

/** Unpacks a function's zip file. */
export async function unpack(archive: Uint8Array, workspace: Workspace): Promise<string> {
  const folder = workspace.folder('code')
  for (const { name, bytes } of unzip(archive)) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    // Whatever the archive says of who may run a file: programs must be runnable.
    await writeFile(path, bytes, { mode: 0o755 })
  }
  // On Lambda nothing lies above the code that could say what kind its modules are.
  await writeFile(join(folder, 'package.json'), '{}\n', { flag: 'wx' }).catch(() => undefined)
  return folder
}

/** Folders that are not looked into for changes: large, and not written by hand. */
const notLooked: ReadonlySet<string> = new Set(['node_modules', '__pycache__', 'site-packages'])

/** The stamp of a function's own code. */
function stampOf({ root, folders = [''], builtFrom }: CodeSource): string {
  return (builtFrom?.sources ?? folders).map((folder) => stampOfTree(join(root, folder))).join('')
}

/** A text that is another one after a file below was changed, came or went; '' where nothing is there. */
function stampOfTree(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return ''
  if (!stats.isDirectory()) return `${path} ${stats.mtimeMs} ${stats.size}\n`
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !notLooked.has(name))
    .reduce((all, { name }) => all + stampOfTree(join(path, name)), `${path}\n`)
}
