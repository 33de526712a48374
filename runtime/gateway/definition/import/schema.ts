import { createHash } from 'node:crypto'
import { MODEL_KEYWORDS, MODEL_REFERENCE_BASE } from '../../facts.ts'
import {
  asArray,
  asObject,
  asString,
  compareText,
  isObject,
  type Json,
  type JsonArray,
  type JsonObject,
  own,
  pointer,
  put,
} from '../../json.ts'
import type { ImportContext } from './context.ts'

/** What of an import a schema is converted with. */
export interface SchemaContext extends Pick<ImportContext, 'root' | 'dialect' | 'apiId' | 'warn'> {
  readonly modelNames: ReadonlySet<string>
}

/** A schema as a model stores it, or what the service says against it. */
export type ModelSchema = { readonly schema: Json } | { readonly refusal: string; readonly pointer: string }

const INVALID_SCHEMA = 'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]'
const NOT_CANONICAL = 'Invalid model specified: Validation Result: warnings : [], errors : [Model reference must be in canonical form]'

/** Deeper schemas are cut to the empty schema; documents of that depth are refused before. */
const MAXIMUM_DEPTH = 400

const SCHEMA_MAPS: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'definitions'])
const SCHEMA_LISTS: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf'])
const SCHEMAS: ReadonlySet<string> = new Set(['not', 'additionalItems', 'additionalProperties', 'items'])
const NUMBERS: ReadonlySet<string> = new Set(['multipleOf', 'maximum', 'minimum'])
const COUNTS: ReadonlySet<string> = new Set(['maxLength', 'minLength', 'maxItems', 'minItems', 'maxProperties', 'minProperties'])
const FLAGS: ReadonlySet<string> = new Set(['exclusiveMaximum', 'exclusiveMinimum', 'uniqueItems'])
const TEXTS: ReadonlySet<string> = new Set(['title', 'description', 'format', 'pattern', '$schema', 'id'])
const TYPES: ReadonlySet<string> = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'])

/**
 * Turns a schema of the document into what a model holds: draft 4 keywords only, references in canonical form, `required`
 * sorted (recorded). Nothing is dereferenced.
 */
export function modelSchema(context: SchemaContext, schema: Json, at: string): ModelSchema {
  const state: State = { context, refusal: undefined }
  const converted = convert(state, schema, at, 0)
  return state.refusal === undefined ? { schema: converted } : state.refusal
}

interface State {
  readonly context: SchemaContext
  refusal: { refusal: string; pointer: string } | undefined
}

function convert(state: State, schema: Json, at: string, depth: number): Json {
  if (!isObject(schema)) return refuse(state, INVALID_SCHEMA, at)
  if (depth > MAXIMUM_DEPTH) return {}
  if (Object.hasOwn(schema, '$ref')) return convertReference(state, schema, at)
  const result: Record<string, Json> = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (!MODEL_KEYWORDS.has(keyword)) continue
    const converted = convertKeyword(state, keyword, value, pointer(at, keyword), depth)
    if (converted !== undefined) put(result, keyword, converted)
  }
  return result
}

function convertKeyword(state: State, keyword: string, value: Json, at: string, depth: number): Json | undefined {
  if (SCHEMA_MAPS.has(keyword)) {
    if (!isObject(value)) return refuse(state, INVALID_SCHEMA, at)
    const map: Record<string, Json> = {}
    for (const [name, item] of Object.entries(value)) put(map, name, convert(state, item, pointer(at, name), depth + 1))
    return map
  }
  if (SCHEMA_LISTS.has(keyword)) {
    if (!Array.isArray(value) || value.length === 0) return refuse(state, INVALID_SCHEMA, at)
    return (value as JsonArray).map((item, index) => convert(state, item, pointer(at, index), depth + 1))
  }
  if (SCHEMAS.has(keyword)) {
    if (typeof value === 'boolean' && keyword.startsWith('additional')) return value
    if (Array.isArray(value) && keyword === 'items') {
      return (value as JsonArray).map((item, index) => convert(state, item, pointer(at, index), depth + 1))
    }
    return convert(state, value, at, depth + 1)
  }
  if (keyword === 'dependencies') return isObject(value) ? value : refuse(state, INVALID_SCHEMA, at)
  if (keyword === 'required') {
    // OpenAPI documents carry draft 3's boolean over from parameters; the service's parser reads lists only.
    if (typeof value === 'boolean') return undefined
    if (!isTextList(value)) return refuse(state, INVALID_SCHEMA, at)
    return [...value].sort(compareText)
  }
  return isValid(keyword, value) ? value : refuse(state, INVALID_SCHEMA, at)
}

