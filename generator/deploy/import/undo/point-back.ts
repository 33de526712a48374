import { equal } from '../../../base/json.ts'
import type { CanaryChange } from '../../canary.ts'
import type { CloudStage } from '../../cloud.ts'
import { settingsChange } from '../../method-settings.ts'
import { ownDeployments } from '../steps/deploy.ts'
import { stageOf } from '../steps/switch.ts'
import { apiOf, type ImportStep, type Reached, type Work } from '../work.ts'

/** Lets the stage serve what it served before, in one call. A stage that the import made goes, also before its API: callers have permissions to the last. */
export const pointBack: ImportStep = {
  name: 'point-back',
  doing: ({ record }) => `pointing the stage ${record.desired.stage.name} back`,
  async look(work, reached) {
    if (reached.apiId === undefined) return reached
    const stage = await stageOf(work, reached)
    if (equal(stage, work.record.before.stage)) return reached
    if (stage === undefined || (await isOurs(work, reached, stage.deploymentId))) return undefined
    // What somebody else pointed elsewhere meanwhile is theirs; a canary beside it may be ours all the same.
    if (await hasOurCanary(work, reached, stage)) return undefined
    const others = `the stage \`${stage.name}\` serves the deployment \`${stage.deploymentId}\`, which somebody else gave it meanwhile`
    return { ...reached, left: [...(reached.left ?? []), others] }
  },
  async run(work, reached) {
    const { cloud, record } = work
    const { name } = record.desired.stage
    const { stage: before } = record.before
    const stage = await stageOf(work, reached)
    if (stage !== undefined && !(await isOurs(work, reached, stage.deploymentId))) {
      const { deploymentId, variables, methodSettings } = stage
      await cloud.updateStage(apiOf(reached), name, changeOf({ name, deploymentId, variables, methodSettings, ...canaryOf(before) }, stage))
      return (await pointBack.look(work, reached)) ?? reached
    }
    if (before === undefined) await cloud.deleteStage(apiOf(reached), name)
    else if (stage !== undefined) await cloud.updateStage(apiOf(reached), name, changeOf(before, stage))
    return reached
  },
}

async function isOurs(work: Work, reached: Reached, deploymentId: string): Promise<boolean> {
  const ours = await ownDeployments(work, reached)
  return deploymentId === work.record.before.stage?.deploymentId || ours.some(({ id }) => id === deploymentId)
}

async function hasOurCanary(work: Work, reached: Reached, { canary }: CloudStage): Promise<boolean> {
  if (canary === undefined || equal(canaryOf({ canary }), canaryOf(work.record.before.stage))) return false
  return isOurs(work, reached, canary.deploymentId)
}

function canaryOf(stage: Pick<CloudStage, 'canary'> | undefined): Pick<CloudStage, 'canary'> {
  return stage?.canary === undefined ? {} : { canary: stage.canary }
}

function changeOf(before: CloudStage, now: CloudStage): Parameters<Work['cloud']['updateStage']>[2] {
  const changed = Object.entries(before.variables).filter(([name, value]) => now.variables[name] !== value)
  return {
    deploymentId: before.deploymentId,
    set: Object.fromEntries(changed),
    remove: Object.keys(now.variables).filter((name) => !Object.hasOwn(before.variables, name)),
    settings: settingsChange(before.methodSettings, now.methodSettings, 'all'),
    canary: canaryBack(before, now),
  }
}

function canaryBack({ canary: before }: CloudStage, { canary: now }: CloudStage): CanaryChange {
  if (equal(before, now)) return { kind: 'keep' }
  if (before === undefined) return { kind: 'remove' }
  const dropped = Object.keys(now?.stageVariableOverrides ?? {}).filter((name) => !Object.hasOwn(before.stageVariableOverrides, name))
  return { kind: 'set', canary: before, dropped }
}
