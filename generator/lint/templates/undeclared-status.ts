import type { Expression, SetStatement } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import type { Rule } from '../rule.ts'
import { declaredResponse } from '../template/declared-response.ts'
import { templateRule } from '../template/template-rule.ts'
import { visitTemplate } from '../template/visit.ts'

/** A status that a mapping template answers and the operation does not declare. */
export const undeclaredStatus: Rule = templateRule('templates/undeclared-status', ({ ast, node, view }, tell) => {
  const said = new Set<string>()
  visitTemplate(ast, {
    statement(statement) {
      const value = statement.kind === 'set' && setsStatus(statement) ? statement.value : undefined
      const status = value && statusOf(value)
      if (!value || status === undefined || said.has(status) || declaredResponse(node.operation, status, view)) return
      said.add(status)
      tell(`This template answers \`${status}\`; \`${node.operation.name}\` declares no response of that status.`, value)
    },
  })
})

function setsStatus({ target }: SetStatement): boolean {
  const [override, status, ...more] = target.accesses
  return (
    target.root === 'context' &&
    override?.kind === 'property' &&
    override.name === 'responseOverride' &&
    status?.kind === 'property' &&
    status.name === 'status' &&
    more.length === 0
  )
}

function statusOf(value: Expression): string | undefined {
  const text = value.kind === 'integer' ? value.text : value.kind === 'string' && !value.template ? value.value : ''
  return /^[1-5]\d\d$/.test(text) ? text : undefined
}
