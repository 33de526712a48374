import { OPERATION_KEYS } from '../facts.ts'
import { isObject, type JsonObject, own, pointer } from '../json.ts'
import { importAuthorizers } from './import/authorizers.ts'
import { basePathSegments } from './import/base-path.ts'
import { entries, type ImportContext, type ImportIssue, type ImportOptions, type Located, resolve } from './import/context.ts'
import { importDocumentation } from './import/documentation.ts'
import { importGatewayResponses } from './import/gateway-responses.ts'
import { importMethod, type MethodParts } from './import/method.ts'
import { importModels } from './import/models.ts'
import { importPolicy } from './import/policy.ts'
import { importRequestValidators } from './import/request-validators.ts'
import { createResourceTree, type ResourceTree } from './import/resources.ts'
import { location } from './import/schema.ts'
import { importSettings } from './import/settings.ts'
import { substitute } from './import/substitute.ts'
import { warnOfUnexpectedKeys } from './import/unexpected.ts'
import { INVALID_INPUT } from './parse.ts'
import type { RestApi } from './rest-api.ts'

export type { ImportIssue, ImportOptions } from './import/context.ts'

/** What an import comes to. */
export interface ImportResult {
  /** The API as it would be after the import; undefined where an error stops it. */
  readonly api: RestApi | undefined
  readonly issues: readonly ImportIssue[]
}

/**
 * Imports a parsed document as ImportRestApi and PutRestApi do: all of it or, with any error, nothing. Takes any value and
 * never throws; `base` is not changed.
 */
export function importDocument(body: unknown, options: ImportOptions): ImportResult {
  const { issues, finish } = checkDocument(body, options)
  return { api: issues.some((issue) => issue.severity === 'error') ? undefined : finish?.(), issues }
}

/** What an import would say, and the API when it is asked for; undefined for what is no document. */
export function checkDocument(
  body: unknown,
  options: ImportOptions,
): { readonly issues: readonly ImportIssue[]; readonly finish: (() => RestApi) | undefined } {
  const issues: ImportIssue[] = []
  const seen = new Set<string>()
  const report = (severity: ImportIssue['severity'], message: string, at: string): void => {
    const key = `${severity}\0${message}\0${at}`
    if (seen.has(key)) return
    seen.add(key)
    issues.push({ severity, message, pointer: at })
  }
  const dialect = dialectOf(body)
  if (dialect.kind === 'unknown' || !isObject(body)) {
    report('error', INVALID_INPUT, dialect.kind === 'unknown' ? dialect.pointer : '')
    return { issues, finish: undefined }
  }
  const base = options.base ?? emptyApi(options)
  const context: ImportContext = {
    root: substitute(body, options),
    dialect: dialect.kind,
    options,
    apiId: base.id,
    modelNames: new Set(options.mode === 'merge' ? Object.keys(base.models) : []),
    warn: (message, at) => report('warning', message, at),
    fail: (message, at) => report('error', message, at),
  }
  return { issues, finish: build(context, base) }
}

type Dialect = { readonly kind: 'swagger' | 'oas3' } | { readonly kind: 'unknown'; readonly pointer: string }

/** Swagger 2.0 and OpenAPI 3.0 are read; 3.1 answers the same as no OpenAPI at all (reported 2022, guide). */
function dialectOf(body: unknown): Dialect {
  if (!isObject(body)) return { kind: 'unknown', pointer: '' }
  const swagger = own(body, 'swagger')
  const openapi = own(body, 'openapi')
  // YAML documents often forget the quotes: `swagger: 2.0` is a number.
  if (swagger === '2.0' || swagger === 2) return { kind: 'swagger' }
  if (openapi === 3 || (typeof openapi === 'string' && /^3\.0(\.|$)/.test(openapi))) return { kind: 'oas3' }
  const key = swagger !== undefined ? '/swagger' : openapi !== undefined ? '/openapi' : ''
  return { kind: 'unknown', pointer: key }
}

