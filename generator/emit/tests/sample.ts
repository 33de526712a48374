import { isObject, type Json, type JsonObject, own, put } from '../../base/json.ts'
import { textOfPattern } from './text-of-pattern.ts'

/** The normalized JSON Schema that a local reference leads to; undefined where it leads nowhere. */
export type LookUp = (ref: string) => JsonObject | boolean | undefined

/** Deeper than this a sample ends: required members may lead in a circle. */
const DEEPEST = 12

const TEXT = 'text'

/** Texts of formats that handlers check. */
const FORMATS: JsonObject = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  time: '12:00:00Z',
  duration: 'P1D',
  email: 'ann@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  'uri-reference': '/',
  uuid: '123e4567-e89b-12d3-a456-426614174000',
  byte: 'AA==',
}

/**
 * A value that a schema likely allows: its own example, default or first listed value, else the least of its type, with the members
 * that a request must have. What conditions ask for is not made up.
 */
export function sampleOf(schema: JsonObject | boolean, lookUp: LookUp, depth = 0): Json {
  if (typeof schema === 'boolean' || depth > DEEPEST) return TEXT
  const given = givenBy(schema)
  if (given !== undefined) return given
  const ref = own(schema, '$ref')
  if (typeof ref === 'string') return sampleOf(lookUp(ref) ?? true, lookUp, depth + 1)
  for (const keyword of ['oneOf', 'anyOf']) {
    const members = own(schema, keyword)
    const first = Array.isArray(members) ? members.find((member) => !(isObject(member) && own(member, 'type') === 'null')) : undefined
    if (isObject(first) && !Object.hasOwn(schema, 'properties'))
      return tagged(sampleOf(first, lookUp, depth + 1), first, own(schema, 'discriminator'))
  }
  const parts = own(schema, 'allOf')
  if (Array.isArray(parts)) return merged([...(parts as readonly Json[]), withoutAllOf(schema)], lookUp, depth)
  return ofType(schema, lookUp, depth)
}

function givenBy(schema: JsonObject): Json | undefined {
  for (const keyword of ['const', 'example', 'default']) if (Object.hasOwn(schema, keyword)) return schema[keyword]
  for (const keyword of ['examples', 'enum']) {
    const values = own(schema, keyword)
    if (Array.isArray(values) && values.length > 0) return values[0] as Json
  }
  return undefined
}

/** A value that says which alternative it is, where a discriminator asks for that. */
function tagged(value: Json, member: JsonObject, discriminator: Json | undefined): Json {
  const name = isObject(discriminator) ? own(discriminator, 'propertyName') : undefined
  const ref = own(member, '$ref')
  if (!isObject(value) || !isObject(discriminator) || typeof name !== 'string' || typeof ref !== 'string') return value
  const mapping = own(discriminator, 'mapping')
  const said = isObject(mapping) ? Object.keys(mapping).find((key) => mapping[key] === ref) : undefined
  const told: Record<string, Json> = { ...value }
  put(told, name, said ?? ref.slice(ref.lastIndexOf('/') + 1))
  return told
}

function withoutAllOf(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== 'allOf'))
}

/** Members of all parts that are objects; else the first part that says a type. */
function merged(parts: readonly Json[], lookUp: LookUp, depth: number): Json {
  const values = parts
    .filter((part) => isObject(part) && Object.keys(part).length > 0)
    .map((part) => sampleOf(part as JsonObject, lookUp, depth + 1))
  const objects = values.filter(isObject)
  if (objects.length === 0) return values[0] ?? TEXT
  const value: Record<string, Json> = {}
  for (const object of objects) for (const [name, member] of Object.entries(object)) put(value, name, member as Json)
  return value
}

function ofType(schema: JsonObject, lookUp: LookUp, depth: number): Json {
  const said = own(schema, 'type')
  const type = Array.isArray(said) ? said.find((name) => name !== 'null') : said
  const properties = own(schema, 'properties')
  if (type === 'object' || (type === undefined && (isObject(properties) || Object.hasOwn(schema, 'required'))))
    return ofObject(schema, lookUp, depth)
  if (type === 'array' || (type === undefined && Object.hasOwn(schema, 'items'))) {
    const items = own(schema, 'items')
    const item = sampleOf(isObject(items) ? items : true, lookUp, depth + 1)
    const least = Math.max(1, Math.min(numberOf(schema, 'minItems') ?? 1, 20))
    const another = own(schema, 'uniqueItems') === true && isObject(items) ? differing(items, item, lookUp) : () => item
    return numberOf(schema, 'maxItems') === 0 ? [] : Array.from({ length: least }, (_, index) => another(index))
  }
  if (type === 'integer' || type === 'number') return ofNumber(schema)
  if (type === 'boolean') return true
  return said === 'null' ? null : ofText(schema)
}

/** Items that are all different: listed values in turn, numbers and free texts counted on. Others can only repeat. */
function differing(items: JsonObject, item: Json, lookUp: LookUp): (index: number) => Json {
  const ref = own(items, '$ref')
  const target = typeof ref === 'string' ? lookUp(ref) : items
  const schema = isObject(target) ? target : {}
  const listed = own(schema, 'enum')
  if (Array.isArray(listed)) return (index) => (listed[index] as Json | undefined) ?? item
  if (typeof item === 'number') return (index) => item + index * (numberOf(schema, 'multipleOf') ?? 1)
  const free = typeof item === 'string' && !Object.hasOwn(schema, 'pattern') && !Object.hasOwn(schema, 'format')
  return (index) => (free && index > 0 ? `${item}${index}` : item)
}

function ofObject(schema: JsonObject, lookUp: LookUp, depth: number): Json {
  const properties = own(schema, 'properties')
  const required = own(schema, 'required')
  const value: Record<string, Json> = {}
  for (const name of Array.isArray(required) ? required : []) {
    const member = typeof name === 'string' && isObject(properties) ? own(properties, name) : undefined
    if (isObject(member) && own(member, 'readOnly') === true) continue
    if (typeof name === 'string') put(value, name, sampleOf(isObject(member) ? member : true, lookUp, depth + 1))
  }
  return value
}

function ofNumber(schema: JsonObject): number {
  const step = numberOf(schema, 'multipleOf') ?? 1
  const [open, closed] = [numberOf(schema, 'exclusiveMinimum'), numberOf(schema, 'minimum')]
  const most = numberOf(schema, 'maximum') ?? numberOf(schema, 'exclusiveMaximum')
  const least = open !== undefined ? open + step : (closed ?? (most !== undefined && most < 1 ? most - step : 1))
  return Math.ceil(least / step) * step
}

function ofText(schema: JsonObject): string {
  const format = own(schema, 'format')
  const known = typeof format === 'string' ? own(FORMATS, format) : undefined
  const text = typeof known === 'string' ? known : TEXT
  const [least, longest] = [Math.min(numberOf(schema, 'minLength') ?? 0, 1000), numberOf(schema, 'maxLength')]
  const pattern = own(schema, 'pattern')
  const fitting = typeof pattern === 'string' ? textOfPattern(pattern, least, longest ?? Number.POSITIVE_INFINITY) : undefined
  if (fitting !== undefined) return fitting
  const most = longest ?? text.length
  return text.padEnd(least, 'x').slice(0, Math.max(least, most))
}

function numberOf(schema: JsonObject, keyword: string): number | undefined {
  const value = own(schema, keyword)
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
