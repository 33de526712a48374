import { BlockList, isIP } from 'node:net'
import { isObject, own } from '../../json.ts'
import { matchesWildcards } from './wildcards.ts'

/** The values of condition keys, by their names in lower case. A key that is not there has no value in this request. */
export type ConditionKeys = Readonly<Record<string, readonly string[]>>

/** Whether the conditions of a statement are met; `unknown` where one cannot be evaluated. */
export type ConditionOutcome = { readonly kind: 'met' | 'unmet' } | { readonly kind: 'unknown'; readonly why: string }

/** Whether one value fits one that the policy names. Undefined: one of them is not of the operator's kind. */
type Test = (actual: string, wanted: string) => boolean | undefined

interface Operator {
  readonly test: Test
  /** A negated operator holds where no value that is named fits. */
  readonly negated: boolean
}

/** Every operator of IAM but BinaryEquals, which no key of a request needs (guide: JSON policy elements, condition operators). */
const operators: Readonly<Record<string, Operator>> = {
  ...pair('String', 'Equals', (actual, wanted) => actual === wanted),
  ...pair('String', 'EqualsIgnoreCase', (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase()),
  ...pair('String', 'Like', (actual, wanted) => matchesWildcards(wanted, actual)),
  ...pair('Arn', 'Equals', arnMatches),
  ...pair('Arn', 'Like', arnMatches),
  ...ordered('Numeric', Number),
  ...ordered('Date', (text) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text))),
  Bool: { test: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(), negated: false },
  IpAddress: { test: isInRange, negated: false },
  NotIpAddress: { test: isInRange, negated: true },
}

/** `StringEquals` and `StringNotEquals`. */
function pair(kind: string, name: string, test: Test): Record<string, Operator> {
  return { [`${kind}${name}`]: { test, negated: false }, [`${kind}Not${name}`]: { test, negated: true } }
}

function ordered(kind: string, read: (text: string) => number): Record<string, Operator> {
  const compared =
    (holds: (actual: number, wanted: number) => boolean): Test =>
    (actual, wanted) => {
      const [a, b] = [read(actual), read(wanted)]
      return Number.isNaN(a) || Number.isNaN(b) ? undefined : holds(a, b)
    }
  const positive = (holds: (actual: number, wanted: number) => boolean): Operator => ({ test: compared(holds), negated: false })
  return {
    ...pair(
      kind,
      'Equals',
      compared((a, b) => a === b),
    ),
    [`${kind}LessThan`]: positive((a, b) => a < b),
    [`${kind}LessThanEquals`]: positive((a, b) => a <= b),
    [`${kind}GreaterThan`]: positive((a, b) => a > b),
    [`${kind}GreaterThanEquals`]: positive((a, b) => a >= b),
  }
}

/** Each of the six parts of an ARN for itself: a star crosses no colon but those of the last part. */
function arnMatches(actual: string, wanted: string): boolean {
  const [a, b] = [arnParts(actual), arnParts(wanted)]
  return wanted === '*' || (b.length === 6 && b.every((pattern, index) => matchesWildcards(pattern, a[index] ?? '')))
}

function arnParts(arn: string): readonly string[] {
  const parts = arn.split(':')
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')]
}

function isInRange(actual: string, wanted: string): boolean | undefined {
  const [network = '', length] = wanted.split('/')
  const version = isIP(network)
  const bits = version === 6 ? 128 : 32
  const prefix = length === undefined ? bits : Number(length)
  if (version === 0 || isIP(actual) === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > bits) return undefined
  if (isIP(actual) !== version) return false
  const list = new BlockList()
  list.addSubnet(network, prefix, version === 6 ? 'ipv6' : 'ipv4')
  return list.check(actual, version === 6 ? 'ipv6' : 'ipv4')
}

/** All operators and all of their keys have to hold; of the values of one key, one has to fit. */
export function conditionOutcome(condition: unknown, keys: ConditionKeys): ConditionOutcome {
  if (condition === undefined) return { kind: 'met' }
  if (!isObject(condition)) return { kind: 'unknown', why: 'its Condition is no object' }
  let unknown: ConditionOutcome | undefined
  for (const [name, tests] of Object.entries(condition)) {
    for (const [key, value] of Object.entries(isObject(tests) ? tests : {})) {
      const outcome = outcomeOf(name, value, own(keys, key.toLowerCase()))
      if (outcome === false) return { kind: 'unmet' }
      if (outcome === undefined) unknown = { kind: 'unknown', why: `the condition ${name} on ${key} cannot be evaluated` }
    }
  }
  return unknown ?? { kind: 'met' }
}

/** `ForAnyValue:StringLike`, `NumericLessThanIfExists`, `Null`. */
function outcomeOf(name: string, value: unknown, actual: readonly string[] | undefined): boolean | undefined {
  const [, set, base = '', ifExists] = /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/.exec(name) ?? []
  const wanted = textsOf(value)
  if (wanted === undefined) return undefined
  if (base === 'Null') return wanted.some((text) => (text.toLowerCase() === 'true') === (actual === undefined))
  const operator = own(operators, base)
  // A variable of the policy language would have to be resolved first.
  if (operator === undefined || wanted.some((text) => text.includes('${'))) return undefined
  if (actual === undefined || actual.length === 0)
    return ifExists !== undefined || (set === undefined ? operator.negated : set === 'ForAllValues')
  const outcomes = actual.map((one) => fits(operator, one, wanted))
  if (outcomes.includes(undefined)) return undefined
  return set === 'ForAllValues' ? outcomes.every((one) => one === true) : outcomes.some((one) => one === true)
}

function fits({ test, negated }: Operator, actual: string, wanted: readonly string[]): boolean | undefined {
  const tested = wanted.map((one) => test(actual, one))
  if (tested.includes(true)) return !negated
  return tested.includes(undefined) ? undefined : negated
}

function textsOf(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list.every((item) => ['string', 'number', 'boolean'].includes(typeof item)) ? list.map(String) : undefined
}

/** True for a list of texts. */
export function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
