import { equal } from '../../../base/json.ts'
import { draftDifferences } from '../draft-summary.ts'
import { unsound } from '../unsound.ts'
import { apiOf, type ImportStep } from '../work.ts'

/** Puts the document: all of the API in one call, which nobody is served before it is deployed. */
export const put: ImportStep = {
  name: 'put',
  doing: () => 'putting the document',
  async look({ cloud, record, begun }, reached) {
    if (!record.puts) return reached
    if (!begun('put')) return undefined
    const draft = await cloud.getDraft(apiOf(reached))
    const isOurs =
      draft !== undefined && !equal(draft, record.before.draft) && draftDifferences(record.desired.document, draft).length === 0
    return isOurs ? reached : undefined
  },
  async guard({ cloud, record, begun }, reached) {
    // Our own call may have got half way.
    if (begun('put') || record.before.draft === undefined) return
    if (equal(await cloud.getDraft(apiOf(reached)), record.before.draft)) return
    throw unsound('Somebody changed the API since the plan was made.', 'Run the command again to see a plan for what is there now.')
  },
  async run({ cloud, record }, reached) {
    await cloud.putApi(apiOf(reached), JSON.stringify(record.desired.document), 'refused')
    return reached
  },
}
