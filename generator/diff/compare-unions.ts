import { asString, canonicalJson, equal, isObject, type JsonObject, own } from '../base/json.ts'
import { lastToken } from '../base/pointer.ts'
import type { SchemaComparison } from './compare-schemas.ts'
import { meaningOf, untyped } from './compare-types.ts'
import { isPartOf } from './narrower.ts'
import { type Place, targetOf } from './place.ts'
import type { Found, SchemaPair } from './schema-pair.ts'
import { type SchemaView, schemaAt, type Union, viewSchema } from './schema-view.ts'
import type { Side } from './walk.ts'

interface UnionPair {
  readonly pair: SchemaPair
  readonly base: SchemaView
  readonly head: SchemaView
  readonly found: Found
  readonly comparison: SchemaComparison
}

/**
 * Compares what `oneOf` and `anyOf` offer: members are matched by what they refer to, by what they say where one has no name, by their
 * title, then by their turn. An alternative with another name is another one, whatever it says: clients know it by its name.
 * False where what the schema said stands in its alternatives now, so that nothing below can be compared.
 */
export function compareUnions(unions: UnionPair): boolean {
  const { base, head } = unions
  const count = Math.max(base.unions.length, head.unions.length)
  // Beside several alternatives a single one is no part of the whole.
  let isComparable = count === 0 || (base.unions.length === 0) === (head.unions.length === 0) || !(base.lone || head.lone)
  for (let index = 0; index < count; index++) {
    const before = base.unions[index] ?? base.lone
    const after = head.unions[index] ?? head.lone
    if (before && after) compareMembers(unions, before, after)
    else if (after) isComparable = wrap(unions, after) && isComparable
    else if (before) unwrap(unions, before)
  }
  return isComparable
}

/** A schema that became one of several: false where what it had stands in its alternatives, so that nothing of it is gone. */
function wrap({ pair, base, head, found, comparison: { walk } }: UnionPair, union: Union): boolean {
  const text = `is one of ${union.members.length} alternatives now.`
  const isHeld = holds(walk.head, union, (member) => isPartOf(base, member, pair.form), pair.base)
  if (union.keyword === 'oneOf' && isHeld) {
    found('wrapped-in-one-of-original-preserved', base.pointer, union.pointer, text)
    return false
  }
  const isBody = [...pair.reach.places].some((place) => place === 'request-body' || place === 'response-body')
  if (union.keyword === 'oneOf' && isBody && isShared(walk.head, union, base)) {
    found('wrapped-in-one-of', base.pointer, union.pointer, text)
    return false
  }
  if (!isHeld) found('wrapped-in-others', base.pointer, union.pointer, `${text.slice(0, -1)}, and none of them takes what it was.`)
  found(`${RULES[union.keyword]}-added`, base.pointer, union.pointer, text)
  if (base.types && !head.types)
    found(untyped(meaningOf(pair), true), base.pointer, head.pointer, 'no longer says its type outside of its alternatives.')
  return true
}

/** A schema that is no longer one of several. */
function unwrap({ pair, base, head, found, comparison: { walk } }: UnionPair, union: Union): void {
  const isHeld = holds(walk.base, union, (member) => isPartOf(head, member, pair.form), pair.head)
  if (!isHeld) found('no-longer-union', union.pointer, head.pointer, 'is something else than any of the alternatives that it had.')
  found(`${RULES[union.keyword]}-removed`, union.pointer, head.pointer, 'is no longer one of several alternatives.')
  if (head.types && !base.types)
    found(untyped(meaningOf(pair), false), base.pointer, head.pointer, 'says its type now; it had several alternatives.')
}

/** True where an alternative has a member that the whole had. */
function isShared({ document: { root } }: Side, union: Union, { properties }: SchemaView): boolean {
  return union.members.some((member) => [...viewSchema(root, member).properties.keys()].some((name) => properties.has(name)))
}

/** True where a member of a union says what the other side says as a whole, or allows all of it. */
function holds({ document: { root } }: Side, union: Union, allows: (member: SchemaView) => boolean, whole: Place): boolean {
  return union.members.some((member) => sameSchema(member, whole) || allows(viewSchema(root, member)))
}

function sameSchema(member: Place, whole: Place): boolean {
  return !whole.also && (targetOf(member.value) === whole.pointer || equal(member.value, whole.value))
}

const RULES = { oneOf: 'one-of', anyOf: 'any-of' } as const

