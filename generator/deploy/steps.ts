import { ApigenFailure } from '../base/diagnostic.ts'
import type { Journal } from './journal.ts'

/** One step of a way that may end in the middle. */
export interface Step<T> {
  /** Its word in the journal. */
  readonly name: string
  /** For people who wait: `putting the document`. */
  readonly doing: string
  /** What is true where it was not done, as part of a sentence. */
  readonly undone: string
  /** What is true once it was, as part of a sentence. */
  done(result: T): string
  run(): Promise<T>
}

/** A way of steps that knows how far it came. */
export interface Steps {
  /** Takes a step; `rest` says what of the way behind it will be undone when it fails. */
  take<T>(step: Step<T>, rest: readonly string[]): Promise<T>
  /** Does what comes after all steps: a failure of it says that they were done. */
  after<T>(action: () => Promise<T>): Promise<T>
}

interface Walking {
  readonly journal: Journal
  progress(step: string): void
  interrupted(): boolean
}

/** Begins a way of steps. */
export function steps({ journal, progress, interrupted }: Walking): Steps {
  const done: string[] = []
  return {
    async take(step, rest) {
      if (interrupted()) throw halted('interrupted', 'Interrupted.', { done, undone: [step.undone, ...rest] })
      progress(step.doing)
      try {
        const result = await journal.step(step.name, step.run)
        done.push(step.done(result))
        return result
      } catch (error) {
        throw failed(error, { done, ...outcomeOf(error, step, rest), interrupted: interrupted() })
      }
    },
    async after(action) {
      try {
        return await action()
      } catch (error) {
        throw failed(error, { done, undone: [], interrupted: false })
      }
    },
  }
}

interface Halfway {
  readonly done: readonly string[]
  readonly undone: readonly string[]
  /** What nobody can tell: the call went out, and no answer came back. */
  readonly unknown?: string
}

function outcomeOf(
  error: unknown,
  step: Pick<Step<never>, 'doing' | 'undone'>,
  rest: readonly string[],
): Pick<Halfway, 'undone' | 'unknown'> {
  return error instanceof ApigenFailure && !error.refused
    ? { unknown: `whether ${step.doing} took effect`, undone: rest }
    : { undone: [step.undone, ...rest] }
}

function failed(error: unknown, halfway: Halfway & { readonly interrupted: boolean }): unknown {
  if (!(error instanceof ApigenFailure)) return error
  return halted(halfway.interrupted ? 'interrupted' : error.kind, error.message, halfway, error)
}

function halted(kind: ApigenFailure['kind'], message: string, { done, undone, unknown }: Halfway, cause?: ApigenFailure): ApigenFailure {
  const parts = [
    done.length === 0 ? 'Nothing was done' : `Done: ${done.join('; ')}`,
    ...(undone.length === 0 ? [] : [`Not done: ${undone.join('; ')}`]),
    ...(unknown === undefined ? [] : [`Not known: ${unknown}`]),
  ]
  const sentence = /[.!?]$/.test(message) ? message : `${message.trimEnd()}.`
  return new ApigenFailure(kind, `${sentence}${message.includes('\n') ? '\n' : ' '}${parts.join('. ')}.`, {
    help: cause?.help ?? 'Run the command again: it plans from what is there and does the rest.',
    ...(cause && { cause, refused: cause.refused }),
  })
}
