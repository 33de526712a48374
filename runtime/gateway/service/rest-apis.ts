import { INVALID_COMPRESSION } from '../definition/import/settings.ts'
import { emptyApi } from '../definition/import.ts'
import type { EndpointConfiguration, EndpointType, Model, RestApi } from '../definition/rest-api.ts'
import { API_KEY_SOURCES, IP_ADDRESS_TYPES, LIMITS } from '../facts.ts'
import { isObject, type Json, type JsonObject, own, withoutEntry } from '../json.ts'
import { withoutPlanStages } from '../store/plan-stages.ts'
import { type Call, type Operation, seconds } from './call.ts'
import { badRequest } from './errors.ts'
import { findApi, withApi } from './find.ts'
import { flag, member, page, text, textList, texts } from './input.ts'

/** An API as the service answers it. A new one, and one in a list, shows its tags only where it has any (recorded). */
export function viewApi(api: RestApi, shown: 'created' | 'whole'): JsonObject {
  return {
    id: api.id,
    name: api.name,
    ...(api.description !== undefined && { description: api.description }),
    createdDate: api.createdDate,
    ...(api.version !== undefined && { version: api.version }),
    ...(api.binaryMediaTypes !== undefined && { binaryMediaTypes: api.binaryMediaTypes }),
    ...(api.minimumCompressionSize !== undefined && { minimumCompressionSize: api.minimumCompressionSize }),
    apiKeySource: api.apiKeySource,
    endpointConfiguration: { ...api.endpointConfiguration },
    ...(api.policy !== undefined && { policy: api.policy }),
    ...((shown === 'whole' || Object.keys(api.tags).length > 0) && { tags: api.tags }),
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    rootResourceId: api.rootResourceId,
    ...(api.securityPolicy !== undefined && { securityPolicy: api.securityPolicy }),
    ...(api.endpointAccessMode !== undefined && { endpointAccessMode: api.endpointAccessMode }),
  }
}

export const getRestApis: Operation = (call) => ({
  body: page(
    call,
    Object.values(call.state.restApis).map((api) => viewApi(api, 'created')),
  ),
})

export const getRestApi: Operation = (call) => ({ body: viewApi(findApi(call), 'whole') })

/** An API that domains lead to stays (quoted text: an issue of gcdt). */
export const deleteRestApi: Operation = (call) => {
  const { id } = findApi(call)
  const domains = Object.values(call.state.domainNames)
    .filter(({ mappings }) => Object.values(mappings).some(({ restApiId }) => restApiId === id))
    .map(({ domainName }) => domainName)
  if (domains.length > 0) {
    const where = domains.join(', ')
    throw badRequest(`Deleting RestApi ${id} failed. Please remove all base path mappings related to the RestApi in your domains: ${where}`)
  }
  const state = withoutPlanStages(call.state, (apiId) => apiId === id)
  return { next: { ...state, restApis: withoutEntry(state.restApis, id) } }
}

export const createRestApi: Operation = (call) => {
  const { body, world } = call
  const endpoint = endpointConfiguration(body)
  const name = text(body, 'name')
  if (name === undefined || name === '') throw badRequest('Name cannot be empty')
  const description = text(body, 'description')
  if (description === '') throw badRequest('Description cannot be an empty string')
  if (endpoint.types[0] === 'PRIVATE' && endpoint.ipAddressType === 'ipv4') {
    throw badRequest('Only dualstack ipAddressType is supported for Private APIs.')
  }
  const version = text(body, 'version')
  const binary = textList(body, 'binaryMediaTypes')
  const compression = compressionSize(own(body, 'minimumCompressionSize'))
  const source = API_KEY_SOURCES.find((item) => item === own(body, 'apiKeySource')) ?? 'HEADER'
  const policy = text(body, 'policy')
  const empty = emptyApi({ ids: world.ids, now: seconds(world) })
  const api: RestApi = {
    ...empty,
    name,
    ...(description !== undefined && { description }),
    ...(version !== undefined && { version }),
    ...(binary.length > 0 && { binaryMediaTypes: binary }),
    ...(compression !== undefined && { minimumCompressionSize: compression }),
    apiKeySource: source,
    endpointConfiguration: endpoint,
    ...(policy !== undefined && policy !== '' && { policy }),
    disableExecuteApiEndpoint: flag(body, 'disableExecuteApiEndpoint') ?? false,
    models: defaultModels(call),
    tags: texts(body, 'tags') ?? {},
  }
  return { body: viewApi(api, 'created'), next: withApi(call.state, api) }
}

/** The two models that every API has that was not imported (recorded). */
function defaultModels(call: Call): Record<string, Model> {
  const draft = 'http://json-schema.org/draft-04/schema#'
  const model = (name: string, description: string, schema: Json): Model => ({
    id: call.world.ids.next(6),
    name,
    description,
    contentType: 'application/json',
    schema: JSON.stringify(schema, null, 2),
  })
  return {
    Empty: model('Empty', 'This is a default empty schema model', { $schema: draft, title: 'Empty Schema', type: 'object' }),
    Error: model('Error', 'This is a default error schema model', {
      $schema: draft,
      title: 'Error Schema',
      type: 'object',
      properties: { message: { type: 'string' } },
    }),
  }
}

function endpointConfiguration(body: JsonObject): EndpointConfiguration {
  const value = own(body, 'endpointConfiguration')
  if (!isObject(value)) return { types: ['EDGE'], ipAddressType: 'ipv4' }
  const written = own(value, 'types')
  const types = textList(value, 'types')
  const ipAddressType = member(value, 'ipAddressType', IP_ADDRESS_TYPES)
  if (text(body, 'description') === '') throw badRequest('Description cannot be an empty string')
  if (types.length > 1) throw badRequest('Cannot create an api with multiple Endpoint Types.')
  if (Array.isArray(written) && types.length === 0)
    throw badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.')
  const type = (types[0] ?? 'EDGE') as EndpointType
  const vpcEndpointIds = textList(value, 'vpcEndpointIds')
  return {
    types: [type],
    ipAddressType: ipAddressType ?? (type === 'PRIVATE' ? 'dualstack' : 'ipv4'),
    ...(vpcEndpointIds.length > 0 && { vpcEndpointIds }),
  }
}

/** A compression size of a body or a patch; undefined turns it off. */
export function compressionSize(value: Json | undefined): number | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const size = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
  if (typeof size === 'number' && Number.isInteger(size) && size >= 0 && size <= LIMITS.maximumCompressionSize) return size
  throw badRequest(INVALID_COMPRESSION)
}
