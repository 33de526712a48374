import { equal, type Json } from '../../generator/base/json.ts'
import type { Fault } from './faulty-gateway.ts'
import {
  isOpen,
  type Lab,
  type LabState,
  makeFunction,
  openLab,
  resume,
  type Trial,
  takeBack,
  tryImport,
  type Version,
  versionOf,
} from './import-lab.ts'

/** An import that is tried over and over: what is there, and what comes. */
export interface Scenario {
  readonly name: 'update' | 'first' | 'settings'
  /** The gateway before it. */
  readonly snapshot: string
  readonly before: LabState
  /** What the stage answers before it and after it. */
  readonly old: string | undefined
  readonly version: Version
  /** Calls and journal bytes of a run without faults. */
  readonly calls: number
  readonly planned: number
  readonly bytes: number
}

/** The scenarios, each tried once without a fault. Throws where that fails. */
export async function scenarios(): Promise<readonly Scenario[]> {
  const lab = await openLab()
  await makeFunction(lab)
  const empty = await lab.gateway.snapshot()
  await through(lab, versionOf('old'))
  const old = await lab.gateway.snapshot()
  await lab.close()
  return [
    await scenario('update', old, 'old', versionOf('new')),
    await scenario('first', empty, undefined, versionOf('new')),
    await scenario(
      'settings',
      old,
      'old',
      versionOf('old', { variables: { table: 'pets' }, methodSettings: { '*': { metricsEnabled: true } } }),
    ),
  ]
}

async function through(lab: Lab, version: Version): Promise<Awaited<ReturnType<typeof tryImport>>> {
  const tried = await tryImport(lab, version)
  if (tried.outcome.kind === 'failed') throw tried.outcome.error
  return tried
}

async function scenario(name: Scenario['name'], snapshot: string, old: string | undefined, version: Version): Promise<Scenario> {
  const lab = await openLab(snapshot)
  const before = await lab.state()
  const { wire, journal, planned } = await through(lab, version)
  await lab.close()
  const bytes = Buffer.byteLength(journal.read())
  return { name, snapshot, before, old, version, calls: wire.calls.length, planned, bytes }
}

/** What a run broke, a sentence each; empty where all holds. */
export async function broken({ snapshot, before, old, version }: Scenario, trial: Trial): Promise<readonly string[]> {
  const lab = await openLab(snapshot)
  const said: string[] = []
  const holds = (what: string, seen: unknown, wanted: unknown): void => {
    if (!equal(seen as Json, wanted as Json)) said.push(`${what}: ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`)
  }
  lab.mayServe(...(old === undefined ? [] : [old]), version.name)
  const meddled = [...(trial.faults?.values() ?? [])].includes('somebody-else')
  const tried = await tryImport(lab, version, trial)
  if (isOpen(lab, tried)) {
    const resumed = await resume(lab, tried)
    if (resumed.kind === 'failed' && isOpen(lab, tried)) said.push(`it cannot be gone on with: ${String(resumed.error)}`)
  }
  const after = await lab.state()
  if (after.served === version.name && (old !== version.name || !equal(after, before))) isNew(after, { before, version, holds })
  else holds('the old state', after, before)
  if (tried.record !== undefined) {
    const { left, wire } = await takeBack(lab, tried)
    holds('the state after the rollback', await lab.state(), before)
    const count = (call: RegExp): number => wire.changes.filter((change) => call.test(change)).length
    if (count(/^PATCH .*\/stages\//) > 1) said.push('more than one call to point the stage back')
    if (count(/^PUT \/restapis\/\w+$/) > 1) said.push('more than one call to put the document back')
    // Somebody else's draft is not ours to bring back, and it is named.
    if (!meddled) holds('what is left', left, [])
  }
  holds('answers of the stage', lab.wrong, [])
  await lab.close()
  return said
}

interface Held {
  readonly before: LabState
  readonly version: Version
  holds(what: string, seen: unknown, wanted: unknown): void
}

function isNew(after: LabState, { before, version, holds }: Held): void {
  const made = after.deployments.filter((id) => !before.deployments.includes(id))
  holds('APIs', after.apis, 1)
  holds('deployments that were made', made.length > 1, false)
  holds(
    'deployments that were there',
    after.deployments.filter((id) => before.deployments.includes(id)),
    before.deployments,
  )
  holds('permissions', after.permissions, [`call-${version.name}`])
  holds('tags', after.tags, ['apigen:api'])
}

/** Every call of a scenario with every fault, and its death at every byte of its journal. */
export function trialsOf({ planned, calls, bytes }: Scenario, faults: readonly Fault[]): readonly (Trial & { readonly name: string })[] {
  const atCalls = Array.from({ length: calls - planned }, (_, index) => planned + index).flatMap((call) =>
    faults.map((fault) => ({ name: `${fault} at call ${call}`, faults: new Map([[call, fault]]) })),
  )
  const atBytes = Array.from({ length: bytes }, (_, byte) => ({ name: `killed at byte ${byte}`, journalEnd: byte }))
  return [...atCalls, ...atBytes]
}
