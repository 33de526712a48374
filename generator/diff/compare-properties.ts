import { isObject, type JsonObject, own } from '../base/json.ts'
import { join } from '../base/pointer.ts'
import type { RequestPropertyRule, ResponsePropertyRule } from './catalog/properties.ts'
import { effectSeverity } from './catalog/schema.ts'
import type { Effect } from './catalog/schema-deltas.ts'
import type { Direction } from './catalog/schema-place.ts'
import type { SchemaComparison } from './compare-schemas.ts'
import { describePlace } from './describe.ts'
import { type Calendar, type Life, removalOf } from './lifecycle.ts'
import { type Place, resolve } from './place.ts'
import { ruleOf } from './registry.ts'
import type { SchemaPair } from './schema-pair.ts'
import type { SchemaView } from './schema-view.ts'

/** A member on one side: absent where it is neither declared nor required. */
interface Side {
  readonly declared: Place | undefined
  readonly required: boolean
  readonly readOnly: boolean
  readonly writeOnly: boolean
  readonly hasDefault: boolean
  readonly life: Life
}

/** Compares the members of an object by name, as whoever sends or receives them sees them. */
export function compareProperties(comparison: SchemaComparison, pair: SchemaPair, base: SchemaView, head: SchemaView): void {
  const { walk } = comparison
  const { direction, meaning, sense } = pair
  for (const name of new Set([...base.properties.keys(), ...head.properties.keys(), ...base.required, ...head.required])) {
    const before = sideOf(walk.base.document.root, base, name)
    const after = sideOf(walk.head.document.root, head, name)
    if (isHidden(meaning, before) && isHidden(meaning, after)) {
      if (before.declared && after.declared) comparison.addBelow({ ...pair, hidden: true }, before.declared, after.declared)
      continue
    }
    const at = { base: before.declared?.pointer ?? base.pointer, head: after.declared?.pointer ?? head.pointer }
    const label =
      after.declared || !before.declared
        ? describePlace(walk.head.document.root, join(head.pointer, 'properties', name))
        : describePlace(walk.base.document.root, join(base.pointer, 'properties', name))
    const change: Change = { label, before, after, refused: head.additional?.value === false, calendar: walk.calendar }
    const findings = findingsOf(direction, change)
    const weighed = direction === meaning ? [] : findingsOf(meaning, change)
    for (const [index, finding] of findings.entries()) {
      const other = weighed[index]
      const usual = other ? (other.severity ?? ruleOf(other.rule).severity) : finding.severity
      const severity = sense === 'plain' ? usual : effectSeverity(effectOf(change), meaning, sense)
      comparison.found(pair, { ...finding, ...at, ...(severity && { severity }) })
    }
    if (isHidden(meaning, before) !== isHidden(meaning, after) || !before.declared || !after.declared) continue
    comparison.addBelow(pair, before.declared, after.declared)
  }
}

/** What a change of a member does to the values that a condition is met by: there members are not described but asked for. */
function effectOf({ before, after }: Change): Effect {
  const isMore = (!before.declared && after.declared !== undefined) || (!before.required && after.required)
  const isLess = (before.declared !== undefined && !after.declared) || (before.required && !after.required)
  if (isMore) return isLess ? 'changes' : 'narrows'
  return isLess ? 'widens' : 'none'
}

function sideOf(root: JsonObject, view: SchemaView, name: string): Side {
  const declared = view.properties.get(name)
  const schemas = declared ? schemasOf(root, declared) : []
  const isSaid = (key: string): boolean => schemas.some((schema) => own(schema, key) === true)
  return {
    declared,
    required: view.required.has(name),
    readOnly: isSaid('readOnly'),
    writeOnly: isSaid('writeOnly'),
    hasDefault: schemas.some((schema) => Object.hasOwn(schema, 'default')),
    life: {
      deprecated: isSaid('deprecated'),
      sunset: schemas.map((schema) => own(schema, 'x-sunset')).find((value) => value !== undefined),
    },
  }
}

/** True for what is not there at all, or not meant for this direction: read-only in requests, write-only in responses. */
function isHidden(direction: Direction, { declared, required, readOnly, writeOnly }: Side): boolean {
  return (declared === undefined && !required) || (direction === 'request' ? readOnly : writeOnly)
}

type PropertyFinding = Omit<Parameters<SchemaComparison['found']>[1], 'base' | 'head' | 'rule'> & {
  readonly rule: RequestPropertyRule | ResponsePropertyRule
}

