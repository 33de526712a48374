import { asArray, asString, canonicalJson, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { isIntrinsic } from '../base/late-bound.ts'
import type { Annotations, Property, Schema } from '../model/schema.ts'
import { type Context, schemaNameOf, tell } from './context.ts'
import { readDiscriminator } from './discriminator.ts'

/** Real schemas nest below 30; what nests deeper is given up as unknown, so that no input is too deep for a later stage. */
const DEEPEST = 100

/** The whole schema that is read, and where it stands. */
interface Reading {
  readonly context: Context
  readonly pointer: string
}

/** What JSON Schema says of a value, as a shape. Never throws; what has no shape is `unknown`. */
export function readSchema(context: Context, json: Json | undefined, pointer: string): Schema {
  return read({ context, pointer }, json, 0)
}

function read(reading: Reading, json: Json | undefined, depth: number): Schema {
  if (json === false) return { kind: 'never' }
  if (!isObject(json) || isIntrinsic(json)) return { kind: 'unknown' }
  if (depth > DEEPEST) {
    const message = `This schema is nested more than ${DEEPEST} deep; what is deeper has no type.`
    tell(reading.context, 'derive/too-deep', message, reading.pointer)
    return { kind: 'unknown' }
  }
  const parts: Schema[] = []
  const ref = referenceOf(reading.context, json)
  if (ref) parts.push(ref)
  const shape = ownShape(reading, json, depth)
  if (shape) parts.push(shape)
  for (const member of asArray(own(json, 'allOf'))) parts.push(read(reading, member, depth + 1))
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    const choice = Object.hasOwn(json, keyword) ? readChoice(reading, json, keyword, depth) : undefined
    if (choice) parts.push(choice)
  }
  return annotate(json, intersect(parts))
}

function readChoice(reading: Reading, json: JsonObject, keyword: 'oneOf' | 'anyOf', depth: number): Schema | undefined {
  const choices = asArray(own(json, keyword))
  if (choices.length === 0) return undefined
  const members = choices.map((member) => read(reading, member, depth + 1))
  const [only] = members
  if (members.length === 1 && only) return only
  const discriminator = readDiscriminator(reading.context, own(json, 'discriminator'), members)
  return { kind: 'union', members, ...(discriminator && { discriminator }) }
}

function referenceOf(context: Context, json: JsonObject): Schema | undefined {
  const ref = asString(own(json, '$ref'))
  if (ref === undefined) return undefined
  const name = schemaNameOf(context, ref)
  return name === undefined ? { kind: 'unknown' } : { kind: 'ref', to: name }
}

/** The shape that the schema's own keywords give, without what it is combined with; undefined where they say nothing. */
function ownShape(reading: Reading, json: JsonObject, depth: number): Schema | undefined {
  if (Object.hasOwn(json, 'const')) return enumeration([json.const as Json])
  const values = own(json, 'enum')
  if (Array.isArray(values) && values.length > 0) return enumeration(values as Json[])
  const types = typesOf(json)
  if (types.length === 0) return undefined
  const shapes = types.map((type) => shapeOfType(reading, type, json, depth))
  const known = shapes.filter((shape) => shape !== undefined)
  if (known.length < shapes.length) return undefined
  const [only] = known
  return known.length === 1 ? only : { kind: 'union', members: known }
}

const TYPES = new Set(['null', 'boolean', 'string', 'number', 'integer', 'array', 'object'])

/** The types that are said, or the one that the keywords imply. */
function typesOf(json: JsonObject): readonly string[] {
  const type = own(json, 'type')
  if (typeof type === 'string' && TYPES.has(type)) return [type]
  const all = new Set(asArray(type))
  const known = [...all].filter((one): one is string => typeof one === 'string' && TYPES.has(one))
  // A value may be of the type that there is not, which is any.
  const said = known.length === all.size ? known : []
  // An integer is a number: both together say no more than the wider one.
  if (said.length > 0) return said.includes('number') ? said.filter((one) => one !== 'integer') : said
  if (isObject(own(json, 'properties')) || isObject(own(json, 'additionalProperties')) || asArray(own(json, 'required')).length > 0)
    return ['object']
  if (isObject(own(json, 'items')) || Array.isArray(own(json, 'prefixItems'))) return ['array']
  return []
}

