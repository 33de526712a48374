import type { Template } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import type { Json } from '../../base/json.ts'
import { bodyPathOf } from './body-path.ts'
import type { TextPlace } from './sample-body.ts'
import { variablesOf } from './variables.ts'
import { visitTemplate } from './visit.ts'

/** What a template reads of its body, as a body of that form: objects where it reads members, lists where it reads items. */
export interface ReadTree {
  readonly members: Map<string, ReadTree>
  items?: ReadTree
}

/** Nodes of one tree, and steps of one way: more are no template that people read. */
const MOST = { nodes: 200, steps: 12 }

/** The tree of all ways into the body that a template takes. */
export function readTree(ast: Template): ReadTree {
  const root: ReadTree = { members: new Map() }
  const variables = variablesOf(ast)
  let nodes = 0
  let readsWhole = false
  const grow = (holder: ReadTree, step: { readonly kind: string; readonly name?: string }): ReadTree | undefined => {
    if (step.kind === 'property' && step.name !== undefined) {
      const known = holder.members.get(step.name)
      if (known || nodes > MOST.nodes) return known
      nodes++
      const made: ReadTree = { members: new Map() }
      holder.members.set(step.name, made)
      return made
    }
    holder.items ??= { members: new Map() }
    return holder.items
  }
  visitTemplate(ast, {
    reference(reference, role) {
      if (role === 'target') return
      let at: ReadTree | undefined = root
      const path = bodyPathOf(reference, variables)
      for (const { step } of (path?.steps ?? []).slice(0, MOST.steps)) at = at && grow(at, step)
      if (path?.steps.length === 0 && reference.root === 'input') readsWhole = true
    },
    statement(node) {
      // What a loop goes through is a list, whether or not the template looks into its items.
      const list = node.kind === 'directive' && node.name === 'foreach' ? node.args[2] : undefined
      if (list?.kind !== 'reference' || list.root === 'foreach') return
      let at: ReadTree | undefined = root
      const path = bodyPathOf(list, variables)
      if (!path || path.rest.length > 0) return
      for (const { step } of path.steps.slice(0, MOST.steps)) at = at && grow(at, step)
      if (at) at.items ??= { members: new Map() }
    },
  })
  // Of a body that is only read as a whole, any member will do.
  if (readsWhole && root.members.size === 0 && !root.items) grow(root, { kind: 'property', name: 'member' })
  return root
}

/** A member of sampled objects: who finds it in an output knows that the object was copied whole. */
export const MARK = 'apigen-sample'

/** A body of a tree whose leaves are all one value, and the places of the leaves; its objects are marked where that is asked for. */
export function bodyOf(tree: ReadTree, leaf: Json, marked = false): { readonly value: Json; readonly leaves: readonly TextPlace[] } {
  const leaves: TextPlace[] = []
  const build = (node: ReadTree, path: readonly (string | number)[]): Json => {
    if (node.members.size > 0) {
      const members = [...node.members].map(([name, member]): [string, Json] => [name, build(member, [...path, name])])
      return Object.fromEntries(marked ? [...members, [MARK, 1]] : members)
    }
    if (node.items) {
      const item = build(node.items, [...path, 0])
      // Two, so that what stands between items is printed as well.
      return marked ? [item, item] : [item]
    }
    if (path.length === 0) return {}
    leaves.push({ path })
    return leaf
  }
  return { value: build(tree, []), leaves }
}
