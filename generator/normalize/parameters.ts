import { draft } from '../base/draft.ts'
import { asArray, isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import { isIntrinsic } from '../base/late-bound.ts'
import { type Context, child, moved, type Place, tell } from './context.ts'
import { described, looseSchema } from './parts.ts'
import { describe, isReference, lookUpFully } from './references.ts'
import { schema } from './schema.ts'

/** A parameter as it was found: `target` is the object behind a `$ref`. */
export interface Found {
  readonly value: JsonObject
  readonly target: JsonObject
  /** Where the target stands. */
  readonly targetPlace: Place
  readonly place: Place
  readonly name: string
  readonly location: 'query' | 'header' | 'path' | 'cookie' | 'body' | 'formData' | 'late'
}

const LOCATIONS = new Set(['query', 'header', 'path', 'cookie', 'body', 'formData'])

/** The parameters of a list that are somewhere, with their references followed. */
export function findParameters(context: Context, value: Json | undefined, place: Place): Found[] {
  if (value === undefined || value === null || isIntrinsic(value)) return []
  if (!Array.isArray(value)) {
    tell(context, 'normalize/wrong-shape', `\`parameters\` must be a list, but here it is ${describe(value)}.`, place)
    return []
  }
  const found: Found[] = []
  for (const [index, item] of asArray(value).entries()) {
    const here = child(place, index)
    if (!isObject(item)) {
      tell(context, 'normalize/wrong-shape', `A parameter must be an object, but here it is ${describe(item)}.`, here)
      continue
    }
    if (isIntrinsic(item)) {
      found.push({ value: item, target: item, targetPlace: here, place: here, name: `late ${index}`, location: 'late' })
      continue
    }
    const parameter = follow(context, item, here)
    if (parameter) found.push(parameter)
  }
  return found
}

function follow(context: Context, item: JsonObject, place: Place): Found | undefined {
  let target = item
  let targetPlace = place
  if (isReference(item)) {
    const lead = lookUpFully(context, own(item, '$ref'), place.file)
    if (lead.kind === 'lost') {
      tell(context, lead.code, `${lead.message} The parameter is left out.`, child(place, '$ref'))
      return undefined
    }
    if (!isObject(lead.value)) {
      tell(context, 'normalize/wrong-shape', `The reference leads to ${describe(lead.value)} where a parameter belongs.`, place)
      return undefined
    }
    target = lead.value
    targetPlace = { base: place.base, at: place.at, file: lead.file, from: lead.pointer }
  }
  const name = own(target, 'name')
  const location = locationOf(own(target, 'in'))
  if (location === 'body') return { value: item, target, targetPlace, place, name: typeof name === 'string' ? name : 'body', location }
  if (typeof name !== 'string' || name === '' || location === undefined) {
    const what = location === undefined ? `\`in\` is ${quote(own(target, 'in'))}` : 'it has no `name`'
    tell(
      context,
      'normalize/parameter-location',
      `The parameter ${typeof name === 'string' ? `\`${name}\` ` : ''}is left out: ${what}.`,
      place,
    )
    return undefined
  }
  return { value: item, target, targetPlace, place, name, location }
}

function quote(value: Json | undefined): string {
  return typeof value === 'string' ? `\`${value}\`` : describe(value)
}

function locationOf(value: Json | undefined): Exclude<Found['location'], 'late'> | undefined {
  if (typeof value !== 'string') return undefined
  if (LOCATIONS.has(value)) return value as Exclude<Found['location'], 'late'>
  const lower = value.toLowerCase()
  return lower === 'formdata' ? 'formData' : LOCATIONS.has(lower) ? (lower as Exclude<Found['location'], 'late'>) : undefined
}

/** A parameter that is neither body nor form, as OpenAPI 3.1 writes it. */
export function parameter(context: Context, value: JsonObject, place: Place): JsonObject {
  const read = described(context, value, place)
  const edit = draft(read)
  const location = locationOf(own(read, 'in'))
  if (location !== undefined && location !== own(read, 'in')) edit.set('in', location)
  if (location === 'path' && own(read, 'required') !== true) {
    tell(context, 'normalize/optional-path-parameter', `The path parameter \`${String(own(read, 'name'))}\` is read as required.`, place)
    edit.set('required', true)
  }
  return edit.finish()
}

/** The request body that Swagger 2.0 writes as a parameter. */
export function bodyFrom(context: Context, found: Found, place: Place, consumes: readonly string[]): JsonObject {
  foreign(context, found)
  const { target, targetPlace } = found
  const at = moved(context, place, targetPlace)
  const body: Record<string, Json> = {}
  if (typeof own(target, 'description') === 'string') put(body, 'description', target.description as Json)
  if (own(target, 'required') === true || own(target, 'required') === 'true') put(body, 'required', true)
  const content: Record<string, Json> = {}
  for (const type of consumes.length > 0 ? consumes : ['application/json']) {
    const media = moved(context, child(child(at, 'content'), type), targetPlace)
    const inner = moved(context, child(media, 'schema'), child(targetPlace, 'schema'))
    put(content, type, { schema: schema(context, own(target, 'schema') ?? {}, inner) })
  }
  put(body, 'content', content)
  for (const key of Object.keys(target)) if (key.startsWith('x-')) put(body, key, target[key] as Json)
  return body
}

/** The request body that Swagger 2.0 writes as form parameters. */
export function formFrom(context: Context, fields: readonly Found[], place: Place, consumes: readonly string[]): JsonObject {
  const [first] = fields
  const from = (at: Place): Place => (first ? moved(context, at, first.place) : at)
  if (first) foreign(context, first)
  from(place)
  const hasFile = fields.some((field) => own(field.target, 'type') === 'file')
  const forms = consumes.filter((type) => type === 'multipart/form-data' || type === 'application/x-www-form-urlencoded')
  const types = forms.length > 0 ? forms : [hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded']
  const content: Record<string, Json> = {}
  for (const type of types) {
    const at = from(child(from(child(child(place, 'content'), type)), 'schema'))
    const properties: Record<string, Json> = {}
    const required: string[] = []
    for (const field of fields) {
      const inner = moved(context, child(child(at, 'properties'), field.name), field.targetPlace)
      const description = own(field.target, 'description')
      const read = isObject(own(field.target, 'schema'))
        ? schema(context, field.target.schema, { ...inner, from: child(inner, 'schema').from })
        : looseSchema(context, field.target, inner)
      put(
        properties,
        field.name,
        typeof description === 'string' && isObject(read) && !Object.hasOwn(read, 'description') ? { description, ...read } : read,
      )
      if (own(field.target, 'required') === true || own(field.target, 'required') === 'true') required.push(field.name)
    }
    put(content, type, { schema: { type: 'object', properties, ...(required.length > 0 && { required }) } })
  }
  return { ...(fields.some((field) => own(field.target, 'required') === true) && { required: true }), content }
}

function foreign(context: Context, found: Found): void {
  if (context.version === '2.0') return
  tell(context, 'normalize/foreign-member', `\`in: ${found.location}\` belongs into \`requestBody\` since OpenAPI 3.0.`, found.place)
}
