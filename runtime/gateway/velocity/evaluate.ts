import { type Budget, TemplateFailure } from './failure.ts'
import { looseEquals } from './java/equals.ts'
import { calculate, compareNumbers, toInt } from './java/number.ts'
import { printValue } from './java/print.ts'
import { arrayList, double, integer, isList, isMap, isNumber, JavaMap, type LoopScope, type Value } from './java/value.ts'
import { callMethod, readProperty } from './methods/call.ts'
import type {
  Access,
  Argument,
  Directive,
  Expression,
  IfStatement,
  Operator,
  Reference,
  SetStatement,
  Statement,
  Template,
} from './syntax/ast.ts'

/** What a rendering works on. */
export interface Frame {
  readonly variables: Map<string, Value>
  readonly budget: Budget
  /** What is printed. A `#define` and an interpolated string print to their own. */
  out: Output
}

/** Text so far. */
export interface Output {
  readonly parts: string[]
  length: number
}

/** How a piece of template ended: to its end, at a `#break`, or at a `#stop`. */
type Outcome = 'done' | 'break' | 'stop' | LoopScope

/** A piece of template, compiled. */
export type Renderer = (frame: Frame) => Outcome

type Evaluator = (frame: Frame) => Value
type Condition = (frame: Frame) => boolean

const mostIterations = 1000
const longestOutput = 20_000_000
const longestRange = 100_000
const deepestDefine = 2

/** An empty output. */
export function createOutput(): Output {
  return { parts: [], length: 0 }
}

function write(frame: Frame, text: string): void {
  if (text === '') return
  frame.out.length += text.length
  if (frame.out.length > longestOutput) throw new TemplateFailure('budget', `The template prints more than ${longestOutput} characters`)
  frame.out.parts.push(text)
}

