import type { Budget } from '../failure.ts'
import { javaEquals } from '../java/equals.ts'
import { printValue } from '../java/print.ts'
import { hashCode, isList, type JavaList, type Value } from '../java/value.ts'
import { indexOf, readList, unsupported } from './read-list.ts'

/** Methods of the keys, values or entries of a map: what goes out of them goes out of the map. Undefined: no such method. */
export function callView(view: JavaList, method: string, args: readonly Value[], budget: Budget): Value | undefined {
  const [first = null] = args
  budget.step(view.items.length >> 4)
  const read = readList(view, method, args, budget)
  if (read !== undefined) return read
  if (args.length > 1) return undefined
  switch (`${method} ${args.length}`) {
    case 'toString 0':
      return printValue(view, budget)
    case 'hashCode 0':
      return hashCode(view)
    case 'clear 0':
      drop(view, () => true)
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
      return isList(first) ? drop(view, (item) => indexOf(first.items, item, budget) !== -1) : undefined
    case 'retainAll 1':
      return isList(first) ? drop(view, (item) => indexOf(first.items, item, budget) === -1) : undefined
    default:
      return undefined
  }
}

function drop(view: JavaList, goes: (item: Value) => boolean): boolean {
  const gone = view.items.filter(goes)
  for (const item of gone) view.drop?.(item)
  return gone.length > 0
}