function shapeOfType(reading: Reading, type: string, json: JsonObject, depth: number): Schema | undefined {
  switch (type) {
    case 'null':
    case 'boolean':
      return { kind: type }
    case 'string':
    case 'number':
    case 'integer': {
      const format = asString(own(json, 'format'))
      return { kind: type, ...(format !== undefined && { format }) }
    }
    case 'array':
      return readArray(reading, json, depth)
    default:
      return readObject(reading, json, depth)
  }
}

function readArray(reading: Reading, json: JsonObject, depth: number): Schema {
  const prefix = asArray(own(json, 'prefixItems'))
  const items = own(json, 'items')
  if (prefix.length === 0) {
    return { kind: 'array', items: read(reading, items, depth + 1), ...(own(json, 'uniqueItems') === true && { unique: true }) }
  }
  const minimum = own(json, 'minItems')
  return {
    kind: 'tuple',
    items: prefix.map((item) => read(reading, item, depth + 1)),
    rest: items === false ? 'none' : read(reading, items, depth + 1),
    ...(typeof minimum === 'number' && minimum > 0 && { required: Math.min(Math.floor(minimum), prefix.length) }),
  }
}

function readObject(reading: Reading, json: JsonObject, depth: number): Schema | undefined {
  const declared = own(json, 'properties')
  const required = new Set(asArray(own(json, 'required')).filter((name): name is string => typeof name === 'string'))
  const properties: Property[] = []
  if (isObject(declared) && !isIntrinsic(declared)) {
    for (const name of Object.keys(declared)) {
      const schema = read(reading, declared[name], depth + 1)
      properties.push({ name, schema, required: required.delete(name) })
    }
  }
  // What is required but described nowhere has to be there all the same; beside `allOf` another part describes it.
  for (const name of required) properties.push({ name, schema: { kind: 'unknown' }, required: true })
  const additional = additionalOf(reading, json, depth)
  const isCombined = ['allOf', 'oneOf', 'anyOf', '$ref'].some((keyword) => Object.hasOwn(json, keyword))
  if (isCombined && properties.length === 0 && additional === 'open') return undefined
  return { kind: 'object', properties, additional }
}

function additionalOf(reading: Reading, json: JsonObject, depth: number): Schema | 'open' | 'none' {
  const patterns = own(json, 'patternProperties')
  const additional = own(json, 'additionalProperties') ?? own(json, 'unevaluatedProperties')
  if (isObject(patterns) && Object.keys(patterns).length > 0) {
    if (additional !== false) return { kind: 'unknown' }
    const members = Object.keys(patterns).map((pattern) => read(reading, patterns[pattern], depth + 1))
    const [only] = members
    return members.length === 1 && only ? only : { kind: 'union', members }
  }
  if (additional === false) return 'none'
  if (additional === true) return { kind: 'unknown' }
  if (!isObject(additional)) return 'open'
  return read(reading, additional, depth + 1)
}

function enumeration(values: readonly Json[]): Schema {
  const unique = new Map<string, Json>()
  for (const value of values) {
    const key = canonicalJson(value)
    if (!unique.has(key)) unique.set(key, value)
  }
  return { kind: 'enum', values: [...unique.values()] }
}

function intersect(parts: readonly Schema[]): Schema {
  const [first] = parts
  if (parts.length === 1 && first) return first
  const telling = parts.filter((part) => part.kind !== 'unknown')
  const [only] = telling
  if (only === undefined) return { kind: 'unknown' }
  return telling.length === 1 ? only : { kind: 'intersection', members: telling }
}

function annotate(json: JsonObject, schema: Schema): Schema {
  const annotations: { -readonly [Key in keyof Annotations]: Annotations[Key] } = {}
  let any = false
  for (const key of Object.keys(json)) {
    const value = json[key] as Json
    switch (key) {
      case 'title':
      case 'description':
        if (typeof value !== 'string' || value.trim() === '') continue
        annotations[key] = value
        break
      case 'default':
        annotations.default = value
        break
      case 'deprecated':
        if (value !== true) continue
        annotations.deprecated = true
        break
      case 'readOnly':
      case 'writeOnly':
        if (value !== true || annotations.access === 'readOnly') continue
        annotations.access = key
        break
      default:
        continue
    }
    any = true
  }
  return any ? { ...schema, ...annotations } : schema
}
