import type { Json, JsonObject } from '../base/json.ts'

/** What every schema may carry beside its kind. */
export interface Annotations {
  readonly title?: string
  readonly description?: string
  readonly default?: Json
  readonly deprecated?: boolean
  /** `readOnly`: only in responses. `writeOnly`: only in requests. */
  readonly access?: 'readOnly' | 'writeOnly'
}

/** One property of an object, in the order of the document. */
export interface Property {
  readonly name: string
  readonly schema: Schema
  readonly required: boolean
}

/**
 * The shape of a value, as code generators want it. A recursive schema is a `ref`, never a cycle. Constraints that have no
 * place in a type system (`minLength`, `not` …) stay in the JSON Schema beside it (`NamedSchema.json`, `Content.json`).
 */
export type Schema = Annotations &
  (
    | { readonly kind: 'unknown' }
    | { readonly kind: 'never' }
    | { readonly kind: 'null' }
    | { readonly kind: 'boolean' }
    /** `format` as written; `binary` and `byte` mean bytes. */
    | { readonly kind: 'string'; readonly format?: string }
    | { readonly kind: 'number'; readonly format?: string }
    | { readonly kind: 'integer'; readonly format?: string }
    /** `enum` or `const`: at least one value, no two equal. `names` are `x-enum-varnames` where they fit. */
    | { readonly kind: 'enum'; readonly values: readonly Json[] }
    /** `unique`: no two items are equal; absent where they may be. */
    | { readonly kind: 'array'; readonly items: Schema; readonly unique?: true }
    /** `required`: how many items must be there; none where absent. */
    | { readonly kind: 'tuple'; readonly items: readonly Schema[]; readonly rest: Schema | 'none'; readonly required?: number }
    /** `additional`: the schema of undeclared properties, `open` where nothing is said of them, `none` where forbidden. */
    | { readonly kind: 'object'; readonly properties: readonly Property[]; readonly additional: Schema | 'open' | 'none' }
    | { readonly kind: 'union'; readonly members: readonly Schema[]; readonly discriminator?: Discriminator }
    | { readonly kind: 'intersection'; readonly members: readonly Schema[] }
    /** The `name` of a `NamedSchema`. */
    | { readonly kind: 'ref'; readonly to: string }
  )

/** The property that tells the members of a union apart. */
export interface Discriminator {
  readonly property: string
  /** Value of the property → `name` of the `NamedSchema`. */
  readonly mapping: readonly { readonly value: string; readonly to: string }[]
}

/** A schema of `components.schemas`. */
export interface NamedSchema {
  /** Unique, PascalCase, an identifier in every language. */
  readonly name: string
  /** Its key in `components.schemas`. */
  readonly key: string
  readonly schema: Schema
  /** The normalized JSON Schema (2020-12; refs are `#/components/schemas/KEY`). */
  readonly json: JsonObject | boolean
}
