import type { Budget } from '../budget.ts'
import { javaEquals } from '../java/equals.ts'
import { hashCode } from '../java/hash-code.ts'
import { printValue } from '../java/print.ts'
import { isList, type JavaList, type Value } from '../java/value.ts'
import { indexOf, itemsOf, readList, unsupported } from './read-list.ts'

/** Methods of the keys, values or entries of a map: what goes out of them goes out of the map. Undefined: no such method. */
export function callView(view: JavaList, method: string, args: readonly Value[], budget: Budget): Value | undefined {
  const [first = null] = args
  itemsOf(view, budget)
  const read = readList(view, method, args, budget)
  if (read !== undefined) return read
  if (args.length > 1) return undefined
  switch (`${method} ${args.length}`) {
    case 'toString 0':
      return printValue(view, budget)
    case 'hashCode 0':
      return hashCode(view, budget)
    case 'clear 0':
      drop(view, () => true, budget)
      return ''
    case 'equals 1':
      return javaEquals(view, first, budget)
    case 'add 1':
      return unsupported(method)
    case 'addAll 1':
      return isList(first) ? first.items.length > 0 && unsupported(method) : undefined
    case 'remove 1': {
      const found = view.items[indexOf(view.items, first, budget)]
      if (found !== undefined) view.drop?.(found)
      return found !== undefined
    }
    case 'removeAll 1':
    case 'retainAll 1': {
      if (!isList(first)) return undefined
      const others = itemsOf(first, budget)
      return drop(view, (item) => (indexOf(others, item, budget) !== -1) === (method === 'removeAll'), budget)
    }
    default:
      return undefined
  }
}

function drop(view: JavaList, goes: (item: Value) => boolean, budget: Budget): boolean {
  const { items } = view
  const gone = items.filter(goes)
  for (const item of gone) {
    // A value is looked for among all of them.
    if (view.type === 'values') budget.elements(items.length)
    view.drop?.(item)
  }
  return gone.length > 0
}
