import { asArray, asObject, isObject, type Json, type JsonObject, own } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import type { View } from '../rule.ts'

/** A place in a sampled value that holds a text, and may hold any other. */
export interface TextPlace {
  readonly path: readonly (string | number)[]
}

/** A value that fits a schema, and where texts of the client's stand in it. */
export interface Sample {
  readonly value: Json
  readonly texts: readonly TextPlace[]
}

/** Values in one sample: more would say nothing new. */
const MOST_VALUES = 300
const DEEPEST = 8
/** A text that nobody could object to. */
export const PLAIN = 'text'

/** A value that fits a schema: with every member, or with those that have to be there. */
export function sampleBody(schema: JsonObject, members: 'all' | 'required', view: Pick<View, 'resolve'>): Sample {
  const texts: TextPlace[] = []
  let left = MOST_VALUES

  function sample(given: Json | undefined, path: readonly (string | number)[]): Json {
    left--
    if (!isObject(given) || isIntrinsic(given) || left <= 0 || path.length > DEEPEST) return null
    const parts = partsOf(given)
    for (const part of parts) {
      const value = Object.hasOwn(part, 'const') ? own(part, 'const') : asArray(own(part, 'enum'))[0]
      if (value !== undefined) return value
    }
    switch (typeOf(parts)) {
      case 'object':
        return object(parts, path)
      case 'array':
        return array(parts, path)
      case 'string':
        return text(parts, path)
      case 'boolean':
        return true
      case 'null':
        return null
      default:
        return number(parts)
    }
  }

  /** The schema, what it refers to and all of `allOf`; of alternatives the first. */
  function partsOf(start: JsonObject): JsonObject[] {
    const parts: JsonObject[] = []
    const stack = [start]
    for (let next = stack.pop(); next !== undefined && left > 0; next = stack.pop()) {
      left--
      if (parts.includes(next)) continue
      parts.push(next)
      if (typeof own(next, '$ref') === 'string') stack.push(view.resolve(next))
      for (const member of asArray(own(next, 'allOf'))) stack.push(asObject(member))
      for (const keyword of ['oneOf', 'anyOf']) {
        const options = asArray(own(next, keyword)).filter(isObject)
        const option = options.find((candidate) => own(candidate, 'type') !== 'null') ?? options[0]
        if (option) stack.push(option)
      }
    }
    return parts
  }

  function object(parts: readonly JsonObject[], path: readonly (string | number)[]): Json {
    const required = new Set(parts.flatMap((part) => asArray(own(part, 'required'))))
    const value: Record<string, Json> = Object.create(null)
    for (const part of parts) {
      for (const [name, property] of Object.entries(asObject(own(part, 'properties')))) {
        const isWanted = required.has(name) || members === 'all'
        if (isWanted && !Object.hasOwn(value, name) && own(asObject(property), 'readOnly') !== true)
          value[name] = sample(property, [...path, name])
      }
    }
    return value
  }

  function array(parts: readonly JsonObject[], path: readonly (string | number)[]): Json {
    const items = parts.map((part) => own(part, 'items')).find(isObject)
    const least = Math.max(0, ...parts.map((part) => Number(own(part, 'minItems') ?? 0)).filter(Number.isFinite))
    const length = Math.min(3, Math.max(least, members === 'all' ? 1 : 0))
    return Array.from({ length }, (_, index) => sample(items, [...path, index]))
  }

  function text(parts: readonly JsonObject[], path: readonly (string | number)[]): Json {
    const constraint = parts.find((part) =>
      ['pattern', 'format', 'maxLength', 'contentEncoding'].some((keyword) => Object.hasOwn(part, keyword)),
    )
    if (!constraint) texts.push({ path })
    const format = parts.map((part) => own(part, 'format')).find((one) => typeof one === 'string')
    return typeof format === 'string' && Object.hasOwn(FORMATS, format) ? (FORMATS[format] ?? PLAIN) : PLAIN
  }

  const value = sample(schema, [])
  return { value, texts }
}

const FORMATS: Readonly<Record<string, string>> = {
  date: '2024-02-29',
  'date-time': '2024-02-29T12:00:00Z',
  email: 'tom@example.com',
  uri: 'https://example.com/',
  uuid: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
}

function number(parts: readonly JsonObject[]): Json {
  const bound = (keyword: string, step: number): number[] =>
    parts.flatMap((part) => {
      const value = own(part, keyword)
      return typeof value === 'number' ? [value + step] : []
    })
  const least = Math.max(...bound('minimum', 0), ...bound('exclusiveMinimum', 1))
  const most = Math.min(...bound('maximum', 0), ...bound('exclusiveMaximum', -1))
  return Number.isFinite(least) ? least : Number.isFinite(most) ? Math.min(1, most) : 1
}

/** The first type that is said or implied; a number where none is. */
function typeOf(parts: readonly JsonObject[]): string | undefined {
  for (const part of parts) {
    const type = own(part, 'type')
    const said = Array.isArray(type) ? (type.find((one) => one !== 'null') ?? type[0]) : type
    if (typeof said === 'string') return said
  }
  if (parts.some((part) => Object.hasOwn(part, 'properties'))) return 'object'
  return parts.some((part) => Object.hasOwn(part, 'items')) ? 'array' : undefined
}

/** The value with a text put in at a place of it. */
export function withText(value: Json, path: readonly (string | number)[], text: string): Json {
  const [key, ...rest] = path
  if (key === undefined) return text
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? withText(item as Json, rest, text) : (item as Json)))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === key ? withText(item as Json, rest, text) : (item as Json)]),
  )
}

/** The value without one of its members. */
export function withoutMember(value: Json, path: readonly (string | number)[]): Json {
  const [key, ...rest] = path
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? withoutMember(item as Json, rest) : (item as Json)))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      if (name !== key) return [[name, item as Json]]
      return rest.length === 0 ? [] : [[name, withoutMember(item as Json, rest)]]
    }),
  )
}
