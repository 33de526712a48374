import { canonicalJson, isObject, type Json, type JsonObject, own, put } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import { escapeToken, localPointer } from '../../base/pointer.ts'
import type { Context } from './context.ts'
import { dropsConstraint, isIntegerBound, LOST_KEYWORDS, pushChildSchemas, typesOf } from './keywords.ts'

/** Where a schema stands, in the normalized document and in that of the gateway: the steps from the place above, or a whole pointer. */
interface Place {
  readonly up?: Place
  readonly from: string
  readonly to: string
}

/** Pointers are made only where something is noted. */
function pointerOf(place: Place, side: 'from' | 'to'): string {
  return place.up ? pointerOf(place.up, side) + place[side] : place[side]
}

/** The place of something inside, by steps such as `/items`. */
function below(up: Place, from: string, to: string = from): Place {
  return { up, from, to }
}

/** Deeper than any document that API Gateway accepts. */
const MAXIMUM_DEPTH = 200

/**
 * The schema as API Gateway's importer accepts it: OpenAPI 3.0 spelling of draft 4, only keywords that it knows, references to
 * models by name. The result accepts every value that the schema accepts: where a keyword has no counterpart it is left out
 * (and noted), and what would turn a wider part into a narrower whole (`not`, `oneOf`) is widened with it.
 */
export function lowerSchema(context: Context, schema: Json | undefined, from: string, to: string): JsonObject {
  return lower(context, schema, { from, to }, 0)
}

function lower(context: Context, schema: Json | undefined, place: Place, depth: number): JsonObject {
  if (schema === false) return { not: {} }
  if (!isObject(schema) || depth > MAXIMUM_DEPTH) return {}
  if (isIntrinsic(schema)) return schema
  const reference = own(schema, '$ref')
  if (typeof reference === 'string') return lowerReference(context, schema, reference, place, depth)

  const types = typesOf(schema)
  const named = types.filter((type) => type !== 'null')
  const nullable = types.includes('null') && named.length > 0
  const [only] = named
  if (nullable && named.length === 1 && only !== undefined) {
    // The one spelling of a value or null that the service is known to import and to check (recorded).
    const value = below(place, '', '/oneOf/0')
    context.pointers[pointerOf(value, 'to')] = pointerOf(value, 'from')
    const inner = lowerKeywords(context, schema, [only], value, depth + 1)
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
  // Of a reference that leads nowhere, and below of a type that there is not, nobody knows what to check: other stages say so.
  if (name === undefined) return {}
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
      if (value !== true) context.losses.add(`\`${key}\``, pointerOf(below(place, `/${key}`), 'from'))
    } else if (KEPT.has(key) || RESPELLED.has(key)) {
      lowerKeyword({ context, schema, place, depth, lowered }, key, value)
    }
  }
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

/** One schema on its way. */
interface Lowering {
  readonly context: Context
  readonly schema: JsonObject
  readonly place: Place
  readonly depth: number
  /** What has become of it so far. */
  readonly lowered: Record<string, Json>
}

