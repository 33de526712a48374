import { isObject, type Json, type JsonObject, put } from '../../generator/base/json.ts'

const LITERAL = new Set(['enum', 'const', 'default', 'examples'])
const MAPS = new Set(['properties', 'patternProperties', 'definitions', '$defs', 'dependencies'])

/** A schema of draft 4 or 7 as 2020-12, in what the compiler knows: lists in `items`, `dependencies`, bounds, lone `$ref`s. */
export function upgradeSchema(schema: Json, draft: 'draft7' | 'draft4'): Json {
  if (Array.isArray(schema)) return schema.map((item) => upgradeSchema(item as Json, draft))
  if (!isObject(schema)) return schema
  if (typeof schema.$ref === 'string') {
    // Neighbours of `$ref` say nothing before 2019-09, but what they define can be referred to.
    const { $ref, definitions } = schema
    const ref = $ref.replace(/\/items\/(\d+)/g, '/prefixItems/$1')
    return { $ref: ref, ...(isObject(definitions) && { definitions: upgradeMap(definitions, draft) }) }
  }
  const result: Record<string, Json> = {}
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'items' && Array.isArray(value)) {
      result.prefixItems = upgradeSchema(value, draft)
      if (schema.additionalItems !== undefined) result.items = upgradeSchema(schema.additionalItems, draft)
    } else if (name === 'additionalItems') continue
    else if (name === 'dependencies' && isObject(value)) {
      const entries = Object.entries(value)
      result.dependentRequired = Object.fromEntries(entries.filter(([, one]) => Array.isArray(one)))
      result.dependentSchemas = Object.fromEntries(
        entries.filter(([, one]) => !Array.isArray(one)).map(([key, one]) => [key, upgradeSchema(one, draft)]),
      )
    } else if (draft === 'draft4' && (name === 'exclusiveMinimum' || name === 'exclusiveMaximum') && typeof value === 'boolean') continue
    else if (draft === 'draft4' && (name === 'minimum' || name === 'maximum')) {
      const exclusive = name === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'
      result[schema[exclusive] === true ? exclusive : name] = value
    } else if (LITERAL.has(name)) result[name] = value
    else if (MAPS.has(name) && isObject(value)) put(result, name, upgradeMap(value, draft))
    else put(result, name, upgradeSchema(value, draft))
  }
  return result
}

function upgradeMap(map: JsonObject, draft: 'draft7' | 'draft4'): JsonObject {
  const result: Record<string, Json> = {}
  for (const [name, value] of Object.entries(map)) put(result, name, upgradeSchema(value, draft))
  return result
}
