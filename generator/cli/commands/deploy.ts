import { join } from 'node:path'
import { ApigenFailure } from '../../base/diagnostic.ts'
import { asString, type Json } from '../../base/json.ts'
import { applyDeploy } from '../../deploy/functions/apply-deploy.ts'
import type { FunctionCloud } from '../../deploy/functions/function-cloud.ts'
import { type ObservedFunctions, observeFunctions } from '../../deploy/functions/observe-functions.ts'
import { type DeployPlan, planDeploy } from '../../deploy/functions/plan-deploy.ts'
import { type Place, partitionOf } from '../../deploy/functions/role.ts'
import { fileJournal } from '../../deploy/journal.ts'
import { chooseApi } from '../../deploy/observe.ts'
import type { FunctionModel } from '../../model/api-model.ts'
import { acceptedSpec } from '../accepted-spec.ts'
import { agreed, untilInterrupted } from '../agreement.ts'
import type { Run } from '../command.ts'
import { type Context, text } from '../context.ts'
import { prepareDeployment } from '../deployment.ts'
import { connectFunctions } from '../remote.ts'
import { printDeployPlan } from '../report/deploy-plan.ts'
import { visible } from '../report/escape.ts'
import { stageOf } from '../stage.ts'

/** Deploys the functions of a spec for a stage: packages, prints what would change, asks, uploads, publishes, moves the stage's alias. */
export const deploy: Run = async (context, given) => {
  const stage = stageOf(context, given)
  const json = given.flags.format === 'json'
  const accepted = await acceptedSpec(context, given, 'deployed')
  if (accepted.kind === 'answered') return accepted.exitCode
  const { spec } = accepted
  const functions = deployable(context, spec.model.functions)
  const names = functions.map(({ id }) => id)
  const alias = stage.settings?.alias ?? stage.name
  const { bind, output, root } = context.settings
  const stopping = new AbortController()
  const remote = await connectFunctions(context, given, stage.settings, stopping.signal)
  try {
    const id = text(given.flags.apiId) ?? stage.settings?.apiId
    const api = await chooseApi(remote.cloud, { ...(id !== undefined && { id }), name: spec.model.name })
    if (api === undefined)
      context.say(
        `No API bears the name ${visible(spec.model.name)} yet, so none can be allowed to call the functions: run apigen import, then this again.`,
      )
    const observed = await observeFunctions(remote.functions, names, alias)
    const role = text(given.flags.role)
    const place = await placeOf(remote.functions, observed, asString(bind['AWS::AccountId']) ?? accountOf(role))
    const { functions: wanted, roleHelp } = await prepareDeployment({
      spec,
      functions,
      alias,
      bind,
      role,
      place,
      apiId: api?.id,
      output,
      progress: (step) => context.say(`  ${step} …`),
    })
    const desired = { api: spec.model.name, alias, functions: wanted }
    const plan = planDeploy(desired, observed)
    const nothing = plan.changes.every(({ action }) => action === 'keep')
    if (!json) context.print(printDeployPlan(plan, remote.functions.place, context.paintOut))
    if (nothing || given.flags.dryRun === true) {
      if (json) context.printJson({ plan: plan as unknown as Json, exitCode: 0 })
      return 0
    }
    if (!(await agreed(context, given, `Deploy to ${remote.functions.place}, stage ${stage.name}?`))) {
      if (json) context.printJson({ plan: plan as unknown as Json, exitCode: 1 })
      return 1
    }
    const journal = fileJournal(
      join(root, '.apigen', 'journal'),
      `${spec.model.name}-${stage.name}-deploy-${process.pid}-${Date.now()}`,
      () => new Date(),
    )
    const { versions } = await untilInterrupted(context, stopping, (interrupted) =>
      applyDeploy(plan, desired, {
        cloud: remote.functions,
        journal,
        progress: (step) => context.say(`  ${step} …`),
        interrupted,
        roleHelp,
      }),
    )
    if (json) context.printJson({ plan: plan as unknown as Json, versions, exitCode: 0 })
    else context.print(outcome(plan, versions))
    return 0
  } finally {
    await remote.close()
  }
}

/** A function that a template names by a value of its own is made by whoever deploys the template. */
function deployable(context: Context, functions: readonly FunctionModel[]): readonly FunctionModel[] {
  for (const { id, lateBound } of functions)
    if (lateBound !== undefined)
      context.say(`${visible(id)} is left to whoever deploys the template: integrations name it by ${visible(lateBound)}.`)
  const ours = functions.filter(({ lateBound }) => lateBound === undefined)
  if (ours.length === 0)
    throw new ApigenFailure('usage', 'No operation of this spec is served by a function of this project, so there is nothing to deploy.', {
      help: 'apigen import deploys the API itself.',
    })
  return ours
}

/** arn:PARTITION:iam::ACCOUNT:role/NAME */
function accountOf(role: string | undefined): string | undefined {
  return role?.startsWith('arn:') === true ? role.split(':')[4] : undefined
}

async function placeOf(cloud: FunctionCloud, observed: ObservedFunctions, bound: string | undefined): Promise<Place> {
  const region = await cloud.region()
  // arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME
  const [arn] = [...observed.functions.values()].flatMap(({ function: found }) => found?.arn ?? [])
  const [, partition, , , account] = (arn ?? '').split(':')
  return { region, partition: partition || partitionOf(region), account: account || bound || (await cloud.account()) }
}

function outcome({ alias }: DeployPlan, versions: Readonly<Record<string, string>>): string {
  return Object.entries(versions)
    .map(([name, version]) => `${visible(name)}:${visible(alias)} serves version ${visible(version)}.\n`)
    .join('')
}
