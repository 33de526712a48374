import { asArray, asObject, isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import type { View } from '../rule.ts'
import type { BodyStep } from './body-path.ts'

/** What a JSON Schema says of a value on a way through it. */
export type Found =
  /** One of these describes the value; `certain` where every body that fits the schema has it. */
  | { readonly kind: 'described'; readonly schemas: readonly JsonObject[]; readonly certain: boolean }
  /** Nothing is said of it. */
  | { readonly kind: 'open' }
  /** The schema lists members and this is none of them, but others are allowed. */
  | { readonly kind: 'undeclared'; readonly at: number; readonly names: readonly string[] }
  /** No body that fits the schema has it. */
  | {
      readonly kind: 'impossible'
      readonly at: number
      readonly why: 'closed' | 'no-object' | 'no-array'
      readonly names: readonly string[]
    }

/** Schemas looked at for one way: more are no model that people read. */
const MOST_SCHEMAS = 500

/** Follows the steps of a way through a schema; `at` of an answer is the step that ends it. */
export function follow(schema: Json | undefined, steps: readonly BodyStep['step'][], view: View): Found {
  const reading: Reading = { view, left: MOST_SCHEMAS }
  let current: readonly JsonObject[] = [asObject(schema)]
  let certain = true
  for (const [at, step] of steps.entries()) {
    const next = stepInto(current, step, reading)
    if (next === 'open' || reading.left <= 0) return { kind: 'open' }
    if (!('schemas' in next)) return { ...next, at }
    current = next.schemas
    certain &&= next.certain
  }
  return { kind: 'described', schemas: current, certain }
}

/** The types that a value described by one of some schemas may have; undefined where any. */
export function typesOf(schemas: readonly JsonObject[], view: View): ReadonlySet<string> | undefined {
  const reading: Reading = { view, left: MOST_SCHEMAS }
  const found = new Set<string>()
  for (const schema of schemas) {
    const types = typesOfOne(schema, reading, 0)
    if (!types) return undefined
    for (const type of types) found.add(type)
  }
  return found
}

interface Reading {
  readonly view: View
  left: number
}

type Next =
  | 'open'
  | { readonly schemas: readonly JsonObject[]; readonly certain: boolean }
  | { readonly kind: 'undeclared'; readonly names: readonly string[] }
  | { readonly kind: 'impossible'; readonly why: 'closed' | 'no-object' | 'no-array'; readonly names: readonly string[] }

function stepInto(alternatives: readonly JsonObject[], step: BodyStep['step'], reading: Reading): Next {
  const results = alternatives.map((schema) =>
    step.kind === 'property' ? memberOf(schema, step.name, reading, 0) : itemOf(schema, step, reading, 0),
  )
  return anyOf(results)
}

/** What may be in one of several is possible; it is certain where it is so in all. */
function anyOf(results: readonly Next[]): Next {
  if (results.includes('open')) return 'open'
  const schemas = results.flatMap((result) => (result !== 'open' && 'schemas' in result ? result.schemas : []))
  if (schemas.length > 0) return { schemas, certain: results.every((result) => result !== 'open' && 'schemas' in result && result.certain) }
  const names = [...new Set(results.flatMap((result) => (result !== 'open' && 'names' in result ? result.names : [])))]
  if (results.some((result) => result !== 'open' && 'kind' in result && result.kind === 'undeclared')) return { kind: 'undeclared', names }
  const [first] = results
  if (first === undefined || first === 'open' || !('kind' in first)) return 'open'
  const closed = results.some((result) => result !== 'open' && 'why' in result && result.why === 'closed')
  return { kind: 'impossible', why: closed || !('why' in first) ? 'closed' : first.why, names }
}

function memberOf(schema: JsonObject, name: string, reading: Reading, depth: number): Next {
  const parts = partsOf(schema, reading)
  if (!parts || depth > MOST_NESTED) return 'open'
  const { plain, choices } = parts
  const types = typesIn(plain)
  if (types && !types.includes('object')) return { kind: 'impossible', why: 'no-object', names: [] }
  const declared = plain.flatMap((part) => {
    const property = own(asObject(own(part, 'properties')), name)
    return property === undefined ? [] : [asObject(property)]
  })
  const required = plain.some((part) => asArray(own(part, 'required')).includes(name)) && (types === undefined || types.length === 1)
  if (declared.length > 0) return { schemas: declared, certain: required }
  if (plain.some((part) => Object.hasOwn(part, 'patternProperties'))) return 'open'
  const additional = plain.flatMap((part) =>
    isObject(own(part, 'additionalProperties')) ? [asObject(own(part, 'additionalProperties'))] : [],
  )
  if (additional.length > 0) return { schemas: additional, certain: false }
  const results = choices.map((choice) => anyOf(choice.map((option) => memberOf(option, name, reading, depth + 1))))
  const described = results.find((result) => result !== 'open' && 'schemas' in result)
  if (described) return described
  if (results.includes('open') || required) return 'open'
  const names = [...new Set(plain.flatMap((part) => Object.keys(asObject(own(part, 'properties')))))]
  if (plain.some((part) => own(part, 'additionalProperties') === false || own(part, 'unevaluatedProperties') === false)) {
    return { kind: 'impossible', why: 'closed', names }
  }
  const [choice] = results
  if (choice !== undefined && choice !== 'open' && 'kind' in choice) return { ...choice, names: [...new Set([...names, ...choice.names])] }
  return names.length > 0 ? { kind: 'undeclared', names } : 'open'
}

function itemOf(schema: JsonObject, step: Exclude<BodyStep['step'], { kind: 'property' }>, reading: Reading, depth: number): Next {
  if (step.kind !== 'index' && step.kind !== 'element') return 'open'
  const parts = partsOf(schema, reading)
  if (!parts || depth > MOST_NESTED) return 'open'
  const types = typesIn(parts.plain)
  // A loop goes through the values of an object too.
  if (types && !types.includes('array') && !(step.kind === 'element' && types.includes('object'))) {
    return { kind: 'impossible', why: 'no-array', names: [] }
  }
  if (types?.includes('object')) return 'open'
  const items = parts.plain.flatMap((part) => {
    const prefix = asArray(own(part, 'prefixItems'))
    const listed = step.kind === 'index' && step.index >= 0 ? prefix[step.index] : undefined
    if (isObject(listed)) return [listed]
    if (prefix.length > 0) return []
    const item = own(part, 'items')
    return isObject(item) ? [item] : []
  })
  if (items.length > 0) return { schemas: items, certain: step.kind === 'element' }
  const [choice] = parts.choices.map((options) => anyOf(options.map((option) => itemOf(option, step, reading, depth + 1))))
  return choice ?? 'open'
}

const MOST_NESTED = 20

interface Parts {
  /** The schema itself, what it refers to, and their `allOf`: all of them hold. */
  readonly plain: readonly JsonObject[]
  /** Of each of these lists one holds. */
  readonly choices: readonly (readonly JsonObject[])[]
}

/** Undefined where the schema cannot be known, or is too large to be looked at. */
function partsOf(schema: JsonObject, reading: Reading): Parts | undefined {
  const plain: JsonObject[] = []
  const choices: JsonObject[][] = []
  const seen = new Set<JsonObject>()
  const stack = [schema]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    if (--reading.left <= 0 || isIntrinsic(next)) return undefined
    plain.push(next)
    if (typeof own(next, '$ref') === 'string') stack.push(reading.view.resolve(next))
    for (const member of asArray(own(next, 'allOf'))) stack.push(asObject(member))
    for (const keyword of ['oneOf', 'anyOf']) {
      const options = asArray(own(next, keyword)).filter(isObject)
      if (options.length > 0) choices.push(options)
    }
  }
  return { plain, choices }
}

