import { isObject, type Json, type JsonObject, own } from '../../base/json.ts'

/** Keywords that constrain a value and have no place in a model of API Gateway (draft 4 as OpenAPI 3.0 spells it). */
export const LOST_KEYWORDS: ReadonlySet<string> = new Set([
  'patternProperties',
  'propertyNames',
  'contains',
  'minContains',
  'maxContains',
  'if',
  'dependentRequired',
  'dependentSchemas',
  'dependencies',
  'unevaluatedProperties',
  'unevaluatedItems',
  '$dynamicRef',
  '$recursiveRef',
])

/** The types of draft 4. */
export const TYPES: ReadonlySet<string> = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'])

/** The type names of a schema, `null` included; nothing where it declares none, or one that does not exist: its values may be anything. */
export function typesOf(schema: JsonObject): string[] {
  const type = own(schema, 'type')
  if (typeof type === 'string') return TYPES.has(type) ? [type] : []
  const list = Array.isArray(type) ? type : [type]
  const known = list.filter((item): item is string => typeof item === 'string' && TYPES.has(item))
  if (known.length < list.length) return []
  return [...new Set(known)].filter((item) => !(item === 'integer' && known.includes('number')))
}

/** True where the keywords of this schema itself, its children aside, say more than its model will. */
export function dropsConstraint(schema: JsonObject): boolean {
  for (const key of Object.keys(schema)) {
    if (LOST_KEYWORDS.has(key) && schema[key] !== true) return true
    if (key === 'prefixItems' || (key === 'items' && Array.isArray(schema[key]))) return true
    if ((key === 'exclusiveMinimum' || key === 'exclusiveMaximum') && schema[key] !== false && !isIntegerBound(schema, key)) return true
    if (key === 'type' && typesOf(schema).length === 0) return true
  }
  return false
}

/** An exclusive bound of integers is the next integer, inclusive. */
export function isIntegerBound(schema: JsonObject, key: string): boolean {
  const types = typesOf(schema).filter((type) => type !== 'null')
  return types.length === 1 && types[0] === 'integer' && Number.isSafeInteger(schema[key])
}

/** Adds the schemas directly inside a schema to a list, those of lost keywords too: the step of every walk that must not recurse. */
export function pushChildSchemas(schema: JsonObject, to: Json[]): void {
  for (const key of Object.keys(schema)) {
    const value = schema[key] as Json
    if (typeof value !== 'object' || value === null) continue
    switch (key) {
      case 'properties':
      case 'patternProperties':
      case 'dependentSchemas':
      case 'definitions':
      case '$defs':
        if (isObject(value)) for (const name of Object.keys(value)) to.push(value[name] as Json)
        break
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
      case 'prefixItems':
        if (Array.isArray(value)) for (const child of value) to.push(child as Json)
        break
      case 'items':
        if (Array.isArray(value)) for (const child of value) to.push(child as Json)
        else to.push(value)
        break
      case 'additionalProperties':
      case 'additionalItems':
      case 'not':
        to.push(value)
        break
    }
  }
}
