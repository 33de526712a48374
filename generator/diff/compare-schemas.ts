import { asArray, canonicalJson, equal, isObject, type Json, own } from '../base/json.ts'
import { join } from '../base/pointer.ts'
import { compareUnions } from './compare-unions.ts'
import { describePlace } from './describe.ts'
import { members, type Place, resolve, targetOf } from './place.ts'
import { newReach, type Reach, strongestPlace } from './reach.ts'
import { assertions, bounds, type SchemaPlace } from './rules/schema.ts'
import { isPureRef, type SchemaView, viewSchema } from './schema-view.ts'
import type { Finding, Walk } from './walk.ts'

export type Direction = 'request' | 'response'

/** Two schemas to compare. */
export interface SchemaPair {
  readonly direction: Direction
  /** Where the pair stands; undefined at the root of a shared pair, which is named at the end. */
  readonly place: SchemaPlace | undefined
  readonly base: Place
  readonly head: Place
  readonly reach: Reach
}

/** A finding about a shared pair waits for its name: its operations and places are known when everything was walked. */
export interface SchemaFinding extends Omit<Finding, 'rule' | 'where'> {
  readonly where: Reach
  /** The whole rule, or the delta whose place is that of `where`. */
  readonly rule: string | { readonly delta: string }
}

/** Compares pairs of schemas, each shared pair once, by a queue: recursion in the documents is no recursion here. */
export class SchemaComparison {
  readonly #walk: Walk
  readonly #shared: Map<string, Reach> = new Map()
  readonly #queue: SchemaPair[] = []
  readonly #found: SchemaFinding[] = []
  readonly #refs: WeakMap<object, boolean> = new WeakMap()

  constructor(walk: Walk) {
    this.#walk = walk
  }

  /** Adds a pair that an operation comes to; `undefined` stands for a schema that allows everything. */
  add(operation: string, direction: Direction, place: SchemaPlace, base: Place, head: Place): void {
    const reach = newReach()
    reach.operations.add(operation)
    this.push({ direction, place, base, head, reach })
  }

  /** Queues a pair below another. */
  push(pair: SchemaPair): void {
    if (!isPureRef(pair.base.value) && !isPureRef(pair.head.value)) {
      this.#queue.push(pair)
      return
    }
    const base = resolve(this.#walk.base.document.root, pair.base)
    const head = resolve(this.#walk.head.document.root, pair.head)
    const key = `${pair.direction}\0${base.pointer}\0${head.pointer}`
    let reach = this.#shared.get(key)
    if (!reach) {
      reach = newReach()
      this.#shared.set(key, reach)
      this.#queue.push({ direction: pair.direction, place: undefined, base, head, reach })
    }
    if (reach !== pair.reach) reach.parents.add(pair.reach)
    reach.places.add(pair.place ?? `${pair.direction}-property`)
  }

  /** Compares all that was added. */
  run(): void {
    for (let pair = this.#queue.pop(); pair; pair = this.#queue.pop()) this.#compare(pair)
    for (const { rule, where, ...finding } of this.#found) {
      this.#walk.found({ ...finding, where, rule: typeof rule === 'string' ? rule : `${strongestPlace(where)}-${rule.delta}` })
    }
  }

  /** True where both schemas are written alike and refer to nothing: most of every comparison. */
  same(base: Place, head: Place): boolean {
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
    if (this.same(pair.base, pair.head)) return
    const base = viewSchema(this.#walk.base.document.root, pair.base)
    const head = viewSchema(this.#walk.head.document.root, pair.head)
    const found = (delta: string, basePointer: string, headPointer: string, text: string): void => {
      this.#found.push({
        rule: pair.place === undefined ? { delta } : `${pair.place}-${delta}`,
        message: `${this.#subject(pair, base, head)} ${text}`,
        base: basePointer,
        head: headPointer,
        where: pair.reach,
      })
    }
    if (!compareTypes(base, head, found)) return
    compareDiscriminators(base, head, found)
    if (!compareUnions({ pair, base, head, found, comparison: this })) return
    compareEnums(base, head, found)
    compareKeywords(base, head, found)
    if (base.items || head.items) this.#below(pair, base.items ?? anything(base, 'items'), head.items ?? anything(head, 'items'))
    this.#compareAdditional(pair, base, head, found)
    this.#compareProperties(pair, base, head)
  }

  #below(pair: SchemaPair, base: Place, head: Place): void {
    this.push({ ...pair, place: `${pair.direction}-property`, base, head })
  }

  #compareAdditional(pair: SchemaPair, base: SchemaView, head: SchemaView, found: Found): void {
    const before = base.additional?.value ?? true
    const after = head.additional?.value ?? true
    if (isObject(before) && isObject(after)) this.#below(pair, base.additional as Place, head.additional as Place)
    else if (before !== false && after === false)
      found('additional-properties-forbidden', base.pointer, head.pointer, 'no longer allows undeclared properties.')
    else if (before === false && after !== false)
      found('additional-properties-allowed', base.pointer, head.pointer, 'now allows undeclared properties.')
    else if (before !== after && isObject(before ?? null) !== isObject(after ?? null)) {
      this.#below(
        pair,
        base.additional ?? anything(base, 'additionalProperties'),
        head.additional ?? anything(head, 'additionalProperties'),
      )
    }
  }

