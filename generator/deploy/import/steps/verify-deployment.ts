import type { ApigenFailure } from '../../../base/diagnostic.ts'
import { asObject, equal, own } from '../../../base/json.ts'
import type { DeploymentSummary, Draft } from '../../cloud.ts'
import { awaitSettled } from '../await-settled.ts'
import { differences } from '../draft-summary.ts'
import { unsound } from '../unsound.ts'
import { apiOf, type ImportStep } from '../work.ts'

/** Looks at what the deployment holds before anybody is served it: every method, who may call it, and whether it was made of what was verified. */
export const verifyDeployment: ImportStep = {
  name: 'verify-deployment',
  doing: () => 'verifying the deployment',
  look: async ({ record }, reached) => (record.puts ? undefined : reached),
  async run(work, reached) {
    const { created: deploymentId, draft } = reached
    if (draft === undefined || deploymentId === undefined) return reached
    const wanted = summaryOf(draft)
    const look = async (): Promise<readonly string[]> => {
      const found = await work.cloud.summarize(apiOf(reached), deploymentId)
      if (found === undefined) return ['/']
      const places = differences(wanted, found)
      if (places.length > 0) return places
      // The same draft before it was copied and after: the copy is of it. More than its methods cannot be read of a deployment.
      const now = await work.cloud.getDraft(apiOf(reached))
      if (equal(now, draft)) return []
      // Somebody else's is not forgotten where it is gone at the next look: it may have been copied.
      if (now !== undefined && !isLate(now, draft, work.record.before.draft)) throw doesNotHold(deploymentId, [CHANGED])
      return [CHANGED]
    }
    const wrong = await awaitSettled(work, look, (seen) => seen.length === 0)
    if (wrong.length === 0) return reached
    throw doesNotHold(deploymentId, wrong)
  },
}

const CHANGED = 'what was put changed while it was deployed'

function doesNotHold(deploymentId: string, wrong: readonly string[]): ApigenFailure {
  return unsound(
    `The deployment \`${deploymentId}\` does not hold what was put: ${wrong.join(', ')}.`,
    'Somebody may have changed the API meanwhile; run the command again.',
  )
}

/** Whether an answer may be an old one: all that it has is as it was verified, or as it was before the import. */
function isLate(seen: Draft, verified: Draft, before: Draft | undefined): boolean {
  return Object.entries(seen).every(([part, members]) =>
    Object.entries(asObject(members)).every(([name, value]) =>
      [verified, before].some((draft) => equal(value, own(asObject(draft?.[part]), name) ?? null)),
    ),
  )
}

function summaryOf({ methods }: Draft): DeploymentSummary {
  const entries = Object.entries(methods).map(([id, method]) => {
    const { authorizationType = 'NONE', apiKeyRequired } = asObject(method)
    return [id, { authorizationType: String(authorizationType), apiKeyRequired: apiKeyRequired === true }] as const
  })
  return Object.fromEntries(entries)
}
