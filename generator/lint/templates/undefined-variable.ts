import type { Reference } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import { placeholders } from '../../base/late-bound.ts'
import { suggest } from '../../base/suggest.ts'
import type { Rule } from '../rule.ts'
import { MOST_FINDINGS, templateRule } from '../template/template-rule.ts'
import { visitTemplate } from '../template/visit.ts'

/** What API Gateway gives a template, and what Velocity gives the body of a loop. */
const GIVEN = ['input', 'util', 'context', 'stageVariables']
const IN_LOOPS = ['foreach', 'velocityCount', 'velocityHasNext']

/** A variable that a mapping template sets nowhere. */
export const undefinedVariable: Rule = templateRule('templates/undefined-variable', ({ ast }, tell) => {
  const known = new Set([...GIVEN, ...IN_LOOPS])
  const uses: Reference[] = []
  visitTemplate(ast, {
    reference(reference, role) {
      if (role === 'target' && reference.accesses.length === 0) known.add(reference.root)
      // `#if($x == $null)` asks for what is not there: any name that is never set will do.
      else if (role !== 'compared') uses.push(reference)
    },
    statement(node) {
      if (node.kind !== 'directive' || node.name !== 'macro') return
      for (const argument of node.args) if (argument.kind === 'reference') known.add(argument.root)
    },
  })
  const said = new Set<string>()
  for (const { root, source, offset, length } of uses) {
    if (said.size >= MOST_FINDINGS) return
    if (known.has(root) || said.has(root) || isLateBound(source)) continue
    said.add(root)
    const near = suggest(root, known)
    const question = near === undefined ? '.' : `; did you mean \`$${near}\`?`
    tell(
      `Nothing in this template sets \`$${root}\`, so it prints nothing, and \`#if\` takes it for true${question}`,
      { offset, length },
      hyphenHelp(root, known),
    )
  }
})

/** `${NAME}` and `${Name.Attribute}` are left to the tool that deploys. */
function isLateBound(source: string): boolean {
  return placeholders(source).length > 0 && /^\$!?\{[^[(]+\}$/.test(source)
}

/** `$a-b` is one name. */
function hyphenHelp(root: string, known: ReadonlySet<string>): { readonly help?: string } {
  for (let at = root.indexOf('-'); at !== -1; at = root.indexOf('-', at + 1)) {
    const start = root.slice(0, at)
    if (known.has(start))
      return { help: `A hyphen is part of a name. Write \`\${${start}}${root.slice(at)}\` to print \`$${start}\` and the rest.` }
  }
  return {}
}
