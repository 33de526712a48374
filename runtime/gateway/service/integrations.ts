import { refuseIntegration } from '../definition/import/integration.ts'
import type { Integration, IntegrationType } from '../definition/rest-api.ts'
import { CONNECTION_TYPES, CONTENT_HANDLINGS, INTEGRATION_TYPES, LIMITS, RESPONSE_TRANSFER_MODES } from '../facts.ts'
import { asArray, asObject, type Json, type JsonObject, own } from '../json.ts'
import type { Call, Operation } from './call.ts'
import { badRequest, notFound } from './errors.ts'
import { findIntegration, findMethod, findResource, withIntegration, withMethod } from './find.ts'
import { member, text, texts } from './input.ts'
import { passthroughBehavior, patchIntegration } from './integration-patch.ts'
import { viewIntegrationResponse, viewTemplates } from './integration-responses.ts'
import { checkContentTypes, checkIntegrationParameters } from './mapping-expressions.ts'
import { patchOperations, withMember } from './patch.ts'

/** An integration as the service answers it. */
export function viewIntegration(integration: Integration): JsonObject {
  const { requestTemplates, integrationResponses, ...rest } = integration
  return {
    ...(rest as unknown as JsonObject),
    ...(requestTemplates !== undefined && { requestTemplates: viewTemplates(requestTemplates) }),
    ...(integrationResponses !== undefined && {
      integrationResponses: Object.fromEntries(
        Object.entries(integrationResponses).map(([status, response]): [string, Json] => [status, viewIntegrationResponse(response)]),
      ),
    }),
  }
}

export const getIntegration: Operation = (call) => ({ body: viewIntegration(findIntegration(call)) })

/** Puts an integration in the place of the one before it, whose responses go with it. */
export const putIntegration: Operation = (call) => {
  const method = findMethod(call)
  const integration = checked(call, integrationOf(call.body, findResource(call).id))
  return { body: viewIntegration(integration), next: withMethod(call, { ...method, methodIntegration: integration }) }
}

function integrationOf(body: JsonObject, resourceId: string): Integration {
  const type = INTEGRATION_TYPES.find((item) => item === own(body, 'type')) as IntegrationType
  const isMock = type === 'MOCK'
  const isHttp = type === 'HTTP' || type === 'HTTP_PROXY'
  const httpMethod = isMock ? undefined : text(body, 'httpMethod')
  const uri = isMock ? undefined : text(body, 'uri')
  const connectionType = member(body, 'connectionType', CONNECTION_TYPES) ?? (isHttp ? 'INTERNET' : undefined)
  const connectionId = text(body, 'connectionId')
  const credentials = text(body, 'credentials')
  const requestParameters = texts(body, 'requestParameters')
  const requestTemplates = texts(body, 'requestTemplates')
  const contentHandling = member(body, 'contentHandling', CONTENT_HANDLINGS)
  const timeout = own(body, 'timeoutInMillis')
  const insecure = own(asObject(own(body, 'tlsConfig')), 'insecureSkipVerification')
  const responseTransferMode = member(body, 'responseTransferMode', RESPONSE_TRANSFER_MODES)
  const integrationTarget = text(body, 'integrationTarget')
  return {
    type,
    ...(httpMethod !== undefined && { httpMethod: httpMethod.toUpperCase() }),
    ...(uri !== undefined && { uri }),
    ...(connectionType !== undefined && { connectionType }),
    ...(connectionId !== undefined && { connectionId }),
    ...(credentials !== undefined && { credentials }),
    ...(requestParameters !== undefined && { requestParameters }),
    ...(requestTemplates !== undefined && { requestTemplates }),
    passthroughBehavior: passthroughBehavior(text(body, 'passthroughBehavior')),
    ...(contentHandling !== undefined && { contentHandling }),
    timeoutInMillis: typeof timeout === 'number' ? timeout : LIMITS.maximumTimeoutMs,
    cacheNamespace: text(body, 'cacheNamespace') ?? resourceId,
    cacheKeyParameters: asArray(own(body, 'cacheKeyParameters')).filter((item) => typeof item === 'string'),
    ...(typeof insecure === 'boolean' && { tlsConfig: { insecureSkipVerification: insecure } }),
    ...(responseTransferMode !== undefined && { responseTransferMode }),
    ...(integrationTarget !== undefined && { integrationTarget }),
  }
}

/** Refuses what the service would: a document's integration goes through the same eyes. */
function checked(call: Call, integration: Integration): Integration {
  const refusal = refuseIntegration(integration as unknown as JsonObject, integration.type)
  if (refusal !== undefined) throw badRequest(refusal.message)
  checkContentTypes(integration.requestTemplates ?? {})
  checkIntegrationParameters(integration.requestParameters ?? {}, findMethod(call).requestParameters ?? {})
  return integration
}

export const updateIntegration: Operation = (call) => {
  let integration = findIntegration(call)
  for (const operation of patchOperations(call.body)) integration = patchIntegration(integration, operation)
  checked(call, integration)
  return { body: viewIntegration(integration), next: withIntegration(call, integration) }
}

export const deleteIntegration: Operation = (call) => {
  const method = findMethod(call)
  if (method.methodIntegration === undefined) throw notFound('Invalid Integration identifier specified')
  return { next: withMethod(call, withMember(method, 'methodIntegration', undefined)) }
}
