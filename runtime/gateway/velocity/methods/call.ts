import type { Budget } from '../budget.ts'
import { TemplateFailure } from '../failure.ts'
import { javaEquals } from '../java/equals.ts'
import { hashCode, hashPlain } from '../java/hash-code.ts'
import { printValue } from '../java/print.ts'
import {
  isArray,
  isDouble,
  isMap,
  isNumber,
  type JavaClass,
  type JavaEntry,
  type JavaIterator,
  type LoopScope,
  type Value,
} from '../java/value.ts'
import { callList } from './list.ts'
import { callMap } from './map.ts'
import { callNumber } from './number.ts'
import { itemsOf } from './read-list.ts'
import { callString } from './string.ts'

/**
 * Calls a method of a value. Undefined: the value has no such method. A method that exists without arguments but is called with
 * some that fit no overload fails, as in Velocity 1.7.
 */
export function callMethod(target: Value, method: string, args: readonly Value[], budget: Budget): Value | undefined {
  budget.step()
  for (const argument of args) if (typeof argument === 'string') budget.text(argument.length)
  const result = call(target, method, args, budget)
  if (result !== undefined || args.length === 0) return result
  if (method === 'compareTo' && args.length === 1 && (typeof target === 'string' || typeof target === 'boolean' || isNumber(target))) {
    throw new TemplateFailure(
      'evaluation',
      `java.lang.ClassCastException: ${className(args[0] ?? null)} cannot be cast to ${className(target)}`,
    )
  }
  if (takesNone(target, method))
    throw new TemplateFailure(
      'evaluation',
      `Invocation of method '${method}' in class ${className(target)} threw java.lang.IllegalArgumentException`,
    )
  return undefined
}

function call(target: Value, method: string, args: readonly Value[], budget: Budget): Value | undefined {
  if (target === null) return undefined
  if (args.length === 0 && method === 'getClass') return classOf(target)
  if (typeof target === 'string') return callString(target, method, args, budget)
  if (typeof target === 'boolean') return callBoolean(target, method, args)
  if (isNumber(target)) return callNumber(target, method, args, budget)
  switch (target.kind) {
    case 'list':
      return callList(target, method, args, budget)
    case 'map':
      return callMap(target, method, args, budget)
    case 'host':
      if (method === 'toString' && args.length === 0) return ''
      return method === 'equals' && args.length === 1 ? target === args[0] : target.call(method, args, budget)
    case 'entry':
      return callEntry(target, method, args, budget)
    case 'iterator':
      return callIterator(target, method, args)
    case 'loop':
      return args.length === 0 ? callLoop(target, method) : undefined
    case 'char':
      return callObject(target, method, args, budget)
    case 'block':
      return callObject(target, method, args, budget)
    case 'class':
      return callClass(target, method, args)
  }
}

const withoutArguments: readonly string[] = ['getClass', 'toString', 'hashCode']

function takesNone(target: Value, method: string): boolean {
  if (target === null) return false
  if (withoutArguments.includes(method)) return true
  if (typeof target === 'string')
    return ['length', 'isEmpty', 'isBlank', 'toUpperCase', 'toLowerCase', 'trim', 'strip', 'intern'].includes(method)
  if (isNumber(target)) return ['intValue', 'longValue', 'doubleValue', 'floatValue', 'shortValue', 'byteValue'].includes(method)
  if (typeof target !== 'object') return method === 'booleanValue'
  if (target.kind === 'list') return ['size', 'isEmpty', 'clear', 'iterator'].includes(method)
  if (target.kind === 'map') return ['size', 'isEmpty', 'clear', 'keySet', 'values', 'entrySet'].includes(method)
  if (target.kind === 'host') return target.className === 'Input' && ['params', 'getBody'].includes(method)
  return false
}

function callBoolean(value: boolean, method: string, args: readonly Value[]): Value | undefined {
  if (args.length === 0) {
    if (method === 'toString') return String(value)
    if (method === 'booleanValue') return value
    return method === 'hashCode' ? hashPlain(value) : undefined
  }
  if (args.length !== 1) return undefined
  if (method === 'equals') return args[0] === value
  if ((method === 'parseBoolean' || method === 'valueOf') && typeof args[0] === 'string') return args[0].toLowerCase() === 'true'
  return undefined
}

function callObject(target: Value, method: string, args: readonly Value[], budget: Budget): Value | undefined {
  if (args.length === 0 && method === 'toString') return printValue(target, budget)
  if (args.length === 0 && method === 'hashCode') return hashCode(target, budget)
  if (args.length === 1 && method === 'equals') return javaEquals(target, args[0] ?? null, budget)
  return undefined
}

/** Nothing but the name may be asked of a class; what every object has is found, and fails. */
function callClass(target: JavaClass, method: string, args: readonly Value[]): Value | undefined {
  if (method === 'getName' && args.length === 0) return target.name
  if (((method === 'toString' || method === 'hashCode') && args.length === 0) || (method === 'equals' && args.length === 1))
    throw new TemplateFailure('evaluation', 'java.lang.IllegalArgumentException: object is not an instance of declaring class')
  return undefined
}

