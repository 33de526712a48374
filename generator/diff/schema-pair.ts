import type { Delta } from './catalog/schema-deltas.ts'
import type { Direction, SchemaPlace } from './catalog/schema-place.ts'
import type { Place } from './place.ts'
import type { Reach } from './reach.ts'
import type { Sense } from './sense.ts'

/** Two schemas to compare, each as it is seen once its references and its `allOf` are followed. */
export interface SchemaPair {
  /** Whether it stands in a request or in a response, which names its rules. */
  readonly direction: Direction
  /** Whose value it is: `request` where a client sends it. A webhook turns that round: there the API sends the request. */
  readonly meaning: Direction
  readonly form: Form
  readonly sense: Sense
  /** It is no part of this way, read-only in a request or write-only in a response: what changes of it breaks nobody. */
  readonly hidden: boolean
  readonly base: Place
  readonly head: Place
  readonly reach: Reach
}

/**
 * How a value travels: `text` for parameters and headers, `markup` for bodies that are no JSON. In both `7` is a number as well as a
 * string; in markup a string is whatever is written.
 */
export type Form = 'json' | 'text' | 'markup'

/** Where a pair comes from: an operation, the place in it, how the value travels, and who sends it where that is not the usual side. */
export interface Arrival {
  readonly operation: string
  readonly place: SchemaPlace
  readonly form: Form
  readonly turned: boolean
}

/** Reports one delta of the pair at hand. `text` goes on after the name of the schema. */
export type Found = (delta: Delta, base: string, head: string, text: string) => void
