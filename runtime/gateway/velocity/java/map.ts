import { TemplateFailure } from '../failure.ts'
import { hashPlain } from './hash-code.ts'
import { capacityFor, inBuckets, spread } from './hash-order.ts'
import { double, type JavaList, jsonList, type Value } from './value.ts'

/** Plain JSON data: read with `Object.hasOwn` and `Object.keys` alone, and never written. */
export type JsonSource = Readonly<Record<string, unknown>>

/** JSON data that is made when somebody looks at more than a text of it. */
export interface LazySource {
  /** What is under a name, where it is a text and known without the others. */
  readonly text: (name: string) => string | undefined
  readonly whole: () => JsonSource
}

/**
 * A map. `linked` keeps the order of insertion; `hash` is API Gateway's `$context`: it prints as nothing and iterates in the
 * order of java.util.HashMap. One that was made of JSON reads there until it is changed: most bodies are looked at in a few places only.
 */
export class JavaMap {
  readonly kind = 'map' as const
  readonly order: 'linked' | 'hash'
  /** Undefined from the first change on. */
  #source: JsonSource | undefined
  /** Until the source is made. */
  #lazy: LazySource | undefined
  #sourceSize: number | undefined
  /** Maps and lists of the source that somebody has in hand: they are the same ones at every access. */
  #members: Map<string, Value> | undefined
  #entries: Map<unknown, Entry> | undefined
  #views: Map<Shown, MapView> | undefined
  #capacity = 16
  /** How often a key came or went: who iterates over the map does not survive that. */
  changes = 0

  constructor(order: 'linked' | 'hash' = 'linked', source: JsonSource = {}, lazy?: LazySource) {
    this.order = order
    this.#source = source
    this.#lazy = lazy
  }

  static lazy(order: 'linked' | 'hash', source: LazySource): JavaMap {
    return new JavaMap(order, {}, source)
  }

  get size(): number {
    const source = this.#json()
    if (source === undefined) return this.#entries?.size ?? 0
    this.#sourceSize ??= Object.keys(source).length
    return this.#sourceSize
  }

  get(key: Value): Value {
    const text = this.#lazy !== undefined && typeof key === 'string' ? this.#lazy.text(key) : undefined
    if (text !== undefined) return text
    const source = this.#json()
    if (source === undefined) return this.#entries?.get(identity(key))?.value ?? null
    return typeof key === 'string' && Object.hasOwn(source, key) ? this.#member(key, source[key]) : null
  }

  has(key: Value): boolean {
    const source = this.#json()
    if (source === undefined) return this.#entries?.has(identity(key)) ?? false
    return typeof key === 'string' && Object.hasOwn(source, key)
  }

  /** Whether the value under a key is the one that the map was made of: the map was not changed, and nobody has that value in hand. */
  isAsMade(key: string): boolean {
    return this.#source !== undefined && this.#members?.has(key) !== true
  }

  /** Gives the value that was there before. */
  set(key: Value, value: Value): Value {
    const entries = this.#own()
    const size = entries.size
    const before = this.#put(entries, key, value)
    if (entries.size > size) this.changes++
    return before
  }

  delete(key: Value): Value {
    const entries = this.#own()
    const id = identity(key)
    const before = entries.get(id)?.value ?? null
    if (entries.delete(id)) this.changes++
    return before
  }

  clear(): void {
    this.#own().clear()
    this.changes++
  }

  /** In the order in which Java iterates. */
  entries(): readonly (readonly [Value, Value])[] {
    return this.keys().map((key) => [key, this.get(key)] as const)
  }

