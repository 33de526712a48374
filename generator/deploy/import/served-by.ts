import type { CloudStage } from '../cloud.ts'

/** The deployments that stages and their canaries serve. */
export function servedBy(stages: readonly CloudStage[]): ReadonlySet<string> {
  return new Set(stages.flatMap(({ deploymentId, canary }) => [deploymentId, ...(canary ? [canary.deploymentId] : [])]))
}
