/** A span of text in UTF-16 units, end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A value in a text: where it stands, where its key stands, and a way to its members. */
export interface OutlineNode extends Span {
  readonly kind: 'object' | 'array' | 'scalar'
  readonly key: Span | undefined
  /** The member of this name or index; undefined where there is none. */
  child(token: string): OutlineNode | undefined
  /** For a scalar: the place in the text of each UTF-16 unit of its value, and of its end; undefined where that is not known. */
  map(): readonly number[] | undefined
}

/** A mistake in a text. */
export interface TextProblem {
  readonly kind: 'syntax' | 'duplicate-key' | 'too-deep' | 'aliases' | 'unknown-tag'
  readonly message: string
  readonly at: Span
  /** Where the key stood first, for a duplicate key. */
  readonly first?: Span
}

/** Deeper nesting than this is no specification. */
export const MAX_DEPTH = 256
