import type { Budget } from '../budget.ts'
import { quoted, TemplateFailure } from '../failure.ts'
import { hashPlain } from '../java/hash-code.ts'
import { compareNumbers, toInt, toNumber } from '../java/number.ts'
import { printValue } from '../java/print.ts'
import { double, isDouble, isNumber, type JavaDouble, type Value } from '../java/value.ts'

function numberFormat(text: string): never {
  throw new TemplateFailure('evaluation', `java.lang.NumberFormatException: For input string: ${quoted(text)}`)
}

function parseInteger(text: string, limit: bigint): number | bigint {
  if (!/^[+-]?\d{1,40}$/.test(text)) return numberFormat(text)
  const value = BigInt(text.replace(/^\+/, ''))
  if (value > limit || value < -limit - 1n) return numberFormat(text)
  return limit === 2147483647n ? Number(value) : value
}

function parseDouble(text: string): JavaDouble {
  const trimmed = text.trim()
  if (!/^[+-]?(\d+(\.\d*)?([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?|Infinity|NaN)[fFdD]?$/.test(trimmed)) return numberFormat(text)
  return double(Number(trimmed.replace(/[fFdD]$/, '')))
}

/** Methods of Integer, Long, BigInteger and Double. Undefined: no such method. */
export function callNumber(value: number | bigint | JavaDouble, method: string, args: readonly Value[], budget: Budget): Value | undefined {
  const [first] = args
  if (args.length === 0) return callWithNone(value, method, budget)
  if (args.length === 2 && !isDouble(value)) return callWithTwo(value, method, first ?? null, args[1] ?? null)
  if (args.length > 1 || first === undefined) return undefined
  if (method === 'equals') return isDouble(value) ? isDouble(first) && Object.is(value.value, first.value) : value === first
  if (method === 'compareTo') return isNumber(first) && sameClass(value, first) ? compareNumbers(value, first) : undefined
  if (method === 'toString') return isNumber(first) ? printValue(first, budget) : undefined
  if (isDouble(value)) {
    if ((method === 'parseDouble' || method === 'valueOf') && typeof first === 'string') return parseDouble(first)
    if (method === 'valueOf' && isDouble(first)) return first
    return undefined
  }
  const isInt = typeof value === 'number'
  if (typeof first === 'string' && (method === 'valueOf' || method === (isInt ? 'parseInt' : 'parseLong'))) {
    return parseInteger(first, isInt ? 2147483647n : 9223372036854775807n)
  }
  if (method === 'valueOf' && typeof first === 'number') return first
  if (typeof first === 'number' && isInt) {
    if (method === 'toHexString') return (first >>> 0).toString(16)
    if (method === 'toBinaryString') return (first >>> 0).toString(2)
    if (method === 'toOctalString') return (first >>> 0).toString(8)
    if (method === 'signum') return Math.sign(first)
  }
  return undefined
}

/** What Integer has without an object, and is called on any: `$n.max(1, 2)`, `$n.parseInt("ff", 16)`. */
function callWithTwo(value: number | bigint, method: string, first: Value, second: Value): Value | undefined {
  if (typeof value !== 'number' || typeof second !== 'number') return undefined
  if (method === 'parseInt' || method === 'valueOf') return typeof first === 'string' ? parseInRadix(first, second) : undefined
  if (typeof first !== 'number') return undefined
  switch (method) {
    case 'max':
      return Math.max(first, second)
    case 'min':
      return Math.min(first, second)
    case 'sum':
      return (first + second) | 0
    case 'compare':
      return compareNumbers(first, second)
    case 'toString':
      return first.toString(isRadix(second) ? second : 10)
    default:
      return undefined
  }
}

function isRadix(radix: number): boolean {
  return radix >= 2 && radix <= 36
}

function parseInRadix(text: string, radix: number): number {
  const digits = '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, Math.max(0, radix))
  const isNumeral = isRadix(radix) && /^[+-]?[0-9a-z]{1,32}$/i.test(text)
  const value = isNumeral ? Number.parseInt(text, radix) : Number.NaN
  const fits = isNumeral && Array.from(text.toLowerCase().replace(/^[+-]/, '')).every((digit) => digits.includes(digit))
  return fits && value >= -2147483648 && value <= 2147483647 ? value : numberFormat(text)
}

function sameClass(a: number | bigint | JavaDouble, b: number | bigint | JavaDouble): boolean {
  return typeof a === typeof b
}

function callWithNone(value: number | bigint | JavaDouble, method: string, budget: Budget): Value | undefined {
  switch (method) {
    case 'toString':
      return printValue(value, budget)
    case 'intValue':
      return toInt(value)
    case 'longValue':
      // A Long stays one however small it is: it equals no Integer.
      return BigInt.asIntN(64, BigInt(isDouble(value) ? (Number.isFinite(value.value) ? Math.trunc(value.value) : 0) : value))
    case 'shortValue':
      return (toInt(value) << 16) >> 16
    case 'byteValue':
      return (toInt(value) << 24) >> 24
    case 'doubleValue':
      return double(toNumber(value))
    case 'floatValue':
      return double(Math.fround(toNumber(value)))
    case 'hashCode':
      return hashPlain(value)
    case 'isNaN':
      return isDouble(value) ? Number.isNaN(value.value) : undefined
    case 'isInfinite':
      return isDouble(value) ? Math.abs(value.value) === Number.POSITIVE_INFINITY : undefined
    default:
      return undefined
  }
}
