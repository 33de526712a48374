import type { Severity } from '../../base/diagnostic.ts'
import { type AssertionName, assertions, type BoundName, bounds, type WholeAssertion } from '../keywords.ts'
import type { LifeDelta } from '../lifecycle.ts'
import type { StabilityDelta } from '../stability.ts'
import { PLACES, type SchemaPlace } from './schema-place.ts'

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
  /** The delta of the way back, all of them where it may be one of several, or why there is none. */
  readonly inverse: Delta | readonly Delta[] | { readonly waiver: string }
  /** The places that it can happen at; everywhere where it does not say. */
  readonly at?: readonly SchemaPlace[]
  /** The delta that it is told as at other places. */
  readonly elsewhere?: Delta
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
  | LifeDelta
  | StabilityDelta
  | 'schema-became-false'
  | 'schema-became-not-false'
  | 'type-changed'
  | 'type-compatible'
  | 'list-of-types-widened'
  | 'list-of-types-narrowed'
  | 'type-generalized'
  | 'type-specialized'
  | 'became-nullable'
  | 'became-not-nullable'
  | 'became-enum'
  | 'became-not-enum'
  | 'enum-value-added'
  | 'enum-value-removed'
  | 'x-extensible-enum-value-removed'
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
  | 'wrapped-in-one-of-original-preserved'
  | 'wrapped-in-others'
  | 'no-longer-union'
  | 'pattern-generalized'
  | 'content-encoding-changed'
  | 'content-media-type-changed'
  | 'discriminator-added'
  | 'discriminator-removed'
  | 'discriminator-property-name-changed'
  | 'discriminator-mapping-added'
  | 'discriminator-mapping-deleted'
  | 'discriminator-mapping-changed'
  | 'default-value-added'
  | 'default-value-removed'
  | 'default-value-changed'
  | 'keyword-changed'

export type BoundDelta = `${BoundName}-${'set' | 'unset' | 'increased' | 'decreased'}`
export type AssertionDelta = `${AssertionName}-${'added' | 'removed'}` | `${WholeAssertion}-changed`
export type Delta = NamedDelta | BoundDelta | AssertionDelta

type Exceptions = Pick<SchemaDelta, 'request' | 'response' | 'at' | 'elsewhere'>
type Inverse = SchemaDelta['inverse']

const narrows = (inverse: Inverse, predicate: string, exceptions: Exceptions = {}): SchemaDelta => ({
  effect: 'narrows',
  inverse,
  predicate,
  ...exceptions,
})
const widens = (inverse: Inverse, predicate: string, exceptions: Exceptions = {}): SchemaDelta => ({
  effect: 'widens',
  inverse,
  predicate,
  ...exceptions,
})
const changes = (inverse: Inverse, predicate: string, exceptions: Exceptions = {}): SchemaDelta => ({
  effect: 'changes',
  inverse,
  predicate,
  ...exceptions,
})
const unclear = (inverse: Inverse, predicate: string): SchemaDelta => ({ effect: 'unclear', inverse, predicate })
const none = (inverse: Inverse, predicate: string, exceptions: Exceptions = {}): SchemaDelta => ({
  effect: 'none',
  inverse,
  predicate,
  ...exceptions,
})

const unknownMembers: Exception = {
  severity: 'note',
  because: 'A client that fails over an unknown member is rarer than an API that grows.',
}
const unseen: Exception = {
  severity: 'warning',
  because:
    '`items` then speaks of other items than before, and models of API Gateway know no `prefixItems`, so only handlers may refuse the list.',
}
const overlap: Exception = {
  severity: 'warning',
  because: 'A value that fits another alternative of `oneOf` as well is refused, and no document says whether one does.',
}
const promised = (because: string): Exceptions => ({ request: { severity: 'error', because }, response: { severity: 'error', because } })
const withdrawn = promised('Clients plan with the date that they were given.')

/** Lists of which neither contains the other are told by what breaks, on both ways. */
const LISTED: readonly Delta[] = ['list-of-types-widened', 'list-of-types-narrowed']
const UNWRAPPED: readonly Delta[] = ['one-of-removed', 'any-of-removed']
const BODIES: readonly SchemaPlace[] = ['request-body', 'response-body']
const OPEN = { waiver: 'the list is open, so that a value more is what everybody has to expect' }
const ANNOUNCED = { waiver: 'announcing a sunset takes nothing away by itself; the deprecation is reported' }

