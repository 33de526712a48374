import type { ApiDefinition, CanarySettings, Deployment, RestApi, Stage } from '../definition/rest-api.ts'
import { isObject, type Json, type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import { type Call, type Operation, seconds } from './call.ts'
import { badRequest } from './errors.ts'
import { findApi, findDeployment, withApi } from './find.ts'
import { flag, page, text, texts } from './input.ts'
import { invalidPath, patchOperations, withMember } from './patch.ts'
import { checkStageName, checkVariables, newStage } from './stages.ts'

function viewDeployment(deployment: Deployment): JsonObject {
  return {
    id: deployment.id,
    ...(deployment.description !== undefined && { description: deployment.description }),
    createdDate: deployment.createdDate,
  }
}

/** The definition as it is now. All of it is immutable, so that sharing it is a copy. */
export function snapshotOf(api: RestApi): ApiDefinition {
  const { tags: _, documentationParts: _1, documentationVersions: _2, deployments: _3, stages: _4, ...definition } = api
  return definition
}

export const createDeployment: Operation = (call) => {
  const { body, world } = call
  const api = findApi(call)
  checkDeployable(api)
  const stageName = text(body, 'stageName')
  const canary = own(body, 'canarySettings')
  const variables = texts(body, 'variables')
  if (isObject(canary) && (stageName === undefined || stageName === '' || own(api.stages, stageName) === undefined)) {
    throw badRequest(
      stageName === undefined || stageName === ''
        ? `Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is ${stageName ?? 'null'}`
        : `Invalid deployment content specified.Stage ${stageName} must already be created before making a canary release deployment`,
    )
  }
  const description = text(body, 'description')
  const now = seconds(world)
  const deployment: Deployment = {
    id: world.ids.next(6),
    createdDate: now,
    ...(description !== undefined && description !== '' && { description }),
    snapshot: snapshotOf(api),
  }
  const deployed: RestApi = { ...api, deployments: withEntry(api.deployments, deployment.id, deployment) }
  const next =
    stageName === undefined || stageName === '' ? deployed : deployTo(call, deployed, stageName, deployment.id, canary, variables)
  return { body: viewDeployment(deployment), next: withApi(call.state, next) }
}

/** Refused as a whole: an API without methods, and one with a method that nobody answers. */
function checkDeployable(api: RestApi): void {
  const methods = Object.values(api.resources).flatMap((resource) => Object.values(resource.methods))
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods")
  if (methods.some((method) => method.methodIntegration === undefined)) throw badRequest('No integration defined for method')
}

function deployTo(
  call: Call,
  api: RestApi,
  stageName: string,
  deploymentId: string,
  canary: Json | undefined,
  variables: Readonly<Record<string, string>> | undefined,
): RestApi {
  checkStageName(stageName)
  checkVariables(variables)
  const now = seconds(call.world)
  const before = own(api.stages, stageName)
  if (before === undefined) {
    const description = text(call.body, 'stageDescription')
    const stage = newStage({ stageName, deploymentId, now, body: call.body, variables, description })
    return { ...api, stages: withEntry(api.stages, stageName, stage) }
  }
  const tracing = flag(call.body, 'tracingEnabled')
  const stage: Stage = {
    ...before,
    ...(variables !== undefined && { variables: { ...before.variables, ...variables } }),
    ...(tracing !== undefined && { tracingEnabled: tracing }),
    ...(isObject(canary) || before.canarySettings !== undefined
      ? { canarySettings: canaryOf(before, deploymentId, canary) }
      : { deploymentId }),
    lastUpdatedDate: now,
  }
  return { ...api, stages: withEntry(api.stages, stageName, stage) }
}

/** A deployment to a stage with a canary goes to the canary; the stage's own deployment stays (recorded, guide). */
function canaryOf(stage: Stage, deploymentId: string, settings: Json | undefined): CanarySettings {
  if (!isObject(settings)) return { percentTraffic: 0, useStageCache: false, ...stage.canarySettings, deploymentId }
  const overrides = texts(settings, 'stageVariableOverrides')
  const percent = own(settings, 'percentTraffic')
  return {
    deploymentId,
    percentTraffic: typeof percent === 'number' ? percent : 0,
    ...(overrides !== undefined && { stageVariableOverrides: overrides }),
    useStageCache: own(settings, 'useStageCache') === true,
  }
}

export const getDeployments: Operation = (call) => ({
  body: page(call, Object.values(findApi(call).deployments).map(viewDeployment)),
})

export const getDeployment: Operation = (call) => {
  const deployment = findDeployment(call, findApi(call))
  const summary = call.query.getAll('embed').some((value) => value.split(',').includes('apisummary'))
  return { body: { ...viewDeployment(deployment), ...(summary && { apiSummary: summarize(deployment.snapshot) }) } }
}

function summarize(definition: ApiDefinition): JsonObject {
  let summary: Record<string, Json> = {}
  for (const { path, methods } of Object.values(definition.resources)) {
    const entries = Object.entries(methods).map(([verb, { authorizationType, apiKeyRequired }]): [string, Json] => [
      verb,
      { authorizationType, apiKeyRequired },
    ])
    if (entries.length > 0) summary = withEntry<Json>(summary, path, Object.fromEntries(entries))
  }
  return summary
}

export const updateDeployment: Operation = (call) => {
  const api = findApi(call)
  let deployment = findDeployment(call, api)
  for (const { op, path, value } of patchOperations(call.body)) {
    if (path !== '/description') throw invalidPath(path)
    deployment = withMember(deployment, 'description', op === 'remove' ? undefined : value)
  }
  const next: RestApi = { ...api, deployments: withEntry(api.deployments, deployment.id, deployment) }
  return { body: viewDeployment(deployment), next: withApi(call.state, next) }
}

export const deleteDeployment: Operation = (call) => {
  const api = findApi(call)
  const { id } = findDeployment(call, api)
  const isActive = Object.values(api.stages).some((stage) => stage.deploymentId === id || stage.canarySettings?.deploymentId === id)
  if (isActive) throw badRequest('Active stages pointing to this deployment must be moved or deleted')
  return { next: withApi(call.state, { ...api, deployments: withoutEntry(api.deployments, id) }) }
}
