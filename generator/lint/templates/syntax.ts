import type { Directive } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import type { Rule } from '../rule.ts'
import { isRun } from '../template/template-rule.ts'
import { visitTemplate } from '../template/visit.ts'
import { behindColon } from '../text.ts'

/** A mapping template that Velocity cannot read. */
export const syntax: Rule = {
  code: 'templates/syntax',
  only: 'rest',
  visit: {
    template(node, say) {
      if (!isRun(node)) return
      const { ast, errors } = node.parsed()
      const [problem] = errors
      if (problem && problem.reason === undefined)
        say(`Velocity cannot read this template: ${behindColon(problem.message)}.`, node.pointer, {
          // The end of a template is shown where its last text stands: what follows is no part of it.
          inside: { offset: Math.min(problem.offset, Math.max(0, node.value.trimEnd().length - 1)), length: problem.length },
        })
      if (!ast) return
      visitTemplate(ast, {
        statement(directive) {
          if (directive.kind !== 'directive') return
          const missing = missingIn(directive)
          if (missing)
            say(`Velocity cannot read this template: ${missing}.`, node.pointer, {
              inside: { offset: directive.offset, length: directive.name.length + 1 },
            })
        },
      })
    },
  },
}

/** Velocity looks at these only when it has read the whole template, and then refuses all of it. */
function missingIn({ name, args }: Directive): string | undefined {
  if (name === 'foreach' && args.length < 2) return '`#foreach` needs a variable, `in` and a list, as in `#foreach($item in $list)`'
  return name === 'define' && args.length !== 1 ? '`#define` needs one name, as in `#define($block)`' : undefined
}
