import type { Sense } from './sense.ts'

/** A keyword whose number bounds values. */
export interface Bound {
  readonly keyword: string
  /** The word of its rules. */
  readonly name: BoundName
  readonly side: 'upper' | 'lower'
}

export type BoundName = `${'exclusive-' | ''}${'max' | 'min'}` | `${'max' | 'min'}-${'length' | 'items' | 'properties' | 'contains'}`

/** Keywords whose number bounds values. */
export const bounds: readonly Bound[] = [
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

/** A keyword that only ever takes values away. */
export interface Assertion {
  readonly keyword: string
  readonly name: AssertionName
  /**
   * What two values of it mean: that nobody can tell (`unclear`), that neither contains the other (`changes`), what the schemas that they
   * are say (`schema`), or what their members of the same name say, each of which is one more or one less (`members`).
   */
  readonly changed: 'unclear' | 'changes' | 'schema' | 'members'
  /** What a narrower schema in it means for the whole; fewer values where it does not say. */
  readonly sense?: Sense
}

/** Assertions whose values are compared as a whole. */
export type WholeAssertion = 'dependent-required' | 'pattern'

export type AssertionName =
  | WholeAssertion
  | 'not'
  | 'if'
  | 'then'
  | 'else'
  | 'contains'
  | 'property-names'
  | 'pattern-property'
  | 'dependent-schema'
  | 'prefix-items'
  | 'unevaluated-properties'
  | 'unevaluated-items'
  | 'content-schema'

/** Keywords that only ever take values away. */
export const assertions: readonly Assertion[] = [
  { keyword: 'not', name: 'not', changed: 'schema', sense: 'inverted' },
  { keyword: 'if', name: 'if', changed: 'schema', sense: 'either' },
  { keyword: 'then', name: 'then', changed: 'schema' },
  { keyword: 'else', name: 'else', changed: 'schema' },
  { keyword: 'contains', name: 'contains', changed: 'schema' },
  { keyword: 'propertyNames', name: 'property-names', changed: 'schema' },
  { keyword: 'patternProperties', name: 'pattern-property', changed: 'members' },
  { keyword: 'dependentRequired', name: 'dependent-required', changed: 'changes' },
  { keyword: 'dependentSchemas', name: 'dependent-schema', changed: 'members' },
  { keyword: 'prefixItems', name: 'prefix-items', changed: 'members' },
  { keyword: 'unevaluatedProperties', name: 'unevaluated-properties', changed: 'schema' },
  { keyword: 'unevaluatedItems', name: 'unevaluated-items', changed: 'schema' },
  { keyword: 'contentSchema', name: 'content-schema', changed: 'schema' },
  { keyword: 'pattern', name: 'pattern', changed: 'unclear' },
]
