import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { programFile } from '../program-file.ts'
import type { Launch, PrepareLaunch } from './launch.ts'

/** The Node.js that runs apigen. */
export const prepareNode: PrepareLaunch = async ({ source: { runtime, handler }, folder, shown, memory, note }) => {
  const [file, exportName] = handlerOf(folder, handler)
  const major = process.versions.node.split('.', 1)[0]
  if (runtime !== `nodejs${major}.x`) note(`Functions on ${runtime} run on Node.js ${major}, which is what this machine has.`)
  const launch = launchNode(file, exportName, memory, folder)
  return shown === undefined ? launch : { ...launch, args: [...launch.args, folder, shown] }
}

/** A module's handler behind the Runtime API. */
export function launchNode(file: string, exportName: string, memory: number, folder: string, inspectPort?: number): Launch {
  const program = programFile('bootstrap/node-program.js')
  const inspect = inspectPort === undefined ? [] : [`--inspect=127.0.0.1:${inspectPort}`]
  return {
    program: process.execPath,
    args: ['--enable-source-maps', `--max-old-space-size=${memory}`, ...inspect, program, file, exportName],
    environment: {},
    folder,
  }
}

/** `src/index.handler` is the export `handler` of `src/index` with any extension that Node runs. */
function handlerOf(folder: string, handler: string): readonly [file: string, exportName: string] {
  const [, stem = handler, exportName = 'handler'] = /^([^.]*)\.(.*)$/.exec(basename(handler)) ?? []
  const base = join(folder, dirname(handler), stem)
  const file = ['.js', '.mjs', '.cjs'].map((extension) => `${base}${extension}`).find((path) => existsSync(path))
  if (file === undefined) throw new Error(`Cannot find module '${stem}': the handler ${handler} needs ${base}.js, .mjs or .cjs`)
  return [file, exportName]
}
