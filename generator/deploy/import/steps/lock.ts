import { ApigenFailure } from '../../../base/diagnostic.ts'
import { holderOf, LOCK_TAG, lockText } from '../lock-text.ts'
import { apiOf, type ImportStep, type Reached, type Work } from '../work.ts'

/**
 * Tells others by a tag of the API that an import is at work. Tags know no compare-and-set, so that it is read back, and every later step looks
 * at what it builds on once more.
 */
export const lock: ImportStep = {
  name: 'lock',
  doing: () => 'locking the API',
  look: async (work, reached) => ((await holder(work, reached))?.id === work.record.id ? reached : undefined),
  guard: async (work, reached) => refuseOther(work, await holder(work, reached)),
  async run(work, reached) {
    const { cloud, record, clock } = work
    await cloud.tagApi(apiOf(reached), { [LOCK_TAG]: lockText(record.id, clock) })
    refuseOther(work, await holder(work, reached))
    return reached
  },
}

async function holder({ cloud, clock }: Work, reached: Reached): ReturnType<typeof readHolder> {
  return readHolder(cloud, clock, apiOf(reached))
}

/** The import that is at work on an API. */
export async function readHolder(cloud: Work['cloud'], clock: Work['clock'], apiId: string): Promise<ReturnType<typeof holderOf>> {
  return holderOf((await cloud.getApi(apiId))?.tags[LOCK_TAG], clock)
}

function refuseOther({ record }: Work, holding: ReturnType<typeof holderOf>): void {
  if (holding === undefined || holding.id === record.id) return
  throw new ApigenFailure('remote', `Another import is at work on this API: \`${holding.id}\`, until ${holding.until} at the latest.`, {
    help: 'Wait until it is through. If nobody runs it any more, end it where it was begun (apigen import --resume or --rollback), or wait until that time.',
    refused: true,
  })
}
