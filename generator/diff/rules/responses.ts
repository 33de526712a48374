import { isObject, own } from '../../base/json.ts'
import type { ResponseRule } from '../catalog/responses.ts'
import type { SchemaComparison } from '../compare-schemas.ts'
import { compareContent, matchContents, matchRenamed, type Renamed, schemaPlace } from '../contents.ts'
import type { OperationPair } from '../pairs.ts'
import { member, members, type Place, resolve } from '../place.ts'
import type { Walk } from '../walk.ts'

/** Compares the responses of an operation, status by status. */
export function compareResponses(walk: Walk, pair: OperationPair, schemas: SchemaComparison): void {
  const { base, head } = pair
  const where = head.label
  const old = new Map(members(member(base.place, 'responses')).filter(([status]) => isStatus(status)))
  const now = new Map(members(member(head.place, 'responses')).filter(([status]) => isStatus(status)))
  for (const [status, place] of old) {
    const after = now.get(status)
    if (after) {
      compareResponse(walk, pair, status, [resolve(walk.base.document.root, place), resolve(walk.head.document.root, after)], schemas)
      continue
    }
    const range = now.has(`${status.slice(0, 1)}XX`) || now.has('default')
    walk.found({
      rule: `response-${isSuccess(status) ? '' : 'non-'}success-status-removed`,
      message: `\`${where}\` no longer lists the response ${status}.`,
      base: place.pointer,
      head: head.place.pointer,
      where,
      ...(range && isSuccess(status) && { severity: 'warning' as const }),
    })
  }
  for (const [status, place] of now) {
    if (old.has(status)) continue
    walk.found({
      rule: `response-${isSuccess(status) ? '' : 'non-'}success-status-added`,
      message: `\`${where}\` lists the response ${status} now.`,
      base: base.place.pointer,
      head: place.pointer,
      where,
    })
  }
}

function compareResponse(
  walk: Walk,
  { head: { label: where }, turned }: OperationPair,
  status: string,
  [base, head]: readonly [Place, Place],
  schemas: SchemaComparison,
): void {
  const found = (rule: ResponseRule, message: string, from: Place, to: Place): void =>
    walk.found({ rule, message, base: from.pointer, head: to.pointer, where })
  const label = `The ${status} response of \`${where}\``
  const matched = matchContents(base, head)
  const renamed = matchRenamed(matched)
  const known = new Set(renamed.flatMap((each) => [each.base[1], each.head[1]]))
  for (const [mediaType, place] of matched.removed)
    if (!known.has(place)) found('response-media-type-removed', `${label} no longer comes as \`${mediaType}\`.`, place, head)
  for (const [mediaType, place] of matched.added)
    if (!known.has(place)) found('response-media-type-added', `${label} may come as \`${mediaType}\` now.`, base, place)
  for (const each of renamed) for (const [rule, text] of renamedFindings(each)) found(rule, `${label} ${text}.`, each.base[1], each.head[1])
  const pairs = [...matched.pairs, ...renamed.map((each) => ({ mediaType: each.head[0], base: each.base[1], head: each.head[1] }))]
  for (const pair of pairs) {
    const lonely = compareContent(schemas, { operation: where, place: 'response-body', turned }, pair)
    if (!lonely) continue
    const message = `${label} as \`${pair.mediaType}\` ${lonely.text}.`
    found(`response-body-media-type-schema-${lonely.change}`, message, pair.base, pair.head)
  }
  compareHeaders(walk, { where, status, turned }, [base, head], schemas)
}

function renamedFindings({ base: [from], head: [to], change }: Renamed): readonly (readonly [ResponseRule, string])[] {
  const whole = `comes as \`${to}\`; it was \`${from}\``
  if (change.kind !== 'parameters') return [[`response-media-type-name-${change.kind}`, whole]]
  const { added, removed, changed } = change
  const kinds = [added, removed, changed].filter((names) => names.length > 0)
  if (kinds.length > 1) return [['response-media-type-name-changed', whole]]
  const word = added.length > 0 ? 'added' : removed.length > 0 ? 'removed' : 'changed'
  return (kinds[0] ?? []).map((name) => [`response-media-type-parameter-${word}`, `${whole} (parameter \`${name}\`)`])
}

function compareHeaders(
  walk: Walk,
  { where, status, turned }: { readonly where: string; readonly status: string; readonly turned: boolean },
  [base, head]: readonly [Place, Place],
  schemas: SchemaComparison,
): void {
  const found = (rule: ResponseRule, message: string, from: Place, to: Place): void =>
    walk.found({ rule, message, base: from.pointer, head: to.pointer, where })
  const old = headersOf(walk.base.document.root, base)
  const now = headersOf(walk.head.document.root, head)
  for (const [key, [name, before]] of old) {
    const after = now.get(key)?.[1]
    const label = `Header \`${name}\` of the ${status} response of \`${where}\``
    if (!after) {
      found(required(before) ? 'required-response-header-removed' : 'optional-response-header-removed', `${label} is gone.`, before, head)
      continue
    }
    if (required(before) !== required(after)) {
      const word = required(after) ? 'required' : 'optional'
      found(`response-header-became-${word}`, `${label} became ${word}.`, before, after)
    }
    schemas.add({ operation: where, place: 'response-header', form: 'text', turned }, schemaPlace(before), schemaPlace(after))
  }
  for (const [key, [name, after]] of now)
    if (!old.has(key)) found('response-header-added', `Header \`${name}\` of the ${status} response of \`${where}\` is new.`, base, after)
}

function headersOf(root: Walk['base']['document']['root'], response: Place): ReadonlyMap<string, readonly [string, Place]> {
  return new Map(members(member(response, 'headers')).map(([name, place]) => [name.toLowerCase(), [name, resolve(root, place)] as const]))
}

function required(place: Place): boolean {
  return isObject(place.value) && own(place.value, 'required') === true
}

function isStatus(key: string): boolean {
  return !key.startsWith('x-')
}

function isSuccess(status: string): boolean {
  return status.startsWith('2')
}
