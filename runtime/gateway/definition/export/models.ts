import { MODEL_REFERENCE_BASE } from '../../facts.ts'
import { compareText, isObject, type Json, type JsonObject, own, put } from '../../json.ts'
import type { ApiDefinition } from '../rest-api.ts'

/** Where models stand in each format. */
export const MODEL_PREFIX: Readonly<Record<'swagger' | 'oas30', string>> = { swagger: '#/definitions/', oas30: '#/components/schemas/' }

/**
 * The models that the operations refer to, and those that these refer to, by name: others are not exported (the service
 * leaves the models of a new API out until one is used).
 */
export function exportModels(api: ApiDefinition, type: 'swagger' | 'oas30', used: ReadonlySet<string>): JsonObject {
  const schemas = new Map<string, Json>()
  const waiting = [...used]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const model = own(api.models, name)
    if (model === undefined || schemas.has(name)) continue
    schemas.set(
      name,
      localize(readSchema(model.schema), MODEL_PREFIX[type], (other) => waiting.push(other)),
    )
  }
  const result: Record<string, Json> = {}
  for (const [name, schema] of [...schemas].sort(([a], [b]) => compareText(a, b))) put(result, name, schema)
  return result
}

function readSchema(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return {}
  }
}

function localize(value: Json, prefix: string, refer: (model: string) => void): Json {
  if (Array.isArray(value)) return value.map((item: Json) => localize(item, prefix, refer))
  if (!isObject(value)) return value
  const copy: Record<string, Json> = {}
  for (const [key, item] of Object.entries(value)) {
    if (key === '$ref' && typeof item === 'string' && item.startsWith(MODEL_REFERENCE_BASE)) {
      const name = item.slice(item.lastIndexOf('/') + 1)
      refer(name)
      put(copy, key, `${prefix}${name}`)
    } else put(copy, key, localize(item, prefix, refer))
  }
  return copy
}