/** The types that all parts allow; undefined where none says any. */
function typesIn(parts: readonly JsonObject[]): readonly string[] | undefined {
  let found: readonly string[] | undefined
  for (const part of parts) {
    const type = own(part, 'type')
    const said = (Array.isArray(type) ? type : [type]).filter((one): one is string => typeof one === 'string')
    const values = Object.hasOwn(part, 'const') ? [own(part, 'const')] : own(part, 'enum')
    const implied = said.length > 0 ? said : Array.isArray(values) && values.length > 0 ? [...new Set(values.map(typeOf))] : undefined
    if (implied) found = found ? found.filter((one) => implied.includes(one)) : implied
  }
  return found
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function typesOfOne(schema: JsonObject, reading: Reading, depth: number): ReadonlySet<string> | undefined {
  const parts = partsOf(schema, reading)
  if (!parts || depth > MOST_NESTED) return undefined
  const said = typesIn(parts.plain)
  if (said) return new Set(said)
  if (parts.plain.some((part) => Object.hasOwn(part, 'properties'))) return new Set(['object'])
  for (const options of parts.choices) {
    const types = options.map((option) => typesOfOne(option, reading, depth + 1))
    if (types.every((type) => type !== undefined)) return new Set(types.flatMap((type) => [...(type ?? [])]))
  }
  return undefined
}