function callEntry(entry: JavaEntry, method: string, args: readonly Value[], budget: Budget): Value | undefined {
  if (args.length === 0 && method === 'getKey') return entry.key
  if (args.length === 0 && method === 'getValue') return entry.map.get(entry.key)
  if (args.length === 1 && method === 'setValue') return entry.map.set(entry.key, args[0] ?? null)
  return callObject(entry, method, args, budget)
}

function callIterator(iterator: JavaIterator, method: string, args: readonly Value[]): Value | undefined {
  if (args.length > 0) return undefined
  if (method === 'hasNext') return iterator.index < iterator.items.length
  if (method !== 'next') return undefined
  if (iterator.index >= iterator.items.length) throw new TemplateFailure('evaluation', 'java.util.NoSuchElementException')
  return iterator.items[iterator.index++] ?? null
}

function callLoop(loop: LoopScope, method: string): Value | undefined {
  switch (method) {
    case 'hasNext':
    case 'getHasNext':
      return loop.walk.more()
    case 'getIndex':
      return loop.index
    case 'getCount':
      return loop.index + 1
    case 'isFirst':
    case 'getFirst':
      return loop.index === 0
    case 'isLast':
    case 'getLast':
      return !loop.walk.more()
    case 'getParent':
      return loop.parent
    case 'getTopmost':
      return topmost(loop)
    case 'hashCode':
    case 'size':
      return 0
    case 'isEmpty':
      return true
    case 'toString':
      return '{}'
    default:
      return undefined
  }
}

function topmost(loop: LoopScope): LoopScope {
  let current = loop
  while (typeof current.parent === 'object' && current.parent !== null && current.parent.kind === 'loop') current = current.parent
  return current
}

/** A class, of which nobody may ask the class. */
function classOf(target: Value): JavaClass | undefined {
  return typeof target === 'object' && target?.kind === 'class' ? undefined : { kind: 'class', name: className(target) }
}

/** The name of a bean's getter. */
export function getterOf(property: string): string {
  return `get${property.charAt(0).toUpperCase()}${property.slice(1)}`
}

/** Reads `.name`: the bean getter first, then a map's entry, then `isName()`. Undefined: unresolved. */
export function readProperty(target: Value, name: string, getter: string, budget: Budget): Value | undefined {
  if (target === null) return undefined
  if (name === 'class' || name === 'Class') return classOf(target)
  if (isMap(target)) return target.get(name)
  if (typeof target === 'string')
    return name === 'empty' ? target === '' : name === 'blank' ? callString(target, 'isBlank', [], budget) : undefined
  if (typeof target !== 'object') return undefined
  switch (target.kind) {
    case 'list':
      return name === 'empty' && !isArray(target) ? itemsOf(target, budget).length === 0 : undefined
    case 'host':
      return target.get(name)
    case 'entry':
      return name === 'key' ? target.key : name === 'value' ? target.map.get(target.key) : undefined
    case 'loop':
      return callLoop(target, getter)
    case 'class':
      return name === 'name' ? target.name : undefined
    case 'double':
      return name === 'naN' || name === 'NaN' ? Number.isNaN(target.value) : undefined
    default:
      return undefined
  }
}

/** The name of a value's Java class. */
export function className(value: Value): string {
  if (typeof value === 'string') return 'java.lang.String'
  if (typeof value === 'boolean') return 'java.lang.Boolean'
  if (typeof value === 'number') return 'java.lang.Integer'
  if (typeof value === 'bigint') return value >= -(2n ** 63n) && value < 2n ** 63n ? 'java.lang.Long' : 'java.math.BigInteger'
  if (value === null) return 'null'
  if (isDouble(value)) return 'java.lang.Double'
  switch (value.kind) {
    case 'list':
      return {
        json: 'net.minidev.json.JSONArray',
        'array-list': 'java.util.ArrayList',
        array: '[Ljava.lang.Object;',
        'text-array': '[Ljava.lang.String;',
        set: 'java.util.LinkedHashMap$LinkedKeySet',
        values: 'java.util.LinkedHashMap$LinkedValues',
      }[value.type]
    case 'map':
      return value.order === 'linked' ? 'java.util.LinkedHashMap' : 'java.util.HashMap'
    case 'char':
      return 'java.lang.Character'
    case 'class':
      return 'java.lang.Class'
    case 'entry':
      return 'java.util.LinkedHashMap$Entry'
    case 'iterator':
      return 'java.util.Iterator'
    case 'loop':
      return 'org.apache.velocity.runtime.directive.ForeachScope'
    case 'block':
      return 'org.apache.velocity.runtime.directive.Block$Reference'
    case 'host':
      return value.className
    default:
      return 'java.lang.Object'
  }
}
