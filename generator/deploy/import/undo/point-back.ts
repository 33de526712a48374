import { equal } from '../../../base/json.ts'
import type { CanaryChange } from '../../canary.ts'
import type { CloudStage } from '../../cloud.ts'
import { settingsChange } from '../../method-settings.ts'
import { ownDeployments } from '../steps/deploy.ts'
import { stageOf } from '../steps/switch.ts'
import { apiOf, type ImportStep, type Reached, type Work } from '../work.ts'

/** Lets the stage serve what it served before, in one call; a stage that the import made goes. */
export const pointBack: ImportStep = {
  name: 'point-back',
  doing: ({ record }) => `pointing the stage ${record.desired.stage.name} back`,
  async look(work, reached) {
    if (reached.apiId === undefined || work.record.before.apiId === undefined) return reached
    const stage = await stageOf(work, reached)
    if (equal(stage, work.record.before.stage)) return reached
    const others = stage && (await servedByOthers(work, reached, stage))
    return others === undefined ? undefined : { ...reached, left: [...(reached.left ?? []), others] }
  },
  async run(work, reached) {
    const { cloud, record } = work
    const { name } = record.desired.stage
    const { stage: before } = record.before
    const stage = await stageOf(work, reached)
    if (before === undefined) await cloud.deleteStage(apiOf(reached), name)
    else if (stage !== undefined) await cloud.updateStage(apiOf(reached), name, changeOf(before, stage))
    return reached
  },
}

/** What somebody else pointed elsewhere meanwhile is theirs. */
async function servedByOthers(work: Work, reached: Reached, stage: CloudStage): Promise<string | undefined> {
  const ours = await ownDeployments(work, reached)
  const known = [...ours.map(({ id }) => id), work.record.before.stage?.deploymentId]
  if (known.includes(stage.deploymentId)) return undefined
  return `the stage \`${stage.name}\` serves the deployment \`${stage.deploymentId}\`, which somebody else gave it meanwhile`
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
