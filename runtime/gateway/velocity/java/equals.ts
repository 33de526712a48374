import type { Budget } from '../budget.ts'
import { TemplateFailure } from '../failure.ts'
import { compareNumbers } from './number.ts'
import { printValue } from './print.ts'
import { isArray, isDouble, isInteger, isList, isMap, isNumber, type JavaList, type Value } from './value.ts'

const deepest = 400

/** `equals` of Java: same type, same content; lists and maps deep. */
export function javaEquals(left: Value, right: Value, budget: Budget, depth = 0): boolean {
  budget.step()
  if (depth > deepest) throw new TemplateFailure('evaluation', 'A value is nested too deeply, or holds itself')
  if (typeof left === 'string' && typeof right === 'string') return equalTexts(left, right, budget)
  if (left === right) return true
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object')
    return isInteger(left) && isInteger(right) && left === right
  if (isDouble(left)) return isDouble(right) && Object.is(left.value, right.value)
  if (left.kind === 'char') return right.kind === 'char' && left.value === right.value
  if (isList(left)) {
    if (isList(right) && (left.type === 'set' || right.type === 'set')) return equalSets(left, right, budget, depth)
    if (!isList(right) || !isListed(left) || !isListed(right)) return false
    const [mine, theirs] = [left.items, right.items]
    return mine.length === theirs.length && mine.every((item, at) => javaEquals(item, theirs[at] ?? null, budget, depth + 1))
  }
  if (isMap(left)) {
    if (!isMap(right) || left.size !== right.size) return false
    budget.elements(left.size)
    return left.entries().every(([key, value]) => right.has(key) && javaEquals(value, right.get(key), budget, depth + 1))
  }
  if (left.kind === 'entry')
    return (
      right.kind === 'entry' &&
      javaEquals(left.key, right.key, budget, depth + 1) &&
      javaEquals(left.map.get(left.key), right.map.get(right.key), budget, depth + 1)
    )
  if (left.kind === 'class') return right.kind === 'class' && left.name === right.name
  return false
}

/** Arrays and the values of a map are equal to nothing but themselves. */
function isListed(list: JavaList): boolean {
  return !isArray(list) && list.type !== 'values'
}

function equalSets(left: JavaList, right: JavaList, budget: Budget, depth: number): boolean {
  const [mine, theirs] = [left.items, right.items]
  budget.elements(mine.length + theirs.length)
  if (left.type !== right.type || mine.length !== theirs.length) return false
  return mine.every((item) => theirs.some((other) => javaEquals(item, other, budget, depth + 1)))
}

function equalTexts(left: string, right: string, budget: Budget): boolean {
  if (left.length !== right.length) return false
  budget.text(left.length)
  return left === right
}

/** Velocity's `==`: numbers by value, the same class by `equals`, everything else by its text. */
export function looseEquals(left: Value, right: Value, budget: Budget): boolean {
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right) === 0
  if (left === null || right === null) return left === right
  if (typeof left === 'string' && typeof right === 'string') return equalTexts(left, right, budget)
  if (typeof left === 'boolean' && typeof right === 'boolean') return left === right
  const comparable = typeof left === 'object' && typeof right === 'object' && left.kind === right.kind && left.kind !== 'block'
  if (comparable && (!isList(left) || (isList(right) && isArray(left) === isArray(right)))) return javaEquals(left, right, budget)
  const [leftText, rightText] = [printValue(left, budget), printValue(right, budget)]
  return leftText === null || rightText === null ? leftText === rightText : equalTexts(leftText, rightText, budget)
}
