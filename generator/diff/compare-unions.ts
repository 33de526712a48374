import { asString, canonicalJson, equal, isObject, type JsonObject, own } from '../base/json.ts'
import { lastToken } from '../base/pointer.ts'
import type { Delta } from './catalog/schema-deltas.ts'
import type { Found, SchemaComparison, SchemaPair } from './compare-schemas.ts'
import { isPartOf } from './narrower.ts'
import { type Place, targetOf } from './place.ts'
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
 * Compares what `oneOf` and `anyOf` offer: members are matched by what they refer to, by what they say, by
 * their title, then by their turn.
 * False where only one side is a union, so that nothing below can be compared.
 */
export function compareUnions(unions: UnionPair): boolean {
  const { pair, base, head, found } = unions
  const { walk } = unions.comparison
  const count = Math.max(base.unions.length, head.unions.length)
  for (let index = 0; index < count; index++) {
    const before = base.unions[index] ?? base.lone
    const after = head.unions[index] ?? head.lone
    if (before && after) compareMembers(unions, before, after)
    else if (after)
      found(
        wrapping(
          after,
          holds(walk.head, after, (member) => isPartOf(base, member, pair.form), pair.base),
        ),
        base.pointer,
        after.pointer,
        `is one of ${after.members.length} alternatives now.`,
      )
    else if (before) {
      if (holds(walk.base, before, (member) => isPartOf(head, member, pair.form), pair.head))
        found('unwrapped-from-union', before.pointer, head.pointer, `allows no more than one of its ${before.members.length} alternatives.`)
      else found('no-longer-union', before.pointer, head.pointer, 'is no longer one of several alternatives.')
    }
  }
  return base.unions.length === head.unions.length
}

function wrapping(union: Union, isHeld: boolean): Delta {
  if (!isHeld) return 'wrapped-in-one-of'
  return union.keyword === 'oneOf' ? 'wrapped-in-one-of-original-preserved' : 'wrapped-in-any-of'
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
  if (before.keyword !== after.keyword)
    found(
      'keyword-changed',
      before.pointer,
      after.pointer,
      after.keyword === 'oneOf'
        ? 'must be exactly one of its alternatives; several could hold.'
        : 'may be several of its alternatives at once; it was exactly one.',
    )
  const { base, head } = comparison.walk
  let old = before.members
  let now = after.members
  // A discriminator tells alternatives apart by their names, so one with another name is another one.
  const named = baseView.keywords.has('discriminator') || headView.keywords.has('discriminator')
  for (const keyOf of named ? [refKey, titleKey] : [refKey, contentKey, titleKey]) {
    const byKey = new Map<string, Place[]>()
    for (const member of old) {
      const key = keyOf(member, base.document.root)
      const group = key === undefined ? undefined : byKey.get(key)
      if (group) group.push(member)
      else if (key !== undefined) byKey.set(key, [member])
    }
    const matched = new Set<Place>()
    now = now.filter((member) => {
      const key = keyOf(member, head.document.root)
      const partner = key === undefined ? undefined : byKey.get(key)?.shift()
      if (!partner) return true
      matched.add(partner)
      comparison.addBelow(pair, partner, member)
      return false
    })
    old = old.filter((member) => !matched.has(member))
  }
  // What is left on both sides and has no name was most likely changed in its place, unless one of several is of another type there.
  const [oldInline, nowInline] = [old.filter(isInline), now.filter(isInline)]
  const turns = oldInline.map((member, index) => [member, nowInline[index] as Place] as const)
  if (oldInline.length === nowInline.length && (turns.length === 1 || turns.every(([member, other]) => mayBeOne(member, other)))) {
    for (const [member, other] of turns) comparison.addBelow(pair, member, other)
    old = old.filter((member) => !isInline(member))
    now = now.filter((member) => !isInline(member))
  }
  for (const member of now) found(`${RULES[after.keyword]}-added`, before.pointer, member.pointer, `may also be ${memberName(member)} now.`)
  for (const member of old)
    found(`${RULES[before.keyword]}-removed`, member.pointer, after.pointer, `may no longer be ${memberName(member)}.`)
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

/** The text of the schema, so that one that was given a name, or another name, is known again. */
function contentKey(member: Place, root: JsonObject): string {
  return canonicalJson(schemaAt(root, member).value)
}

function titleKey(member: Place): string | undefined {
  return isObject(member.value) ? asString(own(member.value, 'title')) : undefined
}

function memberName(member: Place): string {
  const target = targetOf(member.value)
  const title = titleKey(member)
  const type = isObject(member.value) ? asString(own(member.value, 'type')) : undefined
  return `\`${target === undefined ? (title ?? type ?? 'another schema') : lastToken(target)}\``
}
