import { existsSync, readFileSync } from 'node:fs'
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
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new ApigenFailure('usage', `The config file \`${path}\` cannot be read.`, { help: 'Check the path given to --config.', cause })
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
  if (diagnostics.length > 0 || !isObject(value)) throw refused(path, diagnostics)
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
    const found = configNames.map((name) => join(at, name)).find((path) => existsSync(path))
    if (found !== undefined) return found
    if (dirname(at) === at) return undefined
  }
}

/** Runs a config that is a program. It is the user's own code; Node strips the types where it can, else jiti does. */
async function evaluate(path: string): Promise<Json> {
  try {
    const exported = await importModule(path)
    const value = isObject(exported) && 'default' in exported ? exported.default : exported
    // A program may leave keys undefined; as JSON they are absent.
    return JSON.parse(JSON.stringify(value ?? null)) as Json
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    throw new ApigenFailure('usage', `The config file \`${path}\` fails when it is run: ${reason}`, { cause })
  }
}

async function importModule(path: string): Promise<unknown> {
  const native = path.endsWith('.ts') ? 'typescript' in process.features && Boolean(process.features.typescript) : true
  if (native) return import(pathToFileURL(path).href)
  const { createJiti } = await import('jiti')
  return createJiti(pathToFileURL(path).href).import(path)
}
