import { TemplateFailure } from './failure.ts'
import { type Compiler, type Frame, type Outcome, type Renderer, renderWith, restoreVariable, setVariable } from './frame.ts'
import { isList, isMap, type JavaList, type LoopScope, type Value } from './java/value.ts'
import { itemsOf } from './methods/read-list.ts'
import type { Directive } from './syntax/ast.ts'

const mostIterations = 1000

/** Compiles `#foreach`. */
export function loop(compiler: Compiler, node: Directive): Renderer {
  const [variable, , source, extra] = node.args
  const children = node.args.length + (node.body === undefined ? 0 : 1)
  if (node.body === undefined || variable === undefined || children < 3)
    throw new TemplateFailure('evaluation', '#foreach needs a variable, "in" and a list: #foreach($item in $list)', node)
  // As Velocity has it: without a list its block stands in the list's place, and is none.
  if (source === undefined) return () => 'done'
  const name = variable.kind === 'reference' ? variable.root : node.source.slice(1)
  const list = source.kind === 'word' ? () => null : compiler.evaluator(source)
  const body =
    extra === undefined ? compiler.block(node.body) : extra.kind === 'reference' ? compiler.printed(extra) : () => 'done' as const
  const round = rounds(compiler, name, body)
  return (frame) => {
    frame.at = node
    const walk = createWalk(list(frame), frame)
    if (walk === undefined) return 'done'
    if (name === 'foreach')
      throw new TemplateFailure('evaluation', 'The variable of #foreach cannot be $foreach, the name of the loop itself')
    return walk.more() ? round(frame, walk, node) : 'done'
  }
}

/** A walk through a collection as Java's iterators do it. */
interface Walk {
  more(): boolean
  /** Fails where the collection was changed since the walk began. */
  next(): Value
}

/** Undefined for what is no collection. */
function createWalk(value: Value, frame: Frame): Walk | undefined {
  if (isMap(value)) {
    frame.budget.step(value.size)
    return new SnapshotWalk(value, value.values())
  }
  if (isList(value)) return value.drop === undefined ? new ListWalk(value) : new SnapshotWalk(value, itemsOf(value, frame.budget))
  if (typeof value !== 'object' || value === null || value.kind !== 'iterator') return undefined
  const { items } = value
  return { more: () => value.index < items.length, next: () => items[value.index++] ?? null }
}

/** A list says at every step whether there is more: one that shrank may end early. */
class ListWalk implements Walk {
  readonly #list: JavaList
  readonly #changes: number | undefined
  #at = 0

  constructor(list: JavaList) {
    this.#list = list
    this.#changes = list.changes
  }

  more(): boolean {
    return this.#at !== this.#list.items.length
  }

  next(): Value {
    if (this.#list.changes !== this.#changes) concurrentModification()
    return this.#list.items[this.#at++] ?? null
  }
}

/** A map knows the next element one step ahead: what is added at the end is not seen. */
class SnapshotWalk implements Walk {
  readonly #source: { readonly changes?: number }
  readonly #items: readonly Value[]
  readonly #changes: number | undefined
  #at = 0

  constructor(source: { readonly changes?: number }, items: readonly Value[]) {
    this.#source = source
    this.#items = items
    this.#changes = source.changes
  }

  more(): boolean {
    return this.#at < this.#items.length
  }

  next(): Value {
    if (this.#source.changes !== this.#changes) concurrentModification()
    return this.#items[this.#at++] ?? null
  }
}

function concurrentModification(): never {
  throw new TemplateFailure('evaluation', 'java.util.ConcurrentModificationException: the loop changes what it goes through')
}

function rounds(compiler: Compiler, name: string, body: Renderer): (frame: Frame, walk: Walk, node: Directive) => Outcome {
  const item = compiler.slots.of(name)
  const count = compiler.slots.of('velocityCount')
  const hasNext = compiler.slots.of('velocityHasNext')
  const foreach = compiler.slots.of('foreach')
  return (frame, walk, node) => {
    const { variables } = frame
    const itemBefore = variables[item]
    const countBefore = variables[count]
    const hasNextBefore = variables[hasNext]
    const foreachBefore = variables[foreach]
    const scope: LoopScope = { kind: 'loop', parent: foreachBefore ?? null, index: -1, walk }
    variables[foreach] = scope
    let ending: Outcome = 'done'
    for (let index = 0; index < mostIterations && walk.more(); index++) {
      frame.budget.step()
      frame.at = node
      const value = walk.next()
      scope.index = index
      variables[count] = index + 1
      variables[hasNext] = walk.more()
      setVariable(frame, item, value ?? undefined)
      const outcome = value === null ? withoutVariable(frame, item, body) : renderWith(body, frame)
      if (outcome === 'done') continue
      ending = outcome === 'break' || outcome === scope ? 'done' : outcome
      break
    }
    restoreVariable(frame, item, itemBefore)
    variables[count] = countBefore
    variables[hasNext] = hasNextBefore
    variables[foreach] = foreachBefore
    return ending
  }
}

/** While an element is null, the loop's variable is nothing whatever is assigned to it. */
function withoutVariable(frame: Frame, slot: number, body: Renderer): Outcome {
  const outer = frame.hidden
  frame.hidden = [...(outer ?? []), slot]
  try {
    return renderWith(body, frame)
  } finally {
    frame.hidden = outer
  }
}
