import type { Budget } from '../budget.ts'
import { isInteger, type JavaDouble, type Value } from './value.ts'

/** Nothing real is nested deeper; what a value that holds itself comes to, Java does not live to say. */
const deepest = 100

/** `hashCode` of a value, deep in lists and maps. */
export function hashCode(value: Value, budget: Budget, depth = 0): number {
  budget.step()
  if (depth > deepest) return 0
  if (typeof value !== 'object' || value === null || value.kind === 'double' || value.kind === 'char') {
    if (typeof value === 'string') budget.text(value.length)
    return hashPlain(value)
  }
  switch (value.kind) {
    case 'list': {
      const { items } = value
      budget.elements(items.length)
      const set = value.type === 'set'
      let hash = set ? 0 : 1
      for (const item of items) hash = ((set ? hash : Math.imul(31, hash)) + hashCode(item, budget, depth + 1)) | 0
      return hash
    }
    case 'map': {
      budget.elements(value.size)
      let hash = 0
      for (const [key, item] of value.entries()) hash = (hash + (hashCode(key, budget, depth + 1) ^ hashCode(item, budget, depth + 1))) | 0
      return hash
    }
    case 'entry':
      return hashCode(value.key, budget, depth + 1) ^ hashCode(value.map.get(value.key), budget, depth + 1)
    default:
      return 0
  }
}

/** `hashCode` of a value that holds no others; 0 for what does. */
export function hashPlain(value: Value): number {
  if (value === null) return 0
  if (typeof value === 'string') return hashText(value)
  if (typeof value === 'boolean') return value ? 1231 : 1237
  if (typeof value === 'number' && value === (value | 0)) return value
  if (isInteger(value)) {
    const long = BigInt.asUintN(64, BigInt(value))
    return Number(BigInt.asIntN(32, long ^ (long >> 32n)))
  }
  if (value.kind === 'double') return hashDouble(value)
  return value.kind === 'char' ? value.value.charCodeAt(0) : 0
}

/** `String.hashCode`. */
export function hashText(text: string): number {
  let hash = 0
  for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0
  return hash
}

function hashDouble({ value }: JavaDouble): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return view.getInt32(0) ^ view.getInt32(4)
}
