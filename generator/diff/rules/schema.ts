import type { Severity } from '../../base/diagnostic.ts'
import type { Rule } from '../rule.ts'

/**
 * Rules for schemas. A delta says what happened to the set of values that a schema allows; what that means depends on who
 * sends them: narrowing breaks requests, widening breaks responses.
 */
export type Effect =
  | 'narrows'
  | 'widens'
  /** Neither contains the other: breaking on both ways. */
  | 'changes'
  /** Cannot be told: a warning on both ways. */
  | 'unclear'
  /** Says nothing about values. */
  | 'none'

interface Delta {
  readonly effect: Effect
  /** The delta of the way back. */
  readonly inverse: string
  /** Where the effect alone would be too harsh or too mild. */
  readonly request?: Severity
  readonly response?: Severity
}

const narrows = (inverse: string, mild: Pick<Delta, 'request' | 'response'> = {}): Delta => ({ effect: 'narrows', inverse, ...mild })
const widens = (inverse: string, mild: Pick<Delta, 'request' | 'response'> = {}): Delta => ({ effect: 'widens', inverse, ...mild })
const changes = (inverse: string): Delta => ({ effect: 'changes', inverse })
const unclear = (inverse: string): Delta => ({ effect: 'unclear', inverse })
const none = (inverse: string): Delta => ({ effect: 'none', inverse })

/** Keywords with a number that bounds values; `-set` and `-unset` are milder in requests, where the old bound was only unwritten. */
export const bounds: readonly { readonly keyword: string; readonly name: string; readonly side: 'upper' | 'lower' }[] = [
  { keyword: 'maximum', name: 'max', side: 'upper' },
  { keyword: 'minimum', name: 'min', side: 'lower' },
  { keyword: 'exclusiveMaximum', name: 'exclusive-max', side: 'upper' },
  { keyword: 'exclusiveMinimum', name: 'exclusive-min', side: 'lower' },
  { keyword: 'maxLength', name: 'max-length', side: 'upper' },
  { keyword: 'minLength', name: 'min-length', side: 'lower' },
  { keyword: 'maxItems', name: 'max-items', side: 'upper' },
  { keyword: 'minItems', name: 'min-items', side: 'lower' },
  { keyword: 'maxProperties', name: 'max-properties', side: 'upper' },
  { keyword: 'minProperties', name: 'min-properties', side: 'lower' },
  { keyword: 'maxContains', name: 'max-contains', side: 'upper' },
  { keyword: 'minContains', name: 'min-contains', side: 'lower' },
]

/** Keywords that only ever take values away, compared as a whole. */
export const assertions: readonly { readonly keyword: string; readonly name: string; readonly changed: Effect }[] = [
  { keyword: 'not', name: 'not', changed: 'unclear' },
  { keyword: 'if', name: 'if', changed: 'unclear' },
  { keyword: 'then', name: 'then', changed: 'unclear' },
  { keyword: 'else', name: 'else', changed: 'unclear' },
  { keyword: 'contains', name: 'contains', changed: 'unclear' },
  { keyword: 'propertyNames', name: 'property-names', changed: 'unclear' },
  { keyword: 'patternProperties', name: 'pattern-property', changed: 'unclear' },
  { keyword: 'dependentRequired', name: 'dependent-required', changed: 'changes' },
  { keyword: 'dependentSchemas', name: 'dependent-schema', changed: 'unclear' },
  { keyword: 'prefixItems', name: 'prefix-items', changed: 'unclear' },
  { keyword: 'unevaluatedProperties', name: 'unevaluated-properties', changed: 'unclear' },
  { keyword: 'unevaluatedItems', name: 'unevaluated-items', changed: 'unclear' },
  { keyword: 'contentEncoding', name: 'content-encoding', changed: 'changes' },
  { keyword: 'contentMediaType', name: 'content-media-type', changed: 'changes' },
  { keyword: 'contentSchema', name: 'content-schema', changed: 'unclear' },
  { keyword: 'multipleOf', name: 'multiple-of', changed: 'unclear' },
  { keyword: 'pattern', name: 'pattern', changed: 'unclear' },
]

const named: Readonly<Record<string, Delta>> = {
  'type-changed': changes('type-changed'),
  'type-generalized': widens('type-specialized'),
  'type-specialized': narrows('type-generalized'),
  'became-nullable': widens('became-not-nullable'),
  'became-not-nullable': narrows('became-nullable'),
  'format-added': narrows('format-removed', { request: 'warning' }),
  'format-removed': widens('format-added', { response: 'warning' }),
  'format-changed': changes('format-changed'),
  'format-generalized': widens('format-specialized'),
  'format-specialized': narrows('format-generalized'),
  'became-enum': narrows('no-longer-enum'),
  'no-longer-enum': widens('became-enum'),
  'enum-value-added': widens('enum-value-removed', { response: 'warning' }),
  'enum-value-removed': narrows('enum-value-added'),
  'const-added': narrows('const-removed'),
  'const-removed': widens('const-added'),
  'const-changed': changes('const-changed'),
  'unique-items-set': narrows('unique-items-unset', { request: 'warning' }),
  'unique-items-unset': widens('unique-items-set', { response: 'warning' }),
  'additional-properties-forbidden': narrows('additional-properties-allowed'),
  // A reader that fails over an unknown member is rarer than an API that grows.
  'additional-properties-allowed': widens('additional-properties-forbidden', { response: 'note' }),
  'one-of-added': widens('one-of-removed'),
  'one-of-removed': narrows('one-of-added'),
  'any-of-added': widens('any-of-removed'),
  'any-of-removed': narrows('any-of-added'),
  'wrapped-in-one-of': widens('unwrapped-from-one-of'),
  'unwrapped-from-one-of': narrows('wrapped-in-one-of'),
  'became-union': changes('no-longer-union'),
  'no-longer-union': changes('became-union'),
  'discriminator-added': none('discriminator-removed'),
  'discriminator-removed': none('discriminator-added'),
  'discriminator-property-name-changed': unclear('discriminator-property-name-changed'),
  'discriminator-mapping-added': none('discriminator-mapping-deleted'),
  'discriminator-mapping-deleted': unclear('discriminator-mapping-added'),
  'discriminator-mapping-changed': unclear('discriminator-mapping-changed'),
  'default-value-added': none('default-value-removed'),
  'default-value-removed': none('default-value-added'),
  'default-value-changed': none('default-value-changed'),
  deprecated: none('reactivated'),
  reactivated: none('deprecated'),
  'keyword-changed': unclear('keyword-changed'),
}

