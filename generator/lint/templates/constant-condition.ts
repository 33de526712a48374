import type { Expression } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import type { Rule } from '../rule.ts'
import { templateRule } from '../template/template-rule.ts'
import { ARITHMETIC, truthsOf } from '../template/truth.ts'
import { variablesOf } from '../template/variables.ts'
import { visitTemplate } from '../template/visit.ts'

/** A condition that is the same whatever is sent. */
export const constantCondition: Rule = templateRule('templates/constant-condition', ({ ast, node }, tell) => {
  const truthOf = truthsOf(variablesOf(ast))
  const check = (part: Expression): void => {
    switch (part.kind) {
      case 'not':
        check(part.operand)
        return
      case 'binary':
        if (part.operator === '&&' || part.operator === '||') {
          check(part.left)
          check(part.right)
        } else if (ARITHMETIC.includes(part.operator)) tell('`#if` takes what is calculated for false, whatever it is; compare it.', part)
        return
      case 'reference':
        if (!part.bare && !part.escaped && truthOf(part) === 'never-false')
          tell(
            `\`${part.source}\` is always true in a condition: \`#if\` takes everything but Boolean false for true, the empty text too.`,
            part,
            {
              help: `Compare it: \`${part.source} != ""\`.`,
            },
          )
        return
      case 'boolean':
        // Written on purpose.
        return
      default:
        tell(`\`#if\` takes the literal \`${node.value.slice(part.offset, part.offset + part.length).trim()}\` for false.`, part)
    }
  }
  visitTemplate(ast, { condition: check })
})
