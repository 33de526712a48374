/** Any JSON value. Objects keep the order in which they were written. */
export type Json = null | boolean | number | string | JsonArray | JsonObject
export type JsonArray = readonly Json[]
export interface JsonObject {
  readonly [key: string]: Json
}

/** True for a JSON object, false for arrays, null and scalars. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value as an object, or an empty one. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

/** The value as an array, or an empty one. */
export function asArray(value: unknown): JsonArray {
  return Array.isArray(value) ? (value as JsonArray) : []
}

/** The value when it is a string. */
export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Whether an object has no properties; a list of their names is not made for that. */
export function isEmpty(object: object): boolean {
  for (const _ in object) return false
  return true
}

/** Reads an own property; names such as `constructor` never reach a prototype. */
export function own<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** Adds a property under any name, `__proto__` included. */
export function put<T>(object: Record<string, T>, key: string, value: T): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  else object[key] = value
}

/** A copy with one property more, or replaced, under any name. */
export function withEntry<T>(object: Readonly<Record<string, T>>, key: string, value: T): Record<string, T> {
  const copy: Record<string, T> = { ...object }
  put(copy, key, value)
  return copy
}

/** A copy without one property. */
export function withoutEntry<T>(object: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const copy: Record<string, T> = { ...object }
  delete copy[key]
  return copy
}

/** Orders texts by code unit: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Joins reference tokens to a JSON pointer (RFC 6901). */
export function pointer(base: string, ...tokens: readonly (string | number)[]): string {
  let joined = base
  for (const token of tokens) joined += `/${typeof token === 'number' ? token : escapeToken(token)}`
  return joined
}

function escapeToken(token: string): string {
  return token.includes('~') || token.includes('/') ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token
}
