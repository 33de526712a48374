import { type Draft, draft } from '../base/draft.ts'
import { isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import { isIntrinsic } from '../base/late-bound.ts'
import { type Context, child, moved, type Place, type Section, tell } from './context.ts'
import { describe, isReference, refer } from './references.ts'
import { boolean, schema } from './schema.ts'

/**
 * Runs over a map from names to values of one kind. Vendor members and intrinsics are left as they are; a value that `convert` turns
 * into undefined is left out.
 */
export function eachOf(
  context: Context,
  name: string,
  value: Json,
  place: Place,
  convert: (inner: Json, place: Place, key: string) => Json | undefined,
): JsonObject {
  if (!isObject(value)) {
    if (value !== null) tell(context, 'normalize/wrong-shape', `\`${name}\` must be an object, but here it is ${describe(value)}.`, place)
    return {}
  }
  if (isIntrinsic(value) && Object.keys(value)[0]?.startsWith('Fn::')) return value
  const edit = draft(value)
  for (const key of Object.keys(value)) {
    if (key.startsWith('x-')) continue
    const inner = value[key] as Json
    if (isIntrinsic(inner)) continue
    const read = convert(inner, child(place, key), key)
    if (read === undefined) edit.remove(key)
    else edit.set(key, read)
  }
  return edit.finish()
}

/** A value that may be a `$ref` to a component of a section; undefined when the reference leads nowhere, which was reported then. */
export function orReference(
  context: Context,
  value: Json,
  section: Section,
  place: Place,
  convert: (value: JsonObject, place: Place) => Json | undefined,
): Json | undefined {
  if (isIntrinsic(value)) return value
  if (!isObject(value)) {
    tell(context, 'normalize/wrong-shape', `An object belongs here, but it is ${describe(value)}.`, place)
    return undefined
  }
  if (!isReference(value)) return convert(value, place)
  const copy: Record<string, Json> = {}
  if (!refer(context, copy, '$ref', value.$ref, section, place)) return undefined
  // Only 3.1 lets a reference carry a description of its own; it does no harm before.
  for (const key of ['summary', 'description']) {
    const text = own(value, key)
    if (typeof text === 'string') put(copy, key, text)
  }
  return copy.$ref === value.$ref && Object.keys(copy).length === Object.keys(value).length ? value : copy
}

/** A map from media types to their schemas and examples. */
export function contentMap(context: Context, value: Json, place: Place): JsonObject {
  return eachOf(context, 'content', value, place, (inner, at) => {
    if (inner === null) return {}
    if (!isObject(inner)) {
      tell(context, 'normalize/wrong-shape', `A media type must be an object, but here it is ${describe(inner)}.`, at)
      return {}
    }
    return mediaType(context, inner, at)
  })
}

function mediaType(context: Context, value: JsonObject, place: Place): JsonObject {
  const edit = draft(value)
  if (Object.hasOwn(value, 'schema')) edit.set('schema', schema(context, value.schema, child(place, 'schema')))
  namedExamples(context, value, edit, place)
  const encoding = own(value, 'encoding')
  if (isObject(encoding)) {
    const read = eachOf(context, 'encoding', encoding, child(place, 'encoding'), (inner, at) => {
      if (!isObject(inner) || !isObject(own(inner, 'headers'))) return inner
      const part = draft(inner)
      part.set('headers', headerMap(context, inner.headers as Json, child(at, 'headers')))
      return part.finish()
    })
    edit.set('encoding', read)
  }
  return edit.finish()
}

/** `examples` of a media type, parameter or header: a map from names to examples. */
export function namedExamples(context: Context, value: JsonObject, edit: Draft, place: Place): void {
  const named = own(value, 'examples')
  if (named === undefined) return
  const at = child(place, 'examples')
  if (Array.isArray(named)) {
    // Schemas have a list of them, and authors mix the two up.
    tell(context, 'normalize/wrong-shape', '`examples` must be an object from names to examples here, but it is a list.', at)
    const [first] = named
    if (first !== undefined && !Object.hasOwn(value, 'example')) edit.rename('examples', 'example', first)
    else edit.remove('examples')
    return
  }
  edit.set(
    'examples',
    eachOf(context, 'examples', named, at, (inner, place) =>
      isReference(inner) ? orReference(context, inner, 'examples', place, (example) => example) : inner,
    ),
  )
}

/** A map from names to headers. */
export function headerMap(context: Context, value: Json, place: Place): JsonObject {
  return eachOf(
    context,
    'headers',
    value,
    place,
    (inner, at) => orReference(context, inner, 'headers', at, (object, here) => header(context, object, here)) ?? {},
  )
}

/** A response header. */
export function header(context: Context, value: JsonObject, place: Place): JsonObject {
  return described(context, value, place)
}

const SCHEMA_MEMBERS = new Set(
  (
    'type format items default maximum minimum exclusiveMaximum exclusiveMinimum maxLength minLength pattern maxItems minItems ' +
    'uniqueItems enum multipleOf allOf anyOf oneOf nullable title properties'
  ).split(' '),
)

/** A parameter or header: its schema stands in `schema`, in `content`, or, in Swagger 2.0, among its own members. */
export function described(context: Context, value: JsonObject, place: Place): JsonObject {
  const edit = draft(value)
  for (const key of ['required', 'deprecated', 'allowEmptyValue', 'explode', 'allowReserved']) {
    if (Object.hasOwn(value, key)) edit.set(key, boolean(context, key, value[key] as Json, place))
  }
  if (Object.hasOwn(value, 'content') && isObject(value.content))
    edit.set('content', contentMap(context, value.content, child(place, 'content')))
  namedExamples(context, value, edit, place)
  const loose = Object.keys(value).filter((key) => SCHEMA_MEMBERS.has(key))
  if (Object.hasOwn(value, 'schema')) edit.set('schema', schema(context, value.schema, child(place, 'schema')))
  if (loose.length === 0) {
    if (!edit.has('schema') && !edit.has('content')) edit.set('schema', { type: 'string' })
    return edit.finish()
  }
  if (context.version !== '2.0') {
    tell(
      context,
      'normalize/foreign-member',
      `\`${loose[0]}\` belongs into \`schema\` since OpenAPI 3.0.`,
      child(place, loose[0] ?? ''),
      'key',
    )
  }
  if (!edit.has('schema')) edit.set('schema', looseSchema(context, value, moved(context, child(place, 'schema'), place)))
  for (const key of loose) edit.remove(key)
  arrayStyle(value, edit)
  return edit.finish()
}

/** The schema that stands among the members of a parameter or header. */
export function looseSchema(context: Context, value: JsonObject, place: Place): JsonObject | boolean {
  const members: Record<string, Json> = {}
  for (const key of Object.keys(value)) if (SCHEMA_MEMBERS.has(key)) put(members, key, value[key] as Json)
  return schema(context, members, place)
}

/** How Swagger 2.0 writes several values: its default is a comma, that of OpenAPI 3 depends on the place. */
function arrayStyle(value: JsonObject, edit: Draft): void {
  edit.remove('collectionFormat')
  if (own(value, 'type') !== 'array' || Object.hasOwn(value, 'style')) return
  const format = own(value, 'collectionFormat') ?? 'csv'
  if (own(value, 'in') !== 'query') return
  if (format === 'multi') {
    edit.set('style', 'form')
    edit.set('explode', true)
    return
  }
  edit.set('style', format === 'ssv' ? 'spaceDelimited' : format === 'pipes' ? 'pipeDelimited' : 'form')
  edit.set('explode', false)
}
