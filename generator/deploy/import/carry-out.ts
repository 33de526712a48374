import { ApigenFailure } from '../../base/diagnostic.ts'
import type { KeptJournal } from '../journal.ts'
import { takeSteps } from './take-steps.ts'
import { backSteps, thereSteps } from './ways.ts'
import type { Reached, Work } from './work.ts'

/** What became of an import: the stage serves the new API. */
export interface Imported {
  readonly apiId: string
  /** What the stage serves outside of its canary. */
  readonly deploymentId: string
  /** What its canary serves, where the import set one. */
  readonly canary?: { readonly deploymentId: string; readonly percentTraffic: number }
  /** AWS's own normalizations that the stage's export shows. */
  readonly normalized: readonly string[]
}

/** What became of a rollback: what it could not bring back, as parts of a sentence. */
export interface RolledBack {
  readonly left: readonly string[]
}

/** In a journal: an import on its way back, one that is through, there or back, and one that did nothing. */
const BACK = 'back'
const END = 'end'
const BACK_END = 'back-end'
const NOTHING = 'nothing'
const RESUME = 'Go on with apigen import --resume, or take it back with apigen import --rollback.'

/** Where an import stands by its journal: somewhere on its way, through, taken back as a whole, or ended before it did anything. */
export type Standing = 'open' | 'there' | 'back' | 'nothing'

/** Where an import stands. One on its way back is open, also where it was through before. */
export function standingOf(journal: Pick<KeptJournal, 'has'>): Standing {
  if (journal.has(BACK)) return journal.has(BACK_END) ? 'back' : 'open'
  if (journal.has(NOTHING)) return 'nothing'
  return journal.has(END) ? 'there' : 'open'
}

/**
 * Carries an import out, or goes on with one that was cut off. What is refused on the way, and what does not stand up to verification, is taken
 * back at once; an interruption or a silent remote leaves a journal to go on with. Every failure says which it was.
 */
export async function carryOut(work: Work, journal: KeptJournal): Promise<Imported> {
  if (journal.has(BACK)) {
    const { left } = await rollBack(work, journal)
    throw new ApigenFailure('remote', `The import was on its way back, and is taken back now.${leftOver(left)}`)
  }
  const taken = await takeSteps(thereSteps, work, journal)
  if (taken.kind === 'through') {
    journal.note(END)
    return importedOf(taken.reached, work)
  }
  const { error, at, changed } = taken
  if (!(error instanceof ApigenFailure)) throw error
  if (changed === 'no') {
    journal.note(NOTHING)
    throw follow(error, 'Nothing was done.')
  }
  // A service that lets this process do nothing, as where a session is over, says nothing of what an earlier one did.
  const isLockedOut = changed === 'before' && error.cause !== undefined
  if (error.kind === 'interrupted' || !error.refused || isLockedOut || at === 'tidy') throw halfway(error, at, work)
  return takenBack(error, work, journal)
}

/** Takes an import back: the stage first, then everything else. Also one that is through. */
export async function rollBack(work: Work, journal: KeptJournal): Promise<RolledBack> {
  if (!journal.has(BACK)) journal.note(BACK)
  const taken = await takeSteps(backSteps, work, journal)
  if (taken.kind === 'stopped') {
    const { error } = taken
    if (!(error instanceof ApigenFailure)) throw error
    throw follow(error, 'It was not taken back as a whole.', 'Run apigen import --rollback to go on with that.')
  }
  journal.note(BACK_END)
  return { left: taken.reached.left ?? [] }
}

async function takenBack(error: ApigenFailure, work: Work, journal: KeptJournal): Promise<never> {
  work.say('taking it back')
  let left: readonly string[]
  try {
    left = (await rollBack(work, journal)).left
  } catch (failure) {
    if (!(failure instanceof ApigenFailure)) throw failure
    throw new ApigenFailure(failure.kind, `${sentence(error.message)} It was to be taken back: ${failure.message}`, {
      ...(failure.help !== undefined && { help: failure.help }),
      cause: error,
    })
  }
  const { stage } = work.record.before
  const served =
    stage === undefined ? 'Everything that was made is gone again' : `The stage serves what it served before (${stage.deploymentId})`
  throw follow(error, `${served}: it was taken back.${leftOver(left)}`)
}

/** What is as it was not, for people. */
export function leftOver(left: readonly string[]): string {
  return left.length === 0 ? '' : ` Not as before: ${left.join('; ')}.`
}

function halfway(error: ApigenFailure, at: string, { record }: Work): ApigenFailure {
  const switched = at === 'tidy' || at === 'bake' || at === 'verify-live'
  const stage = `the stage \`${record.desired.stage.name}\``
  const serves = switched
    ? `${stage} serves the new API`
    : at === 'switch'
      ? `${stage} serves the old or the new API`
      : `${stage} is as it was`
  return follow(error, `The import stopped before it was through (${at}); ${serves}.`, RESUME)
}

function follow(error: ApigenFailure, more: string, help = error.help): ApigenFailure {
  return new ApigenFailure(error.kind, `${sentence(error.message)}${error.message.includes('\n') ? '\n' : ' '}${more}`, {
    ...(help !== undefined && { help }),
    refused: error.refused,
    cause: error,
  })
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message.trimEnd()}.`
}

function importedOf({ apiId = '', created, deploymentId = '', normalized = [] }: Reached, { record }: Work): Imported {
  const { release, desired } = record
  const serves = release.canary.kind === 'set' ? (release.canary.deploymentId ?? created) : undefined
  const canary = desired.stage.canary &&
    serves !== undefined && { deploymentId: serves, percentTraffic: desired.stage.canary.percentTraffic }
  return { apiId, deploymentId, ...(canary && { canary }), normalized }
}
