import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Json } from '../../base/json.ts'
import { type Desired, desire } from '../../deploy/desire.ts'
import { applyImport, stale } from '../../deploy/import/apply-import.ts'
import { type Imported, leftOver } from '../../deploy/import/carry-out.ts'
import { observeToImport } from '../../deploy/observe.ts'
import { type ImportPlan, planImport } from '../../deploy/plan-import.ts'
import { gatewayDocumentOf, type Spec } from '../../pipeline.ts'
import { acceptedSpec, refuseEmpty, refuseUnbound } from '../accepted-spec.ts'
import { agreed } from '../agreement.ts'
import type { Given, Run } from '../command.ts'
import { type Context, text } from '../context.ts'
import { type PlanFile, planFileOf, printPlanFile, readPlanFile, refuseNoPlan } from '../import-plan-file.ts'
import { importToResume, importToTakeBack, type Running, refuseHalfway, resumeImport, runImport, takeBackImport } from '../import-run.ts'
import { connectFunctions } from '../remote.ts'
import { printImportPlan } from '../report/import-plan.ts'
import { type Stage, stageNamed, stageOf } from '../stage.ts'
import { wantedPermissions } from '../wanted-permissions.ts'

/** Imports a spec or a plan into a stage: prints what would change, asks, does it, verifies. Or goes on with the last import, or takes it back. */
export const importSpec: Run = async (context, given) => {
  const ending = endingOf(given)
  if (ending !== undefined) {
    const stage = stageOf(context, given)
    return ending === 'resume' ? resume(context, given, stage) : takeBack(context, given, stage)
  }
  const file = readPlanFile(context, given.args[0])
  if (file) {
    const stage = stageOfPlan(context, given, file)
    return withRemote(context, given, stage, (running) => importInto(context, given, running, { desired: file.desired, file }))
  }
  if (given.args[0] !== undefined && text(given.flags.stage) === undefined) refuseNoPlan(context, given.args[0])
  const stage = stageOf(context, given)
  const accepted = await acceptedSpec(context, given, 'imported')
  if (accepted.kind === 'answered') return accepted.exitCode
  const { spec } = accepted
  if (spec.model.kind === 'http')
    throw new ApigenFailure('usage', 'This is an HTTP API, and apigen imports REST APIs only so far.', {
      help: 'lint, generate and diff work on it.',
    })
  const { document, unbound } = await gatewayDocumentOf(spec, context.settings.bind, () => {})
  refuseUnbound(unbound, context.settings.bind)
  refuseEmpty(document)
  const desired = desire(spec.model, document, stage.name, stage.settings, await wantedPermissions(spec))
  return withRemote(context, given, stage, (running) => importInto(context, given, running, { desired, spec }))
}

async function withRemote(context: Context, given: Given, stage: Stage, work: (running: Running) => Promise<number>): Promise<number> {
  const stopping = new AbortController()
  const remote = await connectFunctions(context, given, stage.settings, stopping.signal)
  try {
    return await work({ remote, stage, stopping })
  } finally {
    await remote.close()
  }
}

/** What is imported: wanted anew from a spec, or planned before and bound to what was there then. */
type Wanted = { readonly desired: Desired } & ({ readonly spec: Spec; readonly file?: undefined } | { readonly file: PlanFile })

async function importInto(context: Context, given: Given, running: Running, wanted: Wanted): Promise<number> {
  const { desired, file } = wanted
  const { stage, remote } = running
  const { cloud } = remote
  const json = given.flags.format === 'json'
  const apiId = file?.plan.api.id ?? text(given.flags.apiId) ?? stage.settings?.apiId
  const observed = await observeToImport(
    cloud,
    { ...(apiId !== undefined && { id: apiId }), name: desired.name },
    stage.name,
    desired.stage.usagePlans,
  )
  const plan = planImport(desired, observed)
  // What it was made for may be there by now: by itself, or because it was carried out.
  if (file && file.plan.basis !== plan.basis && plan.changes.length > 0) throw stale(file.plan, plan, 'usage')
  const out = text(given.flags.out)
  const isRehearsal = given.flags.dryRun === true || out !== undefined
  if (out !== undefined && 'spec' in wanted)
    writePlan(context, out, planFileOf(context, { spec: wanted.spec, place: cloud.place, desired, plan }))
  if (json && isRehearsal) context.printJson({ plan: plan as unknown as Json, exitCode: 0 })
  if (!json) context.print(printImportPlan(plan, desired, cloud.place, context.paintOut))
  if (plan.changes.length === 0 || isRehearsal) {
    if (json && !isRehearsal) context.printJson({ plan: plan as unknown as Json, apiId: observed.api?.id ?? null, exitCode: 0 })
    return 0
  }
  refuseHalfway(context, stage)
  refuseLoosened(plan, given.flags.acceptPrivileges === true)
  if (!(await agreed(context, given, `Import into ${cloud.place}, stage ${stage.name}${withWork(plan)}?`))) {
    if (json) context.printJson({ plan: plan as unknown as Json, apiId: null, exitCode: 1 })
    return 1
  }
  const id = `${desired.name}-${stage.name}-${process.pid}-${Date.now()}`
  const imported = await runImport(context, running, id, (applying) => applyImport(plan, desired, applying))
  tell(context, given, stage, { plan: plan as unknown as Json }, imported)
  return 0
}

