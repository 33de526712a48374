import { compareExport } from '../../compare-export.ts'
import { observe } from '../../observe.ts'
import { awaitSettled } from '../await-settled.ts'
import { unsound } from '../unsound.ts'
import { apiOf, type ImportStep } from '../work.ts'
import { deploymentOf, switchStage } from './switch.ts'

/** Reads the stage back: it has to serve what was put, save for what AWS normalizes. */
export const verifyLive: ImportStep = {
  name: 'verify-live',
  doing: () => 'verifying the stage',
  look: async () => undefined,
  async run(work, reached) {
    const { desired } = work.record
    const { name } = desired.stage
    const deploymentId = deploymentOf(work, reached)
    const look = async (): Promise<{ readonly wrong: string | undefined; readonly normalized: readonly string[] }> => {
      const { stage, document } = await observe(work.cloud, { id: apiOf(reached), name: desired.name }, name)
      const serving = stage && (await switchStage.look(work, reached))
      if (stage?.deploymentId !== deploymentId || !document || serving === undefined)
        return { wrong: `The stage \`${name}\` does not serve the new deployment.`, normalized: [] }
      // What a canary serves cannot be exported, only where it points can be seen.
      if (desired.stage.canary && stage.canary && stage.canary.deploymentId !== deploymentId) return { wrong: undefined, normalized: [] }
      const { differences, applied } = compareExport(desired.document, document)
      const wrong =
        differences.length > 0 ? `The stage serves something else than was put: ${differences.slice(0, 5).join('; ')}.` : undefined
      return { wrong, normalized: applied }
    }
    const { wrong, normalized } = await awaitSettled(work, look, (seen) => seen.wrong === undefined)
    if (wrong === undefined) return { ...reached, deploymentId, normalized }
    throw unsound(
      wrong,
      'Somebody may have changed it meanwhile. If it stays, report it with the document: AWS then does something to it that apigen does not know yet.',
    )
  },
}
