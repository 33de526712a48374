import { applyUsagePlans, stepsOfUsagePlans } from '../../apply-usage-plans.ts'
import type { PlannedStage } from '../../usage-plan-cloud.ts'
import { type FoundUsagePlans, observeUsagePlans, type UsagePlanStep } from '../../usage-plans.ts'
import { apiOf, type ImportStep, type Reached, type Work } from '../work.ts'

/** Puts the stage into its usage plans, with their keys, once it is there. */
export const subscribe: ImportStep = {
  name: 'subscribe',
  doing: () => 'setting up usage plans',
  look: async (work, reached) => ((await open(work, reached)).steps.length === 0 ? reached : undefined),
  async run(work, reached) {
    const { steps, found } = await open(work, reached)
    const { name } = work.record.desired
    if (found) await applyUsagePlans(steps, { cloud: work.cloud, at: stageAt(work, reached), name, found })
    return reached
  },
}

async function open(
  work: Work,
  reached: Reached,
): Promise<{ readonly found: FoundUsagePlans | undefined; readonly steps: readonly UsagePlanStep[] }> {
  const { desired } = work.record
  const wanted = desired.stage.usagePlans
  const found = wanted && (await observeUsagePlans(work.cloud, stageAt(work, reached), wanted))
  return { found, steps: stepsOfUsagePlans(desired, found) }
}

function stageAt({ record }: Work, reached: Reached): PlannedStage {
  return { apiId: apiOf(reached), stage: record.desired.stage.name }
}
