import { longestLiteral } from './budget.ts'
import { TemplateFailure } from './failure.ts'
import { captured, type Frame, Interruption, type Renderer } from './frame.ts'
import { looseEquals } from './java/equals.ts'
import { JavaMap } from './java/map.ts'
import { calculate, compareNumbers, toInt } from './java/number.ts'
import { printValue } from './java/print.ts'
import { arrayList, double, integer, isNumber, type Value } from './java/value.ts'
import { callMethod, getterOf, readProperty } from './methods/call.ts'
import type { Slots } from './slots.ts'
import type { Access, Expression, Method, Operator, Reference, Statement } from './syntax/ast.ts'

/** Gives a value. */
export type Evaluator = (frame: Frame) => Value
/** Says whether something holds. */
export type Condition = (frame: Frame) => boolean

/** Compiles expressions. */
export interface Expressions {
  evaluator(node: Expression): Evaluator
  /** A reference is true unless it is false; a bare literal is false, and so is arithmetic. */
  truth(node: Expression): Condition
  reference(node: Reference): Evaluator
  access(node: Access): (target: Value, frame: Frame) => Value | undefined
}

const nothing: readonly Value[] = []
const longestRange = 100_000

/** A value that is unresolved is the empty text: API Gateway's own handler for invalid references. */
const orEmpty = (value: Value | undefined): Value => (value === undefined || value === null ? '' : value)

/** A compiler of expressions. `block` compiles what an interpolated text holds. */
export function createExpressions(slots: Slots, block: (statements: readonly Statement[]) => Renderer): Expressions {
  function reference(node: Reference): Evaluator {
    if (node.bare) return () => null
    const root = slots.of(node.root)
    const steps = node.accesses.map(access)
    const [only] = steps
    if (only === undefined) {
      return (frame) => {
        frame.budget.step()
        return orEmpty(frame.variables[root])
      }
    }
    if (steps.length === 1) {
      return (frame) => {
        frame.budget.step()
        const value = frame.variables[root]
        return value === undefined || value === null ? '' : orEmpty(only(value, frame))
      }
    }
    return (frame) => {
      frame.budget.step()
      let value = frame.variables[root]
      for (const step of steps) {
        if (value === undefined || value === null) return ''
        value = step(value, frame)
      }
      return orEmpty(value)
    }
  }

  function access(node: Access): (target: Value, frame: Frame) => Value | undefined {
    switch (node.kind) {
      case 'property': {
        const { name } = node
        const getter = getterOf(name)
        return (target, frame) => readProperty(target, name, getter, frame.budget)
      }
      case 'method':
        return method(node)
      case 'index': {
        const index = evaluator(node.index)
        return (target, frame) => {
          const given = index(frame)
          frame.at = node
          return callMethod(target, 'get', [atEnd(given, target, frame)], frame.budget)
        }
      }
    }
  }

  function method(node: Method): (target: Value, frame: Frame) => Value | undefined {
    const { name } = node
    const args = node.args.map(evaluator)
    const [first] = args
    if (first === undefined) {
      return (target, frame) => {
        frame.at = node
        return callMethod(target, name, nothing, frame.budget)
      }
    }
    return (target, frame) => {
      const given = args.length === 1 ? [first(frame)] : args.map((argument) => argument(frame))
      frame.at = node
      return callMethod(target, name, given, frame.budget)
    }
  }

  function evaluator(node: Expression): Evaluator {
    switch (node.kind) {
      case 'reference':
        return reference(node)
      case 'string':
        return string(node)
      case 'integer': {
        const value = integer(BigInt(checkedLiteral(node)))
        return () => value
      }
      case 'double': {
        const value = double(Number(checkedLiteral(node)))
        return () => value
      }
      case 'boolean':
        return () => node.value
      case 'list': {
        const items = node.items.map(evaluator)
        return (frame) => {
          frame.budget.elements(items.length)
          return arrayList(items.map((item) => item(frame)))
        }
      }
      case 'map': {
        const entries = node.entries.map(([key, value]) => [evaluator(key), evaluator(value)] as const)
        return (frame) => {
          frame.budget.step(entries.length)
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
      // A #break or #stop in a text leaves more than the text.
      if (outcome !== 'done') throw new Interruption(outcome)
      return node.padded === true ? shown.slice(0, -1) : shown
    }
  }

  function binary(operator: Operator, left: Expression, right: Expression): Evaluator {
    if (operator === '+' || operator === '-' || operator === '*' || operator === '/' || operator === '%') {
      const a = evaluator(left)
      const b = evaluator(right)
      const [leftLiteral, rightLiteral] = [literalOf(left), literalOf(right)]
      return (frame) => {
        frame.budget.step()
        const first = a(frame)
        const second = b(frame)
        if (operator === '+' && (typeof first === 'string' || typeof second === 'string')) {
          const before = first === null ? leftLiteral : (printValue(first, frame.budget) ?? '')
          const after = second === null ? rightLiteral : (printValue(second, frame.budget) ?? '')
          frame.budget.limitText(before.length + after.length)
          return before + after
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

  return { evaluator, truth, reference, access }
}

function checkedLiteral(node: Extract<Expression, { kind: 'integer' | 'double' }>): string {
  if (node.text.length > longestLiteral) throw new TemplateFailure('budget', `A number has more than ${longestLiteral} characters`, node)
  return node.text
}

/** A side of a `+` that comes to nothing is added to a text as it is written. */
function literalOf(node: Expression): string {
  return node.kind === 'binary' || node.kind === 'range' ? node.literal : ''
}

/** A negative index counts from the end. */
export function atEnd(index: Value, target: Value, frame: Frame): Value {
  if (typeof index !== 'number' || index >= 0) return index
  const size = callMethod(target, 'size', [], frame.budget)
  if (typeof size !== 'number')
    throw new TemplateFailure('evaluation', `A 'size()' method required for negative value ${index} does not exist`)
  return size + index
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
