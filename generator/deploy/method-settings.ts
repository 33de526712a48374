import { DEFAULT_METHOD_SETTING } from '../../runtime/gateway/facts.ts'
import { ApigenFailure } from '../base/diagnostic.ts'
import { put } from '../base/json.ts'
import { suggest } from '../base/suggest.ts'
import type { ApiModel } from '../model/api-model.ts'
import type { MethodSetting } from '../model/settings.ts'

/** Settings by method: `GET /pets/{id}`, or `*` for all that have none of their own. */
export type MethodSettings = Readonly<Record<string, MethodSetting>>

/** What an import makes of the settings of a stage's methods. */
export interface SettingsChange {
  readonly set: MethodSettings
  /** Methods whose settings go altogether. */
  readonly drop: readonly string[]
}

/** Where a setting is patched, below its method. */
const PATHS: Readonly<Record<keyof MethodSetting, string>> = {
  metricsEnabled: 'metrics/enabled',
  loggingLevel: 'logging/loglevel',
  dataTraceEnabled: 'logging/dataTrace',
  throttlingRateLimit: 'throttling/rateLimit',
  throttlingBurstLimit: 'throttling/burstLimit',
  cachingEnabled: 'caching/enabled',
  cacheTtlInSeconds: 'caching/ttlInSeconds',
  cacheDataEncrypted: 'caching/dataEncrypted',
  requireAuthorizationForCacheControl: 'caching/requireAuthorizationForCacheControl',
  unauthorizedCacheControlHeaderStrategy: 'caching/unauthorizedCacheControlHeaderStrategy',
}

const names = Object.keys(PATHS) as readonly (keyof MethodSetting)[]

/** Throttles of the spec (`x-apigen-throttle`), and above them the settings of the config's stage. Throws where those are for a method that the spec does not have. */
export function wantedSettings(operations: ApiModel['operations'], configured: MethodSettings = {}): MethodSettings {
  const wanted: Record<string, MethodSetting> = {}
  const methods = operations.map(({ method, path }) => `${method} ${path}`)
  for (const { method, path, throttle } of operations)
    if (throttle) put(wanted, `${method} ${path}`, { throttlingRateLimit: throttle.rate, throttlingBurstLimit: throttle.burst })
  for (const [method, setting] of Object.entries(configured)) {
    if (method !== '*' && !methods.includes(method)) throw unknownMethod('methodSettings', method, methods)
    put(wanted, method, { ...wanted[method], ...setting })
  }
  return wanted
}

/** Says that the config sets something of a method that the spec does not have. */
export function unknownMethod(setting: 'methodSettings' | 'methodThrottles', method: string, known: readonly string[]): ApigenFailure {
  const near = suggest(method, known)
  const all = setting === 'methodSettings' ? ', or all of them as `*`' : ''
  return new ApigenFailure('usage', `The config sets \`${setting}\` of \`${method}\`, and the spec has no such operation.`, {
    help: near === undefined ? `Name an operation as \`GET /path\`${all}.` : `Did you mean \`${near}\`?`,
  })
}

/** The settings of a stage, whose keys are the path without its first slash, escaped, and the method. */
export function settingsOfStage(settings: Readonly<Record<string, object>> | undefined): MethodSettings {
  const found: Record<string, MethodSetting> = {}
  for (const [key, setting] of Object.entries(settings ?? {})) {
    const [, path = '', method] = /^(.*)\/([^/]+)$/.exec(key) ?? []
    if (method === undefined) continue
    const known = Object.fromEntries(Object.entries(setting).filter(([name, value]) => Object.hasOwn(PATHS, name) && value !== undefined))
    put(found, method === '*' ? '*' : `${method} /${path.replaceAll('~1', '/').replaceAll('~0', '~').replace(/^\/+/, '')}`, known)
  }
  return found
}

/**
 * What has to change. Throttles of single methods are the spec's: one that it does not have any more goes. With settings in the config
 * all settings are the project's: what it does not name goes. Others may be somebody's hand at work, and stay.
 */
export function settingsChange(wanted: MethodSettings, found: MethodSettings, owned: 'throttles' | 'all'): SettingsChange {
  const set: Record<string, MethodSetting> = {}
  const drop: string[] = []
  for (const [method, setting] of Object.entries(wanted)) {
    const changed = Object.fromEntries(Object.entries(setting).filter(([name, value]) => settingValue(found[method], name) !== value))
    if (Object.keys(changed).length > 0) put(set, method, changed)
  }
  // A method that is touched first takes what is said of all (recorded); the service's own defaults are said of none.
  const base: MethodSetting = { ...DEFAULT_METHOD_SETTING, ...found['*'] }
  for (const [method, setting] of Object.entries(found)) {
    if (Object.hasOwn(wanted, method)) continue
    const different = names.filter((name) => settingValue(setting, name) !== settingValue(base, name))
    const throttled = different.some((name) => name.startsWith('throttling'))
    if (owned === 'all' || (throttled && method !== '*' && different.every((name) => name.startsWith('throttling')))) drop.push(method)
    else if (throttled && method !== '*') {
      const { throttlingRateLimit, throttlingBurstLimit } = { ...DEFAULT_METHOD_SETTING, ...base }
      put(set, method, { throttlingRateLimit, throttlingBurstLimit })
    }
  }
  return { set, drop }
}

function settingValue(setting: MethodSetting | undefined, name: string): unknown {
  const value = setting?.[name as keyof MethodSetting]
  return name === 'loggingLevel' ? (value ?? 'OFF') : value
}

/** A step of an update of a stage. */
interface Patch {
  readonly op: 'replace' | 'remove'
  readonly path: string
  readonly value?: string
}

/** The steps that carry a change out; what is said of all methods comes first. */
export function settingPatches({ set, drop }: SettingsChange): readonly Patch[] {
  const ordered = Object.entries(set).sort(([a], [b]) => Number(b === '*') - Number(a === '*'))
  return [
    ...drop.map((method): Patch => ({ op: 'remove', path: keyOf(method) })),
    ...ordered.flatMap(([method, setting]) =>
      Object.entries(setting).map(([name, value]): Patch => {
        const path = `${keyOf(method)}/${PATHS[name as keyof MethodSetting]}`
        return { op: 'replace', path, value: String(value) }
      }),
    ),
  ]
}

function keyOf(name: string): string {
  if (name === '*') return '/*/*'
  const [method = '', path = ''] = name.split(' ')
  return `/${path === '/' ? '~1' : path.slice(1).replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`
}
