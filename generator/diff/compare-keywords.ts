import { asArray, canonicalJson, equal, isObject, type Json } from '../base/json.ts'
import { type Delta, schemaDeltas } from './catalog/schema-deltas.ts'
import { type Assertion, type AssertionName, assertions, bounds, type WholeAssertion } from './keywords.ts'
import { items, members, type Place } from './place.ts'
import type { Found } from './schema-pair.ts'
import type { SchemaView } from './schema-view.ts'
import type { Sense } from './sense.ts'

/** Compares the keywords that say more of a value than its type; schemas in them are handed to `below`, with their sense. */
export function compareKeywords(
  base: SchemaView,
  head: SchemaView,
  found: Found,
  below: (base: Place, head: Place, sense: Sense) => void,
): void {
  const pair = (keyword: string): Pair | undefined => {
    const before = active(base, keyword)
    const after = active(head, keyword)
    if (before === after || (before && after && equal(before.value, after.value))) return undefined
    const say = (delta: Delta, text: string): void => found(delta, before?.pointer ?? base.pointer, after?.pointer ?? head.pointer, text)
    return { before: before?.value, after: after?.value, say }
  }
  for (const keyword of new Set([...base.keywords.keys(), ...head.keywords.keys()])) {
    const values = APART.has(keyword) ? undefined : pair(keyword)
    if (values) (own(COMPARED, keyword) ?? compareUnknown)(values, keyword)
  }
  for (const { keyword, name, side } of bounds) {
    const values = pair(keyword)
    if (!values || isMoved(base, head, keyword)) continue
    const { before, after, say } = values
    if (before === undefined) say(`${name}-set`, `has \`${keyword}\` ${show(after)} now; it had none.`)
    else if (after === undefined) say(`${name}-unset`, `no longer has \`${keyword}\`; it was ${show(before)}.`)
    else if (typeof before === 'number' && typeof after === 'number') {
      const word = after > before ? 'increased' : 'decreased'
      say(`${name}-${word}`, `has \`${keyword}\` ${after}; it was ${before} (${side} bound ${word}).`)
    } else compareUnknown(values, keyword)
  }
  for (const assertion of assertions) {
    const values = pair(assertion.keyword)
    if (values)
      compareAssertion(assertion, values, { base: base.keywords.get(assertion.keyword), head: head.keywords.get(assertion.keyword) })
  }

  function compareAssertion(
    { keyword, name, changed, sense = 'plain' }: Assertion,
    { before, after, say }: Pair,
    places: AssertionPlaces,
  ): void {
    if (before === undefined) say(`${name}-added`, `has \`${keyword}\` now; it had none.`)
    else if (after === undefined) say(`${name}-removed`, `no longer has \`${keyword}\`.`)
    else if (name === 'pattern' && EVERYTHING.has(after)) say('pattern-generalized', 'has a `pattern` now that everything matches.')
    else if (changed === 'members' && places.base && places.head) compareMembers(keyword, name, places.base, places.head)
    else if (changed === 'schema' && places.base && places.head && isSchema(before) && isSchema(after))
      below(places.base, places.head, sense)
    else if (isWhole(name)) say(`${name}-changed`, `has another \`${keyword}\`.`)
    else compareUnknown({ before, after, say }, keyword)
  }

  function compareMembers(keyword: string, name: AssertionName, before: Place, after: Place): void {
    const [old, now] = [new Map(parts(before)), new Map(parts(after))]
    const text = (key: string): string => `\`${key}\` in its \`${keyword}\``
    for (const [key, place] of now) {
      const match = old.get(key)
      if (match) below(match, place, 'plain')
      else found(`${name}-added`, before.pointer, place.pointer, `has ${text(key)} now.`)
    }
    for (const [key, place] of old) if (!now.has(key)) found(`${name}-removed`, place.pointer, after.pointer, `no longer has ${text(key)}.`)
  }
}

interface AssertionPlaces {
  readonly base: Place | undefined
  readonly head: Place | undefined
}

/** Members of an object by their names, items of an array by their turns. */
function parts(place: Place): readonly (readonly [string, Place])[] {
  return [...members(place), ...items(place).map((item, index) => [String(index), item] as const)]
}

/** Patterns that every text matches. */
const EVERYTHING: ReadonlySet<Json> = new Set(['.*', '^.*$'])

function isSchema(value: Json): boolean {
  return isObject(value) || typeof value === 'boolean'
}

