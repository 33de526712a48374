import type { CanarySettings, MethodSetting, RestApi, Stage } from '../definition/rest-api.ts'
import { DEFAULT_METHOD_SETTING } from '../facts.ts'
import { own, withEntry, withoutEntry } from '../json.ts'
import { badRequest, type ServiceError } from './errors.ts'
import { isTrue, type PatchOperation, unescapeToken } from './patch.ts'

/** The service's list of what can be patched, misprints and all (recorded). */
const PATHS =
  '/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled'

function invalidPath(path: string): ServiceError {
  return badRequest(`Invalid method setting path: ${path}. Must be one of: [${PATHS}]`)
}

function cannotRemove(path: string): ServiceError {
  return badRequest(`Cannot remove method setting ${path.slice(1)} because there is no method setting for this method `)
}

/** A stage after one step of an update, in the service's own rules and words (recorded). */
export function patchStage(api: RestApi, stage: Stage, operation: PatchOperation): Stage {
  const { op, path, value } = operation
  if (op === 'copy') return copy(stage, operation)
  if (path.startsWith('/canarySettings')) return patchCanary(api, stage, operation)
  if (path.startsWith('/accessLogSettings')) return patchAccessLog(stage, operation)
  if (path.startsWith('/variables/')) return patchVariable(stage, operation, unescapeToken(path.slice('/variables/'.length)))
  switch (path) {
    case '/deploymentId':
      if (value === undefined || own(api.deployments, value) === undefined) throw badRequest('Deployment id does not exist')
      return { ...stage, deploymentId: value }
    case '/description': {
      const { description: _, ...rest } = stage
      return op === 'remove' || value === undefined || value === '' ? rest : { ...rest, description: value }
    }
    case '/clientCertificateId': {
      const { clientCertificateId: _, ...rest } = stage
      return op === 'remove' || value === undefined || value === '' ? rest : { ...rest, clientCertificateId: value }
    }
    case '/cacheClusterEnabled': {
      const enabled = isTrue(value)
      return { ...stage, cacheClusterEnabled: enabled, cacheClusterStatus: enabled ? 'AVAILABLE' : 'NOT_AVAILABLE' }
    }
    case '/cacheClusterSize': {
      const { cacheClusterSize: _, ...rest } = stage
      return value === undefined || value === '' ? rest : { ...rest, cacheClusterSize: value }
    }
    case '/tracingEnabled':
      return { ...stage, tracingEnabled: isTrue(value) }
    default:
      return patchMethodSetting(stage, operation)
  }
}

function patchVariable(stage: Stage, { op, value }: PatchOperation, name: string): Stage {
  const { variables = {}, ...rest } = stage
  const changed = op === 'remove' ? withoutEntry(variables, name) : withEntry(variables, name, value ?? '')
  return Object.keys(changed).length > 0 ? { ...rest, variables: changed } : rest
}

function patchAccessLog(stage: Stage, { op, path, value }: PatchOperation): Stage {
  const { accessLogSettings = {}, ...rest } = stage
  const key = (['destinationArn', 'format'] as const).find((item) => path === `/accessLogSettings/${item}`)
  if (op === 'remove') {
    // Both or none: one of the two cannot be taken away (recorded).
    if (path === '/accessLogSettings') return rest
    throw cannotRemove(path)
  }
  if (key === undefined) {
    throw badRequest('Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]')
  }
  if (value === undefined || value === '') throw badRequest('Access Log value must not be empty')
  return { ...rest, accessLogSettings: { ...accessLogSettings, [key]: value } }
}

function patchCanary(api: RestApi, stage: Stage, { op, path, value }: PatchOperation): Stage {
  const { canarySettings, ...rest } = stage
  const canary: CanarySettings = canarySettings ?? { deploymentId: stage.deploymentId, percentTraffic: 0, useStageCache: false }
  const key = path.slice('/canarySettings'.length)
  if (op === 'remove') {
    if (key === '' && canarySettings !== undefined) return rest
    const variable = /^\/stageVariableOverrides\/([^/]+)$/.exec(key)?.[1]
    const overrides = canarySettings?.stageVariableOverrides ?? {}
    // All overrides together cannot be taken away (recorded).
    if (variable === undefined || own(overrides, unescapeToken(variable)) === undefined) throw cannotRemove(path)
    return { ...stage, canarySettings: { ...canary, stageVariableOverrides: withoutEntry(overrides, unescapeToken(variable)) } }
  }
  if (op === 'add' && key === '/deploymentId') throw badRequest(`Invalid add operation with path: ${path}`)
  switch (key) {
    case '/deploymentId':
      if (value === undefined || own(api.deployments, value) === undefined) throw badRequest('Deployment id does not exist')
      return { ...stage, canarySettings: { ...canary, deploymentId: value } }
    case '/percentTraffic':
      return { ...stage, canarySettings: { ...canary, percentTraffic: percent(value) } }
    case '/useStageCache':
      return { ...stage, canarySettings: { ...canary, useStageCache: isTrue(value) } }
    default: {
      const name = /^\/stageVariableOverrides\/(.+)$/.exec(key)?.[1]
      if (name === undefined) throw invalidPath(path)
      const overrides = withEntry(canary.stageVariableOverrides ?? {}, unescapeToken(name), value ?? '')
      return { ...stage, canarySettings: { ...canary, stageVariableOverrides: overrides } }
    }
  }
}