/** Adds what becomes of one keyword; nothing where it is an annotation or has a wrong shape. */
function lowerKeyword(lowering: Lowering, key: string, value: Json): void {
  const { context, schema, place, depth, lowered } = lowering
  const child = (inner: Json | undefined, from: string, to?: string): JsonObject => lower(context, inner, below(place, from, to), depth + 1)
  switch (key) {
    case 'pattern':
      if (typeof value === 'string') lowered.pattern = value
      return
    case 'format':
      if (typeof value === 'string' && isKnownFormat(schema, value)) lowered.format = value
      return
    case 'const':
      lowered.enum = [value]
      return
    case 'enum':
      if (Array.isArray(value) && value.length > 0 && !Object.hasOwn(schema, 'const')) lowered.enum = distinct(value as readonly Json[])
      return
    case 'minimum':
    case 'maximum':
    case 'multipleOf': {
      // The exclusive bound takes the plain one into account.
      if (key !== 'multipleOf' && toNumber(own(schema, key === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum')) !== undefined) return
      const number = toNumber(value)
      if (number !== undefined && (key !== 'multipleOf' || number > 0)) lowered[key] = number
      return
    }
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      exclusiveBound(lowering, key)
      return
    case 'maxLength':
    case 'minLength':
    case 'maxItems':
    case 'minItems':
    case 'maxProperties':
    case 'minProperties': {
      const number = toCount(value)
      if (number !== undefined) lowered[key] = key === 'maxItems' ? Math.min(number, closedLength(schema)) : number
      return
    }
    case 'uniqueItems':
      if (value === true) lowered.uniqueItems = true
      return
    case 'required': {
      const names = Array.isArray(value) ? [...new Set(value.filter((name): name is string => typeof name === 'string'))] : []
      if (names.length > 0) lowered.required = names
      return
    }
    case 'properties': {
      if (!isObject(value)) return
      const properties: Record<string, Json> = {}
      for (const name of Object.keys(value)) put(properties, name, child(value[name], `/properties/${escapeToken(name)}`))
      lowered.properties = properties
      return
    }
    case 'additionalProperties':
      // Names that match a pattern would be refused as undeclared.
      if (Object.hasOwn(schema, 'patternProperties') && value !== true) return
      lowered.additionalProperties = typeof value === 'boolean' ? value : child(value, '/additionalProperties')
      return
    case 'prefixItems':
      tuple(lowering, 'prefixItems', value, own(schema, 'items'))
      return
    case 'items':
      if (Object.hasOwn(schema, 'prefixItems')) return
      if (Array.isArray(value)) tuple(lowering, 'items', value, own(schema, 'additionalItems'))
      else lowered.items = child(value, '/items')
      return
    case 'allOf':
    case 'anyOf':
      if (Array.isArray(value) && value.length > 0) lowered[key] = value.map((item, index) => child(item as Json, `/${key}/${index}`))
      return
    case 'oneOf': {
      if (!Array.isArray(value) || value.length === 0) return
      // A branch that got wider may overlap another: exactly one would then refuse what the document allows.
      const wider = value.some((item) => isWidened(context, item as Json)) && !Object.hasOwn(schema, 'anyOf')
      const name = wider ? 'anyOf' : 'oneOf'
      if (wider) {
        const choice = below(place, '/oneOf', '/anyOf')
        context.pointers[pointerOf(choice, 'to')] = pointerOf(choice, 'from')
      }
      lowered[name] = value.map((item, index) => child(item as Json, `/oneOf/${index}`, `/${name}/${index}`))
      return
    }
    case 'not':
      if (isWidened(context, value)) context.losses.add('`not`', pointerOf(below(place, '/not'), 'from'))
      else lowered.not = child(value, '/not')
      return
  }
}

/** A list whose places differ becomes a list of any of them. */
function tuple({ context, schema, place, depth, lowered }: Lowering, key: string, value: Json, rest: Json | undefined): void {
  if (!Array.isArray(value)) return
  context.losses.add('the order of tuples', pointerOf(below(place, `/${key}`), 'from'))
  const members = (value as readonly Json[]).map((item, index) => {
    const inside = below(place, `/${key}/${index}`, `/items/anyOf/${index}`)
    context.pointers[pointerOf(inside, 'to')] = pointerOf(inside, 'from')
    return lower(context, item, inside, depth + 1)
  })
  const closed = rest === false
  if (!closed && (rest === undefined || rest === true)) {
    lowered.items = {}
    return
  }
  if (!closed) members.push(lower(context, rest, below(place, '', `/items/anyOf/${members.length}`), depth + 1))
  lowered.items = members.length === 0 ? {} : { anyOf: members }
  if (closed) lowered.maxItems = Math.min(toCount(own(schema, 'maxItems')) ?? value.length, value.length)
}

/** How many items a list may have by the schemas of its places. */
function closedLength(schema: JsonObject): number {
  const places = own(schema, 'prefixItems') ?? own(schema, 'items')
  const rest = own(schema, Object.hasOwn(schema, 'prefixItems') ? 'items' : 'additionalItems')
  return Array.isArray(places) && rest === false ? places.length : Number.POSITIVE_INFINITY
}

function exclusiveBound({ context, schema, place, lowered }: Lowering, key: 'exclusiveMinimum' | 'exclusiveMaximum'): void {
  const value = toNumber(schema[key])
  const isLower = key === 'exclusiveMinimum'
  const plain = isLower ? 'minimum' : 'maximum'
  if (value === undefined) return
  if (isIntrinsic(own(schema, plain))) {
    // There is one place for both, and which of them is the narrower one only a deployment knows.
    context.losses.add(`\`${key}\``, pointerOf(below(place, `/${key}`), 'from'))
    return
  }
  const exact = isIntegerBound(schema, key)
  if (!exact) context.losses.add(`\`${key}\``, pointerOf(below(place, `/${key}`), 'from'))
  const bound = exact ? value + (isLower ? 1 : -1) : value
  const other = toNumber(own(schema, plain))
  lowered[plain] = other === undefined ? bound : isLower ? Math.max(other, bound) : Math.min(other, bound)
}

function isWidened(context: Context, schema: Json): boolean {
  const stack: Json[] = [schema]
  while (stack.length > 0) {
    const value = stack.pop()
    if (!isObject(value)) continue
    if (!isIntrinsic(value) && (refersToWidened(context, own(value, '$ref')) || dropsConstraint(value))) return true
    pushChildSchemas(value, stack)
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
  for (const value of values) {
    const text = canonicalJson(value)
    if (!seen.has(text)) seen.set(text, value)
  }
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
