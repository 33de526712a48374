import { equal } from '../../../base/json.ts'
import { describeDeployment, needsDeployment } from '../../canary.ts'
import type { CloudDeployment } from '../../cloud.ts'
import { awaitSettled } from '../await-settled.ts'
import { servedBy } from '../served-by.ts'
import { unsound } from '../unsound.ts'
import { apiOf, type ImportRecord, type ImportStep, type Reached, type Work } from '../work.ts'

/** Makes a deployment without a stage: a copy that nobody is served yet. */
export const deploy: ImportStep = {
  name: 'deploy',
  doing: () => 'creating a deployment',
  async look(work, reached) {
    if (!needsDeployment(work.record.release)) return reached
    const look = async (): Promise<readonly CloudDeployment[]> =>
      (await ownDeployments(work, reached)).filter(({ id }) => !reached.doubtful?.includes(id))
    const found = work.begun('deploy') ? await awaitSettled(work, look, (seen) => seen.length > 0) : []
    const deployment = found.at(-1)
    return deployment && { ...reached, created: deployment.id }
  },
  async guard({ cloud }, reached) {
    if (reached.draft === undefined || equal(await cloud.getDraft(apiOf(reached)), reached.draft)) return
    throw unsound('Somebody changed the API while it was imported.', 'Run the command again to see a plan for what is there now.')
  },
  async run({ cloud, record }, reached) {
    const { doubtful = [] } = reached
    // They have the same description: one of them would be taken for ours by whoever goes on.
    const served = doubtful.length === 0 ? undefined : servedBy(await cloud.listStages(apiOf(reached)))
    for (const id of doubtful) if (served?.has(id) === false) await cloud.deleteDeployment(apiOf(reached), id)
    const { id } = await cloud.createDeployment(apiOf(reached), descriptionOf(record))
    return { ...reached, created: id }
  },
}

/** The description of an import's deployment, by which it is found again. */
export function descriptionOf({ id, desired }: ImportRecord): string {
  return `${describeDeployment(desired)}, import ${id}`
}

/** The deployments that this import made: more than one where it saw too late that it had made one. */
export async function ownDeployments({ cloud, record }: Work, reached: Reached): Promise<readonly CloudDeployment[]> {
  const found = (await cloud.listDeployments(apiOf(reached))).filter(({ description }) => description === descriptionOf(record))
  return found.sort((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1))
}
