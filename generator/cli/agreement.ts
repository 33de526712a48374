import { ApigenFailure } from '../base/diagnostic.ts'
import type { Given } from './command.ts'
import type { Context } from './context.ts'

/** Whether the user agrees to what was printed: `--yes` did so beforehand. Throws where nobody can be asked. */
export async function agreed(context: Context, given: Given, question: string): Promise<boolean> {
  if (given.flags.yes === true) return true
  const answer = await context.host.confirm(question)
  if (answer === undefined)
    throw new ApigenFailure('usage', 'Nobody could be asked, so nothing was done.', {
      help: 'Run it in a terminal, or agree beforehand with --yes.',
    })
  if (!answer) context.say('Nothing was done.')
  return answer
}

/** Nothing is left half done by Ctrl-C: the step at hand ends, the next does not begin. */
export async function untilInterrupted<T>(
  context: Context,
  stopping: AbortController,
  work: (interrupted: () => boolean) => Promise<T>,
): Promise<T> {
  const stop = context.host.onInterrupt(() => {
    stopping.abort()
    context.say('Interrupted: the step at hand ends first. A second Ctrl-C ends it at once.')
  })
  try {
    return await work(() => stopping.signal.aborted)
  } finally {
    stop()
  }
}
