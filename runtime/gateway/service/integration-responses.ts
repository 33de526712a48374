import type { IntegrationResponse, TextMap } from '../definition/rest-api.ts'
import { CONTENT_HANDLINGS } from '../facts.ts'
import { type Json, type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import type { Call, Operation } from './call.ts'
import { notFound } from './errors.ts'
import { findIntegration, findMethod, findResource, withIntegration } from './find.ts'
import { member, param, text, texts } from './input.ts'
import { checkContentTypes, checkResponseMappings } from './mapping-expressions.ts'
import { invalidPath, oneOf, onlyReplace, type PatchOperation, patchMaps, patchOperations, withMember } from './patch.ts'

/** Templates as the service answers them: an empty one is null (recorded). */
export function viewTemplates(templates: TextMap): JsonObject {
  return Object.fromEntries(Object.entries(templates).map(([type, template]): [string, Json] => [type, template === '' ? null : template]))
}

export function viewIntegrationResponse(response: IntegrationResponse): JsonObject {
  const { responseTemplates, ...rest } = response
  return { ...(rest as JsonObject), ...(responseTemplates !== undefined && { responseTemplates: viewTemplates(responseTemplates) }) }
}

function findResponse(call: Call): IntegrationResponse {
  const response = own(findIntegration(call).integrationResponses ?? {}, param(call, 'statusCode'))
  if (response === undefined) throw notFound('Invalid Response status code specified')
  return response
}

function withResponse(call: Call, response: IntegrationResponse): Call['state'] {
  const integration = findIntegration(call)
  const integrationResponses = withEntry(integration.integrationResponses ?? {}, response.statusCode, response)
  return withIntegration(call, { ...integration, integrationResponses })
}

export const getIntegrationResponse: Operation = (call) => ({ body: viewIntegrationResponse(findResponse(call)) })

export const putIntegrationResponse: Operation = (call) => {
  findIntegration(call)
  const { body } = call
  const selectionPattern = text(body, 'selectionPattern')
  const responseParameters = texts(body, 'responseParameters')
  const responseTemplates = texts(body, 'responseTemplates')
  const contentHandling = member(body, 'contentHandling', CONTENT_HANDLINGS)
  const response: IntegrationResponse = {
    statusCode: param(call, 'statusCode'),
    ...(selectionPattern !== undefined && { selectionPattern }),
    ...(responseParameters !== undefined && { responseParameters }),
    ...(responseTemplates !== undefined && { responseTemplates }),
    ...(contentHandling !== undefined && { contentHandling }),
  }
  check(call, response)
  return { body: viewIntegrationResponse(response), next: withResponse(call, response) }
}

function check(call: Call, response: IntegrationResponse): void {
  checkContentTypes(response.responseTemplates ?? {})
  const declared = own(findMethod(call).methodResponses ?? {}, response.statusCode)?.responseParameters ?? {}
  checkResponseMappings(response.responseParameters ?? {}, declared)
}

export const updateIntegrationResponse: Operation = (call) => {
  let response = findResponse(call)
  for (const operation of patchOperations(call.body)) response = patchResponse(response, operation)
  check(call, response)
  return { body: viewIntegrationResponse(response), next: withResponse(call, response) }
}

function patchResponse(response: IntegrationResponse, operation: PatchOperation): IntegrationResponse {
  const { path, value } = operation
  const given = (): string => value ?? ''
  const patched = patchMaps(response, operation, { responseParameters: given, responseTemplates: given })
  if (patched !== undefined) return patched
  if (path === '/selectionPattern') {
    onlyReplace(operation)
    return withMember(response, 'selectionPattern', value)
  }
  if (path !== '/contentHandling') throw invalidPath(path)
  onlyReplace(operation)
  return withMember(response, 'contentHandling', oneOf(path, value === '' ? undefined : value, CONTENT_HANDLINGS))
}

/** Of a method that is not there the service misses the integration (recorded). */
export const deleteIntegrationResponse: Operation = (call) => {
  const verb = param(call, 'httpMethod')
  if (!Object.hasOwn(findResource(call).methods, verb)) throw notFound('Invalid Integration identifier specified')
  const { statusCode } = findResponse(call)
  const integration = findIntegration(call)
  const left = withoutEntry(integration.integrationResponses ?? {}, statusCode)
  return { next: withIntegration(call, withMember(integration, 'integrationResponses', Object.keys(left).length > 0 ? left : undefined)) }
}