function percent(value: string | undefined): number {
  const number = Number(value ?? '0')
  if (!(number >= 0 && number <= 100)) throw badRequest('Invalid percentTraffic value. Must be between 0.0 and 100.0')
  return number
}

/** Promotes a canary: its deployment, or its variables over those of the stage, become the stage's (recorded). */
function copy(stage: Stage, { path, from }: PatchOperation): Stage {
  const known =
    (path === '/deploymentId' && from === '/canarySettings/deploymentId') ||
    (path === '/variables' && from === '/canarySettings/stageVariableOverrides')
  if (!known) {
    throw badRequest(
      `Invalid copy operation with path: ${path} and from ${from ?? 'null'}. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]`,
    )
  }
  if (stage.canarySettings === undefined) throw badRequest('Promotion not available. Canary does not exist.')
  if (path === '/deploymentId') return { ...stage, deploymentId: stage.canarySettings.deploymentId }
  return { ...stage, variables: { ...stage.variables, ...stage.canarySettings.stageVariableOverrides } }
}

/** Each setting: the suffix of its path, and how its text is read into a setting. */
const SETTINGS: Readonly<Record<string, (value: string) => Partial<MethodSetting>>> = {
  'metrics/enabled': (value) => ({ metricsEnabled: isTrue(value) }),
  'logging/dataTrace': (value) => ({ dataTraceEnabled: isTrue(value) }),
  'logging/loglevel': (value) => ({ loggingLevel: value }),
  'throttling/burstLimit': (value) => ({ throttlingBurstLimit: number(value) }),
  'throttling/rateLimit': (value) => ({ throttlingRateLimit: number(value) }),
  'caching/ttlInSeconds': (value) => ({ cacheTtlInSeconds: number(value) }),
  'caching/enabled': (value) => ({ cachingEnabled: isTrue(value) }),
  'caching/dataEncrypted': (value) => ({ cacheDataEncrypted: isTrue(value) }),
  'caching/requireAuthorizationForCacheControl': (value) => ({ requireAuthorizationForCacheControl: isTrue(value) }),
  'caching/unauthorizedCacheControlHeaderStrategy': (value) => ({ unauthorizedCacheControlHeaderStrategy: value }),
}

function number(value: string): number {
  const parsed = Number(value)
  if (!Number.isFinite(parsed)) throw badRequest(`Invalid number: ${value}`)
  return parsed
}

/** The first touch of a key fills in every default, a single method's from those of all; later changes do not flow on (recorded). */
function patchMethodSetting(stage: Stage, { op, path, value }: PatchOperation): Stage {
  const tokens = path.slice(1).split('/')
  if (op === 'remove' && tokens.length === 2) {
    const key = tokens.join('/')
    if (own(stage.methodSettings, key) === undefined) throw cannotRemove(path)
    return { ...stage, methodSettings: withoutEntry(stage.methodSettings, key) }
  }
  const suffix = tokens.slice(-2).join('/')
  const read = own(SETTINGS, suffix)
  // A path may be escaped as one token or stand there with its slashes; the verb is always the third from the end.
  if (tokens.length < 4 || read === undefined) throw op === 'remove' ? cannotRemove(path) : invalidPath(path)
  const key = tokens.slice(0, -2).join('/')
  const all = own(stage.methodSettings, '*/*')
  const before: MethodSetting = own(stage.methodSettings, key) ?? all ?? DEFAULT_METHOD_SETTING
  const setting: MethodSetting = { ...before, ...read(value ?? '') }
  return { ...stage, methodSettings: withEntry(stage.methodSettings, key, setting) }
}
