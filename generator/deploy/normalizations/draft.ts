import { put } from '../../base/json.ts'

/** A document that may be changed freely. */
export type Draft = { [key: string]: Value }
export type Value = null | boolean | number | string | Value[] | Draft

/** `wanted`: the document that was put. `found`: the export. */
export type Side = 'wanted' | 'found'

/** One of AWS's own normalizations, as it is published: `apigen explain export/ID` prints it. */
export interface Published {
  readonly id: string
  /** For people: what happens to a document. */
  readonly sentence: string
}

/** One of AWS's own normalizations, and how it is discounted. */
export interface Normalization extends Published {
  /** Removes the difference from one of the two documents; `other` is the one beside it. */
  apply(document: Draft, side: Side, other: Draft): void
}

/** The members of a path item that are operations. */
export const METHODS: ReadonlySet<string> = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'x-amazon-apigateway-any-method',
])

/** The object itself, so that it can be changed; an empty one for anything else. */
export function object(value: Value | undefined): Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

/** The list itself, so that it can be changed; an empty one for anything else. */
export function list(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : []
}

/** The operations of a path item. */
export function operationsOf(item: Draft): Draft[] {
  return Object.entries(item)
    .filter(([key]) => METHODS.has(key))
    .map(([, value]) => object(value))
}

/** The operations of a document. */
export function allOperations(document: Draft): Draft[] {
  return Object.values(object(document.paths)).flatMap((item) => operationsOf(object(item)))
}

/** The security schemes of a document. */
export function schemesOf(document: Draft): Draft {
  return object(object(document.components).securitySchemes)
}

/** Takes away all members but these. */
export function keepOnly(draft: Draft, names: readonly string[]): void {
  for (const name of Object.keys(draft)) if (!names.includes(name)) delete draft[name]
}

/** Takes away the members of these names that hold nothing. */
export function dropEmpty(draft: Draft, names: readonly string[]): void {
  for (const name of names) if (Object.hasOwn(draft, name) && isEmpty(draft[name])) delete draft[name]
}

function isEmpty(value: Value | undefined): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0)
}

/** An object of these members, under any names. */
export function fromEntries(entries: Iterable<readonly [string, Value]>): Draft {
  const draft: Draft = {}
  for (const [name, value] of entries) put(draft, name, value)
  return draft
}
