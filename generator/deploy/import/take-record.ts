import { needsDeployment } from '../canary.ts'
import { carrySettings } from '../carry-settings.ts'
import type { Desired } from '../desire.ts'
import type { FunctionCloud } from '../functions/function-cloud.ts'
import type { Observed } from '../observe.ts'
import type { ImportPlan } from '../plan-import.ts'
import { observePermissions } from './permissions.ts'
import type { ImportRecord } from './work.ts'

/** What an import is about to do, and all that has to be known to take it back. Changes nothing. */
export async function takeRecord(
  functions: FunctionCloud | undefined,
  given: { readonly id: string; readonly desired: Desired; readonly plan: ImportPlan; readonly observed: Observed },
): Promise<ImportRecord> {
  const { id, plan, observed } = given
  const { document: wanted } = carrySettings(given.desired.document, observed.document)
  const desired = { ...given.desired, document: wanted }
  const apiId = observed.api?.id
  const { draft } = observed
  // Only stages can be exported: any will do where the one that is meant is not there yet.
  const document = observed.document ?? observed.otherDocuments?.[0]
  return {
    id,
    desired,
    before: {
      ...(apiId !== undefined && { apiId }),
      ...(observed.stage && { stage: observed.stage }),
      ...(document && { document }),
      ...(draft && { draft }),
      ...(observed.usagePlans && { usagePlans: observed.usagePlans }),
      permissions: await observePermissions(functions, desired.permissions, desired.alias),
    },
    release: plan.release,
    puts: needsDeployment(plan.release),
  }
}