function compareMembers({ pair, base: baseView, head: headView, found, comparison }: UnionPair, before: Union, after: Union): void {
  if (before.keyword !== after.keyword) {
    const text =
      after.keyword === 'oneOf'
        ? 'must be exactly one of its alternatives; several could hold.'
        : 'may be several of its alternatives at once; it was exactly one.'
    found(`${RULES[before.keyword]}-removed`, before.pointer, after.pointer, text)
    found(`${RULES[after.keyword]}-added`, before.pointer, after.pointer, text)
    return
  }
  const isList = [...before.members, ...after.members].every(isPlain) && compareTypeLists(pair, before, after, found)
  const { base, head } = comparison.walk
  let old = before.members
  let now = after.members
  // A discriminator tells alternatives apart by their names, so one with another name is another one.
  const named = baseView.keywords.has('discriminator') || headView.keywords.has('discriminator')
  for (const [keyOfOld, keyOfNow] of named ? BY_NAME : BY_CONTENT) {
    const byKey = new Map<string, Place[]>()
    for (const member of old) {
      const key = keyOfOld(member, base.document.root)
      const group = key === undefined ? undefined : byKey.get(key)
      if (group) group.push(member)
      else if (key !== undefined) byKey.set(key, [member])
    }
    const matched = new Set<Place>()
    now = now.filter((member) => {
      const key = keyOfNow(member, head.document.root)
      const partner = key === undefined ? undefined : byKey.get(key)?.shift()
      if (!partner) return true
      matched.add(partner)
      comparison.addBelow(pair, partner, member)
      return false
    })
    old = old.filter((member) => !matched.has(member))
  }
  // What is left on both sides and has no name was most likely changed in its place, unless one of several is of another type there.
  const [oldInline, nowInline] = [old.filter(isNameless), now.filter(isNameless)]
  const turns = oldInline.map((member, index) => [member, nowInline[index] as Place] as const)
  if (oldInline.length === nowInline.length && (turns.length === 1 || turns.every(([member, other]) => mayBeOne(member, other)))) {
    for (const [member, other] of turns) comparison.addBelow(pair, member, other)
    old = old.filter((member) => !isNameless(member))
    now = now.filter((member) => !isNameless(member))
  }
  if (isList) return
  for (const member of now) found(`${RULES[after.keyword]}-added`, before.pointer, member.pointer, `may also be ${memberName(member)} now.`)
  for (const member of old)
    found(`${RULES[before.keyword]}-removed`, member.pointer, after.pointer, `may no longer be ${memberName(member)}.`)
}

/** An alternative without a name that is nothing but a text, a number or a truth value: a union of those lists types. */
function isPlain({ value }: Place): boolean {
  return isObject(value) && PLAIN.has(asString(own(value, 'type')) ?? '')
}

const PLAIN = new Set(['string', 'number', 'integer', 'boolean'])

/** Compares unions that list types; false where both list the same, so that their alternatives are worth a look. */
function compareTypeLists(pair: SchemaPair, before: Union, after: Union, found: Found): boolean {
  const typesOf = ({ members }: Union): Set<string> => new Set(members.map(({ value }) => asString(own(value as JsonObject, 'type')) ?? ''))
  const [old, now] = [typesOf(before), typesOf(after)]
  const more = [...now].filter((type) => !old.has(type))
  const less = [...old].filter((type) => !now.has(type))
  if (more.length === 0 && less.length === 0) return false
  // Where neither list contains the other, it is told by what breaks.
  const isWidened = less.length === 0 || (more.length > 0 && meaningOf(pair) === 'response')
  if (isWidened) found('list-of-types-widened', before.pointer, after.pointer, `may also be ${more.join(' or ')} now.`)
  else found('list-of-types-narrowed', before.pointer, after.pointer, `may no longer be ${less.join(' or ')}.`)
  return true
}

function isNameless(member: Place): boolean {
  return isInline(member) && titleKey(member) === undefined
}

function isInline(member: Place): boolean {
  return targetOf(member.value) === undefined
}

/** Two schemas without a name that may be one: neither says a type that the other does not. */
function mayBeOne(a: Place, b: Place): boolean {
  const [type, other] = [a, b].map(({ value }) => (isObject(value) ? own(value, 'type') : undefined))
  return type === undefined || other === undefined || equal(type, other)
}

function refKey(member: Place): string | undefined {
  return targetOf(member.value)
}

/** The text of the schema, so that one that was given a name, or lost it, is known again. */
function contentKey(member: Place, root: JsonObject): string {
  return canonicalJson(schemaAt(root, member).value)
}

function inlineContentKey(member: Place, root: JsonObject): string | undefined {
  return isInline(member) ? contentKey(member, root) : undefined
}

function titleKey(member: Place): string | undefined {
  return isObject(member.value) ? asString(own(member.value, 'title')) : undefined
}

type KeyOf = (member: Place, root: JsonObject) => string | undefined

/** How members of the old union and of the new one are recognized, one way after the other. */
const BY_NAME: readonly (readonly [KeyOf, KeyOf])[] = [
  [refKey, refKey],
  [titleKey, titleKey],
]
const BY_CONTENT: typeof BY_NAME = [
  [refKey, refKey],
  [inlineContentKey, contentKey],
  [contentKey, inlineContentKey],
  [titleKey, titleKey],
]

function memberName(member: Place): string {
  const target = targetOf(member.value)
  const title = titleKey(member)
  const type = isObject(member.value) ? asString(own(member.value, 'type')) : undefined
  return `\`${target === undefined ? (title ?? type ?? 'another schema') : lastToken(target)}\``
}
