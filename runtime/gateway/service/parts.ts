import { unknownResponseType } from '../definition/import/gateway-responses.ts'
import type { ApiDefinition, DocumentationPart } from '../definition/rest-api.ts'
import { GATEWAY_RESPONSE_TEMPLATES, GATEWAY_RESPONSES } from '../facts.ts'
import { compareText, type Json, type JsonObject, own } from '../json.ts'
import type { Operation } from './call.ts'
import { notFound, ServiceError } from './errors.ts'
import { findApi } from './find.ts'
import { page, param } from './input.ts'

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => compareText(a.name, b.name)
const views = (items: readonly object[]): readonly Json[] => items as unknown as readonly Json[]

export const getModels: Operation = (call) => ({ status: 200, body: page(call, views(Object.values(findApi(call).models).sort(byName))) })

export const getModel: Operation = (call) => {
  const name = param(call, 'modelName')
  const model = own(findApi(call).models, name)
  if (model === undefined) throw notFound(`Invalid model name specified: ${name}`)
  return { status: 200, body: { ...model } }
}

export const getAuthorizers: Operation = (call) => ({
  status: 200,
  body: page(call, views(Object.values(findApi(call).authorizers).sort(byName))),
})

export const getAuthorizer: Operation = (call) => {
  const authorizer = own(findApi(call).authorizers, param(call, 'authorizerId'))
  if (authorizer === undefined) throw notFound('Invalid Authorizer identifier specified')
  return { status: 200, body: authorizer as unknown as JsonObject }
}

export const getRequestValidators: Operation = (call) => ({
  status: 200,
  body: page(call, views(Object.values(findApi(call).requestValidators).sort(byName))),
})

export const getRequestValidator: Operation = (call) => {
  const validator = own(findApi(call).requestValidators, param(call, 'requestValidatorId'))
  if (validator === undefined) throw notFound('Invalid Request Validator identifier specified')
  return { status: 200, body: { ...validator } }
}

/**
 * A gateway response as the service answers it: what the author left out is the service's own, and a type that nobody
 * defined shows what it inherits from DEFAULT_4XX or DEFAULT_5XX (recorded).
 */
export function viewGatewayResponse(api: ApiDefinition, type: string): JsonObject {
  const fact = own(GATEWAY_RESPONSES, type)
  const defined = own(api.gatewayResponses, type)
  const fallback =
    fact?.statusCode === undefined ? undefined : own(api.gatewayResponses, fact.statusCode < '500' ? 'DEFAULT_4XX' : 'DEFAULT_5XX')
  const source = defined ?? fallback
  const statusCode = source?.statusCode ?? fact?.statusCode
  return {
    responseType: type,
    ...(statusCode !== undefined && { statusCode }),
    responseParameters: source?.responseParameters ?? {},
    responseTemplates: source?.responseTemplates ?? GATEWAY_RESPONSE_TEMPLATES,
    defaultResponse: defined === undefined,
  }
}

/** Listed whole: more than a page of other lists, and the service answers all of them (recorded). */
export const getGatewayResponses: Operation = (call) => {
  const api = findApi(call)
  const types = Object.keys(GATEWAY_RESPONSES)
  return {
    status: 200,
    body: page(
      call,
      types.map((type) => viewGatewayResponse(api, type)),
      types.length,
    ),
  }
}

export const getGatewayResponse: Operation = (call) => {
  const type = param(call, 'responseType')
  if (!Object.hasOwn(GATEWAY_RESPONSES, type)) throw new ServiceError('ValidationException', unknownResponseType(type))
  return { status: 200, body: viewGatewayResponse(findApi(call), type) }
}

function viewPart(part: DocumentationPart): JsonObject {
  return { id: part.id, location: { ...part.location }, properties: part.properties }
}

export const getDocumentationParts: Operation = (call) => ({
  status: 200,
  body: page(call, Object.values(findApi(call).documentationParts).map(viewPart)),
})
