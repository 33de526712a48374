import type { Budget } from '../velocity/budget.ts'
import { quoted, TemplateFailure } from '../velocity/failure.ts'
import { javaEquals } from '../velocity/java/equals.ts'
import { JavaMap } from '../velocity/java/map.ts'
import { compareNumbers } from '../velocity/java/number.ts'
import { double, integer, isList, isMap, isNumber, jsonList, type Value } from '../velocity/java/value.ts'
import { compilePattern } from '../velocity/java-regex.ts'
import { itemsOf } from '../velocity/methods/read-list.ts'
import type { Filter, JsonPath, Operand, Step } from './syntax/ast.ts'
import { parsePath } from './syntax/parse.ts'

/** What a path leads to: `found` is false where a definite path leads nowhere. */
export interface PathResult {
  readonly found: boolean
  readonly value: Value
}

const longestPath = 10_000

/** A path, compiled; a text that is no path throws a {@link TemplateFailure}. */
export function compilePath(text: string, budget: Budget): JsonPath {
  if (text.length > longestPath) throw new TemplateFailure('budget', `A JSONPath has more than ${longestPath} characters`)
  budget.step(text.length)
  const { path, errors } = parsePath(text)
  if (path !== undefined) return path
  throw new TemplateFailure('evaluation', `The JSONPath ${quoted(text)} cannot be read: ${errors[0]?.message ?? 'unknown'}`)
}

const indefinite: ReadonlySet<Step['kind']> = new Set(['wildcard', 'descend', 'indexes', 'slice', 'filter'])

/**
 * Reads a path as Jayway does: a definite one gives its value, or nothing; one with `..`, wildcards, slices, several indexes or
 * filters gives a list, possibly empty.
 */
export function readPath(root: Value, path: JsonPath, budget: Budget): PathResult {
  let nodes: Value[] = [root]
  let definite = true
  for (const step of path.steps) {
    const next: Value[] = []
    for (const node of nodes) apply(step, root, node, next, budget)
    nodes = next
    definite &&= !indefinite.has(step.kind)
    if (definite && nodes.length === 0) return { found: false, value: null }
  }
  const value = definite ? (nodes[0] ?? null) : jsonList(nodes)
  return path.fn === undefined ? { found: true, value } : { found: true, value: aggregate(path.fn, value, budget) }
}

function apply(step: Step, root: Value, node: Value, out: Value[], budget: Budget): void {
  budget.step()
  switch (step.kind) {
    case 'property':
      if (isMap(node) && node.has(step.name)) out.push(node.get(step.name))
      return
    case 'properties':
      budget.step(step.names.length)
      if (isMap(node)) out.push(pick(node, step.names))
      return
    case 'wildcard':
      for (const child of children(node, budget)) out.push(child)
      return
    case 'descend':
      descend(node, out, budget)
      return
    case 'index':
      pushAt(node, step.index, out)
      return
    case 'indexes':
      budget.step(step.indexes.length)
      for (const index of step.indexes) pushAt(node, index, out)
      return
    case 'slice':
      if (isList(node)) for (const item of slice(node.items, step.from, step.to, budget)) out.push(item)
      return
    case 'filter':
      if (isList(node)) {
        for (const item of node.items) if (holds(step.test, root, item, budget)) out.push(item)
      } else if (isMap(node) && holds(step.test, root, node, budget)) out.push(node)
  }
}

function children(node: Value, budget: Budget): readonly Value[] {
  if (isList(node)) return itemsOf(node, budget)
  if (!isMap(node)) return []
  budget.step(node.size)
  return node.values()
}

function pick(map: JavaMap, names: readonly string[]): JavaMap {
  const picked = new JavaMap()
  for (const name of names) if (map.has(name)) picked.set(name, map.get(name))
  return picked
}

function pushAt(node: Value, index: number, out: Value[]): void {
  if (!isList(node)) return
  const at = index < 0 ? node.items.length + index : index
  if (at >= 0 && at < node.items.length) out.push(node.items[at] ?? null)
}

function slice(items: readonly Value[], from: number | undefined, to: number | undefined, budget: Budget): readonly Value[] {
  const size = items.length
  const start = from === undefined ? 0 : from < 0 ? Math.max(0, size + from) : from
  const end = to === undefined ? size : to < 0 ? Math.max(0, size + to) : Math.min(to, size)
  budget.elements(Math.max(0, end - start))
  return items.slice(start, Math.max(start, end))
}

/** The node and all maps and lists below it, depth first; no recursion, the body may be deep. */
function descend(node: Value, out: Value[], budget: Budget): void {
  const open: Value[] = [node]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    budget.step()
    out.push(next)
    const below = children(next, budget)
    for (let at = below.length - 1; at >= 0; at--) {
      const child = below[at] ?? null
      if (isMap(child) || isList(child)) open.push(child)
    }
  }
}

