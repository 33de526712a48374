import type { Model } from '../definition/rest-api.ts'
import { MODEL_REFERENCE_BASE } from '../facts.ts'
import { isObject, type Json, own } from '../json.ts'
import { unsupportedOperation } from './errors.ts'

/**
 * The schema of a model with every model that it names, directly or through others, under its `definitions`, so that recursive models
 * are finite as well. Assumed: nobody recorded the form (decision 0059).
 */
export function flatSchema(apiId: string, models: Readonly<Record<string, Model>>, model: Model): string {
  const base = `${MODEL_REFERENCE_BASE}${apiId}/models/`
  const definitions = new Map<string, Json>()
  const pending: string[] = []

  const local = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(local)
    if (!isObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, key === '$ref' ? reference(member) : local(member)]))
  }
  const reference = (value: Json): Json => {
    if (typeof value !== 'string' || !value.startsWith(base)) return local(value)
    const name = value.slice(base.length)
    if (own(models, name) === undefined) return value
    pending.push(name)
    return `#/definitions/${name}`
  }

  const root = local(schemaOf(model))
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const named = own(models, name)
    if (named !== undefined && !definitions.has(name)) definitions.set(name, local(schemaOf(named)))
  }
  if (definitions.size === 0 || !isObject(root)) return model.schema
  return JSON.stringify({ ...root, definitions: Object.fromEntries(definitions) }, undefined, 2)
}

/** Definitions of a model's own would have to be renamed, and the references to them. */
function schemaOf(model: Model): Json {
  const schema = JSON.parse(model.schema) as Json
  if (isObject(schema) && own(schema, 'definitions') !== undefined) {
    throw unsupportedOperation('GetModel with flatten for models with definitions of their own')
  }
  return schema
}
