import { join } from 'node:path'
import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Json } from '../../base/json.ts'
import { applyImport, type Imported } from '../../deploy/apply-import.ts'
import { desire } from '../../deploy/desire.ts'
import { fileJournal } from '../../deploy/journal.ts'
import { observe } from '../../deploy/observe.ts'
import { type ImportPlan, planImport } from '../../deploy/plan-import.ts'
import { gatewayDocumentOf } from '../../pipeline.ts'
import { acceptedSpec, refuseUnbound } from '../accepted-spec.ts'
import { agreed, untilInterrupted } from '../agreement.ts'
import type { Run } from '../command.ts'
import { text } from '../context.ts'
import { connect } from '../remote.ts'
import { printImportPlan } from '../report/import-plan.ts'
import { stageOf } from '../stage.ts'

function outcome(stage: string, { apiId, deploymentId, canary }: Imported): string {
  const split = canary ? `, and its canary deployment ${canary.deploymentId} to ${canary.percentTraffic} % of the traffic` : ''
  return `Stage ${stage} of API ${apiId} serves deployment ${deploymentId}${split}.\n`
}

/** Imports a spec into a stage: prints what would change, asks, does it, verifies. */
export const importSpec: Run = async (context, given) => {
  const stage = stageOf(context, given)
  const json = given.flags.format === 'json'
  const accepted = await acceptedSpec(context, given, 'imported')
  if (accepted.kind === 'answered') return accepted.exitCode
  const { spec } = accepted
  if (spec.model.kind === 'http')
    throw new ApigenFailure('usage', 'This is an HTTP API, and apigen imports REST APIs only so far.', {
      help: 'lint, generate and diff work on it.',
    })
  const { document, unbound } = await gatewayDocumentOf(spec, context.settings.bind, () => {})
  refuseUnbound(unbound)
  const stopping = new AbortController()
  const remote = await connect(context, given, stage.settings, stopping.signal)
  try {
    const apiId = text(given.flags.apiId) ?? stage.settings?.apiId
    const desired = desire(spec.model, document, stage.name, stage.settings)
    const choice = { ...(apiId !== undefined && { id: apiId }), name: spec.model.name }
    const observed = await observe(remote.cloud, choice, stage.name, desired.stage.usagePlans)
    const plan = planImport(desired, observed)
    if (json && given.flags.dryRun === true) context.printJson({ plan: plan as unknown as Json, exitCode: 0 })
    if (!json) context.print(printImportPlan(plan, desired, remote.cloud.place, context.paintOut))
    if (plan.changes.length === 0 || given.flags.dryRun === true) {
      if (json && given.flags.dryRun !== true)
        context.printJson({ plan: plan as unknown as Json, apiId: observed.api?.id ?? null, exitCode: 0 })
      return 0
    }
    refuseLoosened(plan, given.flags.acceptPrivileges === true)
    if (!(await agreed(context, given, `Import into ${remote.cloud.place}, stage ${stage.name}?`))) {
      if (json) context.printJson({ plan: plan as unknown as Json, apiId: null, exitCode: 1 })
      return 1
    }
    const journal = fileJournal(
      join(context.settings.root, '.apigen', 'journal'),
      `${spec.model.name}-${stage.name}-${process.pid}-${Date.now()}`,
      () => new Date(),
    )
    const imported = await untilInterrupted(context, stopping, (interrupted) =>
      applyImport(plan, desired, { cloud: remote.cloud, journal, progress: (step) => context.say(`  ${step} …`), interrupted }),
    )
    if (json)
      context.printJson({
        plan: plan as unknown as Json,
        apiId: imported.apiId,
        deploymentId: imported.deploymentId,
        ...(imported.canary && { canary: { ...imported.canary } }),
        normalized: [...imported.normalized],
        exitCode: 0,
      })
    else context.print(outcome(stage.name, imported))
    return 0
  } finally {
    await remote.close()
  }
}

/** What opens something up is agreed to by name: `--yes` in a script was written before anybody saw the plan. */
function refuseLoosened({ changes }: ImportPlan, accepted: boolean): void {
  const opening = changes.filter(({ loosens }) => loosens !== undefined)
  if (accepted || opening.length === 0) return
  const [first] = opening
  const others = opening.length === 1 ? '' : `, and ${opening.length - 1} more`
  throw new ApigenFailure('refused', `This import opens something up (\`${first?.id}\`: ${first?.loosens}${others}); nothing was done.`, {
    help: 'They stand first in the plan. If all of them are meant: --accept-privileges.',
  })
}
