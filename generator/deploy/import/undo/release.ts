import { awaitSettled } from '../await-settled.ts'
import { readHolder } from '../steps/lock.ts'
import { unlock } from '../steps/tidy.ts'
import type { ImportStep } from '../work.ts'

/** Lets others in again; a lock that is not ours stays. */
export const release: ImportStep = {
  name: 'release',
  doing: () => 'unlocking the API',
  async look(work, reached) {
    const { cloud, clock, record, begun, done } = work
    const { apiId } = reached
    if (apiId === undefined || record.before.apiId === undefined) return reached
    // Our own tag may be told late.
    const isKnown = (done('lock') || begun('permit') || begun('put') || begun('switch')) && !begun('release')
    const look = async (): Promise<boolean> => (await readHolder(cloud, clock, apiId))?.id === record.id
    const isOurs = isKnown ? await awaitSettled(work, look, (seen) => seen) : await look()
    return isOurs ? undefined : reached
  },
  async run({ cloud }, reached) {
    await unlock(cloud, reached)
    return reached
  },
}
