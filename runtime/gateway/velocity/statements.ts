import { atEnd, createExpressions, type Evaluator } from './expressions.ts'
import { TemplateFailure } from './failure.ts'
import { captured, type Frame, Interruption, type Outcome, type Renderer, renderWith, write } from './frame.ts'
import { printValue } from './java/print.ts'
import { isList, isMap, type LoopScope, type Value } from './java/value.ts'
import { callMethod } from './methods/call.ts'
import type { Argument, Directive, IfStatement, Reference, SetStatement, Statement, Template } from './syntax/ast.ts'

const mostIterations = 1000
const deepestDefine = 2

const { evaluator, truth, reference, access } = createExpressions(block)

/** Compiles a parsed template to closures. */
export function compileBody(template: Template): Renderer {
  const body = block(template.body)
  return (frame) => renderWith(body, frame)
}

function block(statements: readonly Statement[]): Renderer {
  const renderers = statements.map(statement)
  const [only] = renderers
  if (renderers.length === 1 && only !== undefined) return only
  return (frame) => {
    for (const render of renderers) {
      const outcome = render(frame)
      if (outcome !== 'done') return outcome
    }
    return 'done'
  }
}

function statement(node: Statement): Renderer {
  switch (node.kind) {
    case 'text':
      return (frame) => {
        frame.budget.step()
        frame.at = node
        write(frame, node.text)
        return 'done'
      }
    case 'reference':
      return printed(node)
    case 'set':
      return assignment(node)
    case 'if':
      return choice(node)
    case 'directive':
      return directive(node)
  }
}

function printed(node: Reference): Renderer {
  if (node.bare) return text(node, node.root)
  if (node.escaped) return text(node, node.prefix + node.source)
  const value = reference(node)
  return (frame) => {
    frame.at = node
    const result = value(frame)
    const shown = printValue(result, frame.budget)
    frame.at = node
    write(frame, node.prefix)
    write(frame, shown ?? (node.quiet ? '' : node.source))
    return 'done'
  }
}

function text(node: Statement, shown: string): Renderer {
  return (frame) => {
    frame.at = node
    write(frame, shown)
    return 'done'
  }
}

function assignment(node: SetStatement): Renderer {
  const value = evaluator(node.value)
  const assign = assigner(node.target)
  return (frame) => {
    frame.budget.step()
    frame.at = node
    const result = value(frame)
    // What is null (a division by zero, arithmetic on text) leaves the variable as it was.
    if (result !== null) assign(frame, result)
    return 'done'
  }
}

function assigner(target: Reference): (frame: Frame, value: Value) => void {
  const last = target.accesses.at(-1)
  if (last === undefined) {
    return (frame, value) => {
      frame.variables.set(target.target, value)
    }
  }
  const owner = target.accesses.slice(0, -1).map(access)
  const root = target.root
  const index = last.kind === 'index' ? evaluator(last.index) : undefined
  const name = last.kind === 'index' ? '' : last.name
  return (frame, value) => {
    let holder = frame.variables.get(root)
    for (const step of owner) holder = holder === undefined || holder === null ? undefined : step(holder, frame)
    if (holder === undefined || holder === null) return
    frame.at = last
    if (index === undefined) {
      if (isMap(holder)) callMethod(holder, 'put', [name, value], frame.budget)
      return
    }
    const key = atEnd(index(frame), holder, frame)
    if (callMethod(holder, 'set', [key, value], frame.budget) === undefined) callMethod(holder, 'put', [key, value], frame.budget)
  }
}

function choice(node: IfStatement): Renderer {
  const branches = node.branches.map(({ condition, body }) => ({ holds: truth(condition), render: block(body) }))
  const otherwise = node.otherwise === undefined ? undefined : block(node.otherwise)
  return (frame) => {
    frame.budget.step()
    frame.at = node
    for (const { holds, render } of branches) if (holds(frame)) return render(frame)
    return otherwise === undefined ? 'done' : otherwise(frame)
  }
}

