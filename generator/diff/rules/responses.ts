import { isObject, own } from '../../base/json.ts'
import type { ResponseRule } from '../catalog/responses.ts'
import type { SchemaComparison } from '../compare-schemas.ts'
import { matchContents, schemaPlace } from '../contents.ts'
import type { OperationPair } from '../pairs.ts'
import { member, members, type Place, resolve } from '../place.ts'
import type { Walk } from '../walk.ts'

/** Compares the responses of an operation, status by status. */
export function compareResponses(walk: Walk, { base, head }: OperationPair, schemas: SchemaComparison): void {
  const where = head.label
  const old = new Map(members(member(base.place, 'responses')).filter(([status]) => isStatus(status)))
  const now = new Map(members(member(head.place, 'responses')).filter(([status]) => isStatus(status)))
  for (const [status, place] of old) {
    const after = now.get(status)
    if (after) {
      compareResponse(walk, where, status, [resolve(walk.base.document.root, place), resolve(walk.head.document.root, after)], schemas)
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
  where: string,
  status: string,
  [base, head]: readonly [Place, Place],
  schemas: SchemaComparison,
): void {
  const found = (rule: ResponseRule, message: string, from: Place, to: Place): void =>
    walk.found({ rule, message, base: from.pointer, head: to.pointer, where })
  const { pairs, removed, added } = matchContents(base, head)
  for (const [mediaType, place] of removed)
    found('response-media-type-removed', `The ${status} response of \`${where}\` no longer comes as \`${mediaType}\`.`, place, head)
  for (const [mediaType, place] of added)
    found('response-media-type-added', `The ${status} response of \`${where}\` may come as \`${mediaType}\` now.`, base, place)
  for (const pair of pairs) schemas.add(where, 'response-body', schemaPlace(pair.base), schemaPlace(pair.head))
  compareHeaders(walk, where, status, [base, head], schemas)
}

function compareHeaders(walk: Walk, where: string, status: string, [base, head]: readonly [Place, Place], schemas: SchemaComparison): void {
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
    schemas.add(where, 'response-header', schemaPlace(before), schemaPlace(after), 'text')
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
