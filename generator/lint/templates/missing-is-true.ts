import type { Expression, Reference } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import type { Rule } from '../rule.ts'
import { bodyPathOf } from '../template/body-path.ts'
import { bodySchemaOf } from '../template/body-schema.ts'
import { follow, typesOf } from '../template/model.ts'
import { type RunTemplate, templateRule } from '../template/template-rule.ts'
import { truthsOf } from '../template/truth.ts'
import { type Variables, variablesOf } from '../template/variables.ts'
import { visitTemplate } from '../template/visit.ts'

/** A condition that means to ask whether the body holds something, and is true where it does not. */
export const missingIsTrue: Rule = templateRule('templates/missing-is-true', (template, tell) => {
  const variables = variablesOf(template.ast)
  const truthOf = truthsOf(variables)
  visitTemplate(template.ast, {
    condition(condition) {
      const asked = new Set<string>()
      const compared = new Set<string>()
      for (const part of partsOf(condition)) {
        if (part.kind === 'binary') for (const side of [part.left, part.right]) if (side.kind === 'reference') compared.add(side.source)
        if (part.kind !== 'reference' || part.bare || part.escaped || asked.has(part.source) || compared.has(part.source)) continue
        asked.add(part.source)
        if (truthOf(part) !== 'from-body' || isAlwaysBoolean(part, variables, template)) continue
        tell(
          `\`${part.source}\` is true where the body lacks it, too: what is missing is the empty text, and only Boolean false is false.`,
          part,
          {
            help: `Compare it: \`${part.source} != ""\` or \`${part.source} == true\`.`,
          },
        )
      }
    },
  })
})

/** What `&&`, `||` and `!` join. */
function* partsOf(condition: Expression): Iterable<Expression> {
  const stack = [condition]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.kind === 'not') stack.push(next.operand)
    else if (next.kind === 'binary' && (next.operator === '&&' || next.operator === '||')) stack.push(next.right, next.left)
    else yield next
  }
}

/** The model says that it is there, and true or false. */
function isAlwaysBoolean(reference: Reference, variables: Variables, { node, view }: RunTemplate): boolean {
  const body = bodySchemaOf(node, view)
  const steps = bodyPathOf(reference, variables)?.steps
  if (!body?.certain || !steps) return false
  const found = follow(
    body.schema,
    steps.map(({ step }) => step),
    view,
  )
  if (found.kind !== 'described' || !found.certain) return false
  const types = typesOf(found.schemas, view)
  return types?.size === 1 && types.has('boolean')
}
