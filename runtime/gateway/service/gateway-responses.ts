import type { ApiDefinition, GatewayResponse, RestApi } from '../definition/rest-api.ts'
import { GATEWAY_RESPONSE_TEMPLATES, GATEWAY_RESPONSES } from '../facts.ts'
import { type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import type { Call, Operation } from './call.ts'
import { badRequest, notFound } from './errors.ts'
import { findApi, withApi } from './find.ts'
import { page, param, text, texts } from './input.ts'
import { checkContentTypes, mappingRefusal } from './mapping-expressions.ts'
import { invalidPath, type PatchOperation, patchMaps, patchOperations, withMember } from './patch.ts'

/**
 * A gateway response as the service answers it: what the author left out is the service's own, and a type that nobody
 * defined shows what it inherits from DEFAULT_4XX or DEFAULT_5XX (recorded).
 */
function viewGatewayResponse(api: ApiDefinition, type: string): JsonObject {
  const fact = own(GATEWAY_RESPONSES, type)
  const defined = own(api.gatewayResponses, type)
  const fallback =
    fact?.statusCode === undefined ? undefined : own(api.gatewayResponses, fact.statusCode < '500' ? 'DEFAULT_4XX' : 'DEFAULT_5XX')
  const statusCode = defined === undefined ? (fallback?.statusCode ?? fact?.statusCode) : (defined.statusCode ?? fact?.statusCode)
  const source = defined ?? fallback
  return {
    responseType: type,
    ...(statusCode !== undefined && { statusCode }),
    responseParameters: source?.responseParameters ?? {},
    responseTemplates: source?.responseTemplates ?? GATEWAY_RESPONSE_TEMPLATES,
    defaultResponse: defined === undefined,
  }
}

function withResponse(call: Call, api: RestApi, response: GatewayResponse): RestApi {
  check(response)
  return { ...api, gatewayResponses: withEntry(api.gatewayResponses, param(call, 'responseType'), response) }
}

function check({ responseParameters = {}, responseTemplates = {} }: GatewayResponse): void {
  const errors = Object.keys(responseParameters)
    .filter((name) => !/^gatewayresponse\.header\..+$/.test(name))
    .map((name) => `Invalid mapping expression specified: ${name}`)
  if (errors.length > 0) throw mappingRefusal(errors)
  checkContentTypes(responseTemplates)
}

/** Listed whole: more than a page of other lists, and the service answers all of them (recorded). */
export const getGatewayResponses: Operation = (call) => {
  const api = findApi(call)
  const types = Object.keys(GATEWAY_RESPONSES)
  return {
    body: page(
      call,
      types.map((type) => viewGatewayResponse(api, type)),
      types.length,
    ),
  }
}

export const getGatewayResponse: Operation = (call) => ({ body: viewGatewayResponse(findApi(call), param(call, 'responseType')) })

export const putGatewayResponse: Operation = (call) => {
  const responseType = param(call, 'responseType')
  const statusCode = text(call.body, 'statusCode')
  const responseParameters = texts(call.body, 'responseParameters')
  const responseTemplates = texts(call.body, 'responseTemplates')
  const api = withResponse(call, findApi(call), {
    responseType,
    ...(statusCode !== undefined && { statusCode }),
    ...(responseParameters !== undefined && { responseParameters }),
    ...(responseTemplates !== undefined && { responseTemplates }),
  })
  return { body: viewGatewayResponse(api, responseType), next: withApi(call.state, api) }
}

/** An update of a type that nobody defined defines it (recorded). */
export const updateGatewayResponse: Operation = (call) => {
  const api = findApi(call)
  const responseType = param(call, 'responseType')
  let response: GatewayResponse = own(api.gatewayResponses, responseType) ?? { responseType }
  for (const operation of patchOperations(call.body)) response = patchResponse(response, operation)
  const next = withResponse(call, api, response)
  return { body: viewGatewayResponse(next, responseType), next: withApi(call.state, next) }
}

function patchResponse(response: GatewayResponse, operation: PatchOperation): GatewayResponse {
  const { op, path, value } = operation
  if (path === '/statusCode' && op === 'replace') return withMember(response, 'statusCode', value === '' ? undefined : value)
  const given = (member: string) => (): string => {
    if (value === undefined || value === '') throw badRequest(`Invalid null or empty value in ${member}`)
    return value
  }
  const maps = { responseParameters: given('responseParameters'), responseTemplates: given('responseTemplates') }
  const patched = patchMaps(response, operation, maps)
  if (patched === undefined) throw invalidPath(path)
  return patched
}

export const deleteGatewayResponse: Operation = (call) => {
  const api = findApi(call)
  const type = param(call, 'responseType')
  if (own(api.gatewayResponses, type) === undefined) throw notFound('Gateway response type not defined on api')
  return { next: withApi(call.state, { ...api, gatewayResponses: withoutEntry(api.gatewayResponses, type) }) }
}
