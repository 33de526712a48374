import { equal } from '../../../base/json.ts'
import { canaryChange } from '../../canary.ts'
import type { CloudStage, StageChange } from '../../cloud.ts'
import { settingsChange } from '../../method-settings.ts'
import { unsound } from '../unsound.ts'
import { apiOf, type ImportStep, type Reached, type Work } from '../work.ts'

/** Points the stage at the deployment, with its variables and settings, in one call: callers are served the old or the new API. */
export const switchStage: ImportStep = {
  name: 'switch',
  doing: ({ record }) => `pointing the stage ${record.desired.stage.name}`,
  async look(work, reached) {
    const stage = await stageOf(work, reached)
    return stage && isPointed(work, reached, stage) ? reached : undefined
  },
  async guard(work, reached) {
    const { before, desired } = work.record
    const stage = await stageOf(work, reached)
    // What is ours may be there by halves: a stage cannot be created with settings.
    if (stage?.deploymentId === deploymentOf(work, reached) && work.begun('switch')) return
    if (equal(stage, before.stage)) return
    throw unsound(
      `Somebody changed the stage \`${desired.stage.name}\` meanwhile.`,
      'Run the command again to see a plan for what is there now.',
    )
  },
  async run(work, reached) {
    const { cloud, record } = work
    const { name } = record.desired.stage
    const stage = await stageOf(work, reached)
    const change = changeOf(work, reached, stage)
    await (stage ? cloud.updateStage(apiOf(reached), name, change) : cloud.createStage(apiOf(reached), name, change))
    return reached
  },
}

/** The stage as it is now. */
export function stageOf({ cloud, record }: Work, reached: Reached): Promise<CloudStage | undefined> {
  return cloud.getStage(apiOf(reached), record.desired.stage.name)
}

/** What the stage serves in the end, outside of its canary. */
export function deploymentOf({ record }: Work, { created = '' }: Reached): string {
  return record.release.stage.deploymentId ?? created
}

function changeOf(work: Work, reached: Reached, stage: CloudStage | undefined): StageChange {
  const { desired, release } = work.record
  const { variables, methodSettings, ownedSettings } = desired.stage
  const settings = settingsChange(methodSettings, stage?.methodSettings ?? {}, ownedSettings)
  const canary = canaryChange(release.canary, desired.stage.canary, stage?.canary, reached.created ?? '')
  return { deploymentId: deploymentOf(work, reached), set: variables, remove: [], settings, canary }
}

function isPointed(work: Work, reached: Reached, stage: CloudStage): boolean {
  const { deploymentId, set, settings, canary } = changeOf(work, reached, stage)
  return (
    stage.deploymentId === deploymentId &&
    Object.entries(set).every(([name, value]) => stage.variables[name] === value) &&
    Object.keys(settings.set).length === 0 &&
    settings.drop.length === 0 &&
    (canary.kind === 'keep' || (canary.kind === 'remove' && stage.canary === undefined))
  )
}
