import { equal } from '../../../base/json.ts'
import type { Draft } from '../../cloud.ts'
import { awaitSettled } from '../await-settled.ts'
import { draftDifferences } from '../draft-summary.ts'
import { unsound } from '../unsound.ts'
import { apiOf, type ImportStep, type Reached, type Work } from '../work.ts'
import { ownDeployments } from './deploy.ts'

/** Reads the API back before it is deployed: the same twice, and what the document says. */
export const verifyDraft: ImportStep = {
  name: 'verify-draft',
  doing: () => 'verifying the draft',
  look: async ({ record }, reached) => (record.puts ? undefined : reached),
  async run(work, reached) {
    const { cloud, record } = work
    let before: Draft | undefined
    const look = async (): Promise<{ readonly draft: Draft | undefined; readonly wrong: readonly string[] }> => {
      const draft = await cloud.getDraft(apiOf(reached))
      const wrong = draft === undefined ? ['/'] : draftDifferences(record.desired.document, draft)
      // Two equal answers: one that is late may come from another machine.
      const steady = cloud.service === 'embedded' || (before !== undefined && equal(before, draft))
      before = draft
      return { draft, wrong: steady || wrong.length > 0 ? wrong : ['it still changes'] }
    }
    const { draft, wrong } = await awaitSettled(work, look, (seen) => seen.wrong.length === 0)
    if (draft !== undefined && wrong.length === 0) return { ...reached, draft, doubtful: await doubtful(work, reached) }
    throw unsound(
      `API Gateway did not make of the document what it says: ${wrong.join(', ')}.`,
      'Somebody may have changed the API meanwhile; run the command again. If it stays, report it with the document.',
    )
  },
}

/** What was deployed before this verification, by a process that did not come to the switch. */
async function doubtful(work: Work, reached: Reached): Promise<readonly string[]> {
  if (!work.begun('deploy') || work.begun('switch')) return []
  const found = await awaitSettled(
    work,
    () => ownDeployments(work, reached),
    (seen) => seen.length > 0,
  )
  return found.map(({ id }) => id)
}
