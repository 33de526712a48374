import type { CanarySettings, RestApi, Stage, TextMap } from '../definition/rest-api.ts'
import { LIMITS, STAGE_NAME, STAGE_VARIABLE_NAME, STAGE_VARIABLE_VALUE } from '../facts.ts'
import { compareText, isObject, type JsonObject, own, withEntry, withoutEntry } from '../json.ts'
import { withoutPlanStages } from '../store/plan-stages.ts'
import { type Operation, seconds } from './call.ts'
import { badRequest, conflict } from './errors.ts'
import { findApi, findStage, withApi } from './find.ts'
import { flag, integer, requiredText, text, texts } from './input.ts'
import { patchOperations } from './patch.ts'
import { patchStage } from './stage-patch.ts'

function viewStage(stage: Stage): JsonObject {
  return stage as unknown as JsonObject
}

export function checkStageName(name: string): void {
  if (!STAGE_NAME.test(name)) throw badRequest('Stage name only allows a-zA-Z0-9_-')
}

export function checkVariables(variables: TextMap | undefined): void {
  const entries = Object.entries(variables ?? {})
  if (entries.length > LIMITS.stageVariables) throw badRequest(`Stage variables are limited to ${LIMITS.stageVariables}`)
  for (const [name, value] of entries) {
    if (!STAGE_VARIABLE_NAME.test(name))
      throw badRequest(`Invalid stage variable name: ${name}. Please use only alphanumeric characters and underscore`)
    if (value !== '' && !STAGE_VARIABLE_VALUE.test(value)) {
      throw badRequest(`Invalid stage variable value: ${value}. Please use values with alphanumeric characters and the symbols -._~:/?#&=,`)
    }
  }
}

/** A stage as its creation leaves it (recorded). */
export function newStage(options: {
  readonly stageName: string
  readonly deploymentId: string
  readonly now: number
  /** The body of the call that creates it. */
  readonly body: JsonObject
  readonly variables: TextMap | undefined
  readonly description: string | undefined
}): Stage {
  const { stageName, deploymentId, now, body, variables, description } = options
  const cacheClusterSize = text(body, 'cacheClusterSize')
  const cacheClusterEnabled = flag(body, 'cacheClusterEnabled') ?? false
  return {
    deploymentId,
    stageName,
    ...(description !== undefined && description !== '' && { description }),
    cacheClusterEnabled,
    ...(cacheClusterSize !== undefined && { cacheClusterSize }),
    cacheClusterStatus: cacheClusterEnabled ? 'AVAILABLE' : 'NOT_AVAILABLE',
    methodSettings: {},
    ...(variables !== undefined && Object.keys(variables).length > 0 && { variables }),
    tracingEnabled: flag(body, 'tracingEnabled') ?? false,
    createdDate: now,
    lastUpdatedDate: now,
  }
}

export const createStage: Operation = (call) => {
  const { body } = call
  const api = findApi(call)
  const stageName = requiredText(body, 'stageName', 'Stage name cannot be empty')
  checkStageName(stageName)
  const deploymentId = requiredText(body, 'deploymentId', 'Deployment id cannot be empty')
  if (own(api.deployments, deploymentId) === undefined) throw badRequest('Deployment id does not exist')
  if (own(api.stages, stageName) !== undefined) throw conflict('Stage already exists')
  const variables = texts(body, 'variables')
  checkVariables(variables)
  const documentationVersion = text(body, 'documentationVersion')
  const canary = canaryOf(api, body)
  const tags = texts(body, 'tags')
  const stage: Stage = {
    ...newStage({ stageName, deploymentId, now: seconds(call.world), body, variables, description: text(body, 'description') }),
    ...(documentationVersion !== undefined && { documentationVersion }),
    ...(canary !== undefined && { canarySettings: canary }),
    ...(tags !== undefined && { tags }),
  }
  return { body: viewStage(stage), next: withStage(call.state, api, stage) }
}

function canaryOf(api: RestApi, body: JsonObject): CanarySettings | undefined {
  const settings = own(body, 'canarySettings')
  if (!isObject(settings)) return undefined
  const deploymentId = text(settings, 'deploymentId')
  if (deploymentId === undefined || own(api.deployments, deploymentId) === undefined) throw badRequest('Deployment id does not exist')
  const overrides = texts(settings, 'stageVariableOverrides')
  return {
    deploymentId,
    percentTraffic: integer(settings, 'percentTraffic') ?? 0,
    ...(overrides !== undefined && { stageVariableOverrides: overrides }),
    useStageCache: flag(settings, 'useStageCache') ?? false,
  }
}

function withStage(state: Parameters<typeof withApi>[0], api: RestApi, stage: Stage): ReturnType<typeof withApi> {
  return withApi(state, { ...api, stages: withEntry(api.stages, stage.stageName, stage) })
}

/** Not a page: the service answers all of them, under `item` even in its model. */
export const getStages: Operation = (call) => {
  const api = findApi(call)
  const deploymentId = call.query.get('deploymentId')
  const stages = Object.values(api.stages)
    .filter((stage) => deploymentId === null || stage.deploymentId === deploymentId)
    .sort((a, b) => compareText(a.stageName, b.stageName))
  return { body: { item: stages.map(viewStage) } }
}

export const getStage: Operation = (call) => ({ body: viewStage(findStage(call, findApi(call))) })

export const updateStage: Operation = (call) => {
  const api = findApi(call)
  let stage = findStage(call, api)
  for (const operation of patchOperations(call.body)) stage = patchStage(api, stage, operation)
  checkVariables(stage.variables)
  stage = { ...stage, lastUpdatedDate: seconds(call.world) }
  return { body: viewStage(stage), next: withStage(call.state, api, stage) }
}

export const deleteStage: Operation = (call) => {
  const api = findApi(call)
  const { stageName } = findStage(call, api)
  const state = withoutPlanStages(call.state, (apiId, stage) => apiId === api.id && stage === stageName)
  return { next: withApi(state, { ...api, stages: withoutEntry(api.stages, stageName) }) }
}
