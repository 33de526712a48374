import { asArray, asObject, isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import type { View } from '../rule.ts'
import { describePath } from './body-path.ts'

/** Where a value does not fit a schema. */
export interface Mismatch {
  /** Of the value, as JSONPath. */
  readonly path: string
  /** A clause: `is a string, and an integer in the model`. */
  readonly says: string
  /** The list whose items have it; undefined outside of lists. */
  readonly list: readonly (string | number)[] | undefined
}

/** What a mismatch is asked of. */
export interface Comparison {
  readonly view: View
  /** A value that came from outside as it is: nothing is said of what it holds. */
  isForeign(value: JsonObject): boolean
  /** A literal that the template itself holds, so that an enumeration can be asked for it. */
  isOwn(value: Json): boolean
}

/** Schemas looked at for one value. */
const MOST_SCHEMAS = 2000
const MOST_FOUND = 50
const MOST_ITEMS = 20
/** Stands for every index: what is wrong with all items of a list is said once. */
const ITEM = -1

/** Where a value does not fit a schema: types, missing and unwanted members, and literals that no enumeration holds. */
export function mismatchesOf(value: Json, schema: JsonObject, comparison: Comparison): Mismatch[] {
  const found: Mismatch[] = []
  let left = MOST_SCHEMAS

  function check(
    given: Json,
    wanted: Json | undefined,
    path: readonly (string | number)[],
    report: (says: string, path: readonly (string | number)[]) => void,
  ): void {
    if (!isObject(wanted) || isIntrinsic(wanted) || --left <= 0) return
    if (isObject(given) && comparison.isForeign(given)) return
    if (typeof own(wanted, '$ref') === 'string') check(given, comparison.view.resolve(wanted), path, report)
    const types = asArray(own(wanted, 'type') === undefined ? [] : [own(wanted, 'type') as Json].flat())
    if (types.length > 0 && !types.some((type) => isOf(given, type as Json))) {
      report(`is ${article(kindOf(given))}, and ${types.map((type) => article(String(type))).join(' or ')} in the model`, path)
      return
    }
    const values = Object.hasOwn(wanted, 'const') ? [own(wanted, 'const')] : own(wanted, 'enum')
    if (Array.isArray(values) && comparison.isOwn(given) && !values.some((one) => JSON.stringify(one) === JSON.stringify(given)))
      report(`is \`${JSON.stringify(given)}\`, which the model does not list`, path)
    if (isObject(given)) members(given, wanted, path, report)
    if (Array.isArray(given))
      for (const item of given.slice(0, MOST_ITEMS)) check(item as Json, own(wanted, 'items'), [...path, ITEM], report)
    for (const part of asArray(own(wanted, 'allOf'))) check(given, part as Json, path, report)
    for (const keyword of ['oneOf', 'anyOf']) {
      const options = asArray(own(wanted, keyword))
      if (options.length > 0 && !options.some((option) => fits(given, option as Json, path)))
        report('fits none of the alternatives in the model', path)
    }
  }

  function fits(given: Json, wanted: Json, path: readonly (string | number)[]): boolean {
    let fault = false
    check(given, wanted, path, () => {
      fault = true
    })
    return !fault
  }

  function members(
    given: JsonObject,
    wanted: JsonObject,
    path: readonly (string | number)[],
    report: (says: string, path: readonly (string | number)[]) => void,
  ): void {
    const properties = asObject(own(wanted, 'properties'))
    for (const name of asArray(own(wanted, 'required'))) {
      // What only requests have is not answered.
      const isAsked = typeof name === 'string' && own(asObject(own(properties, name)), 'writeOnly') !== true
      if (isAsked && !Object.hasOwn(given, name)) report('is missing, and required in the model', [...path, name])
    }
    for (const [name, member] of Object.entries(given)) {
      const property = own(properties, name)
      if (property !== undefined) check(member, property, [...path, name], report)
      else if (own(wanted, 'additionalProperties') === false && !Object.hasOwn(wanted, 'patternProperties'))
        report('is not in the model, which allows no other members', [...path, name])
      else check(member, own(wanted, 'additionalProperties'), [...path, name], report)
    }
  }

  check(value, schema, [], (says, path) => {
    const last = path.lastIndexOf(ITEM)
    const mismatch = { path: describePath(path).replaceAll(`[${ITEM}]`, '[*]'), says, list: last === -1 ? undefined : path.slice(0, last) }
    const isKnown = found.some((other) => other.path === mismatch.path && other.says === says)
    if (!isKnown && found.length < MOST_FOUND) found.push(mismatch)
  })
  return found
}

/** Whether a list on a path has items: only then does a value say something of them. */
export function hasItems(value: Json, path: readonly (string | number)[]): boolean {
  const [key, ...rest] = path
  if (key === undefined) return Array.isArray(value) && value.length > 0
  if (key === ITEM) return Array.isArray(value) && value.some((item) => hasItems(item as Json, rest))
  const member = isObject(value) ? own(value, String(key)) : undefined
  return member !== undefined && hasItems(member, rest)
}

function kindOf(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value
}

function isOf(value: Json, type: Json): boolean {
  if (type === 'integer') return typeof value === 'number' && Number.isInteger(value)
  return kindOf(value) === type
}

function article(word: string): string {
  if (word === 'null') return '`null`'
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`
}
