import { asObject, isObject, type Json, type JsonObject, own, put } from '../../base/json.ts'
import type { ApiModel, Content, Operation, Response } from '../../model/api-model.ts'
import { staticHeaders } from './vtl-headers.ts'

/** The response of a success: the first 2xx, else the first redirect; its status is a number in any case. */
export function successOf(operation: Operation, otherwise = '200'): { readonly status: string; readonly response: Response | undefined } {
  for (const wanted of [/^2\d\d$/, /^2XX$/i, /^3\d\d$/, /^default$/i]) {
    const response = operation.responses.find((candidate) => wanted.test(candidate.status))
    if (response) return { status: /^\d/.test(response.status) ? (statusCode(response.status, []) ?? otherwise) : otherwise, response }
  }
  return { status: otherwise, response: undefined }
}

/**
 * The three digits that API Gateway wants: a range such as `4XX` answers as the first of its statuses that is not declared by itself;
 * undefined for `default`.
 */
export function statusCode(status: string, declared: Iterable<string>): string | undefined {
  if (/^[1-5]\d\d$/.test(status)) return status
  if (!/^[1-5]XX$/i.test(status)) return undefined
  const taken = new Set(declared)
  const first = Number(`${status.charAt(0)}00`)
  for (let code = first; code < first + 100; code++) if (!taken.has(String(code))) return String(code)
  return undefined
}

/** The integration response of a declared response: its status, the headers that are known beforehand, and what stands beside them. */
export function integrationResponse(
  operation: Operation,
  model: ApiModel,
  response: Response | undefined,
  status: string,
  rest: JsonObject,
  values: 'known' | 'examples' = 'known',
): JsonObject {
  const headers = staticHeaders(operation, model, response, values)
  return { statusCode: status, ...(Object.keys(headers).length > 0 && { responseParameters: headers }), ...rest }
}

/** Responses of the author's stay where they do not say the same again; what stands beside a template (headers) is kept. */
export function mergeResponses(responses: JsonObject, raw: JsonObject | undefined): JsonObject {
  const authors = asObject(raw && own(raw, 'responses'))
  const merged: Record<string, Json> = {}
  for (const [pattern, response] of Object.entries(responses)) {
    const theirs = own(authors, pattern)
    put(merged, pattern, isObject(theirs) ? mergeResponse(asObject(response), theirs) : response)
  }
  const taken = new Set(Object.values(merged).map((response) => String(own(asObject(response), 'statusCode'))))
  for (const [pattern, response] of Object.entries(authors)) {
    if (!Object.hasOwn(merged, pattern) && !taken.has(String(own(asObject(response), 'statusCode')))) put(merged, pattern, response)
  }
  return merged
}

function mergeResponse(ours: JsonObject, theirs: JsonObject): JsonObject {
  const headers = { ...asObject(own(ours, 'responseParameters')), ...asObject(own(theirs, 'responseParameters')) }
  return { ...ours, ...theirs, ...(Object.keys(headers).length > 0 && { responseParameters: headers }) }
}

/** Content types that get a request template, with the content they stand for; `application/json` also stands for no content type. */
export function requestTypes(operation: Operation): Map<string, Content | undefined> {
  const types = new Map<string, Content | undefined>()
  for (const content of operation.body?.contents ?? []) {
    const type = concreteType(content.mediaType)
    if (!types.has(type)) types.set(type, content)
  }
  if (!operation.body?.required && !types.has('application/json')) types.set('application/json', undefined)
  return types
}

/** A template for each content type of a response; one for `application/json` where it declares none. */
export function responseTemplates(response: Response | undefined, print: (content: Content | undefined) => string): JsonObject {
  const templates: Record<string, Json> = {}
  for (const content of response?.contents ?? []) {
    const type = concreteType(content.mediaType)
    if (!Object.hasOwn(templates, type)) put(templates, type, print(content))
  }
  if (Object.keys(templates).length === 0) put(templates, 'application/json', print(undefined))
  return templates
}

/** API Gateway compares content types without parameters and knows no ranges in templates. */
export function concreteType(mediaType: string): string {
  const [type = ''] = mediaType.split(';')
  const trimmed = type.trim().toLowerCase()
  return trimmed === '' || trimmed.includes('*') ? 'application/json' : trimmed
}

/** Where every body of a request is binary, templates are given its base64 text. */
export function onlyBinary(operation: Operation): boolean {
  const contents = operation.body?.contents ?? []
  return contents.length > 0 && contents.every((content) => content.form === 'binary')
}

/** Where every body of a response is binary, templates print its base64 text. */
export function binaryAnswer(response: Response | undefined): JsonObject {
  const contents = response?.contents ?? []
  return contents.length > 0 && contents.every((content) => content.form === 'binary') ? { contentHandling: 'CONVERT_TO_BINARY' } : {}
}
