import { equal, isObject, type Json } from '../base/json.ts'
import { join } from '../base/pointer.ts'
import type { Direction, SchemaPlace } from './catalog/schema.ts'
import type { Delta } from './catalog/schema-deltas.ts'
import { compareDiscriminators } from './compare-discriminators.ts'
import { compareKeywords } from './compare-keywords.ts'
import { compareProperties } from './compare-properties.ts'
import { compareEnums, compareTypes } from './compare-types.ts'
import { compareUnions } from './compare-unions.ts'
import { describePlace } from './describe.ts'
import type { Place } from './place.ts'
import { newReach, type Reach, strongestPlace } from './reach.ts'
import type { RuleId } from './registry.ts'
import { type SchemaView, schemaAt, viewSchema } from './schema-view.ts'
import type { Finding, Walk } from './walk.ts'

/** Two schemas to compare, each as it is seen once its references and its `allOf` are followed. */
export interface SchemaPair {
  readonly direction: Direction
  readonly form: Form
  readonly base: Place
  readonly head: Place
  readonly reach: Reach
}

/** How a value travels: `text` for parameters and headers, where `7` is a number as well as a string. */
export type Form = 'json' | 'text'

/** Reports one delta of the pair at hand. `text` goes on after the name of the schema. */
export type Found = (delta: Delta, base: string, head: string, text: string) => void

/** A finding waits for its name: the operations and places of its pair are known when everything was walked. */
interface Waiting extends Omit<Finding, 'rule' | 'where'> {
  readonly where: Reach
  readonly rule: RuleId | { readonly delta: Delta }
}

/**
 * Compares pairs of schemas by a queue, each pair once, however many ways lead to it: recursion in the documents is no recursion
 * here, and a schema that a thousand operations share costs as much as one of a single operation.
 */
export class SchemaComparison {
  readonly walk: Walk
  readonly #reaches: Map<string, Reach> = new Map()
  readonly #queue: SchemaPair[] = []
  readonly #waiting: Waiting[] = []
  readonly #refs: WeakMap<object, boolean> = new WeakMap()

  constructor(walk: Walk) {
    this.walk = walk
  }

  /** Adds a pair that an operation comes to. */
  add(operation: string, place: SchemaPlace, base: Place, head: Place, form: Form = 'json'): void {
    const direction = place.startsWith('request') ? 'request' : 'response'
    this.#reach({ direction, form, base, head }, place)?.operations.add(operation)
  }

  /** Adds a pair below another. */
  addBelow(pair: SchemaPair, base: Place, head: Place): void {
    const reach = this.#reach({ ...pair, base, head }, `${pair.direction}-property`)
    if (reach && reach !== pair.reach) reach.parents.add(pair.reach)
  }

  /** Reports what has a rule of its own, whatever place its schema stands in. */
  found(pair: SchemaPair, finding: Omit<Finding, 'where'>): void {
    this.#waiting.push({ ...finding, where: pair.reach })
  }

  /** Compares all that was added. */
  run(): void {
    for (let pair = this.#queue.pop(); pair; pair = this.#queue.pop()) this.#compare(pair)
    for (const { rule, where, ...finding } of this.#waiting)
      this.walk.found({ ...finding, where, rule: typeof rule === 'string' ? rule : `${strongestPlace(where)}-${rule.delta}` })
  }

  /** The reach of a pair, which is queued when it is met for the first time; undefined for one that needs no comparison. */
  #reach({ direction, form, base, head }: Omit<SchemaPair, 'reach'>, place: SchemaPlace): Reach | undefined {
    const before = schemaAt(this.walk.base.document.root, base)
    const after = schemaAt(this.walk.head.document.root, head)
    if (this.#same(before, after)) return undefined
    const key = [direction, form, pointersOf(before), pointersOf(after)].join('\0')
    let reach = this.#reaches.get(key)
    if (!reach) {
      reach = newReach()
      this.#reaches.set(key, reach)
      this.#queue.push({ direction, form, base: before, head: after, reach })
    }
    reach.places.add(place)
    return reach
  }

  /** True where both schemas are written alike and refer to nothing: most of every comparison. */
  #same(base: Place, head: Place): boolean {
    if (base.also || head.also) return false
    return !this.#hasRef(base.value) && equal(base.value, head.value)
  }

  #hasRef(value: Json): boolean {
    if (typeof value !== 'object' || value === null) return false
    const known = this.#refs.get(value)
    if (known !== undefined) return known
    const found = hasRef(value)
    this.#refs.set(value, found)
    return found
  }

  #compare(pair: SchemaPair): void {
    const base = viewSchema(this.walk.base.document.root, pair.base)
    const head = viewSchema(this.walk.head.document.root, pair.head)
    const subject = this.#subject(pair)
    const found: Found = (delta, from, to, text) => {
      this.#waiting.push({ rule: { delta }, message: `${subject} ${text}`, base: from, head: to, where: pair.reach })
    }
    if (!compareTypes(base, head, pair.form, found)) return
    compareDiscriminators(base, head, found)
    if (!compareUnions({ pair, base, head, found, comparison: this })) return
    compareEnums(base, head, found)
    compareKeywords(base, head, found)
    if (base.items || head.items) this.addBelow(pair, base.items ?? anything(base, 'items'), head.items ?? anything(head, 'items'))
    this.#compareAdditional(pair, base, head, found)
    compareProperties(this, pair, base, head)
  }

  #compareAdditional(pair: SchemaPair, base: SchemaView, head: SchemaView, found: Found): void {
    const before = base.additional ?? anything(base, 'additionalProperties')
    const after = head.additional ?? anything(head, 'additionalProperties')
    if (before.value !== false && after.value === false)
      found('additional-properties-forbidden', base.pointer, head.pointer, 'no longer allows undeclared properties.')
    else if (before.value === false && after.value !== false)
      found('additional-properties-allowed', base.pointer, head.pointer, 'now allows undeclared properties.')
    else if (isObject(before.value) || isObject(after.value)) this.addBelow(pair, before, after)
  }

  #subject({ direction, base, head }: SchemaPair): string {
    const place = describePlace(this.walk.head.document.root, head.pointer)
    const before = describePlace(this.walk.base.document.root, base.pointer)
    const renamed = place !== before && isComponent(base) && isComponent(head) ? ` (before: ${before})` : ''
    return `${place.charAt(0).toUpperCase()}${place.slice(1)}${renamed}, in ${direction}s,`
  }
}

/** What a schema says of values for which it has no keyword. */
function anything(view: SchemaView, keyword: string): Place {
  return { value: true, pointer: join(view.pointer, keyword) }
}

function pointersOf({ pointer, also }: Place): string {
  return [pointer, ...(also ?? []).map((place) => place.pointer)].join('\n')
}

const COMPONENT = /^\/components\/schemas\/[^/]*$/

function isComponent({ pointer }: Place): boolean {
  return COMPONENT.test(pointer)
}

function hasRef(value: Json): boolean {
  const queue: Json[] = [value]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (Array.isArray(next)) for (const item of next as readonly Json[]) queue.push(item)
    else if (isObject(next)) {
      if (Object.hasOwn(next, '$ref')) return true
      for (const key of Object.keys(next)) queue.push(next[key] as Json)
    }
  }
  return false
}