  /** In the order in which Java iterates. */
  keys(): Value[] {
    if (this.order === 'hash') return inBuckets(this.#own().values(), this.#capacity)
    const source = this.#json()
    return source === undefined ? Array.from(this.#entries?.values() ?? [], ({ key }) => key) : Object.keys(source)
  }

  values(): Value[] {
    return this.keys().map((key) => this.get(key))
  }

  /** The same one every time, as Java has it. */
  view(shows: Shown): MapView {
    const known = this.#views?.get(shows)
    if (known !== undefined) return known
    const view = new MapView(this, shows)
    this.#views ??= new Map()
    this.#views.set(shows, view)
    return view
  }

  #json(): JsonSource | undefined {
    if (this.#lazy !== undefined) {
      this.#source = this.#lazy.whole()
      this.#lazy = undefined
    }
    return this.#source
  }

  #member(key: string, json: unknown): Value {
    if (typeof json !== 'object' || json === null) return fromJson(json)
    const known = this.#members?.get(key)
    if (known !== undefined) return known
    const member = this.order === 'hash' && !Array.isArray(json) ? new JavaMap('hash', json as JsonSource) : fromJson(json)
    this.#members ??= new Map()
    this.#members.set(key, member)
    return member
  }

  /** The entries, the source's moved there. */
  #own(): Map<unknown, Entry> {
    if (this.#entries !== undefined) return this.#entries
    const entries = new Map<unknown, Entry>()
    this.#entries = entries
    const source = this.#json() ?? {}
    for (const key of Object.keys(source)) this.#put(entries, key, this.#member(key, source[key]))
    this.#source = undefined
    this.#members = undefined
    return entries
  }

  #put(entries: Map<unknown, Entry>, key: Value, value: Value): Value {
    const id = identity(key)
    const entry = entries.get(id)
    if (entry !== undefined) {
      const before = entry.value
      entry.value = value
      return before
    }
    entries.set(id, { key, value, hash: this.order === 'hash' ? spread(hashPlain(key)) : 0 })
    this.#capacity = Math.max(this.#capacity, capacityFor(entries.size))
    return null
  }
}

type Shown = 'keys' | 'values' | 'entries'

/** The keys, the values or the entries of a map, as they are whenever somebody looks. */
export class MapView implements JavaList {
  readonly kind = 'list' as const
  readonly type: 'set' | 'values'
  readonly #map: JavaMap
  readonly #shows: Shown

  constructor(map: JavaMap, shows: Shown) {
    this.#map = map
    this.#shows = shows
    this.type = shows === 'values' ? 'values' : 'set'
  }

  get changes(): number {
    return this.#map.changes
  }

  get items(): Value[] {
    const map = this.#map
    if (this.#shows === 'values') return map.values()
    return this.#shows === 'keys' ? map.keys() : map.keys().map((key) => ({ kind: 'entry', key, map }))
  }

  drop(item: Value): void {
    const map = this.#map
    if (this.#shows === 'keys') map.delete(item)
    else if (this.#shows === 'values') map.delete(map.keys().find((key) => map.get(key) === item) ?? null)
    else if (typeof item === 'object' && item?.kind === 'entry') map.delete(item.key)
  }
}

/** An entry; its hash is taken once, when it comes, as Java does. */
interface Entry {
  readonly key: Value
  readonly hash: number
  value: Value
}

/** What makes two keys the same key. */
function identity(key: Value): unknown {
  if (typeof key !== 'object' || key === null) return key
  if (key.kind === 'double') return `\0double ${key.value}`
  if (key.kind === 'char') return `\0char ${key.value}`
  return key
}

/** Lists in lists deeper than this are refused. */
const deepest = 400

/** Plain JSON as the values of a template: lists that print as JSON, maps in their own order. Whole numbers become integers. */
export function fromJson(json: unknown, depth = 0): Value {
  if (typeof json === 'string' || typeof json === 'boolean' || typeof json === 'bigint') return json
  if (typeof json === 'number') return json === (json | 0) ? json : Number.isInteger(json) ? BigInt(json) : double(json)
  if (typeof json !== 'object' || json === null) return null
  if (!Array.isArray(json)) return new JavaMap('linked', json as JsonSource)
  if (depth > deepest) throw new TemplateFailure('payload', `The body is nested deeper than ${deepest} levels`)
  return jsonList(json.map((item) => fromJson(item, depth + 1)))
}