const named: Readonly<Record<NamedDelta, SchemaDelta>> = {
  'schema-became-false': narrows('schema-became-not-false', 'no longer allows any value'),
  'schema-became-not-false': widens('schema-became-false', 'allows values now, of which it allowed none'),
  'type-changed': changes(['type-changed', 'type-generalized', 'type-specialized', 'type-compatible'], 'has another type or format', {
    at: PLACES.filter((place) => place !== 'request-parameter-property'),
    elsewhere: 'type-specialized',
  }),
  'type-compatible': none('type-changed', 'has another type, of which the text on the way says nothing', {
    at: ['request-body', 'request-property', 'response-body', 'response-property'],
  }),
  'list-of-types-widened': widens(LISTED, 'lists more types'),
  'list-of-types-narrowed': narrows(LISTED, 'lists fewer types'),
  'type-generalized': widens(['type-specialized', 'type-changed'], 'allows more types, or a wider format'),
  'type-specialized': narrows(['type-generalized', 'type-changed'], 'allows fewer types, or a narrower format', {
    at: ['request-parameter-property', 'response-header', 'response-body', 'response-property'],
    elsewhere: 'type-changed',
  }),
  'became-nullable': widens('became-not-nullable', 'may be null now'),
  'became-not-nullable': narrows('became-nullable', 'may no longer be null'),
  'became-enum': narrows('became-not-enum', 'is limited to listed values now'),
  'became-not-enum': widens('became-enum', 'is no longer limited to listed values'),
  'enum-value-added': widens('enum-value-removed', 'may have a listed value more'),
  'enum-value-removed': narrows('enum-value-added', 'may no longer have one of its listed values'),
  'x-extensible-enum-value-removed': narrows(OPEN, 'no longer lists a value in its `x-extensible-enum`'),
  'const-added': narrows('const-removed', 'is limited to one value now'),
  'const-removed': widens('const-added', 'is no longer limited to one value'),
  'const-changed': changes('const-changed', 'is limited to another value'),
  'multiple-of-set': narrows('multiple-of-unset', 'must be a multiple of a number now'),
  'multiple-of-unset': widens('multiple-of-set', 'need no longer be a multiple of a number'),
  'multiple-of-changed': changes(
    ['multiple-of-changed', 'multiple-of-generalized', 'multiple-of-specialized'],
    'must be a multiple of another number',
  ),
  'multiple-of-generalized': widens('multiple-of-changed', 'must be a multiple of a divisor of the old number', {
    at: PLACES.filter((place) => place.startsWith('request')),
    elsewhere: 'multiple-of-changed',
  }),
  'multiple-of-specialized': narrows('multiple-of-changed', 'must be a multiple of a multiple of the old number', {
    at: PLACES.filter((place) => place.startsWith('response')),
    elsewhere: 'multiple-of-changed',
  }),
  'unique-items-set': narrows('unique-items-unset', 'may no longer repeat items'),
  'unique-items-unset': widens('unique-items-set', 'may repeat items now'),
  'additional-properties-forbidden': narrows('additional-properties-allowed', 'no longer allows undeclared members'),
  'additional-properties-allowed': widens('additional-properties-forbidden', 'allows undeclared members now', { response: unknownMembers }),
  'one-of-added': widens('one-of-removed', 'has another alternative in `oneOf`'),
  'one-of-removed': narrows('one-of-added', 'has an alternative less in `oneOf`'),
  'any-of-added': widens('any-of-removed', 'has another alternative in `anyOf`'),
  'any-of-removed': narrows('any-of-added', 'has an alternative less in `anyOf`'),
  'wrapped-in-one-of': changes(UNWRAPPED, 'is one of several alternatives now, which share what it had among them', { at: BODIES }),
  'wrapped-in-one-of-original-preserved': widens(
    UNWRAPPED,
    'is one of several alternatives of `oneOf` now, one of which allows what it was',
    {
      at: BODIES,
      elsewhere: 'one-of-added',
      request: overlap,
      response: { severity: 'warning', because: 'What clients know is still one of the alternatives.' },
    },
  ),
  'wrapped-in-others': changes([...UNWRAPPED, 'no-longer-union'], 'is one of several alternatives now, and what it was is not among them'),
  'no-longer-union': changes(
    ['wrapped-in-one-of', 'wrapped-in-one-of-original-preserved', 'wrapped-in-others'],
    'is something else than any of the alternatives that it had',
  ),
  'discriminator-added': none('discriminator-removed', 'has a discriminator now'),
  'discriminator-removed': none('discriminator-added', 'no longer has a discriminator'),
  'discriminator-property-name-changed': unclear('discriminator-property-name-changed', 'is told apart by another member'),
  'discriminator-mapping-added': none('discriminator-mapping-deleted', 'knows another kind by its discriminator'),
  'discriminator-mapping-deleted': none('discriminator-mapping-added', 'no longer knows a kind by its discriminator'),
  'discriminator-mapping-changed': none('discriminator-mapping-changed', 'has another schema for a kind of its discriminator'),
  'default-value-added': none('default-value-removed', 'has a default now'),
  'default-value-removed': none('default-value-added', 'no longer has a default'),
  'default-value-changed': none('default-value-changed', 'has another default'),
  deprecated: none('reactivated', 'is deprecated now'),
  'deprecated-with-sunset': none('reactivated', 'is deprecated now, with the day on which it ends'),
  'deprecated-sunset-invalid': none('reactivated', 'is deprecated, and its `x-sunset` is no date', promised('Nobody can plan with it.')),
  'sunset-date-too-small': none('reactivated', 'is deprecated now, and the day of its end is over', promised('Nobody had time to follow.')),
  reactivated: none(
    ['deprecated', 'deprecated-with-sunset', 'deprecated-sunset-invalid', 'sunset-date-too-small'],
    'is no longer deprecated',
  ),
  'sunset-deleted': none(ANNOUNCED, 'is deprecated and no longer says when it ends', withdrawn),
  'sunset-date-changed-earlier': none('sunset-date-changed-later', 'ends sooner than it said', withdrawn),
  'sunset-date-changed-too-small': none('sunset-date-changed-later', 'ends sooner than it said, on a day that is over', withdrawn),
  'sunset-date-changed-later': none('sunset-date-changed-earlier', 'ends later than it said'),
  'stability-decreased': none('stability-increased', 'promises less stability', promised('Clients relied on the promise that it had.')),
  'stability-increased': none('stability-decreased', 'promises more stability'),
  'pattern-generalized': widens('pattern-changed', 'has a `pattern` that everything matches', {
    at: PLACES.filter((place) => place !== 'response-property'),
    elsewhere: 'pattern-changed',
  }),
  'content-encoding-changed': changes('content-encoding-changed', 'is encoded in another way'),
  'content-media-type-changed': changes('content-media-type-changed', 'holds another media type'),
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
  return assertions.flatMap(({ keyword, name, changed }): (readonly [AssertionDelta, SchemaDelta])[] => {
    const both = name === 'prefix-items' ? { request: unseen, response: unseen } : {}
    return [
      [`${name}-added`, narrows(`${name}-removed`, `has \`${keyword}\` now`, both)],
      [`${name}-removed`, widens(`${name}-added`, `no longer has \`${keyword}\``, both)],
      ...(isWhole(name) ? [changedDelta(keyword, name, changed)] : []),
    ]
  })
}

function changedDelta(keyword: string, name: WholeAssertion, changed: string): readonly [AssertionDelta, SchemaDelta] {
  const inverse: Inverse = name === 'pattern' ? ['pattern-changed', 'pattern-generalized'] : `${name}-changed`
  return [`${name}-changed`, (changed === 'changes' ? changes : unclear)(inverse, `has another \`${keyword}\``)]
}

function isWhole(name: AssertionName): name is WholeAssertion {
  return assertions.some((assertion) => assertion.name === name && (assertion.changed === 'unclear' || assertion.changed === 'changes'))
}

/** Everything that may happen to a schema. */
export const schemaDeltas: ReadonlyMap<Delta, SchemaDelta> = new Map<Delta, SchemaDelta>([
  ...(Object.entries(named) as [NamedDelta, SchemaDelta][]),
  ...boundDeltas(),
  ...assertionDeltas(),
])
