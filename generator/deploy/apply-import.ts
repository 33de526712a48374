import { ApigenFailure } from '../base/diagnostic.ts'
import type { Cloud } from './cloud.ts'
import { compareExport } from './compare-export.ts'
import type { Desired } from './desire.ts'
import type { Journal } from './journal.ts'
import { API_TAG, observe } from './observe.ts'
import type { ImportPlan } from './plan-import.ts'

/** What became of an import. */
export interface Imported {
  readonly apiId: string
  readonly deploymentId: string
  /** AWS's own normalizations that the stage's export shows. */
  readonly normalized: readonly string[]
}

/**
 * Carries a plan out: put, deploy, point the stage, verify by reading back. Refused when what is there is not what was
 * planned for. Every step is told to the journal before and after it is done.
 */
export async function applyImport(
  plan: ImportPlan,
  desired: Desired,
  cloud: Cloud,
  journal: Journal,
  progress: (step: string) => void,
): Promise<Imported> {
  const choice = { ...(plan.api.id !== undefined && { id: plan.api.id }), name: desired.name }
  const observed = await observe(cloud, choice, desired.stage.name)
  if (observed.digest !== plan.basis) {
    throw new ApigenFailure('remote', 'The API changed since the plan was made; nothing was done.', {
      help: 'Run the command again to see a plan for what is there now.',
    })
  }
  const body = JSON.stringify(desired.document)
  const apiId = await journal.step('put', async () => {
    progress(plan.api.id === undefined ? 'creating the API' : 'putting the document')
    if (observed.api) {
      await cloud.putApi(observed.api.id, body)
      return observed.api.id
    }
    return (await cloud.importApi(body, { [API_TAG]: desired.name })).id
  })
  const changes = new Set(plan.changes.map(({ kind }) => kind))
  const deploymentId = await journal.step('deploy', async () => {
    if (observed.stage && !changes.has('deployment')) return observed.stage.deploymentId
    progress('creating a deployment')
    return (await cloud.createDeployment(apiId, `apigen: ${desired.name} to ${desired.stage.name}`)).id
  })
  await journal.step('switch', async () => {
    progress(`pointing the stage ${desired.stage.name}`)
    const change = { deploymentId, set: desired.stage.variables, remove: [] }
    if (observed.stage) await cloud.updateStage(apiId, desired.stage.name, change)
    else await cloud.createStage(apiId, desired.stage.name, change)
    return deploymentId
  })
  progress('verifying')
  return { apiId, deploymentId, normalized: await verify(desired, cloud, apiId, deploymentId) }
}

/** Reads the stage back: it has to serve what was put, save for what AWS normalizes. */
async function verify(desired: Desired, cloud: Cloud, apiId: string, deploymentId: string): Promise<readonly string[]> {
  const { stage, document } = await observe(cloud, { id: apiId, name: desired.name }, desired.stage.name)
  if (stage?.deploymentId !== deploymentId || !document) {
    throw new ApigenFailure('remote', `The stage \`${desired.stage.name}\` does not serve the new deployment.`, {
      help: 'Somebody may have moved it meanwhile; run the command again.',
    })
  }
  const { differences, applied } = compareExport(desired.document, document)
  if (differences.length > 0) {
    throw new ApigenFailure('remote', `The stage serves something else than was put: ${differences.slice(0, 5).join('; ')}.`, {
      help: 'The new deployment is live. Report it with the document: apigen does not know this normalization of AWS yet.',
    })
  }
  return applied
}
