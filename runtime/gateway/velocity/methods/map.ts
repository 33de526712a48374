import type { Budget } from '../budget.ts'
import { javaEquals } from '../java/equals.ts'
import { hashCode } from '../java/hash-code.ts'
import type { JavaMap } from '../java/map.ts'
import { printValue } from '../java/print.ts'
import { isMap, type Value } from '../java/value.ts'
import { missingArgument } from './read-list.ts'

/** Methods of java.util.Map. Undefined: no such method. */
export function callMap(map: JavaMap, method: string, args: readonly Value[], budget: Budget): Value | undefined {
  const first = args[0] ?? null
  const second = args[1] ?? null
  switch (args.length) {
    case 0:
      return callWithNone(map, method, budget)
    case 1:
      return callWithOne(map, method, first, budget)
    case 2:
      return callWithTwo(map, method, first, second, budget)
    default:
      return undefined
  }
}

function callWithNone(map: JavaMap, method: string, budget: Budget): Value | undefined {
  switch (method) {
    case 'size':
      return map.size
    case 'isEmpty':
      return map.size === 0
    case 'keySet':
      return map.view('keys')
    case 'values':
      return map.view('values')
    case 'entrySet':
      return map.view('entries')
    case 'toString':
      return printValue(map, budget)
    case 'hashCode':
      return hashCode(map, budget)
    case 'clear':
      map.clear()
      return ''
    default:
      return undefined
  }
}

function callWithOne(map: JavaMap, method: string, argument: Value, budget: Budget): Value | undefined {
  switch (method) {
    case 'get':
      return map.get(argument)
    case 'containsKey':
      return map.has(argument)
    case 'containsValue':
      budget.elements(map.size)
      return map.values().some((value) => javaEquals(value, argument, budget))
    case 'remove':
      return map.delete(argument)
    case 'putAll':
      if (argument === null) return missingArgument(method)
      if (!isMap(argument)) return undefined
      budget.step(argument.size)
      for (const [key, value] of argument.entries()) put(map, key, value, budget)
      return ''
    case 'equals':
      return javaEquals(map, argument, budget)
    default:
      return undefined
  }
}

function put(map: JavaMap, key: Value, value: Value, budget: Budget): Value {
  budget.limitSize('map', map.size + 1)
  return map.set(key, value)
}

function callWithTwo(map: JavaMap, method: string, key: Value, value: Value, budget: Budget): Value | undefined {
  switch (method) {
    case 'put':
      return put(map, key, value, budget)
    case 'putIfAbsent':
      return map.has(key) && map.get(key) !== null ? map.get(key) : put(map, key, value, budget)
    case 'getOrDefault':
      return map.has(key) ? map.get(key) : value
    case 'replace':
      return map.has(key) ? put(map, key, value, budget) : null
    default:
      return undefined
  }
}
