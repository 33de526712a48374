import { isObject, own } from '../../base/json.ts'
import type { BodyRule } from '../catalog/bodies.ts'
import type { SchemaComparison } from '../compare-schemas.ts'
import { compareContent, matchContents } from '../contents.ts'
import type { OperationPair } from '../pairs.ts'
import { member, type Place, resolve } from '../place.ts'
import type { Walk } from '../walk.ts'

/** Compares the request body of an operation. */
export function compareBodies(walk: Walk, { base, head, turned }: OperationPair, schemas: SchemaComparison): void {
  const where = head.label
  const before = bodyOf(walk.base.document.root, base.place)
  const after = bodyOf(walk.head.document.root, head.place)
  const found = (rule: BodyRule, message: string, from: string | undefined, to: string | undefined): void =>
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
  for (const pair of pairs) {
    const lonely = compareContent(schemas, { operation: where, place: 'request-body', turned }, pair)
    if (!lonely) continue
    const message = `The request body of \`${where}\` as \`${pair.mediaType}\` ${lonely.text}.`
    found(`request-body-media-type-schema-${lonely.change}`, message, pair.base.pointer, pair.head.pointer)
  }
}

function bodyOf(root: Walk['base']['document']['root'], operation: Place): Place | undefined {
  const body = member(operation, 'requestBody')
  return body && resolve(root, body)
}

function required(body: Place | undefined): boolean {
  return body !== undefined && isObject(body.value) && own(body.value, 'required') === true
}
