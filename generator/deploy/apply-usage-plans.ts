import { unreachable } from '../base/never.ts'
import type { Desired } from './desire.ts'
import { API_TAG, type Observed } from './observe.ts'
import type { Steps } from './steps.ts'
import type { PlannedStage, UsagePlanCloud } from './usage-plan-cloud.ts'
import { type FoundUsagePlans, type UsagePlanStep, usagePlanSteps } from './usage-plans.ts'

/** What an import has to do of usage plans: nothing where the config does not speak of them. */
export function stepsOfUsagePlans({ name, stage }: Desired, { usagePlans }: Observed): readonly UsagePlanStep[] {
  return stage.usagePlans && usagePlans ? usagePlanSteps(stage.usagePlans, usagePlans, ({ tags }) => tags[API_TAG] === name) : []
}

/** What is not done of them where none of the steps was taken, as part of a sentence. */
export function usagePlansUndone(steps: readonly UsagePlanStep[]): readonly string[] {
  return steps.length > 0 ? ['the usage plans are as they were'] : []
}

/** What carries the steps out. */
export interface ApplyingUsagePlans {
  readonly cloud: UsagePlanCloud
  readonly way: Steps
  readonly at: PlannedStage
  /** The model's name, for the tag of what is made. */
  readonly name: string
  readonly found: FoundUsagePlans | undefined
}

/** Carries the steps out, one call after the other; a failure names those that were not taken. */
export async function applyUsagePlans(steps: readonly UsagePlanStep[], { cloud, way, at, name, found }: ApplyingUsagePlans): Promise<void> {
  const tags = { [API_TAG]: name }
  const plans = new Map(found?.plans.map((plan) => [plan.name, plan.id]))
  const keys = new Map(found?.keys.map((key) => [key.name, key.id]))
  const run = async ({ call }: UsagePlanStep): Promise<void> => {
    switch (call.kind) {
      case 'create-plan':
        plans.set(call.plan.name, (await cloud.createUsagePlan(call.plan, at, tags)).id)
        return
      case 'update-plan':
        return cloud.updateUsagePlan(call.planId, call.patches)
      case 'leave-plan':
        await cloud.updateUsagePlan(call.planId, [{ op: 'remove', path: '/apiStages', value: `${at.apiId}:${at.stage}` }])
        return call.rest === 'deleted' ? cloud.deleteUsagePlan(call.planId) : undefined
      case 'remove-key':
        return cloud.removePlanKey(call.planId, call.keyId)
      case 'create-key':
        keys.set(call.name, (await cloud.createApiKey(call.name, tags)).id)
        return
      case 'add-key':
        return cloud.addPlanKey(plans.get(call.plan) ?? '', keys.get(call.name) ?? '')
      default:
        return unreachable(call)
    }
  }
  const undone = steps.map((step) => `${wordsOf(step)} was not done`)
  for (const [index, step] of steps.entries()) {
    await way.take(
      {
        name: step.call.kind,
        doing: wordsOf(step),
        undone: undone[index] ?? '',
        done: () => `${wordsOf(step)} was done`,
        run: () => run(step),
      },
      undone.slice(index + 1),
    )
  }
}

function wordsOf({ change, call }: UsagePlanStep): string {
  switch (call.kind) {
    case 'create-plan':
      return `creating the usage plan \`${change.id}\``
    case 'update-plan':
      return `changing the usage plan \`${change.id}\``
    case 'leave-plan':
      return `taking the stage out of the usage plan \`${change.id}\``
    case 'remove-key':
      return `taking the API key \`${change.id}\` out of its usage plan`
    case 'create-key':
      return `creating the API key \`${change.id}\``
    case 'add-key':
      return `adding the API key \`${change.id}\` to the usage plan \`${call.plan}\``
    default:
      return unreachable(call)
  }
}