interface Change {
  /** The member, as a sentence begins with it. */
  readonly label: string
  readonly before: Side
  readonly after: Side
  /** The head refuses members that it does not declare. */
  readonly refused: boolean
  readonly calendar: Calendar
}

function findingsOf(direction: Direction, change: Change): readonly PropertyFinding[] {
  const { label, before, after } = change
  if (!before.declared || !after.declared) return [...declarationFinding(direction, change), ...undeclaredFinding(direction, change)]
  const modes = [...modeFinding(direction, 'readOnly', change), ...modeFinding(direction, 'writeOnly', change)]
  if (before.required === after.required || isHidden(direction, before) !== isHidden(direction, after)) return modes
  const word = after.required ? 'required' : 'optional'
  const rule =
    direction === 'request' && after.required && after.hasDefault
      ? 'request-property-became-required-with-default'
      : (`${direction}-property-became-${word}` as const)
  return [...modes, { rule, message: `${label} became ${word} in ${direction}s.` }]
}

function declarationFinding(direction: Direction, change: Change): readonly PropertyFinding[] {
  const { label, before, after } = change
  if (after.declared) return [added(direction, label, after)]
  return before.declared ? [removed(direction, change)] : []
}

/** That a name which one side does not declare is asked for, or is no longer. */
function undeclaredFinding(direction: Direction, { label, before, after }: Change): readonly PropertyFinding[] {
  if (after.required && !before.required && !after.declared)
    return [
      {
        rule: `${direction}-undeclared-property-became-required`,
        message: `${label} became required in ${direction}s, though it is not declared.`,
      },
    ]
  if (!before.required || after.required || before.declared) return []
  if (after.declared && direction === 'response')
    return [{ rule: 'response-property-became-optional', message: `${label} became optional in responses.` }]
  return [
    {
      rule: `${direction}-undeclared-property-became-optional`,
      message: `${label} is no longer required in ${direction}s, where it was not declared.`,
    },
  ]
}

function added(direction: Direction, label: string, { required, hasDefault }: Side): PropertyFinding {
  const word = required ? 'required' : 'optional'
  if (direction === 'response') return { rule: `response-${word}-property-added`, message: `${label} is new in responses.` }
  if (required && hasDefault)
    return {
      rule: 'new-required-request-property-with-default',
      message: `${label} is new and required in requests, whatever its default is.`,
    }
  return { rule: `new-${word}-request-property`, message: `${label} is new and ${word} in requests.` }
}

function removed(direction: Direction, { label, before, refused, calendar }: Change): PropertyFinding {
  const [removal, text] = removalOf(before.life, calendar)
  if (direction === 'response') {
    if (!before.required) return { rule: 'response-optional-property-removed', message: `${label} is gone from responses${text}.` }
    const rule = {
      announced: 'response-required-property-removed-with-deprecation',
      'too-early': 'response-required-property-removed-before-sunset',
      unannounced: 'response-required-property-removed',
      unreadable: 'response-required-property-removed',
    } as const
    return { rule: rule[removal], message: `${label} is gone from responses${text}.` }
  }
  const rule = {
    announced: 'request-property-removed-with-deprecation',
    'too-early': 'request-property-removed-before-sunset',
    unannounced: 'request-property-removed',
    unreadable: 'request-property-removed',
  } as const
  return refused
    ? { rule: rule[removal], severity: 'error', message: `${label} is gone${text}, and requests that send it are refused.` }
    : { rule: rule[removal], message: `${label} is gone${text}; requests may still send it.` }
}

/** That a member is, or is no longer, meant for one of the two ways only. */
function modeFinding(
  direction: Direction,
  keyword: 'readOnly' | 'writeOnly',
  { label, before, after }: Change,
): readonly PropertyFinding[] {
  if (before[keyword] === after[keyword] || !before.declared || !after.declared) return []
  const required = direction === 'request' ? before.required && after.required : before.required
  const mode = keyword === 'readOnly' ? 'read-only' : 'write-only'
  return [
    {
      rule: `${direction}-${required ? 'required' : 'optional'}-property-became-${after[keyword] ? '' : 'not-'}${mode}`,
      message: `${label} ${after[keyword] ? 'became' : 'is no longer'} ${mode}.`,
    },
  ]
}

/** The schemas of a place, and what they refer to. */
function schemasOf(root: JsonObject, place: Place): readonly JsonObject[] {
  const found: JsonObject[] = []
  for (const part of place.also ? [place, ...place.also] : [place]) {
    const { value } = part
    if (isObject(value)) found.push(value)
    const target = resolve(root, part).value
    if (target !== value && isObject(target)) found.push(target)
  }
  return found
}
