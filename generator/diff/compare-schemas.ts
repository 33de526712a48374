import type { Severity } from '../base/diagnostic.ts'
import { equal, isObject, type Json } from '../base/json.ts'
import { join } from '../base/pointer.ts'
import { deltaSeverity, schemaRuleAt } from './catalog/schema.ts'
import type { Delta } from './catalog/schema-deltas.ts'
import type { Direction, SchemaPlace } from './catalog/schema-place.ts'
import { compareDiscriminators } from './compare-discriminators.ts'
import { compareFormats } from './compare-formats.ts'
import { compareKeywords } from './compare-keywords.ts'
import { compareLife } from './compare-life.ts'
import { compareProperties } from './compare-properties.ts'
import { compareEnums, compareTypes } from './compare-types.ts'
import { compareUnions } from './compare-unions.ts'
import { describePlace } from './describe.ts'
import { type Place, resolve, targetOf } from './place.ts'
import { newReach, type Reach, strongestPlace } from './reach.ts'
import type { RuleId } from './registry.ts'
import type { Arrival, Found, SchemaPair } from './schema-pair.ts'
import { isNotedRef, listedConst, notesOf, type SchemaView, schemaAt, unlisted, viewSchema } from './schema-view.ts'
import { type Sense, senseWithin } from './sense.ts'
import type { Finding, Walk } from './walk.ts'

/** A finding waits for its name: the operations and places of its pair are known when everything was walked. */
interface Waiting extends Omit<Finding, 'rule' | 'where'> {
  readonly where: Reach
  /** `weighed` says how bad it is where the name of the rule says otherwise. */
  readonly rule: RuleId | { readonly delta: Delta; readonly weighed: Severity | undefined }
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
  add({ operation, place, form, turned }: Arrival, base: Place, head: Place): void {
    const direction = place.startsWith('request') ? 'request' : 'response'
    const meaning = turned === (direction === 'request') ? 'response' : 'request'
    this.#reach({ direction, meaning, form, sense: 'plain', hidden: false, base, head }, place)?.operations.add(operation)
  }

  /** Adds a pair below another. */
  addBelow(
    pair: Omit<SchemaPair, 'base' | 'head'>,
    base: Place,
    head: Place,
    place: SchemaPlace = placeBelow(pair),
    sense: Sense = 'plain',
  ): void {
    const reach = this.#reach({ ...pair, sense: senseWithin(pair.sense, sense), base, head }, place)
    if (reach && reach !== pair.reach) reach.parents.add(pair.reach)
  }

  /** Reports what has a rule of its own, whatever place its schema stands in. */
  found(pair: SchemaPair, finding: Omit<Finding, 'where'>): void {
    this.#waiting.push({ ...finding, ...(pair.hidden && { severity: 'note' }), where: pair.reach })
  }

  /** Compares all that was added. */
  run(): void {
    for (let pair = this.#queue.pop(); pair; pair = this.#queue.pop()) this.#compare(pair)
    for (const { rule, where, ...finding } of this.#waiting) {
      if (typeof rule === 'string') this.walk.found({ ...finding, where, rule })
      else {
        const { delta, weighed } = rule
        this.walk.found({ ...finding, where, rule: schemaRuleAt(strongestPlace(where), delta), ...(weighed && { severity: weighed }) })
      }
    }
  }

  /** The reach of a pair, which is queued when it is met for the first time; undefined for one that needs no comparison. */
  #reach({ direction, meaning, form, sense, hidden, base, head }: Omit<SchemaPair, 'reach'>, place: SchemaPlace): Reach | undefined {
    // Notes beside a reference are said of the place, and not of what it refers to.
    const isNoted = isNotedRef(base) || isNotedRef(head)
    const before = isNoted ? base : schemaAt(this.walk.base.document.root, base)
    const after = isNoted ? head : schemaAt(this.walk.head.document.root, head)
    if (this.#same(before, after)) return undefined
    const key = [direction, meaning, form, sense, hidden, pointersOf(before), pointersOf(after)].join('\0')
    let reach = this.#reaches.get(key)
    if (!reach) {
      reach = newReach()
      this.#reaches.set(key, reach)
      this.#queue.push({ direction, meaning, form, sense, hidden, base: before, head: after, reach })
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
    const [base, head] = this.#views(pair)
    const subject = this.#subject(pair)
    const { direction, meaning, sense } = pair
    const isUsual = meaning === direction && sense === 'plain'
    const found: Found = (delta, from, to, text) => {
      if (pair.hidden && TOLD_ONCE[direction].has(delta)) return
      const weighed = pair.hidden ? 'note' : isUsual ? undefined : deltaSeverity(delta, meaning, sense)
      this.#waiting.push({ rule: { delta, weighed }, message: `${subject} ${text}`, base: from, head: to, where: pair.reach })
    }
    compareLife(base, head, found, this.walk.calendar)
    if (this.#compareBehind(pair)) {
      compareKeywords(notesOf(base), notesOf(head), found, () => {})
      return
    }
    if (!compareTypes(pair, base, head, found)) {
      // What an object that takes the place of another type has is news; that it may have undeclared members is not.
      if (!base.never && !head.never && base.types?.has('object') !== head.types?.has('object')) compareProperties(this, pair, base, head)
      return
    }
    compareDiscriminators(base, head, found)
    if (!compareUnions({ pair, base, head, found, comparison: this })) return
    compareFormats(pair, base, head, found)
    compareEnums(base, head, found)
    compareKeywords(base, head, found, (before, after, sense) => this.addBelow(pair, before, after, placeBelow(pair), sense))
    if (base.items || head.items) this.addBelow(pair, base.items ?? anything(base, 'items'), head.items ?? anything(head, 'items'))
    this.#compareAdditional(pair, base, head, found)
    compareProperties(this, pair, base, head)
  }

  /** Hands on what two references refer to, of which one has notes beside it; false for every other pair. */
  #compareBehind(pair: SchemaPair): boolean {
    const { base, head } = pair
    if (!(isNotedRef(base) || isNotedRef(head)) || targetOf(base.value) === undefined || targetOf(head.value) === undefined) return false
    const [before, after] = [resolve(this.walk.base.document.root, base), resolve(this.walk.head.document.root, head)]
    if (before === base || after === head) return false
    for (const place of pair.reach.places) this.addBelow(pair, before, after, place)
    return true
  }

  #views(pair: SchemaPair): readonly [SchemaView, SchemaView] {
    const [before, after] = [viewSchema(this.walk.base.document.root, pair.base), viewSchema(this.walk.head.document.root, pair.head)]
    const [base, head] = [listedConst(before, after), listedConst(after, before)]
    // A list of types is a union beside a union, or its members would have nothing to be compared with.
    return [head.unions.length > 0 ? unlisted(base) : base, base.unions.length > 0 ? unlisted(head) : head]
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

/** What is told of a hidden member on the other way alone. */
const TOLD_ONCE: Readonly<Record<Direction, ReadonlySet<Delta>>> = {
  request: new Set([
    'enum-value-removed',
    'exclusive-max-decreased',
    'exclusive-min-increased',
    'max-decreased',
    'max-items-decreased',
    'max-length-decreased',
    'max-properties-decreased',
    'min-increased',
  ] satisfies Delta[]),
  response: new Set(['enum-value-added'] satisfies Delta[]),
}

function placeBelow({ direction, form }: Pick<SchemaPair, 'direction' | 'form'>): SchemaPlace {
  return direction === 'request' && form === 'text' ? 'request-parameter-property' : `${direction}-property`
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