  #compareProperties(pair: SchemaPair, base: SchemaView, head: SchemaView): void {
    const { direction } = pair
    const hidden = direction === 'request' ? 'readOnly' : 'writeOnly'
    const report = (rule: string, text: string, basePlace: string, headPlace: string, severity?: 'error'): void => {
      this.#found.push({ rule, message: text, base: basePlace, head: headPlace, where: pair.reach, ...(severity && { severity }) })
    }
    const names = new Set([...base.properties.keys(), ...head.properties.keys(), ...base.required, ...head.required])
    for (const name of names) {
      const before = base.properties.get(name)
      const after = head.properties.get(name)
      const wasRequired = base.required.has(name)
      const isRequired = head.required.has(name)
      const from = before?.pointer ?? base.pointer
      const to = after?.pointer ?? head.pointer
      const label =
        after || !before
          ? this.#describe('head', join(head.pointer, 'properties', name))
          : this.#describe('base', join(base.pointer, 'properties', name))
      const wasThere = before !== undefined || wasRequired
      const isThere = after !== undefined || isRequired
      const wasHidden = before !== undefined && this.#flag('base', before, hidden)
      const isHidden = after !== undefined && this.#flag('head', after, hidden)
      const who = `in ${direction}s`
      if ((wasHidden || !wasThere) && (isHidden || !isThere)) continue
      if (!wasThere) {
        if (direction === 'response')
          report(`response-${isRequired ? 'required' : 'optional'}-property-added`, `${label} is new ${who}.`, from, to)
        else if (isRequired) report('new-required-request-property', `${label} is new and required ${who}.`, from, to)
        else report('new-optional-request-property', `${label} is new and optional ${who}.`, from, to)
      } else if (!isThere) {
        if (direction === 'response')
          report(`response-${wasRequired ? 'required' : 'optional'}-property-removed`, `${label} is gone from responses.`, from, to)
        else {
          const refused = head.additional?.value === false
          const text = refused ? 'is gone, and requests that send it are refused' : 'is gone; requests may still send it'
          report('request-property-removed', `${label} ${text}.`, from, to, refused ? 'error' : undefined)
        }
      } else if (wasHidden !== isHidden) {
        const word = hidden === 'readOnly' ? 'read-only' : 'write-only'
        report(
          `${direction}-property-became-${isHidden ? '' : 'not-'}${word}`,
          `${label} ${isHidden ? 'became' : 'is no longer'} ${word}.`,
          from,
          to,
        )
        continue
      } else if (wasRequired !== isRequired) {
        const word = isRequired ? 'required' : 'optional'
        report(`${direction}-property-became-${word}`, `${label} became ${word} ${who}.`, from, to)
      }
      if (before && after) this.#below(pair, before, after)
    }
  }

  #describe(side: 'base' | 'head', pointer: string): string {
    return describePlace(this.#walk[side].document.root, pointer)
  }

  #subject(pair: SchemaPair, base: SchemaView, head: SchemaView): string {
    const place = this.#describe('head', head.pointer)
    const before = this.#describe('base', base.pointer)
    const renamed = place === before || pair.place !== undefined ? '' : ` (before: ${before})`
    return `${place.charAt(0).toUpperCase()}${place.slice(1)}${renamed}, in ${pair.direction}s,`
  }

  #flag(side: 'base' | 'head', place: Place, name: string): boolean {
    if (isObject(place.value) && own(place.value, name) === true) return true
    if (targetOf(place.value) === undefined) return false
    const target = resolve(this.#walk[side].document.root, place)
    return isObject(target.value) && own(target.value, name) === true
  }
}

/** Reports one delta of the pair at hand. */
export type Found = (delta: string, base: string, head: string, text: string) => void

function anything(view: SchemaView, keyword: string): Place {
  return { value: true, pointer: join(view.pointer, keyword) }
}

