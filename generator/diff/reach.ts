import type { SchemaPlace } from './catalog/schema-place.ts'

/** How operations come to a pair of schemas: directly, or by way of the pairs above it. */
export interface Reach {
  readonly parents: Set<Reach>
  /** Operations that come here directly. */
  readonly operations: Set<string>
  /** In which places the pair stands. */
  readonly places: Set<SchemaPlace>
}

/** A pair that nobody has come to yet. */
export function newReach(): Reach {
  return { parents: new Set(), operations: new Set(), places: new Set() }
}

/** All operations that come to a pair, over any number of steps, in no particular order. */
export function operationsOf(reach: Reach): ReadonlySet<string> {
  const operations = new Set<string>()
  const seen = new Set<Reach>([reach])
  const queue = [reach]
  for (let next = queue.pop(); next; next = queue.pop()) {
    for (const operation of next.operations) operations.add(operation)
    for (const parent of next.parents) {
      if (seen.has(parent)) continue
      seen.add(parent)
      queue.push(parent)
    }
  }
  return operations
}

const STRENGTH: readonly SchemaPlace[] = [
  'request-body',
  'request-parameter',
  'request-parameter-property',
  'request-property',
  'response-body',
  'response-header',
  'response-property',
]

/** The place a pair is named after: a body before a parameter or header before a property. */
export function strongestPlace(reach: Reach): SchemaPlace {
  return STRENGTH.find((place) => reach.places.has(place)) ?? 'request-property'
}