/** Says everything that is to be said; what is left to do then says nothing. */
function build(context: ImportContext, base: RestApi): () => RestApi {
  const { options } = context
  const merge = options.mode === 'merge'
  warnOfUnexpectedKeys(context)
  const settings = importSettings(context, base)
  const models = importModels(context, merge ? base.models : {}, base.models)
  const validators = importRequestValidators(context, merge ? base.requestValidators : {}, base.requestValidators)
  const { authorizers, schemes } = importAuthorizers(context, merge ? base.authorizers : {}, base.authorizers)
  const tree = createResourceTree(base.rootResourceId, base.resources, merge, options.ids)
  importPaths(context, tree, { models, validators, schemes })
  const policy = importPolicy(context) ?? (merge ? base.policy : undefined)
  const gatewayResponses = importGatewayResponses(context, merge ? base.gatewayResponses : {})
  const documentationParts = importDocumentation(context, merge || options.ignoreDocumentation ? base.documentationParts : {})
  return () => ({
    id: base.id,
    createdDate: base.createdDate,
    ...settings,
    ...(policy !== undefined && { policy }),
    rootResourceId: base.rootResourceId,
    resources: tree.finish(merge ? 'all' : 'touched'),
    models: models.finish(),
    authorizers,
    requestValidators: validators.validators,
    gatewayResponses,
    tags: base.tags,
    documentationParts,
    documentationVersions: base.documentationVersions,
    deployments: base.deployments,
    stages: base.stages,
  })
}

function importPaths(context: ImportContext, tree: ResourceTree, parts: MethodParts): void {
  const prefix = basePathSegments(context)
  for (const { key, value, pointer: at } of entries(own(context.root, 'paths'), '/paths')) {
    if (key.startsWith('x-')) continue
    if (!key.startsWith('/')) context.warn(`Parse issue: attribute paths. Resource ${key} should start with /`, at)
    const item = resolve(context, { value, pointer: at })
    if (item === undefined || !isObject(item.value)) {
      context.warn(`Parse issue: attribute ${location(at)} is not of type \`object\``, at)
      continue
    }
    const segments = key.split('/').filter((segment) => segment !== '')
    const full = [...prefix, ...segments]
    const placed = tree.place(full)
    if ('refusal' in placed) {
      context.fail(`Unable to create resource at path '/${full.join('/')}': ${placed.refusal}`, at)
      continue
    }
    for (const operation of operations(item, item.value)) {
      const verb = own(OPERATION_KEYS, operation.key)
      if (verb === undefined) continue
      if (!isObject(operation.value)) {
        context.warn(`Parse issue: attribute ${location(operation.pointer)} is not of type \`object\``, operation.pointer)
        continue
      }
      const method = importMethod(context, parts, item, operation, verb, placed.resource, full)
      if (method !== undefined) placed.resource.methods[verb] = method
    }
  }
}

function operations(item: Located, value: JsonObject): { key: string; value: Located['value']; pointer: string }[] {
  return Object.keys(OPERATION_KEYS)
    .filter((key) => Object.hasOwn(value, key))
    .map((key) => ({ key, value: own(value, key), pointer: pointer(item.pointer, key) }))
}

/** An API as CreateRestApi leaves it, with nothing but its root resource: an import removes the two models that a new API has. */
export function emptyApi(options: Pick<ImportOptions, 'ids' | 'now' | 'endpointType'>): RestApi {
  const id = options.ids.next(10)
  const rootResourceId = options.ids.next(10)
  const type = options.endpointType ?? 'EDGE'
  const now = options.now ?? 0
  return {
    id,
    name: new Date(now * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    createdDate: now,
    apiKeySource: 'HEADER',
    disableExecuteApiEndpoint: false,
    endpointConfiguration: { types: [type], ipAddressType: type === 'PRIVATE' ? 'dualstack' : 'ipv4' },
    rootResourceId,
    resources: { [rootResourceId]: { id: rootResourceId, path: '/', methods: {} } },
    models: {},
    authorizers: {},
    requestValidators: {},
    gatewayResponses: {},
    tags: {},
    documentationParts: {},
    documentationVersions: {},
    deployments: {},
    stages: {},
  }
}

/**
 * The message with which the service refuses an import, or undefined where it goes through: all errors, then all warnings;
 * with `failOnWarnings` warnings alone refuse it too.
 */
export function importFailure(issues: readonly ImportIssue[], failOnWarnings: boolean): string | undefined {
  const errors = issues.filter((issue) => issue.severity === 'error').map((issue) => issue.message)
  const warnings = issues.filter((issue) => issue.severity === 'warning').map((issue) => issue.message)
  if (errors.includes(INVALID_INPUT)) return INVALID_INPUT
  const list = (messages: readonly string[]): string => [...new Set(messages)].map((message) => `\n\t${message}`).join('')
  if (errors.length > 0) {
    return `Errors found during import:${list(errors)}${warnings.length > 0 ? `\nAdditionally, these warnings were found:${list(warnings)}` : ''}`
  }
  return failOnWarnings && warnings.length > 0 ? `Warnings found during import:${list(warnings)}` : undefined
}
