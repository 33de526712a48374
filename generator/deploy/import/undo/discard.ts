import { awaitSettled } from '../await-settled.ts'
import { servedBy } from '../served-by.ts'
import { ownApis } from '../steps/create.ts'
import { ownDeployments } from '../steps/deploy.ts'
import type { ImportStep, Reached, Work } from '../work.ts'

/** Deletes what the import made and nobody is served: its deployment, or the whole API. */
export const discard: ImportStep = {
  name: 'discard',
  doing: () => 'deleting what was made',
  async look(work, reached) {
    // A deployment that was made may be told late.
    const isKnown = (work.done('deploy') || work.begun('verify-deployment')) && !work.begun('discard')
    const look = (): ReturnType<typeof made> => made(work, reached)
    const found = isKnown ? await awaitSettled(work, look, (seen) => seen.length > 0) : await look()
    return found.length === 0 ? reached : undefined
  },
  async run(work, reached) {
    for (const remove of await made(work, reached)) await remove()
    return reached
  },
}

async function made(work: Work, reached: Reached): Promise<readonly (() => Promise<void>)[]> {
  const { cloud, record } = work
  const { apiId } = reached
  if (apiId === undefined) return []
  if (record.before.apiId === undefined) {
    const apis = new Set([...(await ownApis(work)), ...((await cloud.getApi(apiId)) ? [apiId] : [])])
    return [...apis].map((id) => () => cloud.deleteApi(id))
  }
  const served = servedBy(await cloud.listStages(apiId))
  const ours = (await ownDeployments(work, reached)).filter(({ id }) => !served.has(id))
  return ours.map(
    ({ id }) =>
      () =>
        cloud.deleteDeployment(apiId, id),
  )
}
