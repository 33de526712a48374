import type { Rule, Visitor } from '../rule.ts'
import { MOST_FINDINGS, templateRule } from '../template/template-rule.ts'
import { behindColon } from '../text.ts'

const ofOne = templateRule('templates/untried', ({ node, view }, tell) => {
  const trials = view.trials(node)
  // What runs the template most: it may be stopped there, though the ordinary requests went well.
  trials.breakages()
  const failure = trials.exhausted()
  if (failure === undefined) return
  const place = failure.place ?? { offset: 0, length: 1 }
  tell(`The runs of this template on requests of all kinds were stopped here: ${behindColon(failure.reason)}.`, place)
})

/** All templates together may be too much work, though each of them is not. */
const end: Visitor['end'] = (view, say) => {
  const [first, ...others] = view.untried()
  if (!first) return
  const more = others.length === 0 ? '' : others.length === 1 ? ' and one more' : ` and ${others.length} more`
  say(
    `The templates before this one took all the steps that apigen runs the templates of a document with: this one${more} were not tried on everything.`,
    first.pointer,
    {
      severity: 'note',
      help: 'Look at what they print with `apigen render`.',
      related: others.slice(0, MOST_FINDINGS).map(({ pointer }) => ({ pointer, message: 'This one was not tried on everything either.' })),
    },
  )
}

/** A template that is too much work to be run on everything that may be sent: rules that run it say nothing about the rest. */
export const untried: Rule = { ...ofOne, visit: { ...ofOne.visit, end } }