function isWhole(name: AssertionName): name is WholeAssertion {
  return schemaDeltas.has(`${name}-changed` as Delta)
}

/** A keyword with its two values, one of which may be absent. */
interface Pair {
  readonly before: Json | undefined
  readonly after: Json | undefined
  say(delta: Delta, text: string): void
}

/** The bounds of which one says the number itself, and the other its neighbors. */
const EXCLUSIVE: Readonly<Record<string, string>> = { minimum: 'exclusiveMinimum', maximum: 'exclusiveMaximum' }

/** True for a bound that the same number took the place of, which is told there. */
function isMoved(base: SchemaView, head: SchemaView, keyword: string): boolean {
  const exclusive = own(EXCLUSIVE, keyword)
  if (exclusive === undefined) return false
  const [before, after] = [base.keywords.get(keyword)?.value, head.keywords.get(keyword)?.value]
  if (before === undefined) return after !== undefined && base.keywords.get(exclusive)?.value === after
  return after === undefined && head.keywords.get(exclusive)?.value === before
}

/** A keyword that asserts nothing is as good as none. */
const IDLE: Readonly<Record<string, Json>> = {
  minLength: 0,
  minItems: 0,
  minProperties: 0,
  pattern: '',
  uniqueItems: false,
  unevaluatedProperties: true,
  unevaluatedItems: true,
}

const APART = new Set([
  'format',
  'discriminator',
  'deprecated',
  'x-sunset',
  'x-stability-level',
  ...[...bounds, ...assertions].map(({ keyword }) => keyword),
])

const COMPARED: Readonly<Record<string, (values: Pair) => void>> = {
  const({ before, after, say }) {
    if (before === undefined) say('const-added', `must be ${show(after)} now.`)
    else if (after === undefined) say('const-removed', `need no longer be ${show(before)}.`)
    else say('const-changed', `must be ${show(after)}; it was ${show(before)}.`)
  },
  default({ before, after, say }) {
    if (before === undefined) say('default-value-added', `has the default ${show(after)} now; it had none.`)
    else if (after === undefined) say('default-value-removed', `no longer has the default ${show(before)}.`)
    else say('default-value-changed', `has the default ${show(after)}; it was ${show(before)}.`)
  },
  multipleOf({ before, after, say }) {
    if (before === undefined) say('multiple-of-set', `must be a multiple of ${show(after)} now.`)
    else if (after === undefined) say('multiple-of-unset', `need no longer be a multiple of ${show(before)}.`)
    else {
      const word = isMultiple(before, after) ? 'generalized' : isMultiple(after, before) ? 'specialized' : 'changed'
      say(`multiple-of-${word}`, `must be a multiple of ${show(after)}; it was ${show(before)}.`)
    }
  },
  'x-extensible-enum': compareOpenList,
  contentEncoding({ before, after, say }) {
    say('content-encoding-changed', `is encoded as ${show(after)}; it was ${show(before)}.`)
  },
  contentMediaType({ before, after, say }) {
    say('content-media-type-changed', `holds ${show(after)}; it was ${show(before)}.`)
  },
  uniqueItems({ after, say }) {
    if (after === undefined) say('unique-items-unset', 'may repeat items now.')
    else say('unique-items-set', 'may no longer repeat items.')
  },
}

/** The values of `x-extensible-enum`, a list that may grow: one more is no news, and neither is it that all are allowed. */
function compareOpenList({ before, after, say }: Pair): void {
  const now = new Set(asArray(after).map(canonicalJson))
  if (after === undefined) return
  for (const value of asArray(before))
    if (!now.has(canonicalJson(value)))
      say('x-extensible-enum-value-removed', `no longer lists ${show(value)} in its \`x-extensible-enum\`.`)
}

function compareUnknown({ before, after, say }: Pair, keyword: string): void {
  say('keyword-changed', `has another \`${keyword}\`: ${show(after)}; it was ${show(before)}.`)
}

function active(view: SchemaView, keyword: string): Place | undefined {
  const place = view.keywords.get(keyword)
  return place && own(IDLE, keyword) === place.value ? undefined : place
}

/** Whole numbers only: with fractions the remainder tells nothing. */
function isMultiple(value: Json, of: Json): boolean {
  return Number.isInteger(value) && Number.isInteger(of) && of !== 0 && (value as number) % (of as number) === 0
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** A value in a sentence: never longer than a line. */
export function show(value: Json | undefined): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return `\`${text.length > 80 ? `${text.slice(0, 79)}…` : text}\``
}
