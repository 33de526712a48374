import { dirname, resolve } from 'node:path'
import { asArray, asObject, asString, isObject, type Json, type JsonObject } from '../base/json.ts'
import type { FunctionSettings, IgnoredDifference, LocalSettings, Settings, StageSettings } from '../model/settings.ts'
import type { FoundConfig } from './load-config.ts'

/** What flags may say; each goes before everything else. */
export interface Flags {
  readonly spec?: string
  readonly output?: string
  readonly targets?: readonly string[]
  readonly stage?: string
  readonly bind?: Readonly<Record<string, Json>>
}

/** The settings in force: flag > `APIGEN_*` > `stages.S` > top level > default. Paths are absolute. */
export function resolveSettings(
  found: FoundConfig,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  flags: Flags,
): Settings {
  const root = found.file === undefined ? resolve(folder) : dirname(found.file)
  const config = found.value
  const stages = config.stages === undefined ? {} : (asObject(config.stages) as unknown as Readonly<Record<string, StageSettings>>)
  const stage = flags.stage !== undefined && Object.hasOwn(stages, flags.stage) ? stages[flags.stage] : undefined
  const from = (flag: string | undefined, variable: string, key: string): string | undefined => {
    if (flag !== undefined) return at(folder, flag)
    const given = env[variable]
    if (given !== undefined && given !== '') return at(folder, given)
    const written = asString(config[key])
    return written === undefined ? undefined : at(root, written)
  }
  const spec = fromSpec(flags.spec, env.APIGEN_SPEC, asString(config.spec), folder, root)
  const named = flags.targets ?? (env.APIGEN_TARGETS ? env.APIGEN_TARGETS.split(',') : undefined)
  const targets = named ?? (config.targets as readonly string[] | undefined) ?? []
  const diff = asObject(config.diff)
  return {
    root,
    ...(spec !== undefined && { spec }),
    output: from(flags.output, 'APIGEN_OUTPUT', 'output') ?? root,
    targets: targets.map((name) => name.trim()).filter((name) => name !== ''),
    partial: named !== undefined,
    bind: { ...asObject(config.bind), ...stage?.bind, ...flags.bind },
    functions: functionSettings(config.functions),
    stageFunctions: functionSettings(stage?.functions),
    stages,
    local: localSettings(asObject(config.local), root),
    diff: {
      ...(diff.failOn !== undefined && { failOn: diff.failOn as NonNullable<Settings['diff']['failOn']> }),
      ...(typeof diff.sunsetDays === 'number' && { sunsetDays: diff.sunsetDays }),
      severity: asObject(diff.severity) as Settings['diff']['severity'],
      ignore: asArray(diff.ignore).map((one) => (typeof one === 'string' ? { rule: one } : (one as unknown as IgnoredDifference))),
    },
  }
}

function localSettings({ environment, cognitoKeys, credentials }: JsonObject, root: string): LocalSettings {
  return {
    ...(typeof environment === 'string' && { environment: at(root, environment) }),
    ...(typeof credentials === 'string' && { credentials: at(root, credentials) }),
    ...(cognitoKeys !== undefined && {
      cognitoKeys: typeof cognitoKeys === 'string' ? at(root, cognitoKeys) : keySetsByPool(asObject(cognitoKeys), root),
    }),
  }
}

function keySetsByPool(pools: JsonObject, root: string): Readonly<Record<string, string | JsonObject>> {
  return Object.fromEntries(Object.entries(pools).map(([pool, value]) => [pool, isObject(value) ? value : at(root, String(value))]))
}

/** A spec may carry a `#/pointer` behind the path, and `-` is standard input. */
function fromSpec(
  flag: string | undefined,
  variable: string | undefined,
  written: string | undefined,
  folder: string,
  root: string,
): string | undefined {
  if (flag !== undefined) return flag === '-' ? '-' : specAt(folder, flag)
  if (variable !== undefined && variable !== '') return specAt(folder, variable)
  return written === undefined ? undefined : specAt(root, written)
}

function specAt(folder: string, spec: string): string {
  const hash = spec.indexOf('#')
  return hash === -1 ? at(folder, spec) : at(folder, spec.slice(0, hash)) + spec.slice(hash)
}

/** A project is shared between machines: the backslash that one of them writes separates names on all of them. */
function at(folder: string, path: string): string {
  return resolve(folder, path.replaceAll('\\', '/'))
}

function functionSettings(value: unknown): FunctionSettings {
  return asObject(value) as JsonObject as FunctionSettings
}
