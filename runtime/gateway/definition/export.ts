import { compareText, isObject, type Json, type JsonObject, own, put } from '../json.ts'
import type { ExportContext } from './export/context.ts'
import { exportModels, MODEL_PREFIX } from './export/models.ts'
import { exportOperation } from './export/operation.ts'
import { exportSchemes } from './export/security.ts'
import type { ApiDefinition, DocumentationVersion, Method, Stage, Verb } from './rest-api.ts'

/** What is exported of a stage. */
export interface ExportOptions {
  readonly type: 'swagger' | 'oas30'
  /** Any of integrations, authorizers, validators, gatewayresponses, documentation, and apigateway for all but documentation. */
  readonly extensions: readonly string[]
  readonly region: string
  /** The documentation version that the stage is linked to. */
  readonly documentation?: DocumentationVersion
}

const VERB_KEYS: readonly (readonly [Verb, string])[] = [
  ['GET', 'get'],
  ['PUT', 'put'],
  ['POST', 'post'],
  ['DELETE', 'delete'],
  ['OPTIONS', 'options'],
  ['HEAD', 'head'],
  ['PATCH', 'patch'],
  ['ANY', 'x-amazon-apigateway-any-method'],
]

/** The version that an export names: the API's, else the moment it was created (recorded). */
export function exportVersion(api: ApiDefinition): string {
  return api.version ?? new Date(api.createdDate * 1000).toISOString().replace(/\.\d+Z$/, 'Z')
}

/** The document that GetExport answers for a stage, from the definition that the stage's deployment froze. Paths are sorted. */
export function exportDocument(api: ApiDefinition, stage: Pick<Stage, 'stageName'>, options: ExportOptions): JsonObject {
  const used = new Set<string>()
  const all = options.extensions.includes('apigateway')
  const context: ExportContext = {
    api,
    type: options.type,
    writes: (extension) => all || options.extensions.includes(extension),
    authorizer: (id) => (id === undefined ? undefined : own(api.authorizers, id)),
    validator: (id) => (id === undefined ? undefined : own(api.requestValidators, id)),
    reference: (model) => {
      used.add(model)
      return { $ref: `${MODEL_PREFIX[options.type]}${model}` }
    },
  }
  const methods: Method[] = []
  const paths = exportPaths(context, methods)
  const schemes = exportSchemes(context, methods)
  const models = exportModels(api, options.type, used)
  const extensions = exportExtensions(context, options)
  const version = exportVersion(api)
  const host = `${api.id}.execute-api.${options.region}.amazonaws.com`
  if (options.type === 'swagger') {
    return {
      swagger: '2.0',
      info: { ...(api.description !== undefined && { description: api.description }), version, title: api.name },
      host,
      basePath: `/${stage.stageName}`,
      schemes: ['https'],
      paths,
      ...(Object.keys(schemes).length > 0 && { securityDefinitions: schemes }),
      ...(Object.keys(models).length > 0 && { definitions: models }),
      ...extensions,
    }
  }
  return {
    openapi: '3.0.1',
    info: { title: api.name, ...(api.description !== undefined && { description: api.description }), version },
    servers: [{ url: `https://${host}/{basePath}`, variables: { basePath: { default: stage.stageName } } }],
    paths,
    components: {
      ...(Object.keys(models).length > 0 && { schemas: models }),
      ...(Object.keys(schemes).length > 0 && { securitySchemes: schemes }),
    },
    ...extensions,
  }
}

function exportPaths(context: ExportContext, methods: Method[]): JsonObject {
  const paths: Record<string, Json> = {}
  const resources = Object.values(context.api.resources).sort((a, b) => compareText(a.path, b.path))
  for (const resource of resources) {
    const item: Record<string, Json> = {}
    for (const [verb, key] of VERB_KEYS) {
      const method = own(resource.methods, verb)
      if (method === undefined) continue
      methods.push(method)
      item[key] = exportOperation(context, method, resource.id)
    }
    if (Object.keys(item).length > 0) put(paths, resource.path, item)
  }
  return paths
}

function exportExtensions(context: ExportContext, options: ExportOptions): JsonObject {
  const { api } = context
  const result: Record<string, Json> = {}
  if (context.writes('apigateway')) {
    const policy = readObject(api.policy)
    if (policy !== undefined) result['x-amazon-apigateway-policy'] = policy
  }
  const validators = Object.values(api.requestValidators).sort((a, b) => compareText(a.name, b.name))
  if (context.writes('validators') && validators.length > 0) {
    const map: Record<string, Json> = {}
    for (const { name, validateRequestParameters, validateRequestBody } of validators) {
      put(map, name, { validateRequestParameters, validateRequestBody })
    }
    result['x-amazon-apigateway-request-validators'] = map
  }
  const responses = Object.values(api.gatewayResponses)
  if (context.writes('gatewayresponses') && responses.length > 0) {
    const map: Record<string, Json> = {}
    for (const { responseType, ...response } of responses) put(map, responseType, response as Json)
    result['x-amazon-apigateway-gateway-responses'] = map
  }
  if (context.writes('apigateway')) {
    if (api.apiKeySource !== 'HEADER') result['x-amazon-apigateway-api-key-source'] = api.apiKeySource
    if (api.minimumCompressionSize !== undefined) result['x-amazon-apigateway-minimum-compression-size'] = api.minimumCompressionSize
    if (api.binaryMediaTypes !== undefined) result['x-amazon-apigateway-binary-media-types'] = api.binaryMediaTypes
    if (api.securityPolicy !== undefined) result['x-amazon-apigateway-security-policy'] = api.securityPolicy
    if (api.endpointAccessMode !== undefined) result['x-amazon-apigateway-endpoint-access-mode'] = api.endpointAccessMode
  }
  if (options.documentation !== undefined && options.extensions.includes('documentation')) {
    result['x-amazon-apigateway-documentation'] = exportDocumentation(options.documentation)
  }
  return result
}

function exportDocumentation(documentation: DocumentationVersion): JsonObject {
  return {
    version: documentation.version,
    createdDate: new Date(documentation.createdDate * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    documentationParts: Object.values(documentation.parts).map((part) => ({
      location: { ...part.location },
      properties: readObject(part.properties) ?? {},
    })),
  }
}

function readObject(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
