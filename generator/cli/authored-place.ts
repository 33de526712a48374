import type { SourceRef } from '../base/diagnostic.ts'
import { asArray, isObject, type JsonObject, own } from '../base/json.ts'
import { originOf, translate } from '../base/origin.ts'
import { follow, join, localPointer, tokens } from '../base/pointer.ts'
import type { Spec } from '../pipeline.ts'

/** A gateway document, the way from its places to the normalized ones, and its form in which it can be compared with a stage. */
export interface Compared {
  readonly document: JsonObject
  readonly pointers: Readonly<Record<string, string>>
  readonly wanted: JsonObject
}

/** Leads from places of the compared form to where the author wrote what stands there. */
export function authoredPlaces(spec: Spec, { document, pointers, wanted }: Compared): (pointer: string) => SourceRef {
  return (pointer) => originOf(spec.document.origins, translate(pointers, beforeSorting(wanted, document, pointer)))
}

/** Parameters are sorted to be compared with those of a stage: the place of one in the document as it would be put. */
function beforeSorting(sorted: JsonObject, document: JsonObject, pointer: string): string {
  const [paths, path, method, key, index, ...rest] = tokens(pointer)
  if (paths !== 'paths' || path === undefined || method === undefined || key !== 'parameters' || index === undefined) return pointer
  const operation = join('', paths, path, method)
  const wanted = follow(sorted, join(operation, key, index))
  const parameters = asArray(follow(document, join(operation, key)))
  const place = parameters.findIndex((one) => isSameParameter(resolved(document, one), wanted))
  return place === -1 ? operation : join(operation, key, place, ...rest)
}

function isSameParameter(one: unknown, other: unknown): boolean {
  return isObject(one) && isObject(other) && own(one, 'in') === own(other, 'in') && own(one, 'name') === own(other, 'name')
}

function resolved(document: JsonObject, value: unknown): unknown {
  const ref = isObject(value) ? own(value, '$ref') : undefined
  const target = typeof ref === 'string' ? localPointer(ref) : undefined
  return target === undefined ? value : follow(document, target)
}
