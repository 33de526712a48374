import type { Deployment, Method, Resource, RestApi, Stage, Verb } from '../definition/rest-api.ts'
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