/** What of others goes with an import stands in the question, too. */
function withWork({ undeployed }: ImportPlan): string {
  if (undeployed.length === 0) return ''
  return `, and replace ${undeployed.length === 1 ? 'a change' : `${undeployed.length} changes`} that nobody deployed`
}

function tell(context: Context, given: Given, stage: Stage, more: Readonly<Record<string, Json>>, imported: Imported): void {
  const { apiId, deploymentId, canary, normalized } = imported
  const split = canary ? `, and its canary deployment ${canary.deploymentId} to ${canary.percentTraffic} % of the traffic` : ''
  if (given.flags.format !== 'json') context.print(`Stage ${stage.name} of API ${apiId} serves deployment ${deploymentId}${split}.\n`)
  else
    context.printJson({ ...more, apiId, deploymentId, ...(canary && { canary: { ...canary } }), normalized: [...normalized], exitCode: 0 })
}

type Ending = 'resume' | 'rollback'

function endingOf({ args, flags }: Given): Ending | undefined {
  const asked = (['resume', 'rollback'] as const).filter((name) => flags[name] === true)
  if (asked.length === 2)
    throw new ApigenFailure('usage', '--resume goes on with an import, and --rollback takes it back.', { help: 'Give one of them.' })
  const [ending] = asked
  if (ending !== undefined && (args[0] !== undefined || flags.out !== undefined || flags.dryRun === true))
    throw new ApigenFailure('usage', `--${ending} takes the last import as it was planned: no spec, no --out, no --dry-run.`, {
      help: `apigen import --stage NAME --${ending}`,
    })
  return ending
}

async function resume(context: Context, given: Given, stage: Stage): Promise<number> {
  const kept = importToResume(context, stage)
  if (!(await agreedToEnd(context, given, `Go on with the last import into the stage ${stage.name}?`))) return 1
  return withRemote(context, given, stage, async (running) => {
    tell(context, given, stage, {}, await resumeImport(context, running, kept))
    return 0
  })
}

async function takeBack(context: Context, given: Given, stage: Stage): Promise<number> {
  const kept = importToTakeBack(context, stage.name)
  if (kept.standing === 'back') {
    const said = `The last import into the stage ${stage.name} was taken back before. Nothing to do.`
    return tellLeft(context, given, { said, left: [] })
  }
  if (!(await agreedToEnd(context, given, `Take the last import into the stage ${stage.name} back?`))) return 1
  return withRemote(context, given, stage, async (running) => {
    const { left } = await takeBackImport(context, running, kept)
    return tellLeft(context, given, { said: `The last import into the stage ${stage.name} is taken back.`, left })
  })
}

async function agreedToEnd(context: Context, given: Given, question: string): Promise<boolean> {
  const yes = await agreed(context, given, question)
  if (!yes && given.flags.format === 'json') context.printJson({ exitCode: 1 })
  return yes
}

function tellLeft(context: Context, given: Given, { said, left }: { readonly said: string; readonly left: readonly string[] }): number {
  const exitCode = left.length === 0 ? 0 : 1
  if (given.flags.format === 'json') context.printJson({ left: [...left], exitCode })
  else context.print(`${said}${leftOver(left)}\n`)
  return exitCode
}

function writePlan(context: Context, out: string, file: PlanFile): void {
  const path = resolve(context.host.cwd, out)
  try {
    writeFileSync(path, printPlanFile(file), { mode: 0o600 })
  } catch (error) {
    throw new ApigenFailure('usage', `The plan cannot be written to \`${out}\`: ${(error as Error).message}.`, {
      help: 'Nothing was done.',
      cause: error,
    })
  }
  context.say(`The plan is in ${out}: apigen import ${out} carries it out.`)
}

/** A plan knows its stage; one that is named beside it has to be the same. */
function stageOfPlan(context: Context, given: Given, { desired }: PlanFile): Stage {
  const named = text(given.flags.stage)
  const { name } = desired.stage
  if (named === undefined || named === name) return stageNamed(context, name, '')
  throw new ApigenFailure('usage', `The plan is for the stage \`${name}\`, not \`${named}\`; nothing was done.`, {
    help: 'Leave --stage out.',
  })
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
