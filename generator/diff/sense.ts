/**
 * What becomes of the values of a schema when one that stands in it allows fewer: fewer as well, more where it stands in `not`, and
 * either where it is the condition of others (`if`).
 */
export type Sense = 'plain' | 'inverted' | 'either'

/** The sense of a schema that stands in another one, which has a sense itself. */
export function senseWithin(outer: Sense, inner: Sense): Sense {
  if (outer === 'either' || inner === 'either') return 'either'
  return outer === inner ? 'plain' : 'inverted'
}
