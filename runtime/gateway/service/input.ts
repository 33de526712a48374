import type { TextMap } from '../definition/rest-api.ts'
import { asString, isObject, type Json, type JsonObject, own, put } from '../json.ts'
import type { Call } from './call.ts'
import { badRequest } from './errors.ts'

/** A text of the body; undefined where it is absent or null. That members are of their kinds was checked before. */
export function text(body: JsonObject, key: string): string | undefined {
  return asString(own(body, key))
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

/** A map of texts of the body; undefined where it is absent. A null is an empty text (recorded for templates). */
export function texts(body: JsonObject, key: string): TextMap | undefined {
  return entriesOf(body, key, (item) => asString(item) ?? '')
}

/** A map of flags of the body; undefined where it is absent. */
export function flags(body: JsonObject, key: string): Readonly<Record<string, boolean>> | undefined {
  return entriesOf(body, key, (item) => item === true)
}

function entriesOf<T>(body: JsonObject, key: string, read: (item: Json) => T): Record<string, T> | undefined {
  const value = own(body, key)
  if (!isObject(value)) return undefined
  const map: Record<string, T> = {}
  for (const [name, item] of Object.entries(value)) put(map, name, read(item))
  return map
}

/** A value of an enumeration of the body; undefined where it is absent. */
export function member<T extends string>(body: JsonObject, key: string, allowed: readonly T[]): T | undefined {
  return allowed.find((item) => item === own(body, key))
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
  const number = asked === null ? defaultLimit : Number(asked)
  if (!Number.isInteger(number)) throw badRequest('Invalid limit specified')
  // A limit below 1 is none (recorded).
  const limit = number < 1 ? defaultLimit : number
  const position = call.query.get('position')
  const start = position === null ? 0 : Number(Buffer.from(position, 'base64url').toString())
  if (!Number.isInteger(start) || start < 0) throw badRequest('Invalid position specified')
  const end = start + Math.min(limit, MAXIMUM_LIMIT)
  return {
    item: items.slice(start, end),
    ...(end < items.length && { position: Buffer.from(String(end)).toString('base64url') }),
  }
}
