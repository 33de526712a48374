/** A path as Jayway JsonPath reads it. */
export interface JsonPath {
  readonly steps: readonly Step[]
  /** `.length()` and its like at the end. */
  readonly fn?: string
}

/** One step from a node to others. */
export type Step =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'properties'; readonly names: readonly string[] }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'descend' }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number }
  | { readonly kind: 'filter'; readonly test: Filter }

/** The condition of `[?(…)]`. */
export type Filter =
  | { readonly kind: 'and'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly operand: Filter }
  | { readonly kind: 'exists'; readonly operand: Operand }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Operand; readonly right: Operand }

/** The comparisons of a filter. */
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | '=~' | 'in' | 'nin' | 'size' | 'empty'

/** One side of a comparison. */
export type Operand =
  | { readonly kind: 'path'; readonly from: 'current' | 'root'; readonly path: JsonPath }
  | { readonly kind: 'literal'; readonly value: string | boolean | null }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Operand[] }
  | { readonly kind: 'pattern'; readonly pattern: string; readonly ignoreCase: boolean }

/** What keeps a path from being read; the place counts code units of the path. */
export interface PathProblem {
  readonly offset: number
  readonly length: number
  readonly message: string
}
