import { LIMITS } from '../../facts.ts'
import { compareText, type Json, type JsonObject, put } from '../../json.ts'
import type { Integration, IntegrationResponse, TextMap } from '../rest-api.ts'
import type { ExportContext } from './context.ts'

/** An integration as the service writes it: defaults left out, names in lower case, keys in the order of the format (recorded). */
export function exportIntegration(context: ExportContext, integration: Integration, resourceId: string): JsonObject {
  const result: Record<string, Json> = {}
  const set = (key: string, value: Json | undefined): void => {
    if (value !== undefined) result[key] = value
  }
  if (context.type === 'swagger') set('type', integration.type.toLowerCase())
  set('httpMethod', integration.httpMethod)
  set('uri', integration.uri)
  set('credentials', integration.credentials)
  set('responses', exportResponses(integration))
  set('requestParameters', sorted(integration.requestParameters))
  set('requestTemplates', integration.requestTemplates)
  set('passthroughBehavior', integration.passthroughBehavior.toLowerCase())
  if (integration.connectionType === 'VPC_LINK') set('connectionType', 'VPC_LINK')
  set('connectionId', integration.connectionId)
  if (integration.timeoutInMillis !== LIMITS.maximumTimeoutMs) set('timeoutInMillis', integration.timeoutInMillis)
  if (integration.cacheNamespace !== resourceId) set('cacheNamespace', integration.cacheNamespace)
  if (integration.cacheKeyParameters.length > 0) set('cacheKeyParameters', integration.cacheKeyParameters)
  set('contentHandling', integration.contentHandling)
  set('tlsConfig', integration.tlsConfig as Json | undefined)
  set('responseTransferMode', integration.responseTransferMode)
  set('integrationTarget', integration.integrationTarget)
  if (context.type === 'oas30') set('type', integration.type.toLowerCase())
  return result
}

function exportResponses(integration: Integration): JsonObject | undefined {
  if (integration.integrationResponses === undefined) return undefined
  const result: Record<string, Json> = {}
  for (const response of Object.values(integration.integrationResponses)) {
    put(result, response.selectionPattern ?? 'default', exportResponse(response))
  }
  return result
}

function exportResponse(response: IntegrationResponse): JsonObject {
  return {
    statusCode: response.statusCode,
    ...(response.responseParameters !== undefined && { responseParameters: response.responseParameters }),
    ...(response.responseTemplates !== undefined && { responseTemplates: response.responseTemplates }),
    ...(response.contentHandling !== undefined && { contentHandling: response.contentHandling }),
  }
}

function sorted(map: TextMap | undefined): JsonObject | undefined {
  return map === undefined ? undefined : Object.fromEntries(Object.entries(map).sort(([a], [b]) => compareText(a, b)))
}