/** Compiles a parsed template to closures. */
export function compileBody(template: Template): Renderer {
  return block(template.body)
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

/** A value that is unresolved is the empty text: API Gateway's own handler for invalid references. */
const orEmpty = (value: Value | undefined): Value => (value === undefined || value === null ? '' : value)

function printed(node: Reference): Renderer {
  if (node.bare) return text(node.root)
  if (node.escaped) return text(node.prefix + node.source)
  const value = reference(node)
  return (frame) => {
    const shown = printValue(value(frame), frame.budget)
    write(frame, node.prefix)
    write(frame, shown ?? (node.quiet ? '' : node.source))
    return 'done'
  }
}

function text(shown: string): Renderer {
  return (frame) => {
    write(frame, shown)
    return 'done'
  }
}

function assignment(node: SetStatement): Renderer {
  const value = evaluator(node.value)
  const assign = assigner(node.target)
  return (frame) => {
    frame.budget.step()
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
      if (node.body === undefined) throw new TemplateFailure('evaluation', '#literal needs a block')
      return text(node.bodySource ?? '')
    case 'macro':
    case 'evaluate':
    case 'parse':
    case 'include':
      return () => {
        throw new TemplateFailure('evaluation', `#${node.name} is not available in mapping templates`)
      }
    default:
      return text(node.source)
  }
}

function breakLoop(node: Directive): Renderer {
  const [argument] = node.args
  if (argument === undefined) return () => 'break'
  const scope = argumentEvaluator(argument)
  return (frame) => {
    const value = scope(frame)
    if (typeof value !== 'object' || value === null || value.kind !== 'loop')
      throw new TemplateFailure('evaluation', 'The argument of #break is no $foreach')
    return value
  }
}

function definition(node: Directive): Renderer {
  const [name] = node.args
  if (node.args.length !== 1 || name === undefined || node.body === undefined)
    throw new TemplateFailure('evaluation', 'parameter missing: block name of #define')
  const key = name.kind === 'reference' ? name.target : name.kind === 'word' ? name.text.slice(1) : ''
  const body = block(node.body)
  return (frame) => {
    let depth = 0
    frame.variables.set(key, {
      kind: 'block',
      render() {
        if (depth >= deepestDefine) return null
        depth++
        const { text: shown } = captured(frame, body)
        depth--
        return shown
      },
    })
    return 'done'
  }
}

/** Renders to a text of its own. */
function captured(frame: Frame, render: Renderer): { text: string; outcome: Outcome } {
  const outer = frame.out
  frame.out = { parts: [], length: outer.length }
  const outcome = render(frame)
  const shown = frame.out.parts.join('')
  frame.out = outer
  return { text: shown, outcome }
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
    throw new TemplateFailure('evaluation', '#foreach needs a variable, "in" and a list: #foreach($item in $list)')
  // As Velocity has it: without a list its block stands in the list's place, and is none.
  if (source === undefined) return () => 'done'
  const name = variable.kind === 'reference' ? variable.root : node.source.slice(1)
  const list = argumentEvaluator(source)
  const [, , , extra] = node.args
  const body = extra === undefined ? block(node.body) : extra.kind === 'reference' ? printed(extra) : () => 'done' as const
  return (frame) => {
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
      const outcome = body(frame)
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

function reference(node: Reference): Evaluator {
  if (node.bare) return () => null
  const { root } = node
  if (node.accesses.length === 0) {
    return (frame) => {
      frame.budget.step()
      return orEmpty(frame.variables.get(root))
    }
  }
  const steps = node.accesses.map(access)
  return (frame) => {
    frame.budget.step()
    let value = frame.variables.get(root)
    for (const step of steps) {
      if (value === undefined || value === null) return ''
      value = step(value, frame)
    }
    return orEmpty(value)
  }
}

function access(node: Access): (target: Value, frame: Frame) => Value | undefined {
  switch (node.kind) {
    case 'property':
      return (target) => readProperty(target, node.name)
    case 'method': {
      const args = node.args.map(evaluator)
      return (target, frame) =>
        callMethod(
          target,
          node.name,
          args.map((argument) => argument(frame)),
          frame.budget,
        )
    }
    case 'index': {
      const index = evaluator(node.index)
      return (target, frame) => callMethod(target, 'get', [atEnd(index(frame), target, frame)], frame.budget)
    }
  }
}

/** A negative index counts from the end. */
function atEnd(index: Value, target: Value, frame: Frame): Value {
  if (typeof index !== 'number' || index >= 0) return index
  const size = callMethod(target, 'size', [], frame.budget)
  if (typeof size !== 'number')
    throw new TemplateFailure('evaluation', `A 'size()' method required for negative value ${index} does not exist`)
  return size + index
}

function evaluator(node: Expression): Evaluator {
  switch (node.kind) {
    case 'reference':
      return reference(node)
    case 'string':
      return string(node)
    case 'integer': {
      const value = integer(BigInt(node.text))
      return () => value
    }
    case 'double': {
      const value = double(Number(node.text))
      return () => value
    }
    case 'boolean':
      return () => node.value
    case 'list': {
      const items = node.items.map(evaluator)
      return (frame) => arrayList(items.map((item) => item(frame)))
    }
    case 'map': {
      const entries = node.entries.map(([key, value]) => [evaluator(key), evaluator(value)] as const)
      return (frame) => {
        const map = new JavaMap()
        for (const [key, value] of entries) map.set(key(frame), value(frame))
        return map
      }
    }
    case 'range':
      return range(evaluator(node.from), evaluator(node.to))
    case 'not': {
      const operand = truth(node.operand)
      return (frame) => !operand(frame)
    }
    case 'binary':
      return binary(node.operator, node.left, node.right)
  }
}

function string(node: Extract<Expression, { kind: 'string' }>): Evaluator {
  if (node.template === undefined) return () => node.value
  const body = block(node.template.body)
  return (frame) => {
    const { text: shown, outcome } = captured(frame, body)
    // Velocity cuts the padding even where a #break or #stop ended the text early; the rest of the template goes on.
    if (outcome !== 'done') return shown
    return node.padded === true ? shown.slice(0, -1) : shown
  }
}

function range(from: Evaluator, to: Evaluator): Evaluator {
  return (frame) => {
    const first = from(frame)
    const last = to(frame)
    if (!isNumber(first) || !isNumber(last)) return null
    const start = toInt(first)
    const end = toInt(last)
    const length = Math.abs(end - start) + 1
    if (length > longestRange) throw new TemplateFailure('budget', `A range holds more than ${longestRange} numbers`)
    frame.budget.step(length)
    return arrayList(Array.from({ length }, (_, index) => (start <= end ? start + index : start - index)))
  }
}

function binary(operator: Operator, left: Expression, right: Expression): Evaluator {
  if (operator === '+' || operator === '-' || operator === '*' || operator === '/' || operator === '%') {
    const a = evaluator(left)
    const b = evaluator(right)
    return (frame) => {
      frame.budget.step()
      const first = a(frame)
      const second = b(frame)
      if (operator === '+' && (typeof first === 'string' || typeof second === 'string')) {
        const joined =
          (first === null ? '' : (printValue(first, frame.budget) ?? '')) +
          (second === null ? '' : (printValue(second, frame.budget) ?? ''))
        if (joined.length > longestOutput) throw new TemplateFailure('budget', `A text is longer than ${longestOutput} characters`)
        return joined
      }
      return calculate(operator, first, second)
    }
  }
  return comparison(operator, left, right)
}

function comparison(operator: Exclude<Operator, '+' | '-' | '*' | '/' | '%'>, left: Expression, right: Expression): Condition {
  if (operator === '&&' || operator === '||') {
    const a = truth(left)
    const b = truth(right)
    return operator === '&&' ? (frame) => a(frame) && b(frame) : (frame) => a(frame) || b(frame)
  }
  const a = evaluator(left)
  const b = evaluator(right)
  if (operator === '==') return (frame) => looseEquals(a(frame), b(frame), frame.budget)
  if (operator === '!=') return (frame) => !looseEquals(a(frame), b(frame), frame.budget)
  return (frame) => {
    const first = a(frame)
    const second = b(frame)
    if (!isNumber(first) || !isNumber(second)) return false
    const order = compareNumbers(first, second)
    return operator === '<' ? order < 0 : operator === '>' ? order > 0 : operator === '<=' ? order <= 0 : order >= 0
  }
}

/** A reference is true unless it is false; a bare literal is false, and so is arithmetic. */
function truth(node: Expression): Condition {
  switch (node.kind) {
    case 'reference': {
      const value = reference(node)
      return (frame) => {
        const result = value(frame)
        return result !== null && result !== false
      }
    }
    case 'boolean':
      return () => node.value
    case 'not': {
      const operand = truth(node.operand)
      return (frame) => !operand(frame)
    }
    case 'binary':
      if (node.operator === '+' || node.operator === '-' || node.operator === '*' || node.operator === '/' || node.operator === '%')
        return () => false
      return comparison(node.operator, node.left, node.right)
    default:
      return () => false
  }
}
