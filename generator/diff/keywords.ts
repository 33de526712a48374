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

/** A keyword that only ever takes values away, compared as a whole. */
export interface Assertion {
  readonly keyword: string
  readonly name: AssertionName
  /** What it means that it changed: nobody can tell, or that neither of the two contains the other. */
  readonly changed: 'unclear' | 'changes'
}

export type AssertionName =
  | 'not'
  | 'if'
  | 'then'
  | 'else'
  | 'contains'
  | 'property-names'
  | 'pattern-property'
  | 'dependent-required'
  | 'dependent-schema'
  | 'prefix-items'
  | 'unevaluated-properties'
  | 'unevaluated-items'
  | 'content-encoding'
  | 'content-media-type'
  | 'content-schema'
  | 'pattern'

/** Keywords that only ever take values away, compared as a whole. */
export const assertions: readonly Assertion[] = [
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
  { keyword: 'pattern', name: 'pattern', changed: 'unclear' },
]