function aggregate(name: string, value: Value, budget: Budget): Value {
  if (isList(value)) budget.step(value.items.length)
  else if (isMap(value)) budget.step(value.size)
  if (name === 'length' || name === 'size') return isList(value) ? value.items.length : isMap(value) ? value.size : null
  if (name === 'keys') return isMap(value) ? { kind: 'list', type: 'set', items: value.keys() } : null
  if (name === 'first' || name === 'last') return isList(value) ? (value.items.at(name === 'first' ? 0 : -1) ?? null) : null
  if (!isList(value)) throw new TemplateFailure('evaluation', 'Aggregation function attempted to calculate value using empty array')
  const numbers = value.items.filter(isNumber).map((item) => (typeof item === 'object' ? item.value : Number(item)))
  const sum = numbers.reduce((total, item) => total + item, 0)
  switch (name) {
    case 'sum':
      return double(sum)
    case 'min':
      return double(numbers.reduce((least, item) => Math.min(least, item), Number.POSITIVE_INFINITY))
    case 'max':
      return double(numbers.reduce((most, item) => Math.max(most, item), Number.NEGATIVE_INFINITY))
    case 'avg':
      return double(numbers.length === 0 ? 0 : sum / numbers.length)
    case 'stddev': {
      const squares = numbers.reduce((total, item) => total + item * item, 0)
      return double(Math.sqrt(squares / numbers.length - (sum * sum) / numbers.length / numbers.length))
    }
    default:
      throw new TemplateFailure('evaluation', `Function with name: ${name} does not exist.`)
  }
}

function holds(test: Filter, root: Value, node: Value, budget: Budget): boolean {
  budget.step()
  switch (test.kind) {
    case 'and':
      return holds(test.left, root, node, budget) && holds(test.right, root, node, budget)
    case 'or':
      return holds(test.left, root, node, budget) || holds(test.right, root, node, budget)
    case 'not':
      return !holds(test.operand, root, node, budget)
    case 'exists':
      return operandValue(test.operand, root, node, budget) !== undefined
    case 'compare':
      return compare(test, root, node, budget)
  }
}

function compare(test: Extract<Filter, { kind: 'compare' }>, root: Value, node: Value, budget: Budget): boolean {
  const left = operandValue(test.left, root, node, budget)
  if (test.operator === '=~') {
    if (test.right.kind !== 'pattern' || typeof left !== 'string') return false
    return compilePattern(test.right.pattern, budget, { ignoreCase: test.right.ignoreCase }).matches(left)
  }
  const right = operandValue(test.right, root, node, budget)
  const same =
    left === undefined || right === undefined
      ? left === right
      : isNumber(left) && isNumber(right)
        ? compareNumbers(left, right) === 0
        : javaEquals(left, right, budget)
  const among = right !== undefined && isList(right) && left !== undefined && right.items.some((item) => javaEquals(item, left, budget))
  const order = orderOf(left, right, budget)
  switch (test.operator) {
    case '==':
      return same
    case '!=':
      return !same
    case '<':
      return order !== undefined && order < 0
    case '>':
      return order !== undefined && order > 0
    case '<=':
      return order !== undefined && order <= 0
    case '>=':
      return order !== undefined && order >= 0
    case 'in':
      return among
    case 'nin':
      return !among
    case 'size':
      return sizeOf(left) !== undefined && sizeOf(left) === right
    case 'empty':
      return sizeOf(left) !== undefined && (sizeOf(left) === 0) === right
  }
}

function sizeOf(value: Value | undefined): number | undefined {
  if (value === undefined) return undefined
  return isList(value) ? value.items.length : isMap(value) ? value.size : typeof value === 'string' ? value.length : undefined
}

function orderOf(left: Value | undefined, right: Value | undefined, budget: Budget): number | undefined {
  if (left === undefined || right === undefined) return undefined
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right)
  if (typeof left !== 'string' || typeof right !== 'string') return undefined
  budget.text(Math.min(left.length, right.length))
  return left < right ? -1 : left > right ? 1 : 0
}

function operandValue(operand: Operand, root: Value, node: Value, budget: Budget): Value | undefined {
  switch (operand.kind) {
    case 'path': {
      const result = readPath(operand.from === 'root' ? root : node, operand.path, budget)
      return result.found ? result.value : undefined
    }
    case 'literal':
      return operand.value
    case 'number':
      return /^-?\d+$/.test(operand.text) ? integer(BigInt(operand.text)) : double(Number(operand.text))
    case 'list':
      budget.step(operand.items.length)
      return jsonList(operand.items.map((item) => operandValue(item, root, node, budget) ?? null))
    case 'pattern':
      return undefined
  }
}
