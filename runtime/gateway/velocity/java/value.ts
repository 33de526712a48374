import type { Budget } from '../budget.ts'
import type { JavaMap } from './map.ts'

/**
 * The values of a template, as Java has them. An Integer is a JavaScript number, a Long or BigInteger a bigint however small; a Double is a value of
 * its own, because `1.0` and `1` print differently. Nothing here is a plain JavaScript object whose properties a template could
 * reach: every access goes through the closed tables of `methods/`.
 */
export type Value =
  | null
  | string
  | boolean
  | number
  | bigint
  | JavaDouble
  | JavaList
  | JavaMap
  | JavaEntry
  | JavaIterator
  | JavaChar
  | JavaClass
  | LoopScope
  | Block
  | Host

/** java.lang.Double. */
export interface JavaDouble {
  readonly kind: 'double'
  readonly value: number
}

/** java.lang.Character. */
export interface JavaChar {
  readonly kind: 'char'
  readonly value: string
}

/**
 * A list, a set or an array. `json`: it came from JSON and prints as JSON; `array` and `text-array`: Java arrays, of objects and of texts;
 * `set`: the keys or entries of a map; `values`: its values.
 */
export interface JavaList {
  readonly kind: 'list'
  readonly type: 'json' | 'array-list' | 'array' | 'text-array' | 'set' | 'values'
  readonly items: Value[]
  /** How often an element came or went: who iterates over the list does not survive that. */
  changes?: number
  /** What shows the keys, values or entries of a map takes an element out of the map. */
  drop?(item: Value): void
}

/** One entry of a map. */
export interface JavaEntry {
  readonly kind: 'entry'
  readonly key: Value
  readonly map: JavaMap
}

/** What `iterator()` gives. */
export interface JavaIterator {
  readonly kind: 'iterator'
  readonly items: readonly Value[]
  index: number
}

/** What `getClass()` gives: a name, and nothing to reach from it. */
export interface JavaClass {
  readonly kind: 'class'
  readonly name: string
}

/** `$foreach`. */
export interface LoopScope {
  readonly kind: 'loop'
  readonly parent: Value
  index: number
  readonly walk: { more(): boolean }
}

/** What `#define` puts under its name. */
export interface Block {
  readonly kind: 'block'
  /** Its text; null where it is nested too deep. */
  readonly render: () => string | null
  /** Prints it where it stands; false where it is nested too deep. */
  readonly print: () => boolean
}

/** `$input` and `$util`: methods by name. Both print as nothing. */
export interface Host {
  readonly kind: 'host'
  readonly className: string
  /** The result, or undefined where there is no such method with that many arguments. */
  call(method: string, args: readonly Value[], budget: Budget): Value | undefined
  /** A bean property (`$input.body`), or undefined. */
  get(property: string): Value | undefined
}

/** A Double. */
export function double(value: number): JavaDouble {
  return { kind: 'double', value }
}

/** A list that prints as Java's lists do. */
export function arrayList(items: Value[]): JavaList {
  return { kind: 'list', type: 'array-list', items }
}

/** A list that prints as JSON. */
export function jsonList(items: Value[]): JavaList {
  return { kind: 'list', type: 'json', items }
}

/** True for an integer of any size. */
export function isInteger(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

/** True for an integer or a Double. */
export function isNumber(value: Value): value is number | bigint | JavaDouble {
  return isInteger(value) || isDouble(value)
}

/** True for a Double. */
export function isDouble(value: Value): value is JavaDouble {
  return typeof value === 'object' && value !== null && value.kind === 'double'
}

/** True for a list, a set or an array. */
export function isList(value: Value): value is JavaList {
  return typeof value === 'object' && value !== null && value.kind === 'list'
}

/** True for a Java array. */
export function isArray(list: JavaList): boolean {
  return list.type === 'array' || list.type === 'text-array'
}

/** True for a map. */
export function isMap(value: Value): value is JavaMap {
  return typeof value === 'object' && value !== null && value.kind === 'map'
}

/** An integer as Java reads it: an Integer where it fits into one, else a Long or BigInteger. */
export function integer(value: bigint): number | bigint {
  return value >= -2147483648n && value <= 2147483647n ? Number(value) : value
}
