import { ApigenFailure } from '../../base/diagnostic.ts'
import { canonicalJson, type Json } from '../../base/json.ts'
import { needsDeployment } from '../canary.ts'
import type { Desired } from '../desire.ts'
import { type JournalStore, type KeptJournal, openJournal } from '../journal.ts'
import { observe, observeToImport } from '../observe.ts'
import { type CloudChange, type ImportPlan, planImport } from '../plan-import.ts'
import { carryOut, type Imported } from './carry-out.ts'
import { takeRecord } from './take-record.ts'
import { takeSteps } from './take-steps.ts'
import { privateSteps } from './ways.ts'
import type { ImportRecord, Work } from './work.ts'

/** What carries an import out. */
export interface Applying extends Omit<Work, 'record' | 'begun' | 'done'> {
  /** Tells the import from all others: letters, digits, `-` and `_`. */
  readonly id: string
  /** Keeps the record where it is found again, and gives the place of its journal. Nothing is done before. */
  keep(record: ImportRecord): JournalStore
  now(): Date
}

/**
 * Carries a plan out, step by step, each verified. Refused when what is there is not what was planned for. What fails on the way is taken back,
 * or left so that it can be gone on with; the failure says which.
 */
export async function applyImport(plan: ImportPlan, desired: Desired, applying: Applying): Promise<Imported> {
  const { cloud, id, keep, now } = applying
  const choice = { ...(plan.api.id !== undefined && { id: plan.api.id }), name: desired.name }
  const observed = await observeToImport(cloud, choice, desired.stage.name, desired.stage.usagePlans)
  if (observed.digest !== plan.basis) throw stale(plan, planImport(desired, observed), 'remote')
  const record = await takeRecord(applying.functions, { id, desired, plan, observed })
  const journal = openJournal(keep(record), originOf(record), now)
  return carryOut(workOf(applying, record, journal), journal)
}

/** The work of an import that was begun, from its record and journal. */
export function workOf(
  applying: Omit<Work, 'record' | 'begun' | 'done'>,
  record: ImportRecord,
  journal: Pick<KeptJournal, 'has' | 'done'>,
): Work {
  return { ...applying, record, begun: (step) => journal.has(step), done: (step) => journal.done(step) }
}

/** What the journal of a record begins with: it belongs to that record and to no other. */
export function originOf(record: ImportRecord): string {
  return canonicalJson(record as unknown as Json)
}

/** Imports into a gateway of this process, where nobody else is. Gives the id of the API. */
export async function importPrivately(desired: Desired, given: Pick<Work, 'cloud' | 'clock'>): Promise<string> {
  const observed = await observe(given.cloud, { name: desired.name }, desired.stage.name, desired.stage.usagePlans)
  const plan = planImport(desired, observed)
  if (plan.api.id !== undefined && plan.changes.length === 0) return plan.api.id
  const { cloud, clock } = given
  const { api, stage } = observed
  const before = { ...(api && { apiId: api.id }), ...(stage && { stage }), permissions: [] }
  const record: ImportRecord = { id: 'private', desired, before, release: plan.release, puts: needsDeployment(plan.release) }
  const work: Work = { cloud, clock, record, begun: () => false, done: () => false, interrupted: () => false, say: () => {} }
  const taken = await takeSteps(privateSteps, work, { step: (_, action) => action() })
  if (taken.kind === 'stopped') throw taken.error
  return taken.reached.apiId ?? ''
}

/** Why a plan of yesterday is refused, and what would be otherwise today; `usage` for one that came as a file. */
export function stale(planned: ImportPlan, now: ImportPlan, kind: 'usage' | 'remote'): ApigenFailure {
  const lineOf = ({ action, kind, id, why }: CloudChange): string => `${action} ${kind} ${id}: ${why}`
  const [then, today] = [planned.changes.map(lineOf), now.changes.map(lineOf)]
  const fresh = today.filter((line) => !then.includes(line)).map((line) => `now needed: ${line}`)
  const gone = then.filter((line) => !today.includes(line)).map((line) => `not needed any more: ${line}`)
  const all = [...fresh, ...gone]
  const more = all.length > 5 ? [`and ${all.length - 5} more`] : []
  const what =
    all.length === 0
      ? ' What would be done stays the same; what it would be done to is another, be it only what no stage serves yet.'
      : ['', ...all.slice(0, 5), ...more].join('\n')
  return new ApigenFailure(kind, `The API changed since the plan was made; nothing was done.${what}`, {
    help: 'Make a new plan for what is there now.',
    refused: true,
  })
}
