import { TemplateFailure } from './failure.ts'
import { type Compiler, type Frame, type Outcome, type Renderer, renderWith } from './frame.ts'
import { isList, isMap, type LoopScope, type Value } from './java/value.ts'
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
    const value = list(frame)
    const size = sizeOf(value)
    if (size === undefined) return 'done'
    if (name === 'foreach')
      throw new TemplateFailure('evaluation', 'The variable of #foreach cannot be $foreach, the name of the loop itself')
    return size === 0 ? 'done' : round(frame, value, size)
  }
}

/** How many elements a loop would go through; undefined for what is no collection. */
function sizeOf(value: Value): number | undefined {
  if (isList(value)) return value.items.length
  if (isMap(value)) return value.size
  return typeof value === 'object' && value !== null && value.kind === 'iterator' ? value.items.length - value.index : undefined
}

/** Those that it does go through, as they are when it begins. */
function elements(value: Value, frame: Frame): readonly Value[] {
  if (isList(value)) return value.items.slice(0, mostIterations)
  if (isMap(value)) {
    frame.budget.step(value.size)
    return value.values().slice(0, mostIterations)
  }
  if (typeof value !== 'object' || value === null || value.kind !== 'iterator') return []
  return value.items.slice(value.index, value.index + mostIterations)
}

function rounds(compiler: Compiler, name: string, body: Renderer): (frame: Frame, value: Value, size: number) => Outcome {
  const item = compiler.slots.of(name)
  const count = compiler.slots.of('velocityCount')
  const hasNext = compiler.slots.of('velocityHasNext')
  const foreach = compiler.slots.of('foreach')
  return (frame, value, size) => {
    const { variables } = frame
    const [itemBefore, countBefore, hasNextBefore, foreachBefore] = [
      variables[item],
      variables[count],
      variables[hasNext],
      variables[foreach],
    ]
    const scope: LoopScope = { kind: 'loop', parent: foreachBefore ?? null, index: -1, hasNext: true }
    variables[foreach] = scope
    const items = elements(value, frame)
    let ending: Outcome = 'done'
    for (let index = 0; index < items.length; index++) {
      frame.budget.step()
      scope.index = index
      scope.hasNext = index + 1 < size
      variables[count] = index + 1
      variables[hasNext] = scope.hasNext
      variables[item] = items[index] ?? undefined
      const outcome = renderWith(body, frame)
      if (outcome === 'done') continue
      ending = outcome === 'break' || outcome === scope ? 'done' : outcome
      break
    }
    variables[item] = itemBefore
    variables[count] = countBefore
    variables[hasNext] = hasNextBefore
    variables[foreach] = foreachBefore
    return ending
  }
}
