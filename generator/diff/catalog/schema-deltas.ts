import type { Severity } from '../../base/diagnostic.ts'
import { type AssertionName, assertions, type BoundName, bounds } from '../keywords.ts'

/**
 * What happened to the set of values that a schema allows. What that means depends on who sends them: narrowing breaks requests,
 * widening breaks responses.
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

/** One thing that may happen to a schema. */
export interface SchemaDelta {
  readonly effect: Effect
  /** The delta of the way back. */
  readonly inverse: Delta
  /** What happened, as what is said of the schema: `may be null now`. */
  readonly predicate: string
  /** Where the effect alone would be too harsh or too mild, with the reason. */
  readonly request?: Exception
  readonly response?: Exception
}

/** Why a delta has another severity on one way than its effect gives. */
export interface Exception {
  readonly severity: Severity
  readonly because: string
}

export type NamedDelta =
  | 'type-changed'
  | 'type-generalized'
  | 'type-specialized'
  | 'became-nullable'
  | 'became-not-nullable'
  | 'format-added'
  | 'format-removed'
  | 'format-changed'
  | 'format-generalized'
  | 'format-specialized'
  | 'became-enum'
  | 'no-longer-enum'
  | 'enum-value-added'
  | 'enum-value-removed'
  | 'const-added'
  | 'const-removed'
  | 'const-changed'
  | 'multiple-of-set'
  | 'multiple-of-unset'
  | 'multiple-of-changed'
  | 'multiple-of-generalized'
  | 'multiple-of-specialized'
  | 'unique-items-set'
  | 'unique-items-unset'
  | 'additional-properties-forbidden'
  | 'additional-properties-allowed'
  | 'one-of-added'
  | 'one-of-removed'
  | 'any-of-added'
  | 'any-of-removed'
  | 'wrapped-in-one-of'
  | 'unwrapped-from-one-of'
  | 'became-union'
  | 'no-longer-union'
  | 'discriminator-added'
  | 'discriminator-removed'
  | 'discriminator-property-name-changed'
  | 'discriminator-mapping-added'
  | 'discriminator-mapping-deleted'
  | 'discriminator-mapping-changed'
  | 'default-value-added'
  | 'default-value-removed'
  | 'default-value-changed'
  | 'deprecated'
  | 'reactivated'
  | 'keyword-changed'

export type BoundDelta = `${BoundName}-${'set' | 'unset' | 'increased' | 'decreased'}`
export type AssertionDelta = `${AssertionName}-${'added' | 'removed' | 'changed'}`
export type Delta = NamedDelta | BoundDelta | AssertionDelta

type Exceptions = Pick<SchemaDelta, 'request' | 'response'>

const narrows = (inverse: Delta, predicate: string, exceptions: Exceptions = {}): SchemaDelta => ({
  effect: 'narrows',
  inverse,
  predicate,
  ...exceptions,
})
const widens = (inverse: Delta, predicate: string, exceptions: Exceptions = {}): SchemaDelta => ({
  effect: 'widens',
  inverse,
  predicate,
  ...exceptions,
})
const changes = (inverse: Delta, predicate: string): SchemaDelta => ({ effect: 'changes', inverse, predicate })
const unclear = (inverse: Delta, predicate: string): SchemaDelta => ({ effect: 'unclear', inverse, predicate })
const none = (inverse: Delta, predicate: string): SchemaDelta => ({ effect: 'none', inverse, predicate })

const unchecked: Exception = { severity: 'warning', because: 'API Gateway does not check formats, so only handlers may refuse the value.' }
const grows: Exception = {
  severity: 'warning',
  because: 'Lists of values grow; a client that fails over an unknown one was written too tightly.',
}
const unknownMembers: Exception = {
  severity: 'note',
  because: 'A client that fails over an unknown member is rarer than an API that grows.',
}
const behindPrefix: Exception = {
  severity: 'warning',
  because: '`items` then speaks of other items than before, so the list as a whole may allow more or less.',
}

