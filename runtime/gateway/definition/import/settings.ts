import { API_KEY_SOURCES, LIMITS, SECURITY_POLICIES } from '../../facts.ts'
import { asArray, asObject, asString, isObject, type Json, type JsonObject, own } from '../../json.ts'
import type { ApiDefinition, EndpointConfiguration } from '../rest-api.ts'
import { type ImportContext, member } from './context.ts'

/** The scalar settings of an API. */
export type ApiSettings = Pick<
  ApiDefinition,
  | 'name'
  | 'description'
  | 'version'
  | 'apiKeySource'
  | 'binaryMediaTypes'
  | 'minimumCompressionSize'
  | 'disableExecuteApiEndpoint'
  | 'endpointConfiguration'
  | 'securityPolicy'
  | 'endpointAccessMode'
>

/** What the service says of a compression size that it refuses (recorded). */
export const INVALID_COMPRESSION: string = `Invalid minimum compression size, must be between 0 and ${LIMITS.maximumCompressionSize}`

/** The settings after an import: those of the document over those of `base`. */
export function importSettings(context: ImportContext, base: ApiDefinition): ApiSettings {
  const { root } = context
  const info = asObject(own(root, 'info'))
  const name = scalar(own(info, 'title'))
  if (name === undefined) context.warn('Parse issue: attribute info.title is missing', '/info')
  const description = asString(own(info, 'description'))
  const version = scalar(own(info, 'version'))
  const binary = binaryMediaTypes(context, base)
  const compression = minimumCompressionSize(context, base)
  const endpoint = endpointExtension(context)
  const disable = own(endpoint, 'disableExecuteApiEndpoint')
  const securityPolicy = SECURITY_POLICIES.find((item) => item === own(root, 'x-amazon-apigateway-security-policy')) ?? base.securityPolicy
  const accessMode = asString(own(root, 'x-amazon-apigateway-endpoint-access-mode')) ?? base.endpointAccessMode
  return {
    name: name ?? base.name,
    ...(description !== undefined && description !== '' && { description }),
    ...(version !== undefined && { version }),
    apiKeySource: member(own(root, 'x-amazon-apigateway-api-key-source'), API_KEY_SOURCES) ?? base.apiKeySource,
    ...(binary.length > 0 && { binaryMediaTypes: binary }),
    ...(compression !== undefined && { minimumCompressionSize: compression }),
    disableExecuteApiEndpoint: typeof disable === 'boolean' ? disable : base.disableExecuteApiEndpoint,
    endpointConfiguration: endpointConfiguration(endpoint, base.endpointConfiguration),
    ...(securityPolicy !== undefined && { securityPolicy }),
    ...(accessMode !== undefined && { endpointAccessMode: accessMode }),
  }
}

/** Text; numbers as a document that forgot the quotes holds them (recorded: version 1 becomes "1"). */
function scalar(value: Json | undefined): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A merge keeps what was there and adds; an overwrite replaces (recorded). */
function binaryMediaTypes(context: ImportContext, base: ApiDefinition): readonly string[] {
  const written = asArray(own(context.root, 'x-amazon-apigateway-binary-media-types')).filter((item) => typeof item === 'string')
  if (context.options.mode === 'overwrite') return written
  return [...new Set([...(base.binaryMediaTypes ?? []), ...written])]
}

function minimumCompressionSize(context: ImportContext, base: ApiDefinition): number | undefined {
  const key = 'x-amazon-apigateway-minimum-compression-size'
  const value = own(context.root, key)
  const kept = context.options.mode === 'overwrite' ? undefined : base.minimumCompressionSize
  if (value === undefined || value === null) return kept
  const size = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  if (typeof size === 'number' && Number.isInteger(size) && size >= 0 && size <= LIMITS.maximumCompressionSize) return size
  context.fail(INVALID_COMPRESSION, `/${key}`)
  return kept
}

/** At the root of a Swagger document, inside the first server of an OpenAPI one. */
function endpointExtension(context: ImportContext): JsonObject {
  const key = 'x-amazon-apigateway-endpoint-configuration'
  if (context.dialect === 'swagger') return asObject(own(context.root, key))
  return asObject(own(asObject(asArray(own(context.root, 'servers'))[0]), key))
}

function endpointConfiguration(extension: JsonObject, base: EndpointConfiguration): EndpointConfiguration {
  const ids = own(extension, 'vpcEndpointIds')
  const vpcEndpointIds = isObject(ids) ? [] : asArray(ids).filter((item) => typeof item === 'string')
  return vpcEndpointIds.length > 0 ? { ...base, vpcEndpointIds } : base
}
