import { asArray, asString, equal, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { join } from '../base/pointer.ts'
import { bounds } from './keywords.ts'
import { items, member, type Place, resolve, targetOf } from './place.ts'

/** One `oneOf` or `anyOf`. */
export interface Union {
  readonly keyword: 'oneOf' | 'anyOf'
  readonly pointer: string
  readonly members: readonly Place[]
}

/** What a schema says in effect: its references followed, its `allOf` merged, its null taken out. */
export interface SchemaView {
  readonly pointer: string
  /** Nothing is allowed. */
  readonly never: boolean
  /** Without `null`; undefined where any type is allowed. `number` stands for integers too. */
  readonly types: ReadonlySet<string> | undefined
  /** The `oneOf` or `anyOf` of nothing but types that the types are written as. */
  readonly listed: Union | undefined
  readonly nullable: boolean
  readonly enum: Place | undefined
  /** Every other keyword that a rule compares, with its place. */
  readonly keywords: ReadonlyMap<string, Place>
  readonly properties: ReadonlyMap<string, Place>
  readonly required: ReadonlySet<string>
  readonly additional: Place | undefined
  readonly items: Place | undefined
  /** Each `oneOf` and `anyOf` with more than one member. */
  readonly unions: readonly Union[]
  /** The `oneOf` or `anyOf` with one member, which is merged: it says what a longer one has lost. */
  readonly lone: Union | undefined
}

/** More members than this in one `allOf` tree are left out: a bound, met by no real document. */
const MOST_MEMBERS = 500

const ANNOTATIONS = new Set(['description', 'title', 'example', 'examples', 'deprecated', 'readOnly', 'writeOnly', 'default', 'summary'])

/** Keywords with a field of their own, or without a meaning for values. */
const APART = new Set([
  ...['$ref', 'type', 'enum', 'properties', 'required', 'additionalProperties', 'items', 'oneOf', 'anyOf', 'allOf'],
  ...['description', 'title', 'example', 'examples', 'readOnly', 'writeOnly', 'xml', 'externalDocs', '$comment', '$defs', 'definitions'],
  ...['$schema', '$id', '$anchor', '$dynamicAnchor', 'nullable', 'summary'],
])

/** Keywords that leave nothing to another one of the same schema: what they speak of is evaluated. */
const EVALUATES: Readonly<Record<string, string>> = { unevaluatedProperties: 'additionalProperties', unevaluatedItems: 'items' }

/** Extensions that a rule compares. */
const EXTENSIONS = new Set(['x-sunset', 'x-stability-level', 'x-extensible-enum'])

/** The schema that is meant: the target of a reference that stands alone or with nothing but annotations beside it, else the place itself. */
export function schemaAt(root: JsonObject, place: Place): Place {
  return place.also === undefined && isPureRef(place.value) ? resolve(root, place) : place
}

function isPureRef(value: Json): boolean {
  if (targetOf(value) === undefined) return false
  return Object.keys(value as JsonObject).every((key) => key === '$ref' || ANNOTATIONS.has(key) || key.startsWith('x-'))
}

/** What rules compare of a schema that does not limit its values. */
export const NOTES: ReadonlySet<string> = new Set(['deprecated', 'default', ...EXTENSIONS])

/** True for a reference with something beside it that limits no value, of which rules speak nevertheless: `{ $ref, deprecated: true }`. */
export function isNotedRef({ value, also }: Place): boolean {
  return also === undefined && isPureRef(value) && Object.keys(value as JsonObject).some((key) => NOTES.has(key))
}

/** The view with nothing but its notes. */
export function notesOf(view: SchemaView): SchemaView {
  return { ...view, keywords: new Map([...view.keywords].filter(([key]) => NOTES.has(key))) }
}

/** Sees a schema as a comparison wants it. Linear in what it merges; a cycle of `allOf` is cut. */
export function viewSchema(root: JsonObject, place: Place): SchemaView {
  const draft: Draft = {
    pointer: place.pointer,
    never: false,
    types: undefined,
    listed: undefined,
    nullable: undefined,
    enum: undefined,
    keywords: new Map(),
    properties: new Map(),
    required: new Set(),
    additional: undefined,
    items: undefined,
    unions: [],
    lone: undefined,
  }
  const seen = new Set<string>()
  const queue: Queued[] = [place, ...(place.also ?? [])].map(({ value, pointer }) => ({ value, pointer, orNull: false }))
  for (let at = 0; at < queue.length && at < MOST_MEMBERS; at++) {
    const next = queue[at] as Queued
    if (next.value === false) draft.never = true
    if (!isObject(next.value)) continue
    if (targetOf(next.value) !== undefined) {
      const target = resolve(root, next)
      if (target !== next && !seen.has(target.pointer)) {
        seen.add(target.pointer)
        queue.push({ ...target, orNull: next.orNull })
      }
    }
    merge(draft, next, next.value, queue)
  }
  return { ...draft, types: draft.types ?? inferTypes(draft), nullable: draft.nullable ?? enumHasNull(draft.enum) }
}

/** The view with its list of types as the union that it is written as. */
export function unlisted(view: SchemaView): SchemaView {
  return view.listed ? { ...view, types: undefined, listed: undefined, unions: [...view.unions, view.listed] } : view
}

/** The view with its `const` as the list of one value that it is, for one that is held against a list of values. */
export function listedConst(view: SchemaView, other: SchemaView): SchemaView {
  const only = view.keywords.get('const')
  if (!only || view.enum || !other.enum || other.keywords.has('const')) return view
  const keywords = new Map([...view.keywords].filter(([key]) => key !== 'const'))
  return { ...view, keywords, enum: { value: [only.value], pointer: only.pointer } }
}

/** A schema that counts towards the view; `orNull` where it is the one alternative to null. */
interface Queued extends Place {
  readonly orNull: boolean
}

interface Draft {
  readonly pointer: string
  never: boolean
  types: Set<string> | undefined
  listed: Union | undefined
  nullable: boolean | undefined
  enum: Place | undefined
  readonly keywords: Map<string, Place>
  readonly properties: Map<string, Place>
  readonly required: Set<string>
  additional: Place | undefined
  items: Place | undefined
  readonly unions: Union[]
  lone: Union | undefined
}

function merge(draft: Draft, place: Queued, schema: JsonObject, queue: Queued[]): void {
  mergeType(draft, own(schema, 'type'), place.orNull)
  for (const keyword of ['oneOf', 'anyOf'] as const) mergeUnion(draft, keyword, member(place, keyword), queue)
  for (const part of items(member(place, 'allOf'))) queue.push({ ...part, orNull: place.orNull })
  const values = member(place, 'enum')
  if (values && Array.isArray(values.value)) draft.enum = draft.enum ? intersectEnums(draft.enum, values) : values
  const properties = own(schema, 'properties')
  if (isObject(properties)) {
    const base = join(place.pointer, 'properties')
    for (const name of Object.keys(properties)) {
      const before = draft.properties.get(name)
      const place = { value: properties[name] as Json, pointer: join(base, name) }
      draft.properties.set(name, before ? { ...before, also: [...(before.also ?? []), place] } : place)
    }
  }
  for (const name of asArray(own(schema, 'required'))) if (typeof name === 'string') draft.required.add(name)
  const additional = member(place, 'additionalProperties')
  if (additional && (draft.additional === undefined || additional.value === false)) draft.additional = additional
  draft.items ??= member(place, 'items')
  for (const key of Object.keys(schema)) {
    if (APART.has(key) || (key.startsWith('x-') && !EXTENSIONS.has(key))) continue
    if (Object.hasOwn(EVALUATES, key) && Object.hasOwn(schema, EVALUATES[key] ?? '')) continue
    const found = { value: schema[key] as Json, pointer: join(place.pointer, key) }
    const before = draft.keywords.get(key)
    draft.keywords.set(key, before && !equal(before.value, found.value) ? tighter(key, before, found) : (before ?? found))
  }
}

function mergeType(draft: Draft, type: Json | undefined, orNull: boolean): void {
  const names = typeof type === 'string' ? [type] : asArray(type).filter((name): name is string => typeof name === 'string')
  if (names.length === 0) return
  const nullable = orNull || names.includes('null')
  const types = new Set(names.filter((name) => name !== 'null'))
  draft.nullable = draft.nullable === undefined ? nullable : draft.nullable && nullable
  if (draft.types === undefined) draft.types = types
  else {
    const both = [...types].filter((name) => draft.types?.has(name) || (name === 'integer' && draft.types?.has('number')))
    if (draft.types.has('integer') && types.has('number')) both.push('integer')
    draft.types = new Set(both)
  }
}

/** `oneOf: [X, {type: null}]` is how a nullable X is written: the null is taken out, a single member left is merged. */
function mergeUnion(draft: Draft, keyword: 'oneOf' | 'anyOf', place: Place | undefined, queue: Queued[]): void {
  const all = items(place)
  if (!place || all.length === 0) return
  const members = all.filter((each) => !(isObject(each.value) && asString(own(each.value, 'type')) === 'null'))
  const orNull = members.length < all.length
  const types = members.map(plainType).filter((type) => type !== undefined)
  // Alternatives that are plain types are a list of types, unless a whole number would fit two of a `oneOf`.
  if (
    types.length > 0 &&
    types.length === members.length &&
    !(keyword === 'oneOf' && types.includes('integer') && types.includes('number'))
  ) {
    draft.listed = { keyword, pointer: place.pointer, members }
    mergeType(draft, orNull ? [...types, 'null'] : types, false)
    return
  }
  const [only] = members
  if (only && members.length === 1) {
    draft.lone ??= { keyword, pointer: place.pointer, members: [only] }
    queue.push({ ...only, orNull })
    return
  }
  if (orNull) draft.nullable = true
  if (members.length > 1) draft.unions.push({ keyword, pointer: place.pointer, members })
}

/** The one type of a schema that says nothing else, not even a name of its own; undefined for every other. */
function plainType({ value }: Place): string | undefined {
  const type = isObject(value) ? asString(own(value, 'type')) : undefined
  return type !== undefined && Object.keys(value as JsonObject).every((key) => key === 'type' || (ANNOTATIONS.has(key) && key !== 'title'))
    ? type
    : undefined
}

function intersectEnums(a: Place, b: Place): Place {
  return { value: asArray(a.value).filter((value) => asArray(b.value).some((other) => equal(value, other))), pointer: a.pointer }
}

function tighter(keyword: string, a: Place, b: Place): Place {
  // The note that stands nearest counts, save that what is deprecated anywhere is deprecated.
  if (NOTES.has(keyword)) return keyword === 'deprecated' && b.value === true ? b : a
  const bound = bounds.find((each) => each.keyword === keyword)
  if (bound && typeof a.value === 'number' && typeof b.value === 'number') return a.value < b.value === (bound.side === 'upper') ? a : b
  return { value: [a.value, b.value], pointer: a.pointer }
}

function enumHasNull(values: Place | undefined): boolean {
  return values !== undefined && asArray(values.value).includes(null)
}

/** Documents leave `type` out where another keyword tells it. */
function inferTypes(draft: Draft): Set<string> | undefined {
  if (draft.unions.length > 0) return undefined
  if (draft.properties.size > 0 || draft.additional !== undefined) return new Set(['object'])
  if (draft.items !== undefined || draft.keywords.has('prefixItems')) return new Set(['array'])
  const values = draft.enum ? asArray(draft.enum.value) : draft.keywords.has('const') ? [draft.keywords.get('const')?.value ?? null] : []
  if (values.length === 0) return undefined
  return new Set(values.filter((value) => value !== null).map(typeOf))
}

function typeOf(value: Json): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}
