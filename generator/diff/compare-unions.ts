import { asString, canonicalJson, equal, isObject, own } from '../base/json.ts'
import { lastToken } from '../base/pointer.ts'
import type { Found, SchemaComparison, SchemaPair } from './compare-schemas.ts'
import { type Place, targetOf } from './place.ts'
import type { SchemaView, Union } from './schema-view.ts'

interface UnionPair {
  readonly pair: SchemaPair
  readonly base: SchemaView
  readonly head: SchemaView
  readonly found: Found
  readonly comparison: SchemaComparison
}

/**
 * Compares what `oneOf` and `anyOf` offer: members are matched by what they refer to, by their text, their title, then their turn.
 * False where only one side is a union, so that nothing below can be compared.
 */
export function compareUnions({ pair, base, head, found, comparison }: UnionPair): boolean {
  const count = Math.max(base.unions.length, head.unions.length)
  for (let index = 0; index < count; index++) {
    const before = base.unions[index]
    const after = head.unions[index]
    if (before && after) compareMembers({ pair, base, head, found, comparison }, before, after)
    else if (after) {
      const kept = after.members.find((member) => sameSchema(member, pair.base, base))
      if (kept)
        found('wrapped-in-one-of', base.pointer, after.pointer, `is one of ${after.members.length} alternatives now; it was the only one.`)
      else found('became-union', base.pointer, after.pointer, 'is one of several alternatives now.')
    } else if (before) {
      const kept = before.members.find((member) => sameSchema(member, pair.head, head))
      if (kept)
        found('unwrapped-from-one-of', before.pointer, head.pointer, `allows one of its ${before.members.length} alternatives only.`)
      else found('no-longer-union', before.pointer, head.pointer, 'is no longer one of several alternatives.')
    }
  }
  return base.unions.length === head.unions.length
}

/** True where a member of a union says what the other side says as a whole. */
function sameSchema(member: Place, whole: Place, view: SchemaView): boolean {
  const target = targetOf(member.value)
  if (target !== undefined && (target === view.pointer || target === targetOf(whole.value))) return true
  return equal(member.value, whole.value)
}

function compareMembers({ pair, found, comparison }: UnionPair, before: Union, after: Union): void {
  const name = after.keyword === 'oneOf' ? 'one-of' : 'any-of'
  const match = (base: Place, head: Place): void => comparison.push({ ...pair, place: `${pair.direction}-property`, base, head })
  let old: Place[] = [...before.members]
  let now: Place[] = [...after.members]
  for (const keyOf of [refKey, canonicalKey, titleKey]) {
    const byKey = new Map<string, Place[]>()
    for (const member of old) {
      const key = keyOf(member)
      if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), member])
    }
    const matched = new Set<Place>()
    now = now.filter((member) => {
      const key = keyOf(member)
      const partner = key === undefined ? undefined : byKey.get(key)?.shift()
      if (!partner) return true
      matched.add(partner)
      match(partner, member)
      return false
    })
    old = old.filter((member) => !matched.has(member))
  }
  // What is left on both sides and has no name was most likely changed in its place.
  const inlineOld = old.filter((member) => targetOf(member.value) === undefined)
  const inlineNow = now.filter((member) => targetOf(member.value) === undefined)
  if (inlineOld.length === inlineNow.length) {
    inlineOld.forEach((member, index) => {
      match(member, inlineNow[index] as Place)
    })
    old = old.filter((member) => !inlineOld.includes(member))
    now = now.filter((member) => !inlineNow.includes(member))
  }
  for (const member of now) found(`${name}-added`, before.pointer, member.pointer, `may also be ${memberName(member)} now.`)
  for (const member of old) found(`${name}-removed`, member.pointer, after.pointer, `may no longer be ${memberName(member)}.`)
}

function refKey(member: Place): string | undefined {
  return targetOf(member.value)
}

function canonicalKey(member: Place): string | undefined {
  return targetOf(member.value) === undefined ? canonicalJson(member.value) : undefined
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
