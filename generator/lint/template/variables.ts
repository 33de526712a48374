import type { Argument, Expression, Template } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import { visitTemplate } from './visit.ts'

/** What gives a variable a value. */
export type Definition =
  | { readonly kind: 'set'; readonly value: Expression }
  | { readonly kind: 'loop'; readonly list: Argument | undefined }
  | { readonly kind: 'block' }

/** Every variable that a template gives a value, and all that do so, in order. */
export type Variables = ReadonlyMap<string, readonly Definition[]>

/** The variables of a template. Where in the template they are set is not looked at: whoever asks gets everything they may be. */
export function variablesOf(ast: Template): Variables {
  const found = new Map<string, Definition[]>()
  const define = (name: string, definition: Definition): void => {
    const list = found.get(name)
    if (list) list.push(definition)
    else found.set(name, [definition])
  }
  visitTemplate(ast, {
    statement(node) {
      if (node.kind === 'set' && node.target.accesses.length === 0) define(node.target.root, { kind: 'set', value: node.value })
      if (node.kind !== 'directive') return
      const [name] = node.args
      if (name?.kind !== 'reference') return
      if (node.name === 'foreach') define(name.root, { kind: 'loop', list: node.args[2] })
      if (node.name === 'define') define(name.root, { kind: 'block' })
    },
  })
  return found
}