const named: Readonly<Record<NamedDelta, SchemaDelta>> = {
  'type-changed': changes('type-changed', 'has another type'),
  'type-generalized': widens('type-specialized', 'allows more types'),
  'type-specialized': narrows('type-generalized', 'allows fewer types'),
  'became-nullable': widens('became-not-nullable', 'may be null now'),
  'became-not-nullable': narrows('became-nullable', 'may no longer be null'),
  'format-added': narrows('format-removed', 'has a format now', { request: unchecked }),
  'format-removed': widens('format-added', 'no longer has a format', {
    response: { severity: 'warning', because: 'Few clients read the value by its format.' },
  }),
  'format-changed': changes('format-changed', 'has another format'),
  'format-generalized': widens('format-specialized', 'has a wider format'),
  'format-specialized': narrows('format-generalized', 'has a narrower format'),
  'became-enum': narrows('no-longer-enum', 'is limited to listed values now'),
  'no-longer-enum': widens('became-enum', 'is no longer limited to listed values'),
  'enum-value-added': widens('enum-value-removed', 'may have a listed value more', { response: grows }),
  'enum-value-removed': narrows('enum-value-added', 'may no longer have one of its listed values'),
  'const-added': narrows('const-removed', 'is limited to one value now'),
  'const-removed': widens('const-added', 'is no longer limited to one value'),
  'const-changed': changes('const-changed', 'is limited to another value'),
  'multiple-of-set': narrows('multiple-of-unset', 'must be a multiple of a number now'),
  'multiple-of-unset': widens('multiple-of-set', 'need no longer be a multiple of a number'),
  'multiple-of-changed': changes('multiple-of-changed', 'must be a multiple of another number'),
  'multiple-of-generalized': widens('multiple-of-specialized', 'must be a multiple of a divisor of the old number'),
  'multiple-of-specialized': narrows('multiple-of-generalized', 'must be a multiple of a multiple of the old number'),
  'unique-items-set': narrows('unique-items-unset', 'may no longer repeat items'),
  'unique-items-unset': widens('unique-items-set', 'may repeat items now'),
  'additional-properties-forbidden': narrows('additional-properties-allowed', 'no longer allows undeclared members'),
  'additional-properties-allowed': widens('additional-properties-forbidden', 'allows undeclared members now', { response: unknownMembers }),
  'one-of-added': widens('one-of-removed', 'has another alternative in `oneOf`'),
  'one-of-removed': narrows('one-of-added', 'has an alternative less in `oneOf`'),
  'any-of-added': widens('any-of-removed', 'has another alternative in `anyOf`'),
  'any-of-removed': narrows('any-of-added', 'has an alternative less in `anyOf`'),
  'wrapped-in-one-of': widens('unwrapped-from-one-of', 'is one of several alternatives now, and what it was is among them'),
  'unwrapped-from-one-of': narrows('wrapped-in-one-of', 'is only one of the alternatives that it had'),
  'became-union': changes('no-longer-union', 'is one of several alternatives now, and what it was is not among them'),
  'no-longer-union': changes('became-union', 'is something else than any of the alternatives that it had'),
  'discriminator-added': none('discriminator-removed', 'has a discriminator now'),
  'discriminator-removed': none('discriminator-added', 'no longer has a discriminator'),
  'discriminator-property-name-changed': unclear('discriminator-property-name-changed', 'is told apart by another member'),
  'discriminator-mapping-added': none('discriminator-mapping-deleted', 'knows another kind by its discriminator'),
  'discriminator-mapping-deleted': unclear('discriminator-mapping-added', 'no longer knows a kind by its discriminator'),
  'discriminator-mapping-changed': unclear('discriminator-mapping-changed', 'has another schema for a kind of its discriminator'),
  'default-value-added': none('default-value-removed', 'has a default now'),
  'default-value-removed': none('default-value-added', 'no longer has a default'),
  'default-value-changed': none('default-value-changed', 'has another default'),
  deprecated: none('reactivated', 'is deprecated now'),
  reactivated: none('deprecated', 'is no longer deprecated'),
  'keyword-changed': unclear('keyword-changed', 'has another value of a keyword that apigen cannot weigh'),
}

function boundDeltas(): readonly (readonly [BoundDelta, SchemaDelta])[] {
  return bounds.flatMap(({ keyword, name, side }) => {
    const [tighter, looser] = side === 'upper' ? (['decreased', 'increased'] as const) : (['increased', 'decreased'] as const)
    const has = (word: string): string => `has a ${word} \`${keyword}\``
    return [
      [`${name}-${tighter}`, narrows(`${name}-${looser}`, has(side === 'upper' ? 'smaller' : 'greater'))],
      [`${name}-${looser}`, widens(`${name}-${tighter}`, has(side === 'upper' ? 'greater' : 'smaller'))],
      [`${name}-set`, narrows(`${name}-unset`, `has a \`${keyword}\` now`)],
      [`${name}-unset`, widens(`${name}-set`, `no longer has a \`${keyword}\``)],
    ] as const
  })
}

function assertionDeltas(): readonly (readonly [AssertionDelta, SchemaDelta])[] {
  return assertions.flatMap(({ keyword, name, changed }) => {
    const [request, response] = name === 'prefix-items' ? [behindPrefix, behindPrefix] : []
    return [
      [`${name}-added`, narrows(`${name}-removed`, `has \`${keyword}\` now`, response && { response })],
      [`${name}-removed`, widens(`${name}-added`, `no longer has \`${keyword}\``, request && { request })],
      [`${name}-changed`, (changed === 'changes' ? changes : unclear)(`${name}-changed`, `has another \`${keyword}\``)],
    ] as const
  })
}

/** Everything that may happen to a schema. */
export const schemaDeltas: ReadonlyMap<Delta, SchemaDelta> = new Map<Delta, SchemaDelta>([
  ...(Object.entries(named) as [NamedDelta, SchemaDelta][]),
  ...boundDeltas(),
  ...assertionDeltas(),
])
