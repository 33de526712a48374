import type { Rule } from '../rule.ts'
import { isRun } from '../template/template-rule.ts'

/** An operator where a mapping template may have literals and references only. */
export const operatorInArgument: Rule = {
  code: 'templates/operator-in-argument',
  only: 'rest',
  visit: {
    template(node, say) {
      if (!isRun(node)) return
      const [problem] = node.parsed().errors
      if (problem?.reason !== 'operator-in-argument') return
      const operator = node.value.slice(problem.offset, problem.offset + problem.length).trim()
      say(
        `Velocity cannot read this template: \`${operator}\` stands in an argument, where only literals and references may stand.`,
        node.pointer,
        {
          inside: { offset: problem.offset, length: problem.length },
        },
      )
    },
  },
}
