import { parseTemplate } from '../../../runtime/gateway/velocity/syntax/parse.ts'
import type { Rule } from '../rule.ts'

/** A mapping template that Velocity cannot read. */
export const syntax: Rule = {
  code: 'templates/syntax',
  only: 'rest',
  visit: {
    template({ value, pointer }, say) {
      const [problem] = parseTemplate(value).errors
      if (problem)
        say(`Velocity cannot read this template: ${problem.message}.`, pointer, {
          inside: { offset: problem.offset, length: problem.length },
        })
    },
  },
}
