import type { TextMap } from '../definition/rest-api.ts'
import { asString, isObject, type Json, type JsonObject, own, put } from '../json.ts'
import type { Call } from './call.ts'
import { badRequest, ServiceError } from './errors.ts'

/** The Java name of a JSON value's type, as the service's refusals say it (recorded). */
function javaType(value: Json): string {
  if (typeof value === 'boolean') return 'java.lang.Boolean'
  if (typeof value === 'number') return 'com.amazon.coral.value.json.numbers.TruncatingBigNumber'
  return Array.isArray(value) ? 'java.util.ArrayList' : 'java.util.LinkedHashMap'
}

/** A text of the body; undefined where it is absent or null, refused where it is anything else. */
export function text(body: JsonObject, key: string): string | undefined {
  const value = own(body, key)
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined
  throw new ServiceError('SerializationException', `class ${javaType(value)} can not be converted to an String`)
}

/** A text of the body that must be there. */
export function requiredText(body: JsonObject, key: string, message: string): string {
  const value = text(body, key)
  if (value === undefined || value === '') throw badRequest(message)
  return value
}

/** A flag of the body. */
export function flag(body: JsonObject, key: string): boolean | undefined {
  const value = own(body, key)
  return typeof value === 'boolean' ? value : undefined
}

/** A whole number of the body. */
export function integer(body: JsonObject, key: string): number | undefined {
  const value = own(body, key)
  return typeof value === 'number' ? value : undefined
}

/** The texts of a list of the body. */
export function textList(body: JsonObject, key: string): string[] {
  const value = own(body, key)
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** A map of texts of the body; undefined where it is absent. */
export function texts(body: JsonObject, key: string): TextMap | undefined {
  const value = own(body, key)
  if (!isObject(value)) return undefined
  const map: Record<string, string> = {}
  for (const [name, item] of Object.entries(value)) {
    const known = asString(item)
    if (known === undefined) throw new ServiceError('SerializationException', `class ${javaType(item)} can not be converted to an String`)
    put(map, name, known)
  }
  return map
}

/** A label of the route. */
export function param(call: Call, name: string): string {
  return own(call.params, name) ?? ''
}

const DEFAULT_LIMIT = 25
const MAXIMUM_LIMIT = 500

/** One page of a list, as `limit` and `position` ask for it: the wire's key is `item`. */
export function page(call: Call, items: readonly Json[], defaultLimit: number = DEFAULT_LIMIT): JsonObject {
  const asked = call.query.get('limit')
  const limit = asked === null ? defaultLimit : Number(asked)
  if (!Number.isInteger(limit) || limit < 1) throw badRequest('Invalid limit specified')
  const position = call.query.get('position')
  const start = position === null ? 0 : Number(Buffer.from(position, 'base64url').toString())
  if (!Number.isInteger(start) || start < 0) throw badRequest('Invalid position specified')
  const end = start + Math.min(limit, MAXIMUM_LIMIT)
  return {
    item: items.slice(start, end),
    ...(end < items.length && { position: Buffer.from(String(end)).toString('base64url') }),
  }
}
