import { readHolder } from '../steps/lock.ts'
import { unlock } from '../steps/tidy.ts'
import type { ImportStep } from '../work.ts'

/** Lets others in again; a lock that is not ours stays. */
export const release: ImportStep = {
  name: 'release',
  doing: () => 'unlocking the API',
  async look({ cloud, clock, record }, reached) {
    if (reached.apiId === undefined || record.before.apiId === undefined) return reached
    return (await readHolder(cloud, clock, reached.apiId))?.id === record.id ? undefined : reached
  },
  async run({ cloud }, reached) {
    await unlock(cloud, reached)
    return reached
  },
}
