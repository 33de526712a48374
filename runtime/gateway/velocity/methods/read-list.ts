import type { Budget } from '../budget.ts'
import { TemplateFailure } from '../failure.ts'
import { javaEquals } from '../java/equals.ts'
import { isList, type JavaList, type Value } from '../java/value.ts'

/** Fails as Java does with an index that is not there. */
export function outOfRange(index: number, size: number): never {
  throw new TemplateFailure('evaluation', `java.lang.IndexOutOfBoundsException: Index ${index} out of bounds for length ${size}`)
}

/** Fails as Java does where a collection cannot be changed in that way. */
export function unsupported(method: string): never {
  throw new TemplateFailure('evaluation', `java.lang.UnsupportedOperationException: ${method} cannot be called on this collection`)
}

/** Fails as Java does where a null is no argument. */
export function missingArgument(method: string): never {
  throw new TemplateFailure('evaluation', `java.lang.NullPointerException: ${method} takes no null`)
}

/** The index, if there is an element. */
export function position(items: readonly Value[], index: number): number {
  if (index < 0 || index >= items.length) outOfRange(index, items.length)
  return index
}

/** The first place of an equal element, or -1. */
export function indexOf(items: readonly Value[], value: Value, budget: Budget): number {
  return items.findIndex((item) => javaEquals(item, value, budget))
}

/** All elements, counted as work: the views of a map make theirs every time. */
export function itemsOf(list: JavaList, budget: Budget): readonly Value[] {
  const { items } = list
  if (list.drop === undefined) budget.elements(items.length)
  else budget.step(items.length)
  return items
}

/** What lists, arrays, sets and values have in common: methods that change nothing. Undefined: none of them. */
export function readList(list: JavaList, method: string, args: readonly Value[], budget: Budget): Value | undefined {
  const [first = null] = args
  const { items } = list
  if (args.length === 0) {
    switch (method) {
      case 'size':
        return items.length
      case 'isEmpty':
        return items.length === 0
      case 'iterator':
        return { kind: 'iterator', items, index: 0 }
      case 'toArray':
        budget.elements(items.length)
        return { kind: 'list', type: 'array', items: [...items] }
      default:
        return undefined
    }
  }
  if (args.length !== 1) return undefined
  if (method === 'contains') return indexOf(items, first, budget) !== -1
  if (method === 'containsAll' && first === null) return missingArgument(method)
  if (method === 'containsAll')
    return isList(first) ? itemsOf(first, budget).every((item) => indexOf(items, item, budget) !== -1) : undefined
  return undefined
}

/** What lists and arrays have in common, besides. */
export function readIndexed(list: JavaList, method: string, args: readonly Value[], budget: Budget): Value | undefined {
  const [first = null, second] = args
  const { items } = list
  if (args.length === 0) return method === 'listIterator' ? { kind: 'iterator', items, index: 0 } : undefined
  if (args.length === 1) {
    if (method === 'get') return typeof first === 'number' ? (items[position(items, first)] ?? null) : undefined
    if (method === 'indexOf') return indexOf(items, first, budget)
    return method === 'lastIndexOf' ? items.findLastIndex((item) => javaEquals(item, first, budget)) : undefined
  }
  if (method !== 'subList' || args.length !== 2 || typeof first !== 'number' || typeof second !== 'number') return undefined
  if (first < 0) outOfRange(first, items.length)
  if (second > items.length || first > second) outOfRange(second, items.length)
  budget.elements(second - first)
  return { kind: 'list', type: 'array-list', items: items.slice(first, second) }
}
