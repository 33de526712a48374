import { asObject, compareText, equal, type Json, type JsonObject, own } from '../base/json.ts'
import type { Change } from '../model/plan.ts'
import { changedMembers, nameMembers } from './changed-members.ts'
import type { Draft } from './cloud.ts'
import { type SummaryKind, summaries, summaryKinds } from './import/draft-summary.ts'

/** Something of an API that somebody changed since, and that no stage serves: what an import puts takes its place. */
export interface UndeployedChange extends Change {
  /** What somebody did: an import does the reverse of it. */
  readonly action: 'create' | 'update' | 'delete'
  readonly kind: SummaryKind
  readonly risk: 'destroys'
}

/**
 * What of a draft is neither as any stage serves it nor as it is wanted. `served` are the documents of the stages, first that of the stage that
 * is meant; what is said of a change is said against the first. What only a canary serves cannot be exported, so it is among these.
 */
export function undeployedChanges(wanted: JsonObject, draft: Draft, served: readonly JsonObject[]): readonly UndeployedChange[] {
  const [coming, now] = summaries(wanted, draft)
  const stages = served.length === 0 ? [{}] : served
  const before = stages.map((document) => summaries(document, draft)[0])
  const changes: UndeployedChange[] = []
  for (const kind of summaryKinds) {
    const ids = new Set([...before, now].flatMap((summary) => Object.keys(summary[kind])))
    for (const id of [...ids].sort(compareText)) {
      const [drafted, planned] = [own(now[kind], id), own(coming[kind], id)]
      const [old, ...others] = before.map((summary) => own(summary[kind], id))
      if ([planned, old, ...others].every((value) => !equal(value, drafted)))
        changes.push({ kind, id, risk: 'destroys', ...whatWasDone(old, drafted) })
    }
  }
  return changes
}

function whatWasDone(old: Json | undefined, now: Json | undefined): Pick<UndeployedChange, 'action' | 'why'> {
  if (now === undefined) return { action: 'delete', why: 'It was removed.' }
  if (old === undefined) return { action: 'create', why: 'It was added.' }
  const names = changedMembers(asObject(old), asObject(now))
  return { action: 'update', why: names.length === 0 ? 'It was changed.' : `It was changed in ${nameMembers(names)}.` }
}
