import type { Rule } from '../rule.ts'
import { templateRule } from '../template/template-rule.ts'

/** A template that is too much work to be run on everything that may be sent: rules that run it say nothing about the rest. */
export const untried: Rule = templateRule('templates/untried', ({ node, view }, tell) => {
  const trials = view.trials(node)
  // What runs the template most: it may be stopped there, though the ordinary requests went well.
  trials.breakages()
  const failure = trials.exhausted()
  if (failure === undefined) return
  const place = failure.place ?? { offset: 0, length: 1 }
  tell(`The runs of this template on requests of all kinds were stopped here: ${reasonOf(failure.reason)}.`, place)
})

/** The reason, as it stands in the middle of a sentence. */
function reasonOf(reason: string): string {
  return reason.charAt(0).toLowerCase() + reason.slice(1)
}
