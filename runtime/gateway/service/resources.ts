import type { Integration, Method, Resource } from '../definition/rest-api.ts'
import { compareText, type Json, type JsonObject, own } from '../json.ts'
import type { Call, Operation } from './call.ts'
import { notFound } from './errors.ts'
import { findApi, findMethod, findResource } from './find.ts'
import { page, param } from './input.ts'

/** A resource as the service answers it: the names of its methods, or the methods themselves where the call embeds them. */
function viewResource(resource: Resource, embed: boolean): JsonObject {
  const methods = Object.entries(resource.methods).sort(([a], [b]) => compareText(a, b))
  return {
    id: resource.id,
    ...(resource.parentId !== undefined && { parentId: resource.parentId }),
    ...(resource.pathPart !== undefined && { pathPart: resource.pathPart }),
    path: resource.path,
    ...(methods.length > 0 && {
      resourceMethods: Object.fromEntries(methods.map(([verb, method]): [string, Json] => [verb, embed ? viewMethod(method) : {}])),
    }),
  }
}

function viewMethod(method: Method): JsonObject {
  return method as unknown as JsonObject
}

function embeds(call: Call, part: string): boolean {
  return call.query.getAll('embed').some((value) => value.split(',').includes(part))
}

export const getResources: Operation = (call) => {
  const resources = Object.values(findApi(call).resources).sort((a, b) => compareText(a.path, b.path))
  const embed = embeds(call, 'methods')
  return {
    status: 200,
    body: page(
      call,
      resources.map((resource) => viewResource(resource, embed)),
    ),
  }
}

export const getResource: Operation = (call) => ({ status: 200, body: viewResource(findResource(call), embeds(call, 'methods')) })

export const getMethod: Operation = (call) => ({ status: 200, body: viewMethod(findMethod(call)) })

export const getMethodResponse: Operation = (call) => {
  const response = own(findMethod(call).methodResponses ?? {}, param(call, 'statusCode'))
  if (response === undefined) throw notFound('Invalid Response status code specified')
  return { status: 200, body: response as unknown as JsonObject }
}

function findIntegration(call: Call): Integration {
  const integration = findMethod(call).methodIntegration
  if (integration === undefined) throw notFound('Invalid Integration identifier specified')
  return integration
}

export const getIntegration: Operation = (call) => ({ status: 200, body: findIntegration(call) as unknown as JsonObject })

export const getIntegrationResponse: Operation = (call) => {
  const response = own(findIntegration(call).integrationResponses ?? {}, param(call, 'statusCode'))
  if (response === undefined) throw notFound('Invalid Response status code specified')
  return { status: 200, body: response as unknown as JsonObject }
}
