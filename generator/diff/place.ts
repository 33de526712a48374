import { asString, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { follow, join, localPointer } from '../base/pointer.ts'

/** A value and where it stands in its document. */
export interface Place {
  readonly value: Json
  readonly pointer: string
  /** Other schemas that hold for the same value: a property that several members of an `allOf` declare. */
  readonly also?: readonly Place[]
}

/** A chain of references longer than this is taken for a cycle. */
const LONGEST_CHAIN = 32

/** The place that a chain of local references ends at; the place itself where it is none, or where it leads nowhere. */
export function resolve(root: JsonObject, place: Place): Place {
  let current = place
  for (let hop = 0; hop < LONGEST_CHAIN; hop++) {
    const target = targetOf(current.value)
    if (target === undefined) return current
    const value = follow(root, target)
    if (value === undefined) return current
    current = { value: value as Json, pointer: target }
  }
  return place
}

/** The pointer a reference object means; undefined for everything else. */
export function targetOf(value: Json): string | undefined {
  const ref = isObject(value) ? asString(own(value, '$ref')) : undefined
  return ref === undefined ? undefined : localPointer(ref)
}

/** The member of an object, with its place. */
export function member(place: Place, key: string): Place | undefined {
  const value = isObject(place.value) ? own(place.value, key) : undefined
  return value === undefined ? undefined : { value, pointer: join(place.pointer, key) }
}

/** The members of an object with their places, in order; none for another value. */
export function members(place: Place | undefined): readonly (readonly [string, Place])[] {
  if (!place || !isObject(place.value)) return []
  const object = place.value
  return Object.keys(object).map((key) => [key, { value: object[key] as Json, pointer: join(place.pointer, key) }] as const)
}

/** The items of an array with their places; none for another value. */
export function items(place: Place | undefined): readonly Place[] {
  if (!place || !Array.isArray(place.value)) return []
  return (place.value as readonly Json[]).map((value, index) => ({ value, pointer: join(place.pointer, index) }))
}
