import { API_TAG } from '../../observe.ts'
import { awaitSettled } from '../await-settled.ts'
import { LOCK_TAG, lockText } from '../lock-text.ts'
import type { ImportStep, Reached, Work } from '../work.ts'
import { descriptionOf } from './deploy.ts'

/** Makes the API where there is none. It bears its tags from its first moment, so that a run that was cut off finds it again. */
export const create: ImportStep = {
  name: 'create',
  single: true,
  doing: () => 'creating the API',
  async look(work) {
    const { before } = work.record
    if (before.apiId !== undefined) return { apiId: before.apiId }
    if (!work.begun('create')) return undefined
    // There is no token that would make creating it twice the same as once (boto/boto3#615).
    const apiId = await awaitSettled(
      work,
      () => findMade(work),
      (found) => found !== undefined,
    )
    return apiId === undefined ? undefined : { apiId }
  },
  async run({ cloud, record, clock }): Promise<Reached> {
    const { name } = record.desired
    const { id } = await cloud.createApi(name, { [API_TAG]: name, [LOCK_TAG]: lockText(record.id, clock) })
    return { apiId: id }
  },
}

/** The API that this import made: by its lock, and by its deployment once that is taken away. */
export async function findMade(work: Work): Promise<string | undefined> {
  const [locked] = await ownApis(work)
  if (locked !== undefined || !work.begun('deploy')) return locked
  const { cloud, record } = work
  for (const { id, tags } of await cloud.listApis()) {
    if (tags[API_TAG] !== record.desired.name) continue
    const deployments = await cloud.listDeployments(id)
    if (deployments.some(({ description }) => description === descriptionOf(record))) return id
  }
  return undefined
}

/** The APIs that this import made, the first of them first: more than one where it saw too late that it had made one. */
export async function ownApis({ cloud, record }: Work): Promise<readonly string[]> {
  const apis = await cloud.listApis()
  return apis
    .filter(({ tags }) => tags[API_TAG] === record.desired.name && (tags[LOCK_TAG] ?? '').split(' ')[0] === record.id)
    .map(({ id }) => id)
    .sort()
}
