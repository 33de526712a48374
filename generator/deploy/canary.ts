import { canonicalJson, sha256 } from '../base/json.ts'
import type { CanarySetting } from '../model/settings.ts'
import type { Desired } from './desire.ts'

/** A canary of a stage: a part of its traffic gets a deployment and variables of its own. */
export interface Canary {
  readonly deploymentId: string
  readonly percentTraffic: number
  readonly stageVariableOverrides: Readonly<Record<string, string>>
  readonly useStageCache: boolean
}

/** A canary as it was found. */
export interface FoundCanary extends Canary {
  /** What its deployment says of itself. */
  readonly description: string
}

/** What an import makes of a stage's canary. */
export type CanaryChange =
  | { readonly kind: 'keep' }
  | { readonly kind: 'remove' }
  | { readonly kind: 'set'; readonly canary: Canary; readonly dropped: readonly string[] }

/** Where the document of an import goes. A deployment without an id is the one that the import creates. */
export interface Release {
  /** What the stage serves outside of its canary. */
  readonly stage: { readonly deploymentId?: string }
  readonly canary: { readonly kind: 'keep' | 'remove' } | { readonly kind: 'set'; readonly deploymentId?: string }
}

/** Every deployment of apigen begins so. */
export const DESCRIBED = 'apigen: '

/** What a deployment says of itself, by which a later import knows what is in it: a canary's document cannot be exported. */
export function describeDeployment({ name, document, stage }: Desired): string {
  return `${DESCRIBED}${name} to ${stage.name}, document ${sha256(canonicalJson(document))}`
}

/** The canary of the stage that holds the desired document already. */
export function holdsDocument(canary: FoundCanary | undefined, desired: Desired): canary is FoundCanary {
  // Behind it stands which import made it.
  return canary?.description.startsWith(describeDeployment(desired)) === true
}

/**
 * Where the document goes. With a canary in the config it goes there, and the stage goes on serving what it serves; without one it goes to
 * the stage, by the canary's own deployment where that holds it: what was tried is what becomes live. A canary that apigen deployed goes
 * when the config asks for none; anybody else's stays.
 */
export function releaseOf(
  desired: Desired,
  found: { readonly deploymentId: string; readonly canary?: FoundCanary } | undefined,
  changed: boolean,
): Release {
  const wanted = desired.stage.canary
  const carried = holdsDocument(found?.canary, desired) ? { deploymentId: found.canary.deploymentId } : {}
  if (found && wanted) {
    const stage = { deploymentId: found.deploymentId }
    return { stage, canary: { kind: 'set', ...(changed ? carried : stage) } }
  }
  const stage = found && !changed ? { deploymentId: found.deploymentId } : carried
  if (wanted) return { stage, canary: { kind: 'set', ...stage } }
  return { stage, canary: { kind: found?.canary?.description.startsWith(DESCRIBED) ? 'remove' : 'keep' } }
}

/** True where a deployment has to be created first. */
export function needsDeployment({ stage, canary }: Release): boolean {
  return stage.deploymentId === undefined || (canary.kind === 'set' && canary.deploymentId === undefined)
}

/** The change of the stage's canary, once it is known which deployment it serves. */
export function canaryChange(
  release: Release['canary'],
  wanted: CanarySetting | undefined,
  found: Canary | undefined,
  created: string,
): CanaryChange {
  if (release.kind !== 'set' || !wanted) return { kind: release.kind === 'remove' ? 'remove' : 'keep' }
  const { percentTraffic, stageVariableOverrides = {}, useStageCache = false } = wanted
  const canary = { deploymentId: release.deploymentId ?? created, percentTraffic, stageVariableOverrides, useStageCache }
  if (found && canonicalJson(plain(found)) === canonicalJson(plain(canary))) return { kind: 'keep' }
  const dropped = Object.keys(found?.stageVariableOverrides ?? {}).filter((name) => !Object.hasOwn(stageVariableOverrides, name))
  return { kind: 'set', canary, dropped }
}

function plain({ deploymentId, percentTraffic, stageVariableOverrides, useStageCache }: Canary) {
  return { deploymentId, percentTraffic, stageVariableOverrides: { ...stageVariableOverrides }, useStageCache }
}

/** A step of an update of a stage. */
interface Patch {
  readonly op: 'replace' | 'remove'
  readonly path: string
  readonly value?: string
}

/** The steps that carry a change out. */
export function canaryPatches(change: CanaryChange): readonly Patch[] {
  if (change.kind === 'keep') return []
  if (change.kind === 'remove') return [{ op: 'remove', path: '/canarySettings' }]
  const { deploymentId, percentTraffic, stageVariableOverrides, useStageCache } = change.canary
  const replace = (name: string, value: string): Patch => ({ op: 'replace', path: `/canarySettings/${name}`, value })
  return [
    replace('deploymentId', deploymentId),
    replace('percentTraffic', String(percentTraffic)),
    replace('useStageCache', String(useStageCache)),
    ...change.dropped.map((name): Patch => ({ op: 'remove', path: `/canarySettings/stageVariableOverrides/${name}` })),
    ...Object.entries(stageVariableOverrides).map(([name, value]) => replace(`stageVariableOverrides/${name}`, value)),
  ]
}
