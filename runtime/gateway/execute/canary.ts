import type { Stage } from '../definition/rest-api.ts'

/** Which of a stage's deployments a request is for. */
export interface ServedStage {
  /** The stage as the request sees it: with the deployment and the variables of the side that it fell on. */
  readonly stage: Stage
  /** Undefined: the stage has no canary. */
  readonly canary: 'canary' | 'production' | undefined
}

/** Sends a request to a stage's canary or past it. `random` gives numbers from 0 to below 1. */
export function chooseCanary(stage: Stage, random: () => number): ServedStage {
  const { canarySettings } = stage
  if (canarySettings === undefined) return { stage, canary: undefined }
  if (random() * 100 >= canarySettings.percentTraffic) return { stage, canary: 'production' }
  const variables = { ...stage.variables, ...canarySettings.stageVariableOverrides }
  return { stage: { ...stage, deploymentId: canarySettings.deploymentId, variables }, canary: 'canary' }
}
