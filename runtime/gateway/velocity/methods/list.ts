import { type Budget, TemplateFailure } from '../failure.ts'
import { javaEquals } from '../java/equals.ts'
import { printValue } from '../java/print.ts'
import { arrayList, hashCode, isList, type JavaList, type Value } from '../java/value.ts'

/** Most elements that a list may hold. */
const longest = 1_000_000

function outOfRange(index: number, size: number): never {
  throw new TemplateFailure('evaluation', `java.lang.IndexOutOfBoundsException: Index ${index} out of bounds for length ${size}`)
}

function position(list: JavaList, index: number): number {
  if (index < 0 || index >= list.items.length) outOfRange(index, list.items.length)
  return index
}

function grow(list: JavaList, by: number): void {
  if (list.items.length + by > longest) throw new TemplateFailure('budget', `A list holds more than ${longest} elements`)
}

function indexOf(list: JavaList, value: Value, budget: Budget): number {
  return list.items.findIndex((item) => javaEquals(item, value, budget))
}

/** Methods of lists, sets and arrays (arrays: the few that Velocity gives them). Undefined: no such method. */
export function callList(list: JavaList, method: string, args: readonly Value[], budget: Budget): Value | undefined {
  if (list.type === 'array') return callArray(list, method, args, budget)
  const [first, second] = args
  switch (args.length) {
    case 0:
      return callWithNone(list, method, budget)
    case 1:
      return callWithOne(list, method, first ?? null, budget)
    case 2:
      if (list.type === 'set' || list.type === 'values') return undefined
      return typeof first === 'number' ? callWithIndex(list, method, first, second ?? null) : undefined
    default:
      return undefined
  }
}

function callWithNone(list: JavaList, method: string, budget: Budget): Value | undefined {
  switch (method) {
    case 'size':
      return list.items.length
    case 'isEmpty':
      return list.items.length === 0
    case 'iterator':
    case 'listIterator':
      return { kind: 'iterator', items: list.items, index: 0 }
    case 'toArray':
      return { kind: 'list', type: 'array', items: [...list.items] }
    case 'toString':
    case 'toJSONString':
      return method === 'toString' || list.type === 'json' ? printValue(list, budget) : undefined
    case 'hashCode':
      return hashCode(list)
    case 'clear':
      list.items.length = 0
      return ''
    default:
      return undefined
  }
}

function callWithOne(list: JavaList, method: string, argument: Value, budget: Budget): Value | undefined {
  const indexed = list.type === 'json' || list.type === 'array-list'
  switch (method) {
    case 'get':
      return indexed && typeof argument === 'number' ? (list.items[position(list, argument)] ?? null) : undefined
    case 'add':
      if (!indexed) return undefined
      grow(list, 1)
      list.items.push(argument)
      return true
    case 'remove':
      return remove(list, argument, indexed, budget)
    case 'contains':
      return indexOf(list, argument, budget) !== -1
    case 'indexOf':
      return indexed ? indexOf(list, argument, budget) : undefined
    case 'lastIndexOf':
      return indexed ? list.items.findLastIndex((item) => javaEquals(item, argument, budget)) : undefined
    case 'equals':
      return javaEquals(list, argument, budget)
    case 'addAll':
      if (!indexed || !isList(argument)) return undefined
      grow(list, argument.items.length)
      budget.step(argument.items.length)
      list.items.push(...[...argument.items])
      return argument.items.length > 0
    case 'containsAll':
      return isList(argument) ? argument.items.every((item) => indexOf(list, item, budget) !== -1) : undefined
    case 'removeAll':
      return isList(argument) ? keep(list, (item) => indexOf(argument, item, budget) === -1) : undefined
    case 'retainAll':
      return isList(argument) ? keep(list, (item) => indexOf(argument, item, budget) !== -1) : undefined
    default:
      return undefined
  }
}

function remove(list: JavaList, argument: Value, indexed: boolean, budget: Budget): Value {
  if (indexed && typeof argument === 'number') return list.items.splice(position(list, argument), 1)[0] ?? null
  const index = indexOf(list, argument, budget)
  if (index !== -1) list.items.splice(index, 1)
  return index !== -1
}

function keep(list: JavaList, wanted: (item: Value) => boolean): boolean {
  const kept = list.items.filter(wanted)
  const changed = kept.length !== list.items.length
  list.items.length = 0
  for (const item of kept) list.items.push(item)
  return changed
}

function callWithIndex(list: JavaList, method: string, index: number, argument: Value): Value | undefined {
  switch (method) {
    case 'add':
      if (index < 0 || index > list.items.length) outOfRange(index, list.items.length)
      grow(list, 1)
      list.items.splice(index, 0, argument)
      return ''
    case 'set': {
      const before = list.items[position(list, index)] ?? null
      list.items[index] = argument
      return before
    }
    case 'subList':
      if (typeof argument !== 'number') return undefined
      if (index < 0 || argument > list.items.length || index > argument) outOfRange(index < 0 ? index : argument, list.items.length)
      return arrayList(list.items.slice(index, argument))
    default:
      return undefined
  }
}

function callArray(list: JavaList, method: string, args: readonly Value[], budget: Budget): Value | undefined {
  const [first, second] = args
  if (args.length === 0) {
    if (method === 'size') return list.items.length
    if (method === 'isEmpty') return list.items.length === 0
    if (method === 'toString') return printValue(list, budget)
    return undefined
  }
  if (method === 'add' || method === 'remove' || method === 'addAll') {
    throw new TemplateFailure('evaluation', `java.lang.UnsupportedOperationException: an array has no ${method}`)
  }
  if (method === 'get' && args.length === 1 && typeof first === 'number') return list.items[position(list, first)] ?? null
  if (method === 'contains' && args.length === 1) return indexOf(list, first ?? null, budget) !== -1
  if (method === 'set' && args.length === 2 && typeof first === 'number') {
    const before = list.items[position(list, first)] ?? null
    list.items[first] = second ?? null
    return before
  }
  return undefined
}