/** False where the two have no common ground, so that nothing below is worth a word. */
function compareTypes(base: SchemaView, head: SchemaView, found: Found): boolean {
  if (base.never || head.never) {
    if (base.never !== head.never)
      found(
        'type-changed',
        base.pointer,
        head.pointer,
        head.never ? 'no longer allows any value.' : 'allows values now; before it allowed none.',
      )
    return false
  }
  const openBase = base.types === undefined && base.unions.length === 0
  const openHead = head.types === undefined && head.unions.length === 0
  if (!openBase && !openHead && base.nullable !== head.nullable) {
    if (head.nullable) found('became-nullable', base.pointer, head.pointer, 'may be null now.')
    else found('became-not-nullable', base.pointer, head.pointer, 'may no longer be null.')
  }
  if (base.unions.length > 0 || head.unions.length > 0) return true
  const before = base.types
  const after = head.types
  if (sameTypes(before, after)) return true
  const text = `has type ${typeText(after)}; it was ${typeText(before)}.`
  if (covers(after, before)) found('type-generalized', base.pointer, head.pointer, text)
  else if (covers(before, after)) found('type-specialized', base.pointer, head.pointer, text)
  else {
    found('type-changed', base.pointer, head.pointer, text)
    return false
  }
  return true
}

function sameTypes(a: SchemaView['types'], b: SchemaView['types']): boolean {
  return covers(a, b) && covers(b, a)
}

/** True where `wide` allows every type of `narrow`. */
function covers(wide: SchemaView['types'], narrow: SchemaView['types']): boolean {
  if (wide === undefined) return true
  if (narrow === undefined) return false
  return [...narrow].every((type) => wide.has(type) || (type === 'integer' && wide.has('number')))
}

function typeText(types: SchemaView['types']): string {
  return types === undefined ? 'any' : [...types].join(' or ') || 'null'
}

function compareEnums(base: SchemaView, head: SchemaView, found: Found): void {
  if (!base.enum && !head.enum) return
  if (!base.enum) found('became-enum', base.pointer, head.enum?.pointer ?? head.pointer, 'is limited to listed values now.')
  else if (!head.enum) found('no-longer-enum', base.enum.pointer, head.pointer, 'is no longer limited to listed values.')
  else {
    const before = new Map(asArray(base.enum.value).map((value) => [canonicalJson(value), value]))
    const after = new Map(asArray(head.enum.value).map((value) => [canonicalJson(value), value]))
    for (const [key, value] of after)
      if (value !== null && !before.has(key)) found('enum-value-added', base.enum.pointer, head.enum.pointer, `may be \`${key}\` now.`)
    for (const [key, value] of before)
      if (value !== null && !after.has(key))
        found('enum-value-removed', base.enum.pointer, head.enum.pointer, `may no longer be \`${key}\`.`)
  }
}

const WIDER_FORMATS: Readonly<Record<string, string>> = { int32: 'int64', float: 'double' }

/** A bound that bounds nothing is no bound. */
const IDLE: Readonly<Record<string, Json>> = { minLength: 0, minItems: 0, minProperties: 0, uniqueItems: false, deprecated: false }

const COMPARED_APART = new Set([
  'discriminator',
  ...bounds.map((bound) => bound.keyword),
  ...assertions.map((assertion) => assertion.keyword),
])

function compareKeywords(base: SchemaView, head: SchemaView, found: Found): void {
  const keywords = new Set([...base.keywords.keys(), ...head.keywords.keys()])
  for (const keyword of keywords) {
    const before = active(base, keyword)
    const after = active(head, keyword)
    if (before === after || (before && after && equal(before.value, after.value))) continue
    const from = before?.pointer ?? base.pointer
    const to = after?.pointer ?? head.pointer
    const say = (delta: string, text: string): void => found(delta, from, to, text)
    if (!COMPARED_APART.has(keyword)) compareNamed(keyword, before, after, say)
  }
  for (const { keyword, name, side } of bounds) {
    const before = active(base, keyword)
    const after = active(head, keyword)
    if (before === after || (before && after && equal(before.value, after.value))) continue
    const say = (delta: string, text: string): void => found(delta, before?.pointer ?? base.pointer, after?.pointer ?? head.pointer, text)
    if (!before) say(`${name}-set`, `has \`${keyword}\` ${show(after?.value)} now; it had none.`)
    else if (!after) say(`${name}-unset`, `no longer has \`${keyword}\`; it was ${show(before.value)}.`)
    else if (typeof before.value === 'number' && typeof after.value === 'number') {
      const word = after.value > before.value ? 'increased' : 'decreased'
      say(`${name}-${word}`, `has \`${keyword}\` ${after.value}; it was ${before.value} (${side} bound ${word}).`)
    } else say('keyword-changed', `has \`${keyword}\` ${show(after.value)}; it was ${show(before.value)}.`)
  }
  for (const { keyword, name } of assertions) {
    const before = active(base, keyword)
    const after = active(head, keyword)
    if (before === after || (before && after && equal(before.value, after.value))) continue
    const [delta, text] = !before
      ? (['added', `has \`${keyword}\` now; it had none.`] as const)
      : !after
        ? (['removed', `no longer has \`${keyword}\`.`] as const)
        : (['changed', `has another \`${keyword}\`.`] as const)
    found(`${name}-${delta}`, before?.pointer ?? base.pointer, after?.pointer ?? head.pointer, text)
  }
}

