import type { Budget } from '../budget.ts'
import { TemplateFailure } from '../failure.ts'
import { printArray } from '../java/print.ts'
import { isList, type JavaList, type Value } from '../java/value.ts'
import { indexOf, itemsOf, position, readIndexed, readList, unsupported } from './read-list.ts'

/** Methods of an array: those of a list of fixed length that Velocity puts around it. Undefined: no such method. */
export function callArray(list: JavaList, method: string, args: readonly Value[], budget: Budget): Value | undefined {
  const read = readList(list, method, args, budget) ?? readIndexed(list, method, args, budget)
  if (read !== undefined) return read
  const [first = null, second = null] = args
  switch (args.length) {
    case 0:
      if (method === 'toString') return printArray(list)
      return method === 'clear' ? unlessEmpty(list.items, method) : undefined
    case 1:
      return callWithOne(list, method, first, budget)
    case 2:
      if (method === 'add' && typeof first === 'number') return unsupported(method)
      return method === 'set' && typeof first === 'number' ? set(list, first, second) : undefined
    default:
      return undefined
  }
}

function callWithOne(list: JavaList, method: string, argument: Value, budget: Budget): Value | undefined {
  switch (method) {
    case 'equals':
      return argument === list
    case 'add':
      return unsupported(method)
    case 'remove':
      return typeof argument === 'number' || indexOf(list.items, argument, budget) !== -1 ? unsupported(method) : false
    case 'addAll':
      return isList(argument) ? argument.items.length > 0 && unsupported(method) : undefined
    case 'removeAll':
    case 'retainAll': {
      if (!isList(argument)) return undefined
      const others = itemsOf(argument, budget)
      const goes = (item: Value): boolean => (indexOf(others, item, budget) !== -1) === (method === 'removeAll')
      return list.items.some(goes) && unsupported(method)
    }
    default:
      return undefined
  }
}

function unlessEmpty(items: readonly Value[], method: string): Value {
  return items.length === 0 ? '' : unsupported(method)
}

function set(list: JavaList, index: number, value: Value): Value {
  const before = list.items[position(list.items, index)] ?? null
  if (list.type === 'text-array' && value !== null && typeof value !== 'string')
    throw new TemplateFailure('evaluation', 'java.lang.IllegalArgumentException: array element type mismatch')
  list.items[index] = value
  return before
}