function isValid(keyword: string, value: Json): boolean {
  if (NUMBERS.has(keyword)) return typeof value === 'number'
  if (COUNTS.has(keyword)) return typeof value === 'number' && Number.isInteger(value) && value >= 0
  if (FLAGS.has(keyword)) return typeof value === 'boolean' || typeof value === 'number'
  if (TEXTS.has(keyword)) return typeof value === 'string'
  if (keyword === 'enum') return Array.isArray(value) && value.length > 0
  if (keyword === 'type') {
    const types = typeof value === 'string' ? [value] : value
    return isTextList(types) && types.every((type) => TYPES.has(type))
  }
  return true
}

function isTextList(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string')
}

function convertReference(state: State, schema: JsonObject, at: string): Json {
  const { context } = state
  const reference = asString(own(schema, '$ref'))
  if (reference === undefined) return refuse(state, INVALID_SCHEMA, pointer(at, '$ref'))
  if (reference.startsWith(MODEL_REFERENCE_BASE)) return { $ref: canonical(context, reference.slice(reference.lastIndexOf('/') + 1)) }
  const name = referencedModel(context, reference)
  if (name !== undefined && context.modelNames.has(name)) return { $ref: canonical(context, name) }
  // A schema that could not become a model was refused under its own name: its references need no second word.
  if (name !== undefined && Object.hasOwn(schemasOf(context), name)) return {}
  if (!reference.startsWith('#')) return refuse(state, NOT_CANONICAL, pointer(at, '$ref'))
  context.warn(`Parse issue: attribute ${location(at)}.${reference} is missing`, pointer(at, '$ref'))
  return {}
}

function refuse(state: State, refusal: string, at: string): Json {
  state.refusal ??= { refusal, pointer: at }
  return {}
}

function canonical(context: SchemaContext, name: string): string {
  return `${MODEL_REFERENCE_BASE}${context.apiId}/models/${name}`
}

/** The schemas right below a schema. */
export function schemaMembers(schema: JsonObject): Json[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (SCHEMA_MAPS.has(keyword)) return Object.values(asObject(value))
    if (SCHEMA_LISTS.has(keyword) || (keyword === 'items' && Array.isArray(value))) return asArray(value)
    return SCHEMAS.has(keyword) ? [value] : []
  })
}

/** The name in a reference to a schema of the document; undefined for a reference to anything else. */
export function referencedModel(context: SchemaContext, reference: string): string | undefined {
  const prefix = context.dialect === 'swagger' ? '#/definitions/' : '#/components/schemas/'
  if (!reference.startsWith(prefix)) return undefined
  const name = reference.slice(prefix.length)
  return name.includes('/') ? undefined : name
}

/** The schemas that the document names. */
export function schemasOf(context: SchemaContext): JsonObject {
  return context.dialect === 'swagger'
    ? asObject(own(context.root, 'definitions'))
    : asObject(own(asObject(own(context.root, 'components')), 'schemas'))
}

/** The name of a generated model: the same for equal schemas, on every machine, in any order. */
export function generatedName(schema: Json): string {
  return `MODEL${createHash('sha256').update(JSON.stringify(schema)).digest('hex').slice(0, 12)}`
}

/** The text of a schema as a model stores it. */
export function schemaText(schema: Json): string {
  return JSON.stringify(schema, null, 2)
}

/** A place as the service's parser names it: `paths.'/pets'(get).responses.200.content.schema`, without the media type (quoted). */
export function location(at: string): string {
  const tokens = at
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
  const mediaType = tokens.findIndex((_, index) => tokens[index - 1] === 'content' && tokens[index + 1] === 'schema')
  if (mediaType !== -1) tokens.splice(mediaType, 1)
  if (tokens[0] !== 'paths' || tokens.length < 2) return tokens.join('.')
  const [, path, operation, ...rest] = tokens
  return [`paths.'${path}'${operation === undefined ? '' : `(${operation})`}`, ...rest].join('.')
}
