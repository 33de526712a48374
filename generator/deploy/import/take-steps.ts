import { ApigenFailure } from '../../base/diagnostic.ts'
import type { Journal } from '../journal.ts'
import type { ImportStep, Reached, Work } from './work.ts'

/** How often a step is taken that nobody knows the outcome of, after a look each time. */
const MOST_TRIES = 5
const FIRST_WAIT = 2000

/** A failure on the way, and which steps it left behind it. */
export interface Stopped {
  readonly error: unknown
  /** The step that failed. */
  readonly at: string
  /** Whether anything may be otherwise than before the import: by this process, or only by one that was cut off. */
  readonly changed: 'no' | 'before' | 'now'
}

/** What became of a way: where it ends, or where it stopped. */
export type Taken = { readonly kind: 'through'; readonly reached: Reached } | ({ readonly kind: 'stopped' } & Stopped)

/**
 * Takes steps one after the other. Each looks first: what remote state says was done is not done again, whatever a journal says; that is
 * also how a way that was cut off goes on.
 */
export async function takeSteps(steps: readonly ImportStep[], work: Work, journal: Journal): Promise<Taken> {
  let reached: Reached = {}
  const begun = steps.some(({ name }) => !READING.has(name) && work.begun(name))
  let changed: Stopped['changed'] = begun ? 'before' : 'no'
  for (const step of steps) {
    try {
      if (work.interrupted()) throw new ApigenFailure('interrupted', 'Interrupted.')
      const found = await step.look(work, reached)
      if (found) {
        reached = found
        continue
      }
      await step.guard?.(work, reached)
      work.say(step.doing(work))
      const until = changed
      if (!READING.has(step.name)) changed = 'now'
      reached = await journal
        .step(step.name, () => takeStep(step, work, reached))
        .catch((error: unknown) => {
          if (step.single === true && error instanceof ApigenFailure && error.refused) changed = until
          throw error
        })
    } catch (error) {
      return { kind: 'stopped', error: work.interrupted() ? interruption(error) : error, at: step.name, changed }
    }
  }
  return { kind: 'through', reached }
}

/** Steps that change nothing. */
const READING: ReadonlySet<string> = new Set(['verify-draft', 'verify-deployment', 'bake', 'verify-live'])

/** A wait that was cut short is no failure of the remote. */
function interruption(error: unknown): unknown {
  if (!(error instanceof ApigenFailure) || error.kind === 'interrupted') return error
  return new ApigenFailure('interrupted', `Interrupted. ${error.message}`, { cause: error })
}

/** Runs a step until it is done or refused: where no answer came back, remote state says which. */
async function takeStep(step: ImportStep, work: Work, reached: Reached): Promise<Reached> {
  for (let tries = 1; ; tries++) {
    try {
      return await step.run(work, reached)
    } catch (error) {
      if (!(error instanceof ApigenFailure) || error.kind !== 'remote') throw error
      // What was refused at once had no effect: there is nothing to look for.
      if (error.refused && tries === 1) throw error
      const wait = FIRST_WAIT * 2 ** (tries - 1)
      if (!error.refused) await work.clock.sleep(wait / 2 + (wait / 2) * work.clock.random())
      const found = await step.look(work, reached)
      if (found) return found
      if (error.refused || tries === MOST_TRIES || work.interrupted()) throw error
    }
  }
}
