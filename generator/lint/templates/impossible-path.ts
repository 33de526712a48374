import { suggest } from '../../base/suggest.ts'
import type { Rule } from '../rule.ts'
import { type BodyStep, bodyPathOf } from '../template/body-path.ts'
import { type BodySchema, bodySchemaOf, describeWay } from '../template/body-schema.ts'
import { type Found, follow } from '../template/model.ts'
import { templateRule } from '../template/template-rule.ts'
import { variablesOf } from '../template/variables.ts'
import { visitTemplate } from '../template/visit.ts'
import { listOf } from '../text.ts'

/** A path of a mapping template that leads nowhere in the body it reads. */
export const impossiblePath: Rule = templateRule('templates/impossible-path', ({ node, ast, view }, tell) => {
  const body = bodySchemaOf(node, view)
  if (!body) return
  const variables = variablesOf(ast)
  const added = new Set<string>()
  const said = new Set<string>()
  visitTemplate(ast, {
    reference(reference, role) {
      const last = reference.accesses.at(-1)
      // Values of a body can be changed: what a template adds is there from then on.
      if (role === 'target' && last?.kind === 'property') added.add(last.name)
      if (last?.kind === 'method' && last.name === 'put' && last.args[0]?.kind === 'string') added.add(last.args[0].value)
      if (role === 'target') return
      const steps = bodyPathOf(reference, variables)?.steps ?? []
      const found = follow(
        body.schema,
        steps.map(({ step }) => step),
        view,
      )
      if (found.kind !== 'impossible' && found.kind !== 'undeclared') return
      const broken = steps[found.at]
      if (!broken || (broken.step.kind === 'property' && added.has(broken.step.name))) return
      const message = messageFor(steps, found, body)
      if (message === undefined || said.has(message)) return
      said.add(message)
      tell(message, broken.place)
    },
  })
})

function messageFor(steps: readonly BodyStep[], found: Extract<Found, { at: number }>, { says }: BodySchema): string | undefined {
  const step = steps[found.at]?.step
  const way = describeWay(steps.slice(0, found.at + 1))
  const near = step?.kind === 'property' ? suggest(step.name, found.names) : undefined
  const question = near === undefined ? '.' : `; did you mean \`${near}\`?`
  if (found.kind === 'undeclared') return near === undefined ? undefined : `\`${way}\` is not in ${says}${question}`
  const holder = describeWay(steps.slice(0, found.at))
  switch (found.why) {
    case 'no-object':
      return `\`${way}\` leads nowhere: \`${holder}\` is no object in ${says}.`
    case 'no-array':
      return `\`${way}\` leads nowhere: \`${holder}\` is no list in ${says}.`
    case 'closed':
      return `\`${way}\` is not in ${says}${near === undefined && found.names.length > 0 && found.names.length <= 8 ? `, only ${listOf(found.names)}` : ''}${question}`
  }
}