function directive(node: Directive): Renderer {
  switch (node.name) {
    case 'foreach':
      return loop(node)
    case 'define':
      return definition(node)
    case 'break':
      return breakLoop(node)
    case 'stop':
      return () => 'stop'
    case 'literal':
      if (node.body === undefined) throw new TemplateFailure('evaluation', '#literal needs a block', node)
      return text(node, node.bodySource ?? '')
    case 'macro':
    case 'evaluate':
    case 'parse':
    case 'include':
      return (frame) => {
        frame.at = node
        throw new TemplateFailure('evaluation', `#${node.name} is not available in mapping templates`)
      }
    default:
      return text(node, node.source)
  }
}

function breakLoop(node: Directive): Renderer {
  const [argument] = node.args
  if (argument === undefined) return () => 'break'
  const scope = argumentEvaluator(argument)
  return (frame) => {
    frame.at = node
    const value = scope(frame)
    if (typeof value !== 'object' || value === null || value.kind !== 'loop')
      throw new TemplateFailure('evaluation', 'The argument of #break is no $foreach')
    return value
  }
}

function definition(node: Directive): Renderer {
  const [name] = node.args
  if (node.args.length !== 1 || name === undefined || node.body === undefined)
    throw new TemplateFailure('evaluation', 'parameter missing: block name of #define', node)
  const key = name.kind === 'reference' ? name.target : name.kind === 'word' ? name.text.slice(1) : ''
  const body = block(node.body)
  return (frame) => {
    let depth = 0
    frame.variables.set(key, {
      kind: 'block',
      render() {
        if (depth >= deepestDefine) return null
        depth++
        const { text: shown, outcome } = captured(frame, body)
        depth--
        // A #break ends the block; what is meant for more goes on.
        if (outcome !== 'done' && outcome !== 'break') throw new Interruption(outcome)
        return shown
      },
    })
    return 'done'
  }
}

/** What a loop goes through; undefined for what is no collection. */
function elements(value: Value): readonly Value[] | undefined {
  if (isList(value)) return [...value.items]
  if (isMap(value)) return value.values()
  return typeof value === 'object' && value !== null && value.kind === 'iterator' ? value.items.slice(value.index) : undefined
}

function loop(node: Directive): Renderer {
  const [variable, , source] = node.args
  const children = node.args.length + (node.body === undefined ? 0 : 1)
  if (node.body === undefined || variable === undefined || children < 3)
    throw new TemplateFailure('evaluation', '#foreach needs a variable, "in" and a list: #foreach($item in $list)', node)
  // As Velocity has it: without a list its block stands in the list's place, and is none.
  if (source === undefined) return () => 'done'
  const name = variable.kind === 'reference' ? variable.root : node.source.slice(1)
  const list = argumentEvaluator(source)
  const [, , , extra] = node.args
  const body = extra === undefined ? block(node.body) : extra.kind === 'reference' ? printed(extra) : () => 'done' as const
  return (frame) => {
    frame.at = node
    const items = elements(list(frame))
    if (items === undefined) return 'done'
    if (name === 'foreach')
      throw new TemplateFailure('evaluation', 'The variable of #foreach cannot be $foreach, the name of the loop itself')
    if (items.length === 0) return 'done'
    const names = [name, 'velocityCount', 'velocityHasNext', 'foreach']
    const saved = names.map((key) => frame.variables.get(key))
    const scope: LoopScope = { kind: 'loop', parent: frame.variables.get('foreach') ?? null, index: -1, hasNext: true }
    frame.variables.set('foreach', scope)
    let ending: Outcome = 'done'
    for (const [index, item] of items.entries()) {
      frame.budget.step()
      if (index === mostIterations) break
      scope.index = index
      scope.hasNext = index + 1 < items.length
      frame.variables.set('velocityCount', index + 1)
      frame.variables.set('velocityHasNext', scope.hasNext)
      if (item === null) frame.variables.delete(name)
      else frame.variables.set(name, item)
      const outcome = renderWith(body, frame)
      if (outcome === 'done') continue
      ending = outcome === 'break' || outcome === scope ? 'done' : outcome
      break
    }
    for (const [at, key] of names.entries()) {
      const before = saved[at]
      if (before === undefined) frame.variables.delete(key)
      else frame.variables.set(key, before)
    }
    return ending
  }
}

function argumentEvaluator(argument: Argument): Evaluator {
  return argument.kind === 'word' ? () => null : evaluator(argument)
}
