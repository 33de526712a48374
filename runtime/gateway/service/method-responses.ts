import type { MethodResponse } from '../definition/rest-api.ts'
import { type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import type { Call, Operation } from './call.ts'
import { conflict, notFound } from './errors.ts'
import { findApi, findMethod, withMethod } from './find.ts'
import { flags, param, texts } from './input.ts'
import { checkResponseParameters } from './mapping-expressions.ts'
import { checkModels } from './methods.ts'
import { invalidPath, isTrue, type PatchOperation, patchMaps, patchOperations, withMember } from './patch.ts'

function viewResponse(response: MethodResponse): JsonObject {
  return response as unknown as JsonObject
}

function findResponse(call: Call): MethodResponse {
  const response = own(findMethod(call).methodResponses ?? {}, param(call, 'statusCode'))
  if (response === undefined) throw notFound('Invalid Response status code specified')
  return response
}

function withResponse(call: Call, response: MethodResponse): Call['state'] {
  const method = findMethod(call)
  return withMethod(call, { ...method, methodResponses: withEntry(method.methodResponses ?? {}, response.statusCode, response) })
}

export const getMethodResponse: Operation = (call) => ({ body: viewResponse(findResponse(call)) })

export const putMethodResponse: Operation = (call) => {
  const statusCode = param(call, 'statusCode')
  if (own(findMethod(call).methodResponses ?? {}, statusCode) !== undefined) throw conflict('Response already exists for this resource')
  const responseParameters = flags(call.body, 'responseParameters')
  const responseModels = texts(call.body, 'responseModels')
  const response: MethodResponse = {
    statusCode,
    ...(responseParameters !== undefined && { responseParameters }),
    ...(responseModels !== undefined && { responseModels }),
  }
  check(call, response)
  return { body: viewResponse(response), next: withResponse(call, response) }
}

function check(call: Call, response: MethodResponse): void {
  checkModels(findApi(call), response.responseModels)
  checkResponseParameters(Object.keys(response.responseParameters ?? {}))
}

export const updateMethodResponse: Operation = (call) => {
  let response = findResponse(call)
  for (const operation of patchOperations(call.body)) response = patchResponse(response, operation)
  check(call, response)
  return { body: viewResponse(response), next: withResponse(call, response) }
}

function patchResponse(response: MethodResponse, operation: PatchOperation): MethodResponse {
  const { path, value } = operation
  const patched = patchMaps(response, operation, { responseParameters: () => isTrue(value), responseModels: () => value ?? '' })
  if (patched === undefined) throw invalidPath(path)
  return patched
}

export const deleteMethodResponse: Operation = (call) => {
  const { statusCode } = findResponse(call)
  const method = findMethod(call)
  const left = withoutEntry(method.methodResponses ?? {}, statusCode)
  return { next: withMethod(call, withMember(method, 'methodResponses', Object.keys(left).length > 0 ? left : undefined)) }
}
