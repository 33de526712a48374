import { refusePathPart } from '../definition/path-part.ts'
import type { Resource, RestApi } from '../definition/rest-api.ts'
import { compareText, type Json, type JsonObject, own } from '../json.ts'
import type { Call, Operation } from './call.ts'
import { badRequest, conflict, notFound } from './errors.ts'
import { findApi, findResource, withApi } from './find.ts'
import { page, param, text } from './input.ts'
import { viewMethod } from './methods.ts'
import { allowPaths, patchOperations } from './patch.ts'

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

function embedsMethods(call: Call): boolean {
  return call.query.getAll('embed').some((value) => value.split(',').includes('methods'))
}

export const getResources: Operation = (call) => {
  const resources = Object.values(findApi(call).resources).sort((a, b) => compareText(a.path, b.path))
  const embed = embedsMethods(call)
  return {
    body: page(
      call,
      resources.map((resource) => viewResource(resource, embed)),
    ),
  }
}

export const getResource: Operation = (call) => ({ body: viewResource(findResource(call), embedsMethods(call)) })

export const createResource: Operation = (call) => {
  const api = findApi(call)
  const parent = own(api.resources, param(call, 'parentId'))
  if (parent === undefined) throw notFound('Invalid Resource identifier specified')
  const pathPart = text(call.body, 'pathPart') ?? ''
  const id = call.world.ids.next(6)
  const resource = placed(api, { id, path: '', methods: {} }, parent, pathPart)
  return { body: viewResource(resource, false), next: withResources(call, api, [...Object.values(api.resources), resource]) }
}

/** A resource under a parent, or the service's refusal. */
function placed(api: RestApi, resource: Resource, parent: Resource, pathPart: string): Resource {
  const siblings = Object.values(api.resources).filter(({ id, parentId }) => parentId === parent.id && id !== resource.id)
  const variable = siblings.find((sibling) => sibling.pathPart?.startsWith('{'))?.pathPart
  if (siblings.some((sibling) => sibling.pathPart === pathPart)) {
    throw conflict(`Another resource with the same parent already has this name: ${pathPart}`)
  }
  const refusal = refusePathPart(pathPart, parent.pathPart, variable)
  if (refusal !== undefined) throw badRequest(refusal)
  return { ...resource, parentId: parent.id, pathPart, path: `${parent.path === '/' ? '' : parent.path}/${pathPart}` }
}

function withResources(call: Call, api: RestApi, resources: readonly Resource[]): Call['state'] {
  const sorted = [...resources].sort((a, b) => compareText(a.path, b.path))
  return withApi(call.state, { ...api, resources: Object.fromEntries(sorted.map((resource) => [resource.id, resource])) })
}

export const updateResource: Operation = (call) => {
  const api = findApi(call)
  const before = findResource(call)
  const operations = patchOperations(call.body)
  allowPaths(operations, { replace: ['/parentId', '/pathPart'] })
  let { parentId, pathPart } = before
  for (const { path, value = '' } of operations) {
    if (parentId === undefined || pathPart === undefined) throw badRequest(`Root resource cannot update its ${path.slice(1)}.`)
    if (path === '/parentId') parentId = value
    else pathPart = value
  }
  if (parentId === undefined || pathPart === undefined) return { body: viewResource(before, false) }
  const parent = own(api.resources, parentId)
  if (parent === undefined) throw notFound('Invalid Resource identifier specified')
  if (below(api, before.id).has(parent.id)) throw badRequest('Resources cannot be cyclical.')
  const resource = placed(api, before, parent, pathPart)
  const moved = Object.values(api.resources).map((item) =>
    item.id === before.id
      ? resource
      : below(api, before.id).has(item.id)
        ? { ...item, path: `${resource.path}${item.path.slice(before.path.length)}` }
        : item,
  )
  return { body: viewResource(resource, false), next: withResources(call, api, moved) }
}

/** The ids of a resource and of all below it. */
function below(api: RestApi, id: string): ReadonlySet<string> {
  const ids = new Set([id])
  // A parent's path is shorter than its children's, so that sorting by path puts it first.
  for (const resource of Object.values(api.resources).sort((a, b) => compareText(a.path, b.path))) {
    if (resource.parentId !== undefined && ids.has(resource.parentId)) ids.add(resource.id)
  }
  return ids
}

/** A resource goes with all that is below it (recorded); the root stays. */
export const deleteResource: Operation = (call) => {
  const api = findApi(call)
  const { id, parentId } = findResource(call)
  if (parentId === undefined) throw badRequest('Root resource cannot be deleted')
  const gone = below(api, id)
  return {
    next: withResources(
      call,
      api,
      Object.values(api.resources).filter((resource) => !gone.has(resource.id)),
    ),
  }
}
