import { readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ApigenFailure, type Diagnostic, diagnose, type Report } from '../base/diagnostic.ts'
import { isObject, type Json, type JsonObject } from '../base/json.ts'
import { parseFile } from '../load/parse.ts'
import { checkConfig } from './check-config.ts'

/** The names a config file may have, in the order in which they are looked for. */
export const configNames: readonly string[] = [
  'apigen.config.yaml',
  'apigen.config.yml',
  'apigen.config.json',
  'apigen.config.ts',
  'apigen.config.mjs',
]

/** A config file as it was found. */
export interface FoundConfig {
  /** Absolute; undefined when there is none. */
  readonly file?: string
  readonly text: string
  readonly value: JsonObject
}

/** The config of `file`, else the first found from `folder` upwards, else an empty one. Throws an `ApigenFailure` for one that cannot be used. */
export async function loadConfig(folder: string, file: string | undefined): Promise<FoundConfig> {
  const path = file === undefined ? findConfig(folder) : resolve(folder, file)
  if (path === undefined) return { text: '', value: {} }
  let text: string
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (cause) {
    throw new ApigenFailure('usage', `The config file \`${path}\` cannot be read.`, {
      help: file === undefined ? 'Check its permissions.' : 'Check the path given to --config.',
      cause,
    })
  }
  const diagnostics: Diagnostic[] = []
  const report: Report = (diagnostic) => diagnostics.push(diagnostic)
  const value = /\.[cm]?[jt]s$/.test(path)
    ? await evaluate(path)
    : (parseFile(path, saysNothing(text) ? '{}' : text, report)?.value ?? null)
  if (diagnostics.some(({ severity }) => severity === 'error')) throw refused(path, diagnostics)
  for (const { pointer, on, message, help } of checkConfig(value)) {
    diagnostics.push(diagnose('config/invalid', message, { file: path, pointer, on }, help === undefined ? {} : { help }))
  }
  // JSON that is not quite JSON was read as YAML: its warning is for specs, which AWS has to read too.
  if (diagnostics.some(({ severity }) => severity === 'error') || !isObject(value)) throw refused(path, diagnostics)
  return { file: path, text, value }
}

/** A file of blank lines and comments is no YAML value, but a config to begin with. */
function saysNothing(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(#|$)/.test(line))
}

function refused(path: string, diagnostics: readonly Diagnostic[]): ApigenFailure {
  return new ApigenFailure('usage', `The config file \`${path}\` cannot be used.`, { diagnostics })
}

function findConfig(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = configNames.map((name) => join(at, name)).find((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    if (found !== undefined) return found
    if (dirname(at) === at) return undefined
  }
}

/** Runs a config that is a program. It is the user's own code; Node strips the types where it can, else jiti does. */
async function evaluate(path: string): Promise<Json> {
  let value: unknown
  try {
    const exported = await importModule(path)
    value = isObject(exported) && 'default' in exported ? exported.default : exported
  } catch (cause) {
    // The place of a syntax error stands in a line of its own.
    const [reason = '', place = ''] = cause instanceof Error ? cause.message.split('\n').map((line) => line.trim()) : [String(cause)]
    const where = place.startsWith(path) ? ` (${place})` : ''
    throw new ApigenFailure('usage', `The config file \`${path}\` fails when it is run: ${reason}${where}`, { cause })
  }
  if (typeof value === 'function')
    throw new ApigenFailure('usage', `The config file \`${path}\` exports a function.`, {
      help: 'Export the settings themselves: export default { spec: … }',
    })
  // A program may leave keys undefined; as JSON they are absent.
  return JSON.parse(JSON.stringify(value ?? null)) as Json
}

async function importModule(path: string): Promise<unknown> {
  const native = path.endsWith('.ts') ? 'typescript' in process.features && Boolean(process.features.typescript) : true
  const { href } = pathToFileURL(path)
  // Node keeps a module for good, but a config may change while somebody watches.
  if (native) return import(`${href}?${statSync(path).mtimeMs}`)
  const { createJiti } = await import('jiti')
  return createJiti(href, { moduleCache: false }).import(path)
}
