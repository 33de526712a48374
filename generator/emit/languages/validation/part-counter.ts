import { asArray, asObject, isObject, type Json, own } from '../../../base/json.ts'

const MAPS = ['properties', 'patternProperties', 'dependentSchemas']
const LISTS = ['prefixItems', 'allOf', 'anyOf', 'oneOf']
const SINGLE = ['items', 'contains', 'additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else']

/** Counts the schemas within a schema; each schema once, however often it is asked about. */
export function createPartCounter(): (schema: Json) => number {
  const known = new WeakMap<object, number>()
  return function countParts(schema: Json): number {
    if (!isObject(schema)) return 0
    const count = known.get(schema)
    if (count !== undefined) return count
    const within = [
      ...MAPS.flatMap((keyword) => Object.values(asObject(own(schema, keyword)))),
      ...LISTS.flatMap((keyword) => asArray(own(schema, keyword))),
      ...SINGLE.flatMap((keyword) => own(schema, keyword) ?? []),
    ].filter((one) => isObject(one))
    const made = within.reduce((sum, one) => sum + 1 + countParts(one), 0)
    known.set(schema, made)
    return made
  }
}
