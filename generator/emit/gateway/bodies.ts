import { asObject, asString, isObject, type Json, type JsonObject, own, put } from '../../base/json.ts'
import { isIntrinsic } from '../../base/late-bound.ts'
import { join, localPointer } from '../../base/pointer.ts'
import { concreteType, statusCode } from '../languages/vtl-responses.ts'
import { type Context, resolve } from './context.ts'
import { typesOf } from './keywords.ts'
import { isBytes, isJsonType } from './media.ts'
import { isNamedReference } from './survey.ts'

/**
 * The body of a request: its JSON types, each with the name of a model. Bodies of other types stay undeclared, because API
 * Gateway would check their bytes against the model as if they were JSON.
 */
export function lowerRequestBody(context: Context, operation: JsonObject, from: string, to: string): JsonObject {
  const declared = own(operation, 'requestBody')
  if (isIntrinsic(declared)) return { requestBody: declared }
  const { value: body, pointer } = resolve(context.root, declared, `${from}/requestBody`)
  if (!isObject(body)) return {}
  if (isIntrinsic(body)) return { requestBody: body }
  const content: Record<string, Json> = {}
  for (const [type, media] of Object.entries(asObject(own(body, 'content')))) {
    const place = join(pointer, 'content', type)
    if (!isJsonType(type)) {
      // Of bytes nobody checks anything.
      if (!isBytes(type)) context.losses.add('request bodies that are not JSON', place)
      continue
    }
    const schema = modelReference(context, own(asObject(media), 'schema'), join(place, 'schema'))
    if (schema === undefined || Object.hasOwn(content, concreteType(type))) continue
    context.pointers[join(to, 'requestBody', 'content', concreteType(type))] = place
    put(content, concreteType(type), { schema })
  }
  if (Object.keys(content).length === 0) return {}
  context.pointers[`${to}/requestBody`] = pointer
  const description = asString(own(body, 'description'))
  const required = own(body, 'required')
  return {
    requestBody: {
      ...(description !== undefined && { description }),
      content,
      ...((required === true || required === 'true') && { required: true }),
    },
  }
}

/** What an integration answers with; `isOurs` where the author did not write it. */
export interface Answered {
  /** The headers that it sets, by status. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly isOurs: boolean
}

/**
 * The method responses: one for each status that API Gateway knows. A range or `default` stands in for those statuses that the
 * integration answers with and that nothing else declares.
 */
export function lowerResponses(context: Context, operation: JsonObject, from: string, to: string, answered: Answered): JsonObject {
  const declared = own(operation, 'responses')
  if (isIntrinsic(declared)) return { responses: declared }
  const source = asObject(declared)
  const responses: Record<string, Json> = {}
  const add = (status: string, key: string, headers: readonly string[]): void => {
    const { value, pointer } = resolve(context.root, source[key], join(from, 'responses', key))
    context.pointers[join(to, 'responses', status)] = pointer
    const lowered = isIntrinsic(value) ? value : lowerResponse(context, asObject(value), pointer, join(to, 'responses', status))
    put(responses, status, withHeaders(lowered, headers))
  }
  for (const key of Object.keys(source)) {
    if (key.startsWith('Fn::')) put(responses, key, source[key] as Json)
    else {
      const status = statusCode(key, Object.keys(source))
      // Headers that the author sets are the author's to declare.
      if (status !== undefined) add(status, key, answered.isOurs ? (answered.headers.get(status) ?? []) : [])
    }
  }
  for (const [status, headers] of answered.headers) {
    if (Object.hasOwn(responses, status)) continue
    const key = Object.keys(source).find((candidate) => candidate.toLowerCase() === 'default')
    if (key === undefined) put(responses, status, withHeaders({ description: `${status} response` }, headers))
    else add(status, key, headers)
  }
  return { responses }
}

/** A mapping to a header needs its declaration, or API Gateway refuses the document. */
function withHeaders(response: JsonObject, names: readonly string[]): JsonObject {
  const declared = asObject(own(response, 'headers'))
  const known = new Set(Object.keys(declared).map((name) => name.toLowerCase()))
  const missing = names.filter((name) => !known.has(name.toLowerCase()))
  if (missing.length === 0) return response
  return { ...response, headers: { ...declared, ...Object.fromEntries(missing.map((name) => [name, { schema: { type: 'string' } }])) } }
}

function lowerResponse(context: Context, response: JsonObject, from: string, to: string): JsonObject {
  const headers: Record<string, Json> = {}
  for (const [name, declared] of Object.entries(asObject(own(response, 'headers')))) {
    const { value: header, pointer } = resolve(context.root, declared, join(from, 'headers', name))
    if (isIntrinsic(header)) put(headers, name, header)
    if (!isObject(header) || isIntrinsic(header)) continue
    context.pointers[join(to, 'headers', name)] = pointer
    const description = asString(own(header, 'description'))
    const { value: schema } = resolve(context.root, own(header, 'schema'), `${pointer}/schema`)
    const types = isObject(schema) ? typesOf(schema).filter((type) => type !== 'null') : []
    put(headers, name, {
      ...(description !== undefined && { description }),
      schema: { type: types.length === 1 && types[0] !== undefined ? types[0] : 'string' },
    })
  }
  const content: Record<string, Json> = {}
  for (const [type, media] of Object.entries(asObject(own(response, 'content')))) {
    const place = join(from, 'content', type)
    const key = concreteType(type)
    if (Object.hasOwn(content, key)) continue
    context.pointers[join(to, 'content', key)] = place
    const schema = modelReference(context, own(asObject(media), 'schema'), join(place, 'schema'))
    put(content, key, schema === undefined ? {} : { schema })
  }
  return {
    description: asString(own(response, 'description')) ?? '',
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(Object.keys(content).length > 0 && { content }),
  }
}

/** API Gateway knows the shape of a body by the name of a model. */
function modelReference(context: Context, schema: Json | undefined, pointer: string): JsonObject | undefined {
  if (schema === undefined) return undefined
  if (isIntrinsic(schema)) return schema
  const named = isNamedReference(schema) ? localPointer(asString(own(asObject(schema), '$ref')) ?? '') : pointer
  const name = named === undefined ? undefined : context.survey.names.get(named)
  return name === undefined ? undefined : { $ref: `#/components/schemas/${name}` }
}
