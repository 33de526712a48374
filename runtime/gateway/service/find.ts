import type { Deployment, Integration, Method, Resource, RestApi, Stage, Verb } from '../definition/rest-api.ts'
import { own, withEntry } from '../json.ts'
import type { GatewayState } from '../store/state.ts'
import type { Call } from './call.ts'
import { notFound } from './errors.ts'
import { param } from './input.ts'

/** The API that the call names, or the service's refusal (recorded). */
export function findApi(call: Call): RestApi {
  const id = param(call, 'restApiId')
  const api = own(call.state.restApis, id)
  if (api === undefined) throw notFound(`Invalid API identifier specified ${call.world.accountId}:${id}`)
  return api
}

/** The state with an API in the place of the one of its id. */
export function withApi(state: GatewayState, api: RestApi): GatewayState {
  return { ...state, restApis: withEntry(state.restApis, api.id, api) }
}

/** The resource that the call names; an API that does not exist is refused in the same words (recorded). */
export function findResource(call: Call): Resource {
  const api = own(call.state.restApis, param(call, 'restApiId'))
  const resource = api === undefined ? undefined : own(api.resources, param(call, 'resourceId'))
  if (resource === undefined) throw notFound('Invalid Resource identifier specified')
  return resource
}

export function findMethod(call: Call): Method {
  const method = own(findResource(call).methods, param(call, 'httpMethod') as Verb)
  if (method === undefined) throw notFound('Invalid Method identifier specified')
  return method
}

/** The state with the resource that the call names replaced. */
export function withResource(call: Call, resource: Resource): GatewayState {
  const api = findApi(call)
  return withApi(call.state, { ...api, resources: withEntry(api.resources, resource.id, resource) })
}

/** The state with a method of the resource that the call names added or replaced. */
export function withMethod(call: Call, method: Method): GatewayState {
  const resource = findResource(call)
  return withResource(call, { ...resource, methods: withEntry(resource.methods, method.httpMethod, method) })
}

/** The integration of the method that the call names. */
export function findIntegration(call: Call): Integration {
  const integration = findMethod(call).methodIntegration
  if (integration === undefined) throw notFound('Invalid Integration identifier specified')
  return integration
}

/** The state with the integration of the method that the call names replaced. */
export function withIntegration(call: Call, methodIntegration: Integration): GatewayState {
  return withMethod(call, { ...findMethod(call), methodIntegration })
}

export function findStage(call: Call, api: RestApi): Stage {
  const stage = own(api.stages, param(call, 'stageName'))
  if (stage === undefined) throw notFound('Invalid stage identifier specified')
  return stage
}

export function findDeployment(call: Call, api: RestApi): Deployment {
  const deployment = own(api.deployments, param(call, 'deploymentId'))
  if (deployment === undefined) throw notFound('Invalid Deployment identifier specified')
  return deployment
}

/** Every method of an API with the path of its resource. */
export function methodsOf(api: RestApi): { readonly path: string; readonly method: Method }[] {
  return Object.values(api.resources).flatMap(({ path, methods }) => Object.values(methods).map((method) => ({ path, method })))
}
