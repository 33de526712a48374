import { asObject, canonicalJson, compareText, type Json, type JsonObject } from '../base/json.ts'
import type { Change, Plan } from '../model/plan.ts'
import { stepsOfUsagePlans } from './apply-usage-plans.ts'
import { canaryChange, holdsDocument, needsDeployment, type Release, releaseOf } from './canary.ts'
import { carrySettings } from './carry-settings.ts'
import { changedMembers, nameMembers } from './changed-members.ts'
import { compareExport } from './compare-export.ts'
import type { Desired } from './desire.ts'
import { type Entity, entitiesOf } from './entities.ts'
import { isGuarded, loosenedBy, loosenedByRemoval, loosenedSetting, openedBy } from './loosened.ts'
import { type MethodSettings, settingsChange } from './method-settings.ts'
import type { Observed } from './observe.ts'
import { type UndeployedChange, undeployedChanges } from './undeployed-changes.ts'
import type { UsagePlanChange } from './usage-plans.ts'

/** One step of an import. */
export interface CloudChange extends Change {
  readonly kind:
    | 'rest-api'
    | Entity['kind']
    | 'deployment'
    | 'stage'
    | 'stage-variable'
    | 'method-setting'
    | 'canary'
    | UsagePlanChange['kind']
  /** What it opens up, where it lets more happen than before: such a change needs consent of its own. */
  readonly loosens?: string
}

/** What an import would do, in the order in which people want to read it: security first, then what goes, then the rest. */
export interface ImportPlan extends Plan<CloudChange> {
  readonly api: { readonly id?: string; readonly name: string }
  /** Settings of the API that the document does not say and that stay as they are: an overwrite alone would reset them. */
  readonly kept: readonly string[]
  /** Changes of the API that nobody deployed and that go with an overwrite: they are somebody's work, and no stage has them. */
  readonly undeployed: readonly UndeployedChange[]
  /** AWS's own normalizations that were discounted. */
  readonly discounted: readonly string[]
  readonly release: Release
}

/** Compares what is wanted with what is there. Pure: the same two give the same plan. */
export function planImport(desired: Desired, observed: Observed): ImportPlan {
  const { document, settings: kept } = carrySettings(desired.document, observed.document)
  const changes: CloudChange[] = []
  if (!observed.api) changes.push({ action: 'create', kind: 'rest-api', id: desired.name, why: 'No API bears its name yet.', risk: 'none' })
  const compared = compareExport(document, observed.document ?? {})
  const entities = entityChanges(compared.wanted, compared.found)
  const wanted = { ...desired, document }
  const release = releaseOf(wanted, observed.stage, entities.length > 0)
  // What the canary serves already is compared with the stage only when it is to become the stage's.
  if (!(desired.stage.canary && holdsDocument(observed.stage?.canary, wanted))) changes.push(...entities)
  changes.push(...stageChanges(desired, observed, release))
  changes.push(...stepsOfUsagePlans(desired, observed.usagePlans).map(({ change }) => change))
  changes.sort((a, b) => rank(a) - rank(b) || compareText(a.kind, b.kind) || compareText(a.id, b.id))
  return {
    changes,
    basis: observed.digest,
    api: { ...(observed.api && { id: observed.api.id }), name: observed.api?.name ?? desired.name },
    kept,
    undeployed: needsDeployment(release) ? undeployedBy(document, observed) : [],
    discounted: observed.document ? compared.applied : [],
    release,
  }
}

function undeployedBy(wanted: JsonObject, { draft, document, otherDocuments = [] }: Observed): readonly UndeployedChange[] {
  return draft === undefined ? [] : undeployedChanges(wanted, draft, [...(document ? [document] : []), ...otherDocuments])
}

function rank({ risk, action, kind, loosens }: CloudChange): number {
  if (loosens !== undefined) return -1
  if (kind === 'stage' || kind === 'deployment') return 9
  return risk === 'privilege' ? 0 : risk === 'destroys' || risk === 'interrupts' ? 1 : action === 'delete' ? 2 : 3
}

function entityChanges(wanted: JsonObject, found: JsonObject): CloudChange[] {
  const [after, before] = [entitiesOf(wanted), entitiesOf(found)]
  const changes: CloudChange[] = []
  const guarded = [...before.values()].some(({ kind, value }) => kind === 'method' && isGuarded(value))
  for (const [key, { kind, id, value }] of after) {
    const old = before.get(key)
    if (!old) {
      const opened = before.size === 0 ? undefined : openedBy(kind, value, guarded)
      changes.push({ action: 'create', kind, id, why: 'It is not there yet.', risk: createRisk(kind, value), ...loosening(opened) })
    } else if (canonicalJson(old.value) !== canonicalJson(value)) {
      const loosens = loosening(loosenedBy(kind, id, old.value, value))
      changes.push({ action: 'update', kind, id, ...whatChanged(kind, old.value, value), ...loosens })
    }
  }
  for (const [key, { kind, id }] of before) {
    if (after.has(key)) continue
    const risk = kind === 'authorizer' ? 'privilege' : kind === 'method' ? 'destroys' : 'none'
    changes.push({
      action: 'delete',
      kind,
      id,
      why: kind === 'setting' ? 'The document does not set it, so it returns to its default.' : 'The document does not have it any more.',
      risk,
      ...loosening(loosenedByRemoval(kind, id)),
    })
  }
  return changes
}

