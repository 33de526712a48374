import { isObject, own } from '../../base/json.ts'
import type { SchemaComparison } from '../compare-schemas.ts'
import { matchContents, schemaPlace } from '../contents.ts'
import type { OperationPair } from '../pairs.ts'
import { member, type Place, resolve } from '../place.ts'
import { type Rule, rulesOf } from '../rule.ts'
import type { Walk } from '../walk.ts'

/** Rules about request bodies; those about their schemas are in `schema.ts`. */
export const bodyRules: readonly Rule[] = rulesOf('body', {
  'request-body-added-required': ['error', 'request-body-removed'],
  'request-body-added-optional': ['note', 'request-body-removed'],
  'request-body-removed': ['warning', 'request-body-added-optional'],
  'request-body-became-required': ['error', 'request-body-became-optional'],
  'request-body-became-optional': ['note', 'request-body-became-required'],
  'request-body-media-type-added': ['note', 'request-body-media-type-removed'],
  'request-body-media-type-removed': ['error', 'request-body-media-type-added'],
})

/** Compares the request body of an operation. */
export function compareBodies(walk: Walk, { base, head }: OperationPair, schemas: SchemaComparison): void {
  const where = head.label
  const before = bodyOf(walk.base.document.root, base.place)
  const after = bodyOf(walk.head.document.root, head.place)
  const found = (rule: string, message: string, from: string | undefined, to: string | undefined): void =>
    walk.found({ rule, message, base: from ?? base.place.pointer, head: to ?? head.place.pointer, where })
  if (!before && !after) return
  if (!before) {
    const word = required(after) ? 'required' : 'optional'
    found(`request-body-added-${word}`, `\`${where}\` has a request body now; it is ${word}.`, undefined, after?.pointer)
    return
  }
  if (!after) {
    found('request-body-removed', `\`${where}\` no longer has a request body.`, before.pointer, undefined)
    return
  }
  if (required(before) !== required(after)) {
    const word = required(after) ? 'required' : 'optional'
    found(`request-body-became-${word}`, `The request body of \`${where}\` became ${word}.`, before.pointer, after.pointer)
  }
  const { pairs, removed, added } = matchContents(before, after)
  for (const [mediaType, place] of removed)
    found('request-body-media-type-removed', `\`${where}\` no longer takes \`${mediaType}\`.`, place.pointer, after.pointer)
  for (const [mediaType, place] of added)
    found('request-body-media-type-added', `\`${where}\` takes \`${mediaType}\` now.`, before.pointer, place.pointer)
  for (const pair of pairs) schemas.add(where, 'request', 'request-body', schemaPlace(pair.base), schemaPlace(pair.head))
}

function bodyOf(root: Walk['base']['document']['root'], operation: Place): Place | undefined {
  const body = member(operation, 'requestBody')
  return body && resolve(root, body)
}

function required(body: Place | undefined): boolean {
  return body !== undefined && isObject(body.value) && own(body.value, 'required') === true
}
