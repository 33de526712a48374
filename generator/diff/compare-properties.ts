import { isObject, type JsonObject, own } from '../base/json.ts'
import { join } from '../base/pointer.ts'
import type { SchemaComparison, SchemaPair } from './compare-schemas.ts'
import { describePlace } from './describe.ts'
import { type Place, resolve } from './place.ts'
import type { SchemaView } from './schema-view.ts'

/** A member on one side: absent where it is neither declared nor required. */
interface Side {
  readonly declared: Place | undefined
  readonly required: boolean
  /** Not meant for this direction: read-only in requests, write-only in responses. */
  readonly hidden: boolean
}

/** Compares the members of an object by name, as whoever sends or receives them sees them. */
export function compareProperties(comparison: SchemaComparison, pair: SchemaPair, base: SchemaView, head: SchemaView): void {
  const { walk } = comparison
  const { direction } = pair
  const hidden = direction === 'request' ? 'readOnly' : 'writeOnly'
  const sideOf = (view: SchemaView, root: JsonObject, name: string): Side => {
    const declared = view.properties.get(name)
    return { declared, required: view.required.has(name), hidden: declared !== undefined && flag(root, declared, hidden) }
  }
  for (const name of new Set([...base.properties.keys(), ...head.properties.keys(), ...base.required, ...head.required])) {
    const before = sideOf(base, walk.base.document.root, name)
    const after = sideOf(head, walk.head.document.root, name)
    const there = [before, after].map((side) => (side.declared !== undefined || side.required) && !side.hidden)
    if (!there.includes(true)) continue
    const at = { base: before.declared?.pointer ?? base.pointer, head: after.declared?.pointer ?? head.pointer }
    const label =
      after.declared || !before.declared
        ? describePlace(walk.head.document.root, join(head.pointer, 'properties', name))
        : describePlace(walk.base.document.root, join(base.pointer, 'properties', name))
    const finding = findingOf(direction, label, before, after, head)
    if (finding) comparison.found(pair, { ...finding, ...at })
    if (there[0] !== there[1] || !(before.declared || after.declared)) continue
    comparison.addBelow(pair, before.declared ?? undeclared(base, name), after.declared ?? undeclared(head, name))
  }
}

/** What a schema says of a member that it asks for without declaring it. */
function undeclared({ pointer, additional }: SchemaView, name: string): Place {
  return { value: additional?.value ?? true, pointer: join(pointer, 'properties', name) }
}

type PropertyFinding = Omit<Parameters<SchemaComparison['found']>[1], 'base' | 'head'>

function findingOf(
  direction: SchemaPair['direction'],
  label: string,
  before: Side,
  after: Side,
  head: SchemaView,
): PropertyFinding | undefined {
  const was = before.declared !== undefined || before.required
  const is = after.declared !== undefined || after.required
  if (!was) return added(direction, label, after.required)
  if (!is) return removed(direction, label, before.required, head.additional?.value === false)
  if (before.hidden !== after.hidden) return hiddenOrShown(direction, label, after.hidden)
  if (before.required === after.required) return undefined
  const word = after.required ? 'required' : 'optional'
  return { rule: `${direction}-property-became-${word}`, message: `${label} became ${word} in ${direction}s.` }
}

function added(direction: SchemaPair['direction'], label: string, required: boolean): PropertyFinding {
  const word = required ? 'required' : 'optional'
  return direction === 'request'
    ? { rule: `new-${word}-request-property`, message: `${label} is new and ${word} in requests.` }
    : { rule: `response-${word}-property-added`, message: `${label} is new in responses.` }
}

function removed(direction: SchemaPair['direction'], label: string, required: boolean, refused: boolean): PropertyFinding {
  if (direction === 'response')
    return { rule: `response-${required ? 'required' : 'optional'}-property-removed`, message: `${label} is gone from responses.` }
  return refused
    ? { rule: 'request-property-removed', severity: 'error', message: `${label} is gone, and requests that send it are refused.` }
    : { rule: 'request-property-removed', message: `${label} is gone; requests may still send it.` }
}

function hiddenOrShown(direction: SchemaPair['direction'], label: string, hidden: boolean): PropertyFinding {
  const not = hidden ? '' : 'not-'
  const text = hidden ? 'became' : 'is no longer'
  return direction === 'request'
    ? { rule: `request-property-became-${not}read-only`, message: `${label} ${text} read-only.` }
    : { rule: `response-property-became-${not}write-only`, message: `${label} ${text} write-only.` }
}

/** True where one of the schemas of a place, or what it refers to, says so. */
function flag(root: JsonObject, place: Place, name: string): boolean {
  return [place, ...(place.also ?? [])].some((part) =>
    [part, resolve(root, part)].some(({ value }) => isObject(value) && own(value, name) === true),
  )
}
