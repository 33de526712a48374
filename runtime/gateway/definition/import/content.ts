import { asArray, asString, isObject, type Json, type JsonObject, own, pointer, put } from '../../json.ts'
import { entries, type ImportContext, type Located, resolve } from './context.ts'
import type { ModelStore } from './models.ts'
import type { DeclaredParameter } from './parameters.ts'
import { location, referencedModel, schemasOf } from './schema.ts'

/** A schema under the media type that it describes. */
interface TypedSchema {
  readonly mediaType: string
  readonly schema: Json
  readonly pointer: string
}

/** The `requestModels` of a method: media type → model. */
export function requestModels(
  context: ImportContext,
  models: ModelStore,
  operation: Located,
  parameters: readonly DeclaredParameter[],
): Record<string, string> {
  const result: Record<string, string> = {}
  for (const item of requestSchemas(context, operation, parameters)) {
    const name = modelOf(context, models, item, 'body', undefined)
    if (name !== undefined) put(result, item.mediaType, name)
  }
  return result
}

function requestSchemas(context: ImportContext, operation: Located, parameters: readonly DeclaredParameter[]): TypedSchema[] {
  if (!isObject(operation.value)) return []
  if (context.dialect === 'swagger') {
    const body = parameters.find((parameter) => parameter.in === 'body')
    const schema = body === undefined ? undefined : own(body.value, 'schema')
    if (body === undefined || schema === undefined) return []
    return mediaTypes(context, operation.value, 'consumes').map((mediaType) => ({
      mediaType,
      schema,
      pointer: pointer(body.pointer, 'schema'),
    }))
  }
  const body = own(operation.value, 'requestBody')
  if (body === undefined) return []
  const at = pointer(operation.pointer, 'requestBody')
  const located = resolve(context, { value: body, pointer: at })
  if (located === undefined) context.warn(`Parse issue: attribute ${location(at)} is missing`, at)
  return located === undefined ? [] : contentSchemas(located)
}

/** The `responseModels` of a response: media type → model. `operationName` is `POST /events`, as the service's warning says it. */
export function responseModels(
  context: ImportContext,
  models: ModelStore,
  operation: JsonObject,
  response: Located,
  where: { readonly statusCode: string; readonly operation: string },
): Record<string, string> {
  const result: Record<string, string> = {}
  for (const item of responseSchemas(context, operation, response)) {
    const name = modelOf(context, models, item, `response_${where.statusCode}`, where)
    if (name !== undefined) put(result, item.mediaType, name)
  }
  return result
}

function responseSchemas(context: ImportContext, operation: JsonObject, response: Located): TypedSchema[] {
  if (context.dialect === 'oas3') return contentSchemas(response)
  const schema = isObject(response.value) ? own(response.value, 'schema') : undefined
  if (schema === undefined) return []
  return mediaTypes(context, operation, 'produces').map((mediaType) => ({
    mediaType,
    schema,
    pointer: pointer(response.pointer, 'schema'),
  }))
}

function contentSchemas(holder: Located): TypedSchema[] {
  if (!isObject(holder.value)) return []
  const found: TypedSchema[] = []
  for (const { key, value, pointer: at } of entries(own(holder.value, 'content'), pointer(holder.pointer, 'content'))) {
    const schema = isObject(value) ? own(value, 'schema') : undefined
    if (schema !== undefined) found.push({ mediaType: key, schema, pointer: pointer(at, 'schema') })
  }
  return found
}

/** A Swagger operation's media types, else the document's, else JSON. */
function mediaTypes(context: ImportContext, operation: JsonObject, key: 'consumes' | 'produces'): readonly string[] {
  for (const holder of [operation, context.root]) {
    const types = asArray(own(holder, key)).filter((type) => typeof type === 'string')
    if (types.length > 0) return types
  }
  return ['application/json']
}

function modelOf(
  context: ImportContext,
  models: ModelStore,
  item: TypedSchema,
  what: string,
  response: { readonly statusCode: string; readonly operation: string } | undefined,
): string | undefined {
  if (!isObject(item.schema)) return undefined
  const reference = asString(own(item.schema, '$ref'))
  if (reference !== undefined) {
    const name = referencedModel(context, reference)
    if (name !== undefined && context.modelNames.has(name)) return name
    if (name !== undefined && Object.hasOwn(schemasOf(context), name))
      context.warn(`Reference to model '${name}' not found. Ignoring.`, item.pointer)
    else if (reference.startsWith('#'))
      context.warn(`Parse issue: attribute ${location(item.pointer)}.${reference} is missing`, item.pointer)
    else models.generate(item.schema, item.pointer, what)
    return undefined
  }
  const kind = primitive(item.schema)
  if (kind !== undefined) {
    if (response !== undefined) {
      context.warn(
        `Unsupported model type '${kind}' in ${response.statusCode} response to method '${response.operation}'. Ignoring.`,
        item.pointer,
      )
    }
    return undefined
  }
  return models.generate(item.schema, item.pointer, what)
}

const FORMATS: Readonly<Record<string, string>> = {
  date: 'DateSchema',
  'date-time': 'DateTimeSchema',
  uuid: 'UUIDSchema',
  binary: 'BinarySchema',
  byte: 'ByteArraySchema',
  email: 'EmailSchema',
  password: 'PasswordSchema',
}

/** The service's own name for a schema that cannot become a model of a response; undefined for objects, arrays and compositions. */
function primitive(schema: JsonObject): string | undefined {
  if (['allOf', 'anyOf', 'oneOf', 'properties', 'items', 'additionalProperties'].some((key) => Object.hasOwn(schema, key))) return undefined
  switch (own(schema, 'type')) {
    case 'string':
      return own(FORMATS, asString(own(schema, 'format')) ?? '') ?? 'StringSchema'
    case 'integer':
      return 'IntegerSchema'
    case 'number':
      return 'NumberSchema'
    case 'boolean':
      return 'BooleanSchema'
    case 'file':
      return 'FileSchema'
    case 'object':
    case 'array':
      return undefined
    default:
      return Array.isArray(own(schema, 'type')) || Object.hasOwn(schema, 'enum') ? undefined : 'Schema'
  }
}
