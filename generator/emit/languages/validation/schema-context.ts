import type { Json } from '../../../base/json.ts'

/** A schema that a `$ref` leads to. */
export interface Target {
  /** Tells it apart from all others. */
  readonly key: string
  /** What its function would like to be called: an identifier. */
  readonly name: string
  readonly schema: Json
}

/** A schema where it stands in the document. */
export interface Part {
  readonly schema: Json
  readonly pointer: string
}

/** A member of an object that is no schema itself: a parameter. */
export interface Member extends Part {
  readonly name: string
  readonly required: boolean
}

/** What the compiler needs to know of the document. */
export interface SchemaContext {
  /** Where a `$ref` leads; undefined for one that leads nowhere. */
  resolve(ref: string): Target | undefined
  /** Something of the schema at `pointer` that is not checked, and why. */
  unchecked(what: 'pattern' | 'reference', pointer: string, why: string): void
  /** `request`: members that are read-only are not required; `response`: those that are write-only. */
  readonly direction: 'request' | 'response' | 'any'
}
