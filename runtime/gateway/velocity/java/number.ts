import { TemplateFailure } from '../failure.ts'
import { double, integer, isDouble, isInteger, type JavaDouble, type Value } from './value.ts'

/** `Double.toString`: `2.0`, `1.0E10`, `1.0E-5`. */
export function printDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const magnitude = Math.abs(value)
  if (magnitude >= 1e-3 && magnitude < 1e7) {
    const text = String(value)
    return text.includes('.') ? text : `${text}.0`
  }
  const [digits = '', exponent = ''] = value.toExponential().split('e')
  return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`
}

/** The number as a JavaScript number, exactness aside. */
export function toNumber(value: number | bigint | JavaDouble): number {
  return typeof value === 'object' ? value.value : Number(value)
}

/** What `Number.intValue()` gives. */
export function toInt(value: number | bigint | JavaDouble): number {
  if (typeof value === 'bigint') return Number(BigInt.asIntN(32, value))
  const number = toNumber(value)
  if (typeof value === 'object') return Number.isNaN(number) ? 0 : Math.max(-2147483648, Math.min(2147483647, Math.trunc(number)))
  return number | 0
}

/** Compares two numbers by value: negative, zero or positive. */
export function compareNumbers(left: number | bigint | JavaDouble, right: number | bigint | JavaDouble): number {
  if (isInteger(left) && isInteger(right)) return left < right ? -1 : left > right ? 1 : 0
  const a = toNumber(left)
  const b = toNumber(right)
  return a < b ? -1 : a > b ? 1 : 0
}

/** Velocity's arithmetic: exact on integers, doubles where one side is a Double; null for a division by zero and for what is no number. */
export function calculate(operator: '+' | '-' | '*' | '/' | '%', left: Value, right: Value): Value {
  const leftDouble = isDouble(left)
  const rightDouble = isDouble(right)
  if (leftDouble || rightDouble) {
    if (!(leftDouble || isInteger(left)) || !(rightDouble || isInteger(right))) return null
    const a = toNumber(left)
    const b = toNumber(right)
    if ((operator === '/' || operator === '%') && b === 0) return null
    if (operator === '%' && (isBeyondLong(left) || isBeyondLong(right)))
      throw new TemplateFailure('evaluation', 'java.lang.ArithmeticException: Cannot calculate the modulo of BigDecimals.')
    return double(operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : operator === '/' ? a / b : a % b)
  }
  if (!isInteger(left) || !isInteger(right)) return null
  if (typeof left === 'number' && typeof right === 'number' && operator !== '/' && operator !== '%') {
    const result = operator === '+' ? left + right : operator === '-' ? left - right : left * right
    if (result === (result | 0)) return result
  }
  const a = bounded(BigInt(left))
  const b = bounded(BigInt(right))
  if ((operator === '/' || operator === '%') && b === 0n) return null
  const result = bounded(
    operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : operator === '/' ? a / b : modulo(a, b),
  )
  // What a Long takes part in stays a Long.
  return typeof left === 'bigint' || typeof right === 'bigint' ? result : integer(result)
}

/** A BigInteger that is no Long; one with a Double is calculated with as BigDecimals. */
function isBeyondLong(value: Value): boolean {
  return typeof value === 'bigint' && BigInt.asIntN(64, value) !== value
}

/** The sign is that of the dividend, but of no BigInteger. */
function modulo(a: bigint, b: bigint): bigint {
  if (!isBeyondLong(a) && !isBeyondLong(b)) return a % b
  if (b < 0n) throw new TemplateFailure('evaluation', 'java.lang.ArithmeticException: BigInteger: modulus not positive')
  return ((a % b) + b) % b
}

/** Beyond it, calculating takes more than a step. */
const largest = 1n << 4096n

function bounded(value: bigint): bigint {
  if (value > largest || value < -largest) throw new TemplateFailure('budget', 'An integer to calculate with has more than 1,233 digits')
  return value
}
