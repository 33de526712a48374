import { parsePath } from '../../../runtime/gateway/jsonpath/syntax/parse.ts'
import type { Rule } from '../rule.ts'
import { templateRule } from '../template/template-rule.ts'
import { visitTemplate } from '../template/visit.ts'
import { behindColon } from '../text.ts'

/** A JSONPath of a mapping template that cannot be read. */
export const unreadablePath: Rule = templateRule('templates/unreadable-path', ({ ast }, tell) => {
  const said = new Set<string>()
  visitTemplate(ast, {
    reference({ root, accesses: [call] }) {
      if (root !== 'input' || call?.kind !== 'method' || (call.name !== 'path' && call.name !== 'json')) return
      const [argument] = call.args
      if (argument?.kind !== 'string' || argument.template || said.has(argument.value)) return
      said.add(argument.value)
      const [problem] = parsePath(argument.value).errors
      if (problem) tell(`The JSONPath \`${argument.value.slice(0, 100)}\` cannot be read: ${behindColon(problem.message)}.`, argument)
    },
  })
})
