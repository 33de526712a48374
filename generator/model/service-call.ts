/** A value that a call of a service is made of. */
export type Value =
  /** A text may hold late-bound names. */
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null }
  | { readonly kind: 'parameter'; readonly in: 'path' | 'query' | 'header'; readonly name: string }
  /** The members on the way to the value; none means the whole body. */
  | { readonly kind: 'body'; readonly path: readonly string[] }
  /** Of API Gateway's `$context`. */
  | { readonly kind: 'context'; readonly path: readonly string[] }
  /** Several, one after another, as one text. */
  | { readonly kind: 'text'; readonly parts: readonly Value[] }
  | { readonly kind: 'object'; readonly members: readonly NamedValue[] }
  | { readonly kind: 'list'; readonly items: readonly Value[] }

export interface NamedValue {
  readonly name: string
  readonly value: Value
}

/** A call of a service that API Gateway makes itself, as the short form of the operation says it. */
export interface ServiceCall {
  readonly service: string
  readonly action: string
  /** What is called by its name, and words: `table`, `queue`, `order`. May be late-bound. */
  readonly names: Readonly<Record<string, string>>
  /** `message`, `limit`. */
  readonly values: Readonly<Record<string, Value>>
  /** `key`, `set`, `attributes`, in the order of the document. */
  readonly maps: Readonly<Record<string, readonly NamedValue[]>>
  /** Name of an error of the service → the status it is answered with. */
  readonly errors: readonly { readonly error: string; readonly status: string }[]
}
