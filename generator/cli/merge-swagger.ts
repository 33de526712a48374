import { asObject, equal, isObject, type Json, type JsonObject, own, put } from '../base/json.ts'
import { methodOf } from '../base/methods.ts'
import { join, tokens } from '../base/pointer.ts'
import type { Edit } from '../merge/edit.ts'

/**
 * An edit of a gateway document, which is OpenAPI 3.0, as the same edit of a Swagger 2.0 file; undefined where that version has no place
 * for it. Models, responses, parameters, and whole operations and paths are written over; what is inside the body of a request is not.
 */
export function inSwagger(edit: Edit): Edit | undefined {
  if (edit.kind === 'remove') return edit
  const [first, second = '', third, fourth, fifth, ...rest] = tokens(edit.pointer)
  if (first === 'components' && second === 'schemas' && third !== undefined) return withValue(edit, withDefinitions(edit.value))
  if (first !== 'paths' || third === undefined) return first === 'paths' ? withValue(edit, pathItem(edit.value)) : undefined
  if (fourth === undefined) return withValue(edit, methodOf(third) ? operation(edit.value) : edit.value)
  const isItem = (name: string): boolean => fourth === name && (edit.kind === 'append' ? fifth === undefined : fifth !== undefined)
  if (rest.length > 0) return undefined
  if (isItem('responses')) return withValue(edit, response(edit.value))
  return isItem('parameters') ? withValue(edit, parameter(edit.value)) : undefined
}

/** Where a model stands in a Swagger 2.0 file; undefined for what is no model. */
export function definitionPointer(pointer: string): string | undefined {
  const [first, second, ...rest] = tokens(pointer)
  return first === 'components' && second === 'schemas' && rest.length > 0 ? join('/definitions', ...rest) : undefined
}

function withValue(edit: Exclude<Edit, { kind: 'remove' }>, value: Json | undefined): Edit | undefined {
  return value === undefined ? undefined : { ...edit, value }
}

function pathItem(value: Json): Json | undefined {
  return mapped(asObject(value), (member, key) => (methodOf(key) ? operation(member) : member))
}

function operation(value: Json): Json | undefined {
  const source = asObject(value)
  const content = asObject(own(asObject(own(source, 'requestBody')), 'content'))
  const body = bodyParameter(source, content)
  const parameters = [...((own(source, 'parameters') ?? []) as readonly Json[]).map(parameter), ...(body === null ? [] : [body])]
  const responses = mapped(asObject(own(source, 'responses')), response)
  if (parameters.includes(undefined) || responses === undefined) return undefined
  const produces = Object.values(asObject(own(source, 'responses'))).flatMap((one) => Object.keys(asObject(own(asObject(one), 'content'))))
  const result: Record<string, Json> = {}
  if (body !== null) put(result, 'consumes', Object.keys(content))
  if (produces.length > 0) put(result, 'produces', [...new Set(produces)])
  if (parameters.length > 0) put(result, 'parameters', parameters as readonly Json[])
  put(result, 'responses', responses)
  for (const key of Object.keys(source))
    if (!['parameters', 'requestBody', 'responses'].includes(key)) put(result, key, source[key] as Json)
  return result
}

/** The body as a parameter, null where there is none; undefined where its media types have several schemas, which 2.0 cannot say. */
function bodyParameter(source: JsonObject, content: JsonObject): Json | null | undefined {
  if (Object.keys(content).length === 0) return null
  const [schema, ...others] = Object.values(content).map((one) => own(asObject(one), 'schema') ?? {})
  if (others.some((other) => !equal(other, schema))) return undefined
  const required = own(asObject(own(source, 'requestBody')), 'required') === true
  return { in: 'body', name: 'body', ...(required && { required }), schema: withDefinitions(schema ?? {}) }
}

/** A parameter or header: in 2.0 its type stands beside its name. */
function parameter(value: Json): Json | undefined {
  const source = asObject(value)
  const schema = asObject(own(source, 'schema'))
  if (Object.hasOwn(source, '$ref') || Object.hasOwn(source, 'content')) return undefined
  const rest = Object.entries(source).filter(([key]) => key !== 'schema')
  return { ...Object.fromEntries(rest), ...(Object.keys(schema).length === 0 ? { type: 'string' } : schema) }
}

function response(value: Json): Json | undefined {
  const source = asObject(value)
  const schemas = Object.values(asObject(own(source, 'content'))).map((one) => own(asObject(one), 'schema') ?? {})
  const [schema] = schemas
  if (schemas.some((other) => !equal(other, schema))) return undefined
  const headers = mapped(asObject(own(source, 'headers')), parameter)
  const result: Record<string, Json> = {}
  for (const key of Object.keys(source)) if (key !== 'content' && key !== 'headers') put(result, key, source[key] as Json)
  if (headers && Object.keys(headers).length > 0) put(result, 'headers', headers)
  if (isObject(schema) && Object.keys(schema).length > 0) put(result, 'schema', withDefinitions(schema))
  return result
}

function mapped(object: JsonObject, change: (value: Json, key: string) => Json | undefined): JsonObject | undefined {
  const result: Record<string, Json> = {}
  for (const key of Object.keys(object)) {
    const value = change(object[key] as Json, key)
    if (value === undefined) return undefined
    put(result, key, value)
  }
  return result
}

/** References to models lead to `definitions` in 2.0. */
function withDefinitions(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withDefinitions)
  if (isObject(value)) return mapped(value, (inner, key) => (key === '$ref' ? renamed(inner) : withDefinitions(inner))) as JsonObject
  return value
}

function renamed(ref: Json): Json {
  return typeof ref === 'string' ? ref.replace(/^#\/components\/schemas\//, '#/definitions/') : withDefinitions(ref)
}
