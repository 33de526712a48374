import { DESCRIBED } from '../../canary.ts'
import type { Cloud, CloudStage } from '../../cloud.ts'
import { awaitSettled } from '../await-settled.ts'
import { LOCK_TAG } from '../lock-text.ts'
import { servedBy } from '../served-by.ts'
import { apiOf, type ImportStep, type Reached, type Work } from '../work.ts'
import { ownApis } from './create.ts'
import { ownDeployments } from './deploy.ts'
import { changesOf } from './permit.ts'

/** So many deployments of apigen are kept behind a stage, to go back to. */
const KEPT = 10

/** Takes away what nobody needs any more, the lock last. */
export const tidy: ImportStep = {
  name: 'tidy',
  doing: () => 'tidying up',
  look: async () => undefined,
  async run(work, reached) {
    const { cloud, functions, record } = work
    // What the stage served before, told late, would keep permissions that nobody needs.
    const stages = await awaitSettled(
      work,
      () => cloud.listStages(apiOf(reached)),
      (seen) => seen.some((stage) => isVerified(work, reached, stage)),
    )
    if (!servesAnother(work, reached, stages))
      for (const { function: name, remove } of await changesOf(work, reached))
        for (const { id } of remove) await functions?.removePermission(name, record.desired.alias, id)
    await removeDeployments(work, reached, stages)
    if (record.before.apiId === undefined) for (const twin of await ownApis(work)) if (twin !== reached.apiId) await cloud.deleteApi(twin)
    await unlock(cloud, reached)
    return reached
  },
}

/** Whether a stage is as it was verified. */
function isVerified({ record }: Work, { deploymentId }: Reached, stage: CloudStage): boolean {
  const { desired, release } = record
  return stage.name === desired.stage.name && stage.deploymentId === deploymentId && (release.canary.kind !== 'remove' || !stage.canary)
}

/** Lets others in again. */
export async function unlock(cloud: Cloud, reached: Reached): Promise<void> {
  await cloud.untagApi(apiOf(reached), [LOCK_TAG])
}

/** Whether callers still get another document by the same alias, which may need what the new one does not: past a canary, or on another stage. */
function servesAnother({ record: { desired } }: Work, { created, deploymentId }: Reached, stages: readonly CloudStage[]): boolean {
  const ours = new Set([created ?? deploymentId])
  return stages
    .filter(({ name, variables }) => name === desired.stage.name || variables.alias === desired.alias)
    .some((stage) => [...servedBy([stage])].some((id) => !ours.has(id)))
}

/** Twins of the new deployment, and old ones of apigen that no stage serves. */
async function removeDeployments(work: Work, reached: Reached, stages: readonly CloudStage[]): Promise<void> {
  const { cloud, record } = work
  if (reached.created === undefined) return
  const apiId = apiOf(reached)
  const twins = (await ownDeployments(work, reached)).map(({ id }) => id)
  const all = await cloud.listDeployments(apiId)
  const served = servedBy(stages)
  const old = all
    .filter(({ id, description }) => description.startsWith(DESCRIBED) && !served.has(id) && id !== record.before.stage?.deploymentId)
    .filter(({ id }) => !twins.includes(id))
    .sort((a, b) => b.created - a.created || (a.id < b.id ? -1 : 1))
    .slice(KEPT)
  for (const id of [...twins, ...old.map((deployment) => deployment.id)])
    if (!served.has(id) && id !== reached.created) await cloud.deleteDeployment(apiId, id)
}
