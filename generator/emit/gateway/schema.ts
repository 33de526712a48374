import { canonicalJson, isObject, type Json, type JsonObject, own, put } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import { join, localPointer } from '../../base/pointer.ts'
import type { Context } from './context.ts'
import { childSchemas, dropsConstraint, isIntegerBound, LOST_KEYWORDS, typesOf } from './keywords.ts'

/** Where a schema stands: in the gateway document, and in the normalized one. */
interface Place {
  readonly from: string
  readonly to: string
}

/** Deeper than any document that API Gateway accepts. */
const MAXIMUM_DEPTH = 200

/**
 * The schema as API Gateway's importer accepts it: OpenAPI 3.0 spelling of draft 4, only keywords that it knows, references to
 * models by name. The result accepts every value that the schema accepts: where a keyword has no counterpart it is left out
 * (and noted), and what would turn a wider part into a narrower whole (`not`, `oneOf`) is widened with it.
 */
export function lowerSchema(context: Context, schema: Json | undefined, from: string, to: string, depth = 0): JsonObject {
  if (schema === false) return { not: {} }
  if (!isObject(schema) || depth > MAXIMUM_DEPTH) return {}
  if (isIntrinsic(schema)) return schema
  const place = { from, to }
  const reference = own(schema, '$ref')
  if (typeof reference === 'string') return lowerReference(context, schema, reference, place, depth)

  const types = typesOf(schema)
  const named = types.filter((type) => type !== 'null')
  const nullable = types.includes('null') && named.length > 0
  const [only] = named
  if (nullable && named.length === 1 && only !== undefined) {
    // The one spelling of a value or null that the service is known to import and to check (recorded).
    context.pointers[`${to}/oneOf/0`] = from
    const inner = lowerKeywords(context, schema, [only], { from, to: `${to}/oneOf/0` }, depth + 1)
    const { title, description, ...rest } = inner
    return {
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
      oneOf: [withoutNull(rest), { type: 'null' }],
    }
  }
  return lowerKeywords(context, schema, types, place, depth)
}

function lowerReference(context: Context, schema: JsonObject, reference: string, place: Place, depth: number): JsonObject {
  const target = localPointer(reference)
  const name = target === undefined ? undefined : context.survey.names.get(target)
  if (name === undefined) {
    context.losses.add('references that lead nowhere', place.from)
    return {}
  }
  const { $ref: _, ...siblings } = schema
  const rest = lowerKeywords(context, siblings, typesOf(siblings), place, depth)
  const { title: __, description: ___, ...constraints } = rest
  const link = { $ref: `#/components/schemas/${name}` }
  if (Object.keys(constraints).length === 0) return link
  return { allOf: [link, constraints] }
}

function lowerKeywords(context: Context, schema: JsonObject, types: readonly string[], place: Place, depth: number): JsonObject {
  const lowered: Record<string, Json> = {}
  // As people write it: words first, then the type.
  const { title, description } = schema
  if (typeof title === 'string') lowered.title = title
  if (typeof description === 'string') lowered.description = description
  const [only] = types
  if (types.length === 1 && only !== undefined) lowered.type = only
  for (const key of Object.keys(schema)) {
    const value = schema[key] as Json
    if (isIntrinsic(value)) {
      if (KEPT.has(key)) lowered[key] = value
    } else if (LOST_KEYWORDS.has(key)) {
      if (value !== true) context.losses.add(`\`${key}\``, join(place.from, key))
    } else if (KEPT.has(key) || RESPELLED.has(key)) {
      Object.assign(lowered, lowerKeyword(context, schema, key, value, place, depth))
    }
  }
  if (Object.hasOwn(schema, 'type') && types.length === 0) context.losses.add('types that JSON has not', join(place.from, 'type'))
  // An array without `items` is no valid OpenAPI 3.0.
  if (only === 'array' && types.length === 1 && !Object.hasOwn(lowered, 'items')) lowered.items = {}
  if (types.length > 1) {
    const choice = { anyOf: types.map((type) => ({ type, ...(type === 'array' && { items: {} }) })) }
    return Object.hasOwn(lowered, 'anyOf') ? { allOf: [choice], ...withoutKey(lowered, 'allOf', choice) } : { ...choice, ...lowered }
  }
  return lowered
}