function loosening(loosens: string | undefined): Partial<Pick<CloudChange, 'loosens' | 'risk'>> {
  return loosens === undefined ? {} : { loosens, risk: 'privilege' }
}

/** Members whose change decides who may do what. */
const PRIVILEGED = ['security', 'x-amazon-apigateway-auth', 'credentials', 'x-amazon-apigateway-authorizer', 'x-amazon-apigateway-policy']

function createRisk(kind: Entity['kind'], value: Json): Change['risk'] {
  const integration = asObject(asObject(value)['x-amazon-apigateway-integration'])
  return kind === 'method' && integration.credentials !== undefined ? 'privilege' : 'none'
}

function whatChanged(kind: Entity['kind'], before: Json, after: Json): { readonly why: string; readonly risk: Change['risk'] } {
  if (kind === 'setting' || kind === 'authorizer') return { why: 'It changes.', risk: kind === 'authorizer' ? 'privilege' : 'none' }
  const names = changedMembers(asObject(before), asObject(after))
  const privileged = names.filter((name) => PRIVILEGED.some((part) => name.split('.').includes(part)))
  return {
    why: `It changes in ${nameMembers(names)}.`,
    risk: privileged.length > 0 ? 'privilege' : 'none',
  }
}

function stageChanges(desired: Desired, observed: Observed, release: Release): CloudChange[] {
  const { name, variables } = desired.stage
  const changes: CloudChange[] = []
  const before = observed.stage?.variables ?? {}
  for (const [key, value] of Object.entries(variables)) {
    if (!Object.hasOwn(before, key))
      changes.push({ action: 'create', kind: 'stage-variable', id: key, why: `It becomes \`${value}\`.`, risk: 'none' })
    else if (before[key] !== value)
      changes.push({
        action: 'update',
        kind: 'stage-variable',
        id: key,
        why: `It changes from \`${before[key]}\` to \`${value}\`.`,
        risk: 'none',
      })
  }
  // A variable that the project does not know may be somebody's hand at work: it stays.
  changes.push(...settingChanges(desired.stage, observed.stage?.methodSettings ?? {}))
  changes.push(...canaryChanges(desired.stage, observed.stage, release))
  if (needsDeployment(release))
    changes.push({
      action: 'create',
      kind: 'deployment',
      id: name,
      why: 'A stage serves a deployment, which is a copy of the API.',
      risk: 'none',
    })
  if (!observed.stage) changes.push({ action: 'create', kind: 'stage', id: name, why: 'There is no stage of that name yet.', risk: 'none' })
  else if (changes.length > 0)
    changes.push({
      action: 'update',
      kind: 'stage',
      id: name,
      why: servesAnother(release, observed.stage) ? 'It will serve the new deployment.' : 'What is said of it above changes.',
      risk: 'none',
    })
  return changes
}

function servesAnother({ stage }: Release, found: { readonly deploymentId: string }): boolean {
  return stage.deploymentId !== found.deploymentId
}

function canaryChanges({ name, canary }: Desired['stage'], found: Observed['stage'], release: Release): CloudChange[] {
  const change = canaryChange(release.canary, canary, found?.canary, '')
  if (change.kind === 'keep') return []
  const about = { kind: 'canary', id: name, risk: 'none' } as const
  if (change.kind === 'remove') return [{ ...about, action: 'delete', why: 'The config asks for none: all traffic goes to the stage.' }]
  const { percentTraffic, stageVariableOverrides } = change.canary
  const own = Object.entries(stageVariableOverrides).map(([key, value]) => `, with \`${key}\` = \`${value}\``)
  const serves = needsDeployment(release) ? 'the new deployment' : `the deployment \`${change.canary.deploymentId}\``
  const why = `${percentTraffic} % of the traffic gets ${serves}${own.join('')}.`
  return [{ ...about, action: found?.canary ? 'update' : 'create', why }]
}

function settingChanges({ methodSettings, ownedSettings }: Desired['stage'], found: MethodSettings): CloudChange[] {
  const { set, drop } = settingsChange(methodSettings, found, ownedSettings)
  const changes: CloudChange[] = []
  for (const [id, setting] of Object.entries(set)) {
    const why = `${Object.entries(setting)
      .map(([name, value]) => `\`${name}\` becomes \`${value}\``)
      .join(', ')}.`
    changes.push({
      action: Object.hasOwn(found, id) ? 'update' : 'create',
      kind: 'method-setting',
      id,
      why,
      risk: 'none',
      ...loosening(loosenedSetting(found[id], setting)),
    })
  }
  for (const id of drop)
    changes.push({
      action: 'delete',
      kind: 'method-setting',
      id,
      why: 'Neither the spec nor the config asks for it any more.',
      risk: 'none',
      ...loosening(loosenedSetting(found[id], undefined)),
    })
  return changes
}
