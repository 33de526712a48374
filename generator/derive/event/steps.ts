import type { JsonPath, Step } from '../../../runtime/gateway/jsonpath/syntax/ast.ts'
import type { Schema } from '../../model/schema.ts'
import { unionOf } from './union.ts'

/** A value and whether it may not be there. */
export interface Found {
  readonly schema: Schema
  readonly missing: boolean
}

/** The named schemas by name. */
export type Schemas = ReadonlyMap<string, Schema>

const UNKNOWN: Found = { schema: { kind: 'unknown' }, missing: true }
const NOTHING: Found = { schema: { kind: 'never' }, missing: true }

/** Schemas nested in one another without a step between them. */
const DEEPEST = 30

/** The type of what a path leads to, as a body of a type has it. */
export function followPath(from: Found, path: JsonPath, schemas: Schemas): Found {
  let found = from
  let isList = false
  for (const step of path.steps) {
    if (isIndefinite(step)) {
      found = { schema: unionOf(itemsOf(found.schema, step, schemas)), missing: false }
      isList = true
    } else found = stepInto(found, step, schemas)
  }
  // What lacks a member is left out of such a list.
  if (isList) found = { schema: { kind: 'array', items: found.schema }, missing: false }
  return path.fn === undefined ? found : aggregate(path.fn)
}

/** The type of a member or an item. */
export function stepInto(from: Found, step: Step, schemas: Schemas): Found {
  const found = into(from.schema, step, schemas, 0)
  return from.missing ? { ...found, missing: true } : found
}

/** The type of what a loop goes through: the items of a list, the values of an object. */
export function elementOf(schema: Schema, schemas: Schemas): Schema {
  return unionOf(itemsOf(schema, { kind: 'wildcard' }, schemas))
}

/** The schema behind names: what a `ref` means. */
export function resolved(schema: Schema, schemas: Schemas): Schema {
  let current = schema
  for (let hops = 0; current.kind === 'ref' && hops < DEEPEST; hops++) current = schemas.get(current.to) ?? { kind: 'unknown' }
  return current.kind === 'ref' ? { kind: 'unknown' } : current
}

function into(schema: Schema, step: Step, schemas: Schemas, depth: number): Found {
  const known = resolved(schema, schemas)
  if (depth > DEEPEST) return UNKNOWN
  switch (known.kind) {
    case 'unknown':
      return UNKNOWN
    case 'union':
      return either(known.members.map((member) => into(member, step, schemas, depth + 1)))
    case 'intersection':
      return both(known.members.map((member) => into(member, step, schemas, depth + 1)))
    case 'object':
      return step.kind === 'property' ? memberOf(known, step.name) : step.kind === 'properties' ? { ...UNKNOWN, missing: false } : NOTHING
    case 'array':
      return step.kind === 'index' ? { schema: known.items, missing: true } : NOTHING
    case 'tuple':
      return step.kind === 'index' ? itemOf(known, step.index) : NOTHING
    case 'enum':
      return known.values.some((value) => typeof value === 'object' && value !== null) ? UNKNOWN : NOTHING
    default:
      return NOTHING
  }
}

function memberOf(schema: Extract<Schema, { kind: 'object' }>, name: string): Found {
  const property = schema.properties.find((candidate) => candidate.name === name)
  // What only answers have, no client sends.
  if (property) return { schema: property.schema, missing: !property.required || property.schema.access === 'readOnly' }
  if (schema.additional === 'none') return NOTHING
  return schema.additional === 'open' ? UNKNOWN : { schema: schema.additional, missing: true }
}

function itemOf(schema: Extract<Schema, { kind: 'tuple' }>, index: number): Found {
  const item = schema.items[index]
  if (item) return { schema: item, missing: index >= (schema.required ?? 0) }
  if (index < 0) return UNKNOWN
  return schema.rest === 'none' ? NOTHING : { schema: schema.rest, missing: true }
}

function either(found: readonly Found[]): Found {
  return { schema: unionOf(found.map(({ schema }) => schema)), missing: found.some(({ missing }) => missing) }
}

/** Every part holds: what one says of a member, it says for all. */
function both(found: readonly Found[]): Found {
  const telling = found.filter(({ schema }) => schema.kind !== 'unknown' && schema.kind !== 'never')
  const [first, ...more] = telling
  if (!first) return found.some(({ schema }) => schema.kind === 'unknown') ? UNKNOWN : NOTHING
  const missing = telling.every((one) => one.missing)
  return more.length === 0
    ? { ...first, missing }
    : { schema: { kind: 'intersection', members: telling.map(({ schema }) => schema) }, missing }
}

function isIndefinite(step: Step): boolean {
  return step.kind !== 'property' && step.kind !== 'properties' && step.kind !== 'index'
}

function itemsOf(schema: Schema, step: Step, schemas: Schemas, depth = 0): Schema[] {
  const known = resolved(schema, schemas)
  if (step.kind === 'descend' || depth > DEEPEST) return [{ kind: 'unknown' }]
  switch (known.kind) {
    case 'array':
      return [known.items]
    case 'tuple':
      return [...known.items, ...(known.rest === 'none' ? [] : [known.rest])]
    case 'object':
      // A filter on an object gives the object itself where it fits.
      if (step.kind === 'filter') return [known]
      if (step.kind !== 'wildcard') return []
      return typeof known.additional === 'string' && known.additional === 'open'
        ? [{ kind: 'unknown' }]
        : [...known.properties.map((property) => property.schema), ...(typeof known.additional === 'string' ? [] : [known.additional])]
    case 'union':
      return known.members.flatMap((member) => itemsOf(member, step, schemas, depth + 1))
    case 'intersection':
    case 'unknown':
    case 'enum':
      return [{ kind: 'unknown' }]
    default:
      return []
  }
}

function aggregate(name: string): Found {
  if (name === 'length' || name === 'size') return { schema: { kind: 'integer' }, missing: true }
  if (name === 'keys') return { schema: { kind: 'array', items: { kind: 'string' } }, missing: true }
  return ['min', 'max', 'avg', 'sum', 'stddev'].includes(name) ? { schema: { kind: 'number' }, missing: false } : UNKNOWN
}
