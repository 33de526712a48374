import { suggest } from '../../base/suggest.ts'
import type { Rule } from '../rule.ts'
import { MOST_FINDINGS, templateRule } from '../template/template-rule.ts'
import { visitTemplate } from '../template/visit.ts'

/** A parameter that a mapping template asks for under a name that is nearly a declared one. */
export const undeclaredParameter: Rule = templateRule('templates/undeclared-parameter', ({ ast, node }, tell) => {
  const { parameters } = node.operation
  const names = parameters.map(({ name }) => name)
  const headers = new Set(parameters.filter(({ location }) => location === 'header').map(({ name }) => name.toLowerCase()))
  const said = new Set<string>()
  visitTemplate(ast, {
    reference({ root, accesses: [call] }) {
      if (root !== 'input' || call?.kind !== 'method' || call.name !== 'params' || said.size >= MOST_FINDINGS) return
      const [argument] = call.args
      if (argument?.kind !== 'string' || argument.template) return
      const name = argument.value
      // Any parameter of a request can be asked for, and names of headers are told apart without case.
      if (names.includes(name) || headers.has(name.toLowerCase()) || said.has(name) || name.length > 200) return
      const near = suggest(name, names)
      if (near === undefined) return
      said.add(name)
      tell(`\`${node.operation.name}\` declares no parameter \`${name}\`; did you mean \`${near}\`?`, argument)
    },
  })
})
