import { draft } from '../base/draft.ts'
import { asObject, isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import { type Context, child, moved, type Place, tell } from './context.ts'
import { contentMap, eachOf, headerMap, orReference } from './parts.ts'
import { describe } from './references.ts'
import { schema } from './schema.ts'

/** The responses of an operation. `produces` are the media types of Swagger 2.0. */
export function responses(context: Context, value: Json, place: Place, produces: readonly string[]): JsonObject {
  const read = eachOf(context, 'responses', value, place, (inner, at) => {
    if (inner === null || typeof inner === 'string') {
      tell(context, 'normalize/wrong-shape', `A response must be an object, but here it is ${describe(inner)}.`, at)
      return { description: inner ?? '' }
    }
    return orReference(context, inner, 'responses', at, (object, here) => response(context, object, here, produces)) ?? { description: '' }
  })
  return upperRanges(context, read, place)
}

/** `4xx` means `4XX`. */
function upperRanges(context: Context, value: JsonObject, place: Place): JsonObject {
  const edit = draft(value)
  for (const key of Object.keys(value)) {
    if (!/^[1-5]xx$/i.test(key) || key === key.toUpperCase() || Object.hasOwn(value, key.toUpperCase())) continue
    edit.rename(key, key.toUpperCase(), value[key] as Json)
    moved(context, child(place, key.toUpperCase()), child(place, key))
  }
  return edit.finish()
}

/** One response. */
export function response(context: Context, value: JsonObject, place: Place, produces: readonly string[]): JsonObject {
  const edit = draft(value)
  if (typeof own(value, 'description') !== 'string' && !isObject(own(value, 'description'))) {
    tell(context, 'normalize/missing-description', 'This response has no description.', place, 'key')
    edit.set('description', '')
  }
  if (Object.hasOwn(value, 'headers')) edit.set('headers', headerMap(context, value.headers as Json, child(place, 'headers')))
  if (Object.hasOwn(value, 'links')) {
    const links = eachOf(context, 'links', value.links as Json, child(place, 'links'), (inner, at) =>
      orReference(context, inner, 'links', at, (link) => link),
    )
    edit.set('links', links)
  }
  if (Object.hasOwn(value, 'content')) edit.set('content', contentMap(context, value.content as Json, child(place, 'content')))
  const old = ['schema', 'examples'].filter((key) => Object.hasOwn(value, key))
  if (old.length === 0) return edit.finish()
  if (context.version !== '2.0') {
    const at = child(place, old[0] ?? '')
    tell(context, 'normalize/foreign-member', `\`${old[0]}\` of a response belongs into \`content\` since OpenAPI 3.0.`, at, 'key')
  }
  for (const key of old) edit.remove(key)
  if (!edit.has('content') || !isObject(value.content)) edit.set('content', oldContent(context, value, place, produces))
  return edit.finish()
}

/** Swagger 2.0 has one schema for all media types, and examples by media type. */
function oldContent(context: Context, value: JsonObject, place: Place, produces: readonly string[]): JsonObject {
  const content: Record<string, Json> = {}
  const given = own(value, 'schema')
  const types = given === undefined ? [] : produces.length > 0 ? [...produces] : ['application/json']
  for (const type of types) {
    const at = moved(context, child(child(child(place, 'content'), type), 'schema'), child(place, 'schema'))
    put(content, type, { schema: schema(context, given, at) })
  }
  for (const [type, example] of Object.entries(asObject(own(value, 'examples')))) {
    if (!type.includes('/')) continue
    put(content, type, { ...asObject(own(content, type)), example: example as Json })
    moved(context, child(child(child(place, 'content'), type), 'example'), child(child(place, 'examples'), type))
  }
  return content
}

/** The body of a request, as OpenAPI 3 writes it. */
export function requestBody(context: Context, value: JsonObject, place: Place): JsonObject {
  const edit = draft(value)
  for (const key of ['required']) {
    const flag = own(value, key)
    if (flag === 'true' || flag === 'false') {
      tell(context, 'normalize/text-boolean', `\`${key}\` is the text \`${flag}\`; it is read as the boolean.`, child(place, key))
      edit.set(key, flag === 'true')
    }
  }
  if (Object.hasOwn(value, 'content')) edit.set('content', contentMap(context, value.content as Json, child(place, 'content')))
  else if (Object.hasOwn(value, 'schema')) {
    tell(context, 'normalize/foreign-member', '`schema` of a request body belongs into `content`.', child(place, 'schema'), 'key')
    const at = moved(context, child(child(child(place, 'content'), 'application/json'), 'schema'), child(place, 'schema'))
    edit.rename('schema', 'content', { 'application/json': { schema: schema(context, value.schema, at) } })
  } else edit.set('content', {})
  return edit.finish()
}
