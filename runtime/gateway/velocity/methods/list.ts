import type { Budget } from '../budget.ts'
import { javaEquals } from '../java/equals.ts'
import { hashCode } from '../java/hash-code.ts'
import { printValue } from '../java/print.ts'
import { isArray, isList, type JavaList, type Value } from '../java/value.ts'
import { callArray } from './array.ts'
import { indexOf, itemsOf, missingArgument, outOfRange, position, readIndexed, readList } from './read-list.ts'
import { callView } from './view.ts'

function changed(list: JavaList): void {
  list.changes = (list.changes ?? 0) + 1
}

function grow(list: JavaList, by: number, budget: Budget): void {
  changed(list)
  budget.limitSize('list', list.items.length + by)
}

/** Methods of lists, and of the arrays, sets and values that look like one. Undefined: no such method. */
export function callList(list: JavaList, method: string, args: readonly Value[], budget: Budget): Value | undefined {
  if (isArray(list)) return callArray(list, method, args, budget)
  if (list.type === 'set' || list.type === 'values') return callView(list, method, args, budget)
  const read = readList(list, method, args, budget) ?? readIndexed(list, method, args, budget)
  if (read !== undefined) return read
  const [first = null, second = null] = args
  switch (args.length) {
    case 0:
      return callWithNone(list, method, budget)
    case 1:
      return callWithOne(list, method, first, budget)
    case 2:
      return typeof first === 'number' ? callWithIndex(list, method, first, second, budget) : undefined
    default:
      return undefined
  }
}

function callWithNone(list: JavaList, method: string, budget: Budget): Value | undefined {
  switch (method) {
    case 'toString':
    case 'toJSONString':
      return method === 'toString' || list.type === 'json' ? printValue(list, budget) : undefined
    case 'hashCode':
      return hashCode(list, budget)
    case 'clear':
      changed(list)
      list.items.length = 0
      return ''
    default:
      return undefined
  }
}

function callWithOne(list: JavaList, method: string, argument: Value, budget: Budget): Value | undefined {
  switch (method) {
    case 'add':
      grow(list, 1, budget)
      list.items.push(argument)
      return true
    case 'remove':
      return remove(list, argument, budget)
    case 'equals':
      return javaEquals(list, argument, budget)
    case 'addAll': {
      if (argument === null) return missingArgument(method)
      if (!isList(argument)) return undefined
      const added = [...itemsOf(argument, budget)]
      grow(list, added.length, budget)
      for (const item of added) list.items.push(item)
      return added.length > 0
    }
    case 'removeAll':
    case 'retainAll': {
      if (argument === null) return missingArgument(method)
      if (!isList(argument)) return undefined
      const others = itemsOf(argument, budget)
      return keep(list, (item) => (indexOf(others, item, budget) === -1) === (method === 'removeAll'))
    }
    default:
      return undefined
  }
}

/** By index for an integer, as Java's overloads have it. */
function remove(list: JavaList, argument: Value, budget: Budget): Value {
  budget.step(list.items.length >> 6)
  const index = typeof argument === 'number' ? position(list.items, argument) : indexOf(list.items, argument, budget)
  if (index === -1) return false
  changed(list)
  const [gone = null] = list.items.splice(index, 1)
  return typeof argument === 'number' ? gone : true
}

function keep(list: JavaList, wanted: (item: Value) => boolean): boolean {
  const kept = list.items.filter(wanted)
  if (kept.length === list.items.length) return false
  changed(list)
  list.items.length = 0
  for (const item of kept) list.items.push(item)
  return true
}

function callWithIndex(list: JavaList, method: string, index: number, argument: Value, budget: Budget): Value | undefined {
  switch (method) {
    case 'add':
      if (index < 0 || index > list.items.length) outOfRange(index, list.items.length)
      grow(list, 1, budget)
      budget.step(list.items.length >> 6)
      list.items.splice(index, 0, argument)
      return ''
    case 'set': {
      const before = list.items[position(list.items, index)] ?? null
      list.items[index] = argument
      return before
    }
    default:
      return undefined
  }
}
