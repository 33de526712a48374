import type { JsonObject } from '../base/json.ts'
import { unreachable } from '../base/never.ts'
import type { UsagePlanSetting } from '../model/settings.ts'
import type { Desired } from './desire.ts'
import { entitiesOf } from './entities.ts'
import { unknownMethod } from './method-settings.ts'
import { API_TAG } from './observe.ts'
import type { PlannedStage, UsagePlanCloud } from './usage-plan-cloud.ts'
import { type FoundUsagePlans, type UsagePlanStep, usagePlanSteps } from './usage-plans.ts'

/** What an import has to do of usage plans: nothing where the config does not speak of them. */
export function stepsOfUsagePlans({ name, document, stage }: Desired, found: FoundUsagePlans | undefined): readonly UsagePlanStep[] {
  if (stage.usagePlans) refuseUnknownMethods(stage.usagePlans, document)
  return stage.usagePlans && found ? usagePlanSteps(stage.usagePlans, found, ({ tags }) => tags[API_TAG] === name) : []
}

function refuseUnknownMethods(plans: readonly UsagePlanSetting[], document: JsonObject): void {
  const known = [...entitiesOf(document).values()].filter(({ kind }) => kind === 'method').map(({ id }) => id)
  for (const method of plans.flatMap(({ methodThrottles = {} }) => Object.keys(methodThrottles)))
    if (!known.includes(method)) throw unknownMethod('methodThrottles', method, known)
}

/** What carries the steps out. */
export interface ApplyingUsagePlans {
  readonly cloud: UsagePlanCloud
  readonly at: PlannedStage
  /** The model's name, for the tag of what is made. */
  readonly name: string
  readonly found: FoundUsagePlans
}

/** Carries the steps out, one call after the other. */
export async function applyUsagePlans(steps: readonly UsagePlanStep[], { cloud, at, name, found }: ApplyingUsagePlans): Promise<void> {
  const tags = { [API_TAG]: name }
  const plans = new Map(found.plans.map((plan) => [plan.name, plan.id]))
  const keys = new Map(found.keys.map((key) => [key.name, key.id]))
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
  for (const step of steps) await run(step)
}
