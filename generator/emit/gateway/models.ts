import { type Json, type JsonObject, own, put } from '../../base/json.ts'
import { follow } from '../../base/pointer.ts'
import type { Context } from './context.ts'
import { lowerSchema } from './schema.ts'

/** The models: named schemas of the document first, then those that bodies and references made necessary. */
export function lowerModels(context: Context): JsonObject {
  const models: Record<string, Json> = {}
  for (const [pointer, name] of context.survey.names) {
    const place = `/components/schemas/${name}`
    if (pointer !== place) context.pointers[place] = pointer
    const schema = follow(context.root, pointer) as Json | undefined
    const lowered = lowerSchema(context, schema, pointer, place)
    // A model that is nothing but a reference is no schema of its own to API Gateway.
    put(models, name, own(lowered, '$ref') === undefined ? lowered : { allOf: [lowered] })
  }
  return models
}