function active(view: SchemaView, keyword: string): Place | undefined {
  const place = view.keywords.get(keyword)
  return place && Object.hasOwn(IDLE, keyword) && IDLE[keyword] === place.value ? undefined : place
}

function compareNamed(
  keyword: string,
  before: Place | undefined,
  after: Place | undefined,
  say: (delta: string, text: string) => void,
): void {
  const old = show(before?.value)
  const now = show(after?.value)
  switch (keyword) {
    case 'format':
      if (!before) say('format-added', `has format ${now} now; it had none.`)
      else if (!after) say('format-removed', `no longer has format ${old}.`)
      else if (WIDER_FORMATS[String(before.value)] === after.value) say('format-generalized', `has format ${now}; it was ${old}.`)
      else if (WIDER_FORMATS[String(after.value)] === before.value) say('format-specialized', `has format ${now}; it was ${old}.`)
      else say('format-changed', `has format ${now}; it was ${old}.`)
      break
    case 'const':
      if (!before) say('const-added', `must be ${now} now.`)
      else if (!after) say('const-removed', `need no longer be ${old}.`)
      else say('const-changed', `must be ${now}; it was ${old}.`)
      break
    case 'default':
      if (!before) say('default-value-added', `has the default ${now} now; it had none.`)
      else if (!after) say('default-value-removed', `no longer has the default ${old}.`)
      else say('default-value-changed', `has the default ${now}; it was ${old}.`)
      break
    case 'deprecated':
      say(after ? 'deprecated' : 'reactivated', after ? 'is deprecated now.' : 'is no longer deprecated.')
      break
    case 'uniqueItems':
      say(after ? 'unique-items-set' : 'unique-items-unset', after ? 'may no longer repeat items.' : 'may repeat items now.')
      break
    default:
      say('keyword-changed', `has another \`${keyword}\`: ${now}; it was ${old}.`)
  }
}

/** A value in a sentence: never longer than a line. */
function show(value: Json | undefined): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return `\`${text.length > 80 ? `${text.slice(0, 79)}…` : text}\``
}

function compareDiscriminators(base: SchemaView, head: SchemaView, found: Found): void {
  const before = base.keywords.get('discriminator')
  const after = head.keywords.get('discriminator')
  if (!before && !after) return
  if (!before) found('discriminator-added', base.pointer, after?.pointer ?? head.pointer, 'has a discriminator now.')
  else if (!after) found('discriminator-removed', before.pointer, head.pointer, 'no longer has a discriminator.')
  else {
    const name = (place: Place): Json => (isObject(place.value) ? (own(place.value, 'propertyName') ?? null) : null)
    if (!equal(name(before), name(after)))
      found(
        'discriminator-property-name-changed',
        before.pointer,
        after.pointer,
        `is told apart by ${show(name(after))}; it was ${show(name(before))}.`,
      )
    const mapping = (place: Place): ReadonlyMap<string, Place> =>
      new Map(
        members({ value: isObject(place.value) ? (own(place.value, 'mapping') ?? null) : null, pointer: join(place.pointer, 'mapping') }),
      )
    const old = mapping(before)
    const now = mapping(after)
    for (const [value, place] of now) {
      const match = old.get(value)
      if (!match) found('discriminator-mapping-added', before.pointer, place.pointer, `knows the kind \`${value}\` now.`)
      else if (!equal(match.value, place.value))
        found('discriminator-mapping-changed', match.pointer, place.pointer, `gives the kind \`${value}\` another schema.`)
    }
    for (const [value, place] of old)
      if (!now.has(value)) found('discriminator-mapping-deleted', place.pointer, after.pointer, `no longer knows the kind \`${value}\`.`)
  }
}

function hasRef(value: Json): boolean {
  const queue: Json[] = [value]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (Array.isArray(next)) queue.push(...(next as readonly Json[]))
    else if (isObject(next)) {
      if (Object.hasOwn(next, '$ref')) return true
      for (const key of Object.keys(next)) queue.push(next[key] as Json)
    }
  }
  return false
}