/** A list of types beside an `anyOf` of the author's goes into `allOf`, before what is there. */
function withoutKey(lowered: Record<string, Json>, key: string, first: JsonObject): JsonObject {
  const present = own(lowered, key)
  return Array.isArray(present) ? { ...lowered, [key]: [first, ...present] } : lowered
}

const KEPT: ReadonlySet<string> = new Set([
  'title',
  'description',
  'format',
  'enum',
  'multipleOf',
  'maximum',
  'minimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'maxProperties',
  'minProperties',
  'required',
  'properties',
  'additionalProperties',
  'items',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'type',
])

/** Keywords that draft 4 spells in another way. */
const RESPELLED: ReadonlySet<string> = new Set(['const', 'exclusiveMinimum', 'exclusiveMaximum', 'prefixItems'])

/** What becomes of one keyword; nothing where it is an annotation or has a wrong shape. */
function lowerKeyword(context: Context, schema: JsonObject, key: string, value: Json, place: Place, depth: number): JsonObject | undefined {
  const child = (inner: Json | undefined, ...path: (string | number)[]): JsonObject =>
    lowerSchema(context, inner, join(place.from, ...path), join(place.to, ...path), depth + 1)
  switch (key) {
    case 'pattern':
      return typeof value === 'string' ? { [key]: value } : undefined
    case 'format':
      return typeof value === 'string' && isKnownFormat(schema, value) ? { format: value } : undefined
    case 'const':
      return { enum: [value] }
    case 'enum':
      return Array.isArray(value) && value.length > 0 && !Object.hasOwn(schema, 'const')
        ? { enum: distinct(value as readonly Json[]) }
        : undefined
    case 'minimum':
    case 'maximum':
    case 'multipleOf': {
      // The exclusive bound takes the plain one into account.
      if (key !== 'multipleOf' && toNumber(own(schema, key === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum')) !== undefined)
        return undefined
      const number = toNumber(value)
      return number === undefined || (key === 'multipleOf' && number <= 0) ? undefined : { [key]: number }
    }
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return exclusiveBound(context, schema, key, place)
    case 'maxLength':
    case 'minLength':
    case 'maxItems':
    case 'minItems':
    case 'maxProperties':
    case 'minProperties': {
      const number = toCount(value)
      if (number === undefined) return undefined
      return { [key]: key === 'maxItems' ? Math.min(number, closedLength(schema)) : number }
    }
    case 'uniqueItems':
      return value === true ? { uniqueItems: true } : undefined
    case 'required': {
      const names = Array.isArray(value) ? [...new Set(value.filter((name): name is string => typeof name === 'string'))] : []
      return names.length > 0 ? { required: names } : undefined
    }
    case 'properties': {
      if (!isObject(value)) return undefined
      const properties: Record<string, Json> = {}
      for (const [name, property] of Object.entries(value)) put(properties, name, child(property, 'properties', name))
      return { properties }
    }
    case 'additionalProperties':
      // Names that match a pattern would be refused as undeclared.
      if (Object.hasOwn(schema, 'patternProperties') && value !== true) return undefined
      return { additionalProperties: typeof value === 'boolean' ? value : child(value, 'additionalProperties') }
    case 'prefixItems':
      return tuple(context, schema, value, own(schema, 'items'), 'prefixItems', place, depth)
    case 'items':
      if (Object.hasOwn(schema, 'prefixItems')) return undefined
      return Array.isArray(value)
        ? tuple(context, schema, value, own(schema, 'additionalItems'), 'items', place, depth)
        : { items: child(value, 'items') }
    case 'allOf':
    case 'anyOf':
      return Array.isArray(value) && value.length > 0 ? { [key]: value.map((item, index) => child(item as Json, key, index)) } : undefined
    case 'oneOf': {
      if (!Array.isArray(value) || value.length === 0) return undefined
      // A branch that got wider may overlap another: exactly one would then refuse what the document allows.
      const wider = value.some((item) => isWidened(context, item as Json)) && !Object.hasOwn(schema, 'anyOf')
      if (wider) context.pointers[`${place.to}/anyOf`] = `${place.from}/oneOf`
      const branches = value.map((item, index) =>
        lowerSchema(context, item as Json, join(place.from, 'oneOf', index), join(place.to, wider ? 'anyOf' : 'oneOf', index), depth + 1),
      )
      return { [wider ? 'anyOf' : 'oneOf']: branches }
    }
    case 'not':
      if (isWidened(context, value)) {
        context.losses.add('`not`', join(place.from, 'not'))
        return undefined
      }
      return { not: child(value, 'not') }
    default:
      return undefined
  }
}

/** A list whose places differ becomes a list of any of them. */
function tuple(
  context: Context,
  schema: JsonObject,
  value: Json,
  rest: Json | undefined,
  key: string,
  place: Place,
  depth: number,
): JsonObject | undefined {
  if (!Array.isArray(value)) return undefined
  context.losses.add('the order of tuples', join(place.from, key))
  const members = (value as readonly Json[]).map((item, index) => {
    const to = join(place.to, 'items', 'anyOf', index)
    context.pointers[to] = join(place.from, key, index)
    return lowerSchema(context, item, join(place.from, key, index), to, depth + 1)
  })
  const closed = rest === false
  if (!closed && (rest === undefined || rest === true)) return { items: {} }
  if (!closed) members.push(lowerSchema(context, rest, place.from, join(place.to, 'items', 'anyOf', members.length), depth + 1))
  const most = toCount(own(schema, 'maxItems')) ?? value.length
  return { items: members.length === 0 ? {} : { anyOf: members }, ...(closed && { maxItems: Math.min(most, value.length) }) }
}

/** How many items a list may have by the schemas of its places. */
function closedLength(schema: JsonObject): number {
  const places = own(schema, 'prefixItems') ?? own(schema, 'items')
  const rest = own(schema, Object.hasOwn(schema, 'prefixItems') ? 'items' : 'additionalItems')
  return Array.isArray(places) && rest === false ? places.length : Number.POSITIVE_INFINITY
}

function exclusiveBound(
  context: Context,
  schema: JsonObject,
  key: 'exclusiveMinimum' | 'exclusiveMaximum',
  place: Place,
): JsonObject | undefined {
  const value = toNumber(schema[key])
  const lower = key === 'exclusiveMinimum'
  const plain = lower ? 'minimum' : 'maximum'
  if (value === undefined) return undefined
  const exact = isIntegerBound(schema, key)
  if (!exact) context.losses.add(`\`${key}\``, join(place.from, key))
  const bound = exact ? value + (lower ? 1 : -1) : value
  const other = toNumber(own(schema, plain))
  return { [plain]: other === undefined ? bound : lower ? Math.max(other, bound) : Math.min(other, bound) }
}

function isWidened(context: Context, schema: Json): boolean {
  const stack: Json[] = [schema]
  while (stack.length > 0) {
    const value = stack.pop()
    if (!isObject(value)) continue
    if (!isIntrinsic(value) && (refersToWidened(context, own(value, '$ref')) || dropsConstraint(value))) return true
    for (const [, child] of childSchemas(value)) stack.push(child)
  }
  return false
}

function refersToWidened(context: Context, reference: Json | undefined): boolean {
  if (typeof reference !== 'string') return false
  const target = localPointer(reference)
  return target === undefined || !context.survey.names.has(target) || context.survey.widened.has(target)
}

/** Formats that API Gateway is documented not to know with their type are annotations and go. */
function isKnownFormat(schema: JsonObject, format: string): boolean {
  return format !== 'decimal' && !((format === 'int32' || format === 'int64') && typesOf(schema).includes('number'))
}

function withoutNull(schema: JsonObject): JsonObject {
  const values = own(schema, 'enum')
  if (!Array.isArray(values)) return schema
  const rest = (values as readonly Json[]).filter((value) => value !== null)
  const { enum: _, ...others } = schema
  return rest.length > 0 ? { ...schema, enum: rest } : others
}

function distinct(values: readonly Json[]): Json[] {
  const seen = new Map<string, Json>()
  for (const value of values) if (!seen.has(canonicalJson(value))) seen.set(canonicalJson(value), value)
  return [...seen.values()]
}

function toCount(value: Json | undefined): number | undefined {
  const number = toNumber(value)
  return number !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : undefined
}

/** Numbers in quotes are common in real documents, and API Gateway refuses them. */
function toNumber(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value)) return undefined
  return Number(value)
}
