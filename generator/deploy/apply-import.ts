import { ApigenFailure } from '../base/diagnostic.ts'
import { applyUsagePlans, stepsOfUsagePlans, usagePlansUndone } from './apply-usage-plans.ts'
import { type Canary, type CanaryChange, canaryChange, describeDeployment, needsDeployment } from './canary.ts'
import { carrySettings } from './carry-settings.ts'
import type { Cloud } from './cloud.ts'
import { compareExport } from './compare-export.ts'
import type { Desired } from './desire.ts'
import type { Journal } from './journal.ts'
import { settingsChange } from './method-settings.ts'
import { API_TAG, observe } from './observe.ts'
import type { ImportPlan } from './plan-import.ts'
import { steps } from './steps.ts'

/** What became of an import. */
export interface Imported {
  readonly apiId: string
  /** What the stage serves. */
  readonly deploymentId: string
  /** What its canary serves, where it has one. */
  readonly canary?: { readonly deploymentId: string; readonly percentTraffic: number }
  /** AWS's own normalizations that the stage's export shows. */
  readonly normalized: readonly string[]
}

/** What carries an import out. */
export interface Applying {
  readonly cloud: Cloud
  /** Every step is told to it before and after it is done. */
  readonly journal: Journal
  progress(step: string): void
  /** Somebody wants to stop: asked before each step. */
  interrupted(): boolean
}

/**
 * Carries a plan out: put, deploy, point the stage, verify by reading back. Refused when what is there is not what was planned for. A
 * failure on the way names what was done, what was not, and which deployment the stage serves.
 */
export async function applyImport(
  plan: ImportPlan,
  desired: Desired,
  { cloud, journal, progress, interrupted }: Applying,
): Promise<Imported> {
  const choice = { ...(plan.api.id !== undefined && { id: plan.api.id }), name: desired.name }
  const stage = desired.stage.name
  const observed = await observe(cloud, choice, stage, desired.stage.usagePlans)
  if (observed.digest !== plan.basis) {
    throw new ApigenFailure('remote', 'The API changed since the plan was made; nothing was done.', {
      help: 'Run the command again to see a plan for what is there now.',
    })
  }
  const { document } = carrySettings(desired.document, observed.document)
  const wanted = { ...desired, document }
  const body = JSON.stringify(document)
  const { release } = plan
  const deploys = needsDeployment(release)
  const planSteps = stepsOfUsagePlans(desired, observed)
  const undone = {
    tag: 'the API was not tagged',
    deploy: 'no deployment was created',
    point: observed.stage ? `the stage \`${stage}\` serves what it served before` : `the stage \`${stage}\` was not created`,
  }
  const way = steps({ journal, progress, interrupted })
  const usagePlans = (id: string): Promise<void> =>
    applyUsagePlans(planSteps, { cloud, way, at: { apiId: id, stage }, name: desired.name, found: observed.usagePlans })
  let apiId = observed.api?.id
  if (apiId !== undefined && observed.stage && plan.changes.every(({ kind }) => kind === 'usage-plan' || kind === 'api-key')) {
    await usagePlans(apiId)
    return { apiId, deploymentId: observed.stage.deploymentId, normalized: [] }
  }
  const behind = [undone.point, ...usagePlansUndone(planSteps)]
  if (apiId === undefined) {
    const created = await way.take(
      {
        name: 'put',
        doing: 'creating the API',
        undone: 'the API was not created',
        done: (id) => `the API \`${id}\` was created`,
        run: async () => (await cloud.importApi(body)).id,
      },
      [undone.tag, undone.deploy, ...behind],
    )
    await way.take(
      {
        name: 'tag',
        doing: 'tagging the API',
        // Without its tag the next import would not know it and create another.
        undone: `the API was not tagged, so go on with --api-id ${created}`,
        done: () => 'the API was tagged',
        run: () => cloud.tagApi(created, { [API_TAG]: desired.name }),
      },
      [undone.deploy, ...behind],
    )
    apiId = created
  } else {
    const known = apiId
    await way.take(
      {
        name: 'put',
        doing: 'putting the document',
        undone: 'the document was not put',
        done: () => `the document was put to the API \`${known}\``,
        run: () => cloud.putApi(known, body),
      },
      deploys ? [undone.deploy, ...behind] : behind,
    )
  }
  const id = apiId
  const created = !deploys
    ? ''
    : await way.take(
        {
          name: 'deploy',
          doing: 'creating a deployment',
          undone: undone.deploy,
          done: (deployment) => `the deployment \`${deployment}\` was created`,
          run: async () => (await cloud.createDeployment(id, describeDeployment(wanted))).id,
        },
        behind,
      )
  const deploymentId = release.stage.deploymentId ?? created
  const { variables, methodSettings, ownedSettings } = desired.stage
  const settings = settingsChange(methodSettings, observed.stage?.methodSettings ?? {}, ownedSettings)
  const canary = canaryChange(release.canary, desired.stage.canary, observed.stage?.canary, created)
  const change = { deploymentId, set: variables, remove: [], settings, canary }
  await way.take(
    {
      name: 'switch',
      doing: `pointing the stage ${stage}`,
      undone: undone.point,
      done: () => `the stage \`${stage}\` was pointed to the deployment \`${deploymentId}\``,
      run: () => (observed.stage ? cloud.updateStage(id, stage, change) : cloud.createStage(id, stage, change)),
    },
    usagePlansUndone(planSteps),
  )
  await usagePlans(id)
  progress('verifying')
  return { apiId, ...(await way.after(() => verify(wanted, cloud, id, { deploymentId, canary }))) }
}

interface Pointed {
  readonly deploymentId: string
  readonly canary: CanaryChange
}

/** Reads the stage back: it has to serve what was put, save for what AWS normalizes. What a canary serves cannot be read, only where it points. */
async function verify(desired: Desired, cloud: Cloud, apiId: string, { deploymentId, canary }: Pointed): Promise<Omit<Imported, 'apiId'>> {
  const { stage, document } = await observe(cloud, { id: apiId, name: desired.name }, desired.stage.name)
  const serves = canary.kind === 'set' ? canary.canary.deploymentId : (stage?.canary?.deploymentId ?? '')
  if (stage?.deploymentId !== deploymentId || !document || (stage.canary?.deploymentId ?? '') !== serves) {
    throw new ApigenFailure('remote', `The stage \`${desired.stage.name}\` does not serve the new deployment.`, {
      help: 'Somebody may have moved it meanwhile; run the command again.',
    })
  }
  const canaryServes = desired.stage.canary && stage.canary
  const done = { deploymentId, ...(canaryServes && { canary: pick(canaryServes) }), normalized: [] }
  if (canaryServes && canaryServes.deploymentId !== deploymentId) return done
  const { differences, applied } = compareExport(desired.document, document)
  if (differences.length > 0) {
    throw new ApigenFailure('remote', `The stage serves something else than was put: ${differences.slice(0, 5).join('; ')}.`, {
      help: 'The new deployment is live. Report it with the document: apigen does not know this normalization of AWS yet.',
    })
  }
  return { ...done, normalized: applied }
}

function pick({ deploymentId, percentTraffic }: Canary): NonNullable<Imported['canary']> {
  return { deploymentId, percentTraffic }
}
