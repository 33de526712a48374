import type { EndpointType, RestApi } from '../definition/rest-api.ts'
import { API_KEY_SOURCES, IP_ADDRESS_TYPES } from '../facts.ts'
import type { Operation } from './call.ts'
import { badRequest } from './errors.ts'
import { findApi, withApi } from './find.ts'
import { invalidPath, isTrue, onlyReplace, type PatchOperation, patchOperations, unescapeToken } from './patch.ts'
import { compressionSize, viewApi } from './rest-apis.ts'

export const updateRestApi: Operation = (call) => {
  let api = findApi(call)
  for (const operation of patchOperations(call.body)) api = apply(api, operation)
  if (api.endpointConfiguration.types.includes('PRIVATE') && api.endpointConfiguration.ipAddressType === 'ipv4') {
    throw badRequest('Only dualstack ipAddressType is supported for Private APIs.')
  }
  return { body: viewApi(api, 'whole'), next: withApi(call.state, api) }
}

function apply(api: RestApi, operation: PatchOperation): RestApi {
  const { path, op, value } = operation
  if (path.startsWith('/binaryMediaTypes/')) return patchBinary(api, operation, unescapeToken(path.slice('/binaryMediaTypes/'.length)))
  if (path.startsWith('/endpointConfiguration/')) return patchEndpoint(api, operation)
  switch (path) {
    case '/name':
      onlyReplace(operation)
      if (value === undefined || value === '') throw badRequest('Name cannot be empty')
      return { ...api, name: value }
    case '/description': {
      const { description: _, ...rest } = api
      return op === 'remove' || value === undefined || value === '' ? rest : { ...rest, description: value }
    }
    case '/version': {
      const { version: _, ...rest } = api
      return op === 'remove' || value === undefined ? rest : { ...rest, version: value }
    }
    case '/policy': {
      const { policy: _, ...rest } = api
      return op === 'remove' || value === undefined || value === '' ? rest : { ...rest, policy: value }
    }
    case '/minimumCompressionSize': {
      onlyReplace(operation)
      const { minimumCompressionSize: _, ...rest } = api
      const size = compressionSize(value)
      return size === undefined ? rest : { ...rest, minimumCompressionSize: size }
    }
    case '/apiKeySource': {
      onlyReplace(operation)
      const source = API_KEY_SOURCES.find((item) => item === value)
      if (source === undefined) throw badRequest(`Invalid API key source. Valid options are ${API_KEY_SOURCES.join(',')}`)
      return { ...api, apiKeySource: source }
    }
    case '/disableExecuteApiEndpoint':
      onlyReplace(operation)
      return { ...api, disableExecuteApiEndpoint: isTrue(value) }
    default:
      throw invalidPath(path)
  }
}

/** The media type stands in the path, escaped; a replacement is taken for it at the end of the list (recorded). */
function patchBinary(api: RestApi, { op, value }: PatchOperation, mediaType: string): RestApi {
  const { binaryMediaTypes: before = [], ...rest } = api
  const others = before.filter((item) => item !== mediaType)
  const types = op === 'remove' ? others : op === 'replace' ? [...others, value ?? mediaType] : [...others, mediaType]
  return types.length > 0 ? { ...rest, binaryMediaTypes: types } : rest
}

function patchEndpoint(api: RestApi, operation: PatchOperation): RestApi {
  const { path, op, value } = operation
  const endpoint = api.endpointConfiguration
  if (path === '/endpointConfiguration/ipAddressType') {
    onlyReplace(operation)
    const ipAddressType = IP_ADDRESS_TYPES.find((item) => item === value)
    if (ipAddressType === undefined) throw badRequest('ipAddressType must be either ipv4 or dualstack.')
    return { ...api, endpointConfiguration: { ...endpoint, ipAddressType } }
  }
  if (path.startsWith('/endpointConfiguration/types')) {
    // The only type there is cannot be taken away, whatever the text says (recorded).
    if (op !== 'add' && op !== 'replace') {
      throw badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'")
    }
    const type = (['REGIONAL', 'EDGE', 'PRIVATE'] as const).find((item: EndpointType) => item === value)
    if (type === undefined) throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE')
    const ipAddressType = type === 'PRIVATE' ? 'dualstack' : endpoint.ipAddressType
    return { ...api, endpointConfiguration: { ...endpoint, types: [type], ipAddressType } }
  }
  if (path.startsWith('/endpointConfiguration/vpcEndpointIds')) {
    const { vpcEndpointIds = [], ...rest } = endpoint
    const others = vpcEndpointIds.filter((item) => item !== value)
    const ids = op === 'remove' || value === undefined ? others : [...others, value]
    return { ...api, endpointConfiguration: ids.length > 0 ? { ...rest, vpcEndpointIds: ids } : rest }
  }
  throw invalidPath(path)
}