function boundDeltas(): Record<string, Delta> {
  const deltas: Record<string, Delta> = {}
  for (const { name, side } of bounds) {
    const tighter = side === 'upper' ? 'decreased' : 'increased'
    const looser = side === 'upper' ? 'increased' : 'decreased'
    deltas[`${name}-${tighter}`] = narrows(`${name}-${looser}`)
    deltas[`${name}-${looser}`] = widens(`${name}-${tighter}`)
    deltas[`${name}-set`] = narrows(`${name}-unset`, { request: 'warning' })
    deltas[`${name}-unset`] = widens(`${name}-set`)
  }
  return deltas
}

function assertionDeltas(): Record<string, Delta> {
  const deltas: Record<string, Delta> = {}
  for (const { name, changed } of assertions) {
    deltas[`${name}-added`] = narrows(`${name}-removed`)
    deltas[`${name}-removed`] = widens(`${name}-added`)
    deltas[`${name}-changed`] = { effect: changed, inverse: `${name}-changed` }
  }
  return deltas
}

const deltas: Readonly<Record<string, Delta>> = { ...named, ...boundDeltas(), ...assertionDeltas() }

/** Where a schema stands when it is compared; everything below a body, parameter or header is a property. */
export type SchemaPlace =
  | 'request-parameter'
  | 'request-body'
  | 'request-property'
  | 'response-header'
  | 'response-body'
  | 'response-property'

const places: readonly (readonly [SchemaPlace, Rule['area']])[] = [
  ['request-parameter', 'parameter'],
  ['request-body', 'body'],
  ['request-property', 'body'],
  ['response-header', 'response'],
  ['response-body', 'response'],
  ['response-property', 'response'],
]

/** Names of all deltas of a schema, for the audit. */
export const deltaNames: readonly string[] = Object.keys(deltas)

/** Rules about the members of an object; the words differ by direction, so they are listed. */
const properties: readonly Rule[] = [
  ['new-optional-request-property', 'body', 'note', 'request-property-removed'],
  ['new-required-request-property', 'body', 'error', 'request-property-removed'],
  ['request-property-removed', 'body', 'warning', 'new-optional-request-property'],
  ['request-property-became-required', 'body', 'error', 'request-property-became-optional'],
  ['request-property-became-optional', 'body', 'note', 'request-property-became-required'],
  ['request-property-became-read-only', 'body', 'warning', 'request-property-became-not-read-only'],
  ['request-property-became-not-read-only', 'body', 'note', 'request-property-became-read-only'],
  ['response-optional-property-added', 'response', 'note', 'response-optional-property-removed'],
  ['response-required-property-added', 'response', 'note', 'response-required-property-removed'],
  ['response-optional-property-removed', 'response', 'warning', 'response-optional-property-added'],
  ['response-required-property-removed', 'response', 'error', 'response-required-property-added'],
  ['response-property-became-optional', 'response', 'error', 'response-property-became-required'],
  ['response-property-became-required', 'response', 'note', 'response-property-became-optional'],
  ['response-property-became-write-only', 'response', 'error', 'response-property-became-not-write-only'],
  ['response-property-became-not-write-only', 'response', 'note', 'response-property-became-write-only'],
].map(([id, area, severity, inverse]) => ({ id, area, severity, inverse }) as Rule)

/** Every rule about schemas: each delta at each place. */
export const schemaRules: readonly Rule[] = [
  ...properties,
  ...places.flatMap(([place, area]) =>
    deltaNames.map((name) => {
      const delta = deltas[name] as Delta
      return { id: `${place}-${name}`, area, severity: severityOf(delta, place), inverse: `${place}-${delta.inverse}` }
    }),
  ),
]

function severityOf(delta: Delta, place: SchemaPlace): Severity {
  const direction = place.startsWith('request') ? 'request' : 'response'
  const own = delta[direction]
  if (own !== undefined) return own
  if (delta.effect === 'none') return 'note'
  if (delta.effect === 'unclear') return 'warning'
  if (delta.effect === 'changes') return 'error'
  return (delta.effect === 'narrows') === (direction === 'request') ? 'error' : 'note'
}
