import { type Draft, draft } from '../base/draft.ts'
import { asArray, isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import { isIntrinsic } from '../base/late-bound.ts'
import { type Context, child, moved, type Place, tell } from './context.ts'
import { describe, isReference, refer } from './references.ts'

/** What the members of a schema hold: schemas, or values that are read leniently. */
const MEMBERS: Readonly<Record<string, 'map' | 'list' | 'schema' | 'number' | 'boolean'>> = {
  properties: 'map',
  patternProperties: 'map',
  $defs: 'map',
  definitions: 'map',
  dependentSchemas: 'map',
  allOf: 'list',
  anyOf: 'list',
  oneOf: 'list',
  prefixItems: 'list',
  additionalProperties: 'schema',
  additionalItems: 'schema',
  unevaluatedProperties: 'schema',
  unevaluatedItems: 'schema',
  contains: 'schema',
  propertyNames: 'schema',
  contentSchema: 'schema',
  not: 'schema',
  if: 'schema',
  // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema
  then: 'schema',
  else: 'schema',
  maximum: 'number',
  minimum: 'number',
  multipleOf: 'number',
  maxLength: 'number',
  minLength: 'number',
  maxItems: 'number',
  minItems: 'number',
  maxProperties: 'number',
  minProperties: 'number',
  uniqueItems: 'boolean',
  nullable: 'boolean',
  deprecated: 'boolean',
  readOnly: 'boolean',
  writeOnly: 'boolean',
}

/** Beside a `$ref` these say nothing about which values are valid, so they may stay before 3.1 too. */
const ANNOTATIONS = new Set(
  'description title summary deprecated readOnly writeOnly default example examples externalDocs xml $comment'.split(' '),
)

/** A schema of any version as JSON Schema 2020-12; what is no schema becomes one of unknown shape, which is reported. */
export function schema(context: Context, value: Json | undefined, place: Place): JsonObject | boolean {
  if (typeof value === 'boolean') return value
  if (!isObject(value)) {
    tell(context, 'normalize/wrong-shape', `A schema must be an object, but here it is ${describe(value)}.`, place)
    return {}
  }
  if (isIntrinsic(value)) return value
  if (isReference(value)) return reference(context, value, place)
  const acceptsNull = isTrue(own(value, 'nullable')) || isTrue(own(value, 'x-nullable'))
  if (acceptsNull && isOnlyAllOf(value)) return nullOrAll(context, value, place)
  const edit = draft(value)
  for (const key of Object.keys(value)) member(context, value, key, edit, place)
  examples(context, value, edit, place)
  bounds(value, edit)
  edit.remove('nullable')
  return acceptsNull ? nullable(edit.finish()) : edit.finish()
}

function reference(context: Context, value: JsonObject, place: Place): JsonObject | boolean {
  const copy: Record<string, Json> = {}
  const ignored: string[] = []
  for (const key of Object.keys(value)) {
    if (key === '$ref') {
      if (!refer(context, copy, '$ref', value.$ref, 'schemas', place)) return withoutRef(value)
    } else if (context.version === '3.1' || ANNOTATIONS.has(key) || key.startsWith('x-')) put(copy, key, value[key] as Json)
    else ignored.push(key)
  }
  if (ignored.length > 0) {
    const names = ignored.map((key) => `\`${key}\``).join(', ')
    tell(
      context,
      'normalize/ref-siblings',
      `${names} beside \`$ref\` ${ignored.length === 1 ? 'is' : 'are'} ignored.`,
      child(place, ignored[0] ?? ''),
      'key',
    )
  }
  if (context.version !== '3.1') {
    if (!Object.hasOwn(copy, 'example')) return unchangedReference(value, copy)
    // The object itself is kept: its reference may get its text later.
    copy.examples = [copy.example as Json]
    delete copy.example
    return copy
  }
  if (Object.keys(copy).length === 1) return unchangedReference(value, copy)
  const { $ref, ...siblings } = copy
  const read = schema(context, siblings, place)
  // `refer` keeps the object for a later name: the reference has to stay in `copy`.
  if (!isObject(read)) return copy
  for (const key of Object.keys(copy)) if (key !== '$ref') delete copy[key]
  for (const key of Object.keys(read)) put(copy, key, read[key] as Json)
  if ($ref !== undefined && !Object.hasOwn(copy, '$ref')) copy.$ref = $ref
  return copy
}

/** The source itself where nothing changed, so that a large document shares its values. */
function unchangedReference(value: JsonObject, copy: JsonObject): JsonObject {
  return own(copy, '$ref') === value.$ref && Object.keys(copy).length === Object.keys(value).length ? value : copy
}

function withoutRef(value: JsonObject): JsonObject {
  const description = own(value, 'description')
  return typeof description === 'string' ? { description } : {}
}

function member(context: Context, value: JsonObject, key: string, edit: Draft, place: Place): void {
  const kind = Object.hasOwn(MEMBERS, key) ? MEMBERS[key] : undefined
  const inner = value[key] as Json
  if (kind === undefined) {
    other(context, key, inner, edit, place)
    return
  }
  switch (kind) {
    case 'map':
      edit.set(key, schemaMap(context, key, inner, child(place, key)))
      return
    case 'list':
      list(context, key, inner, edit, child(place, key))
      return
    case 'schema':
      single(context, key, inner, edit, child(place, key))
      return
    case 'number':
      number(context, key, inner, edit, place)
      return
    case 'boolean':
      edit.set(key, boolean(context, key, inner, place))
      // No later stage sees it: what it says is in the type from here on.
      if (key === 'nullable' && !isFlag(inner))
        tell(context, 'normalize/wrong-shape', `\`nullable\` must be a boolean, but here it is ${describe(inner)}.`, child(place, key))
      return
  }
}

function other(context: Context, key: string, inner: Json, edit: Draft, place: Place): void {
  switch (key) {
    case 'items':
      items(context, inner, edit, child(place, key))
      return
    case 'type':
      type(context, inner, edit, child(place, key))
      return
    case 'required':
      required(context, inner, edit, child(place, key))
      return
    case 'enum':
      if (!Array.isArray(inner) && !isIntrinsic(inner)) {
        tell(context, 'normalize/wrong-shape', `\`enum\` must be a list, but here it is ${describe(inner)}.`, child(place, key))
        edit.set('enum', [inner])
      }
      return
    case 'discriminator':
      discriminator(context, inner, edit, child(place, key))
      return
  }
}

function type(context: Context, value: Json, edit: Draft, place: Place): void {
  if (value === 'file') {
    edit.set('type', 'string')
    edit.set('format', 'binary')
  }
  const isNull = value === null || (Array.isArray(value) && value.includes(null))
  if (!isNull) return
  tell(context, 'normalize/wrong-shape', "The type of null is called `'null'`, in quotes; here it is null itself.", place)
  // Alone it may as well have been forgotten.
  if (Array.isArray(value)) edit.set('type', [...new Set(value.map((name) => name ?? 'null'))])
  else edit.remove('type')
}

/** A map from names to schemas. */
export function schemaMap(context: Context, name: string, value: Json, place: Place): JsonObject {
  if (!isObject(value)) {
    tell(context, 'normalize/wrong-shape', `\`${name}\` must be an object, but here it is ${describe(value)}.`, place)
    return {}
  }
  if (isIntrinsic(value) && !isObject(Object.values(value)[0])) return value
  const edit = draft(value)
  for (const key of Object.keys(value)) {
    // Vendor members stand among properties in real documents; only an object or a boolean can be a schema.
    if (key.startsWith('x-') && typeof value[key] !== 'object') continue
    edit.set(key, schema(context, value[key], child(place, key)))
  }
  return edit.finish()
}

function list(context: Context, key: string, value: Json, edit: Draft, place: Place): void {
  if (!Array.isArray(value)) {
    if (isIntrinsic(value)) return
    tell(context, 'normalize/wrong-shape', `\`${key}\` must be a list, but here it is ${describe(value)}.`, place)
    if (!isObject(value)) {
      edit.remove(key)
      return
    }
    const inner = moved(context, child(place, 0), place)
    edit.set(key, [schema(context, value, inner)])
    return
  }
  edit.set(key, schemaList(context, value, place))
}

function schemaList(context: Context, value: readonly Json[], place: Place): Json {
  let copy: Json[] | undefined
  for (let index = 0; index < value.length; index++) {
    const before = value[index]
    const after = schema(context, before, child(place, index))
    if (after !== before) copy ??= [...value]
    if (copy) copy[index] = after
  }
  return copy ?? value
}

function single(context: Context, key: string, value: Json, edit: Draft, place: Place): void {
  if (value === 'true' || value === 'false') {
    tell(context, 'normalize/text-boolean', `\`${key}\` is the text \`${value}\`; it is read as the boolean.`, place)
    edit.set(key, value === 'true')
    return
  }
  edit.set(key, schema(context, value, place))
}

/** A list of schemas in `items` is a tuple: `prefixItems` since 2020-12. */
function items(context: Context, value: Json, edit: Draft, place: Place): void {
  if (!Array.isArray(value)) {
    edit.set('items', schema(context, value, place))
    return
  }
  tell(
    context,
    'normalize/wrong-shape',
    '`items` must be one schema, but here it is a list. It is read as `prefixItems`: a schema each for the first elements.',
    place,
    'key',
  )
  const at: Place = { ...place, at: `${place.at.slice(0, -'items'.length)}prefixItems` }
  const inner = moved(context, at, place)
  edit.rename('items', 'prefixItems', schemaList(context, value, inner))
}

function number(context: Context, key: string, value: Json, edit: Draft, place: Place): void {
  if (typeof value !== 'string' || value.trim() === '' || !Number.isFinite(Number(value))) return
  tell(context, 'normalize/text-number', `\`${key}\` is the text \`${value}\`; it is read as the number.`, child(place, key))
  edit.set(key, Number(value))
}

/** A boolean that may be written as text. */
export function boolean(context: Context, key: string, value: Json, place: Place): Json {
  if (value !== 'true' && value !== 'false') return value
  tell(context, 'normalize/text-boolean', `\`${key}\` is the text \`${value}\`; it is read as the boolean.`, child(place, key))
  return value === 'true'
}

function required(context: Context, value: Json, edit: Draft, place: Place): void {
  if (Array.isArray(value)) {
    if (value.every((name) => typeof name === 'string')) return
    tell(context, 'normalize/wrong-shape', '`required` must be a list of property names.', place)
    edit.set(
      'required',
      value.filter((name) => typeof name === 'string'),
    )
    return
  }
  if (isIntrinsic(value)) return
  tell(
    context,
    'normalize/wrong-shape',
    `\`required\` of a schema must be a list of property names, but here it is ${describe(value)}.`,
    place,
  )
  edit.remove('required')
}

function discriminator(context: Context, value: Json, edit: Draft, place: Place): void {
  if (typeof value === 'string') {
    // Swagger 2.0 writes it so.
    if (context.version !== '2.0')
      tell(
        context,
        'normalize/wrong-shape',
        `\`discriminator\` must be an object since OpenAPI 3.0; \`${value}\` is read as its \`propertyName\`.`,
        place,
      )
    edit.set('discriminator', { propertyName: value })
    return
  }
  const mapping = isObject(value) ? own(value, 'mapping') : undefined
  if (!isObject(value) || !isObject(mapping)) return
  const copy: Record<string, Json> = {}
  let changed = false
  for (const [name, target] of Object.entries(mapping)) {
    // A bare name means a component; anything that looks like a reference is one.
    const isRef = typeof target === 'string' && /[#/]|\.(ya?ml|json)$/i.test(target)
    if (!isRef || !refer(context, copy, name, target, 'schemas', child(child(place, 'mapping'), name))) put(copy, name, target as Json)
    if (copy[name] !== target) changed = true
  }
  if (changed) edit.set('discriminator', { ...value, mapping: copy })
}

/** `example` is the old form of `examples`. */
function examples(context: Context, value: JsonObject, edit: Draft, place: Place): void {
  if (!Object.hasOwn(value, 'example')) return
  const many = own(value, 'examples')
  if (Array.isArray(many)) {
    edit.remove('example')
    edit.set('examples', [value.example as Json, ...many])
    return
  }
  edit.remove('examples')
  edit.rename('example', 'examples', [value.example as Json])
  moved(context, child(child(place, 'examples'), 0), child(place, 'example'))
}

/** `exclusiveMinimum: true` beside `minimum: 5` is `exclusiveMinimum: 5` since draft 6. */
function bounds(value: JsonObject, edit: Draft): void {
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const flag = own(value, exclusive)
    if (typeof flag === 'string' && flag.trim() !== '' && Number.isFinite(Number(flag))) edit.set(exclusive, Number(flag))
    if (flag !== true && flag !== false && flag !== 'true' && flag !== 'false') continue
    const limit = own(value, bound)
    edit.remove(exclusive)
    if (!isTrue(flag) || limit === undefined) continue
    edit.rename(bound, exclusive, typeof limit === 'string' && Number.isFinite(Number(limit)) ? Number(limit) : limit)
  }
}

/** A boolean, be it written as text or known at the deployment only. */
function isFlag(value: Json): boolean {
  return typeof value === 'boolean' || value === 'true' || value === 'false' || isIntrinsic(value)
}

function isTrue(value: Json | undefined): boolean {
  return value === true || value === 'true'
}

/** The schema that accepts null too. */
function nullable(read: JsonObject): JsonObject {
  const edit = draft(read)
  const type = own(read, 'type')
  const values = own(read, 'enum')
  if (Array.isArray(values) && !values.includes(null)) edit.set('enum', [...values, null])
  if (Object.hasOwn(read, 'const') && read.const !== null) edit.rename('const', 'enum', [read.const as Json, null])
  if (typeof type === 'string') {
    if (type !== 'null') edit.set('type', [type, 'null'])
  } else if (Array.isArray(type)) {
    if (!type.includes('null')) edit.set('type', [...type, 'null'])
  } else {
    const key = ['anyOf', 'oneOf'].find((name) => Array.isArray(own(read, name)))
    const choices = asArray(own(read, key ?? ''))
    if (key !== undefined && !choices.some((choice) => isObject(choice) && choice.type === 'null'))
      edit.set(key, [...choices, { type: 'null' }])
    // An object in all but name; any other schema without a type accepts null as it is.
    else if (key === undefined && isObject(own(read, 'properties'))) edit.set('type', ['object', 'null'])
  }
  return edit.finish()
}

function isOnlyAllOf(value: JsonObject): boolean {
  return Array.isArray(own(value, 'allOf')) && !['type', 'anyOf', 'oneOf', 'enum', 'const'].some((key) => Object.hasOwn(value, key))
}

/** `nullable` beside `allOf` means: all of them, or null. Annotations stay outside. */
function nullOrAll(context: Context, value: JsonObject, place: Place): JsonObject {
  const outside: Record<string, Json> = {}
  const inside: Record<string, Json> = {}
  for (const key of Object.keys(value)) {
    if (key === 'nullable') continue
    put(ANNOTATIONS.has(key) || key.startsWith('x-') ? outside : inside, key, value[key] as Json)
  }
  delete outside['x-nullable']
  const parts = asArray(value.allOf)
  const at = child(child(place, 'anyOf'), 0)
  const isSingle = Object.keys(inside).length === 1 && parts.length === 1
  const read = isSingle
    ? schema(context, parts[0], moved(context, at, child(child(place, 'allOf'), 0)))
    : schema(context, inside, moved(context, at, place))
  const around = schema(context, outside, place)
  const kept = Object.hasOwn(value, 'x-nullable') ? { 'x-nullable': value['x-nullable'] as Json } : {}
  return { ...(isObject(around) ? around : {}), ...kept, anyOf: [read, { type: 'null' }] }
}
