import { directive } from './directives.ts'
import { atEnd, createExpressions, type Evaluator } from './expressions.ts'
import { type Compiler, type Frame, type Renderer, renderWith, setVariable, write } from './frame.ts'
import { printValue } from './java/print.ts'
import { isMap, type Value } from './java/value.ts'
import { callMethod } from './methods/call.ts'
import type { Slots } from './slots.ts'
import type { IfStatement, Reference, SetStatement, Statement, Template } from './syntax/ast.ts'

/** Compiles a parsed template to closures; its variables get their slots. */
export function compileBody(template: Template, slots: Slots): Renderer {
  const body = createCompiler(slots).block(template.body)
  return (frame) => renderWith(body, frame)
}

function createCompiler(slots: Slots): Compiler {
  const compiler: Compiler = {
    slots,
    ...createExpressions(slots, block),
    block,
    printed: (node) => printed(compiler, node),
  }
  function block(statements: readonly Statement[]): Renderer {
    return inTurn(statements.map((node) => statement(compiler, node)))
  }
  return compiler
}

function inTurn(renderers: readonly Renderer[]): Renderer {
  const [only] = renderers
  if (renderers.length === 1 && only !== undefined) return only
  return (frame) => {
    for (let at = 0; at < renderers.length; at++) {
      const outcome = (renderers[at] as Renderer)(frame)
      if (outcome !== 'done') return outcome
    }
    return 'done'
  }
}

function statement(compiler: Compiler, node: Statement): Renderer {
  switch (node.kind) {
    case 'text':
      return constant(node, node.text)
    case 'reference':
      return printed(compiler, node)
    case 'set':
      return assignment(compiler, node)
    case 'if':
      return choice(compiler, node)
    case 'directive':
      return directive(compiler, node)
  }
}

function printed(compiler: Compiler, node: Reference): Renderer {
  if (node.bare) return constant(node, node.root)
  const value = compiler.reference(node)
  if (node.escaped) return escaped(node, value)
  const { prefix } = node
  const unprintable = node.quiet ? '' : node.source
  return (frame) => {
    frame.at = node
    const result = value(frame)
    const isBlock = typeof result === 'object' && result !== null && result.kind === 'block'
    const shown = typeof result === 'string' ? result : isBlock ? '' : (printValue(result, frame.budget) ?? unprintable)
    frame.at = node
    if (prefix !== '') write(frame, prefix)
    if (isBlock) {
      if (!result.print()) write(frame, unprintable)
    } else write(frame, shown)
    return 'done'
  }
}

/** A reference behind a backslash is printed as it stands, but Velocity has evaluated it before it looks. */
function escaped(node: Reference, value: Evaluator): Renderer {
  const shown = node.prefix + node.source
  return (frame) => {
    frame.at = node
    value(frame)
    frame.at = node
    write(frame, shown)
    return 'done'
  }
}

/** Prints always the same. */
export function constant(node: Statement, shown: string): Renderer {
  return (frame) => {
    frame.budget.step()
    frame.at = node
    write(frame, shown)
    return 'done'
  }
}

function assignment(compiler: Compiler, node: SetStatement): Renderer {
  const value = compiler.evaluator(node.value)
  const assign = assigner(compiler, node.target)
  return (frame) => {
    frame.budget.step()
    frame.at = node
    const result = value(frame)
    // What is null (a division by zero, arithmetic on text) leaves the variable as it was.
    if (result !== null) assign(frame, result)
    return 'done'
  }
}

function assigner(compiler: Compiler, target: Reference): (frame: Frame, value: Value) => void {
  const last = target.accesses.at(-1)
  if (last === undefined) {
    const slot = compiler.slots.of(target.target)
    return (frame, value) => setVariable(frame, slot, value)
  }
  const owner = target.accesses.slice(0, -1).map(compiler.access)
  const root = compiler.slots.of(target.root)
  const index = last.kind === 'index' ? compiler.evaluator(last.index) : undefined
  const name = last.kind === 'index' ? '' : last.name
  return (frame, value) => {
    let holder = frame.variables[root]
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

function choice(compiler: Compiler, node: IfStatement): Renderer {
  const branches = node.branches.map(({ condition, body }) => ({ holds: compiler.truth(condition), render: compiler.block(body) }))
  const otherwise = node.otherwise === undefined ? undefined : compiler.block(node.otherwise)
  return (frame) => {
    frame.budget.step()
    frame.at = node
    for (const { holds, render } of branches) if (holds(frame)) return render(frame)
    return otherwise === undefined ? 'done' : otherwise(frame)
  }
}
