/** What the gateway document cannot say, collected while it is made: kind of constraint → where it was. */
export interface Losses {
  add(kind: string, pointer: string): void
  /** Kinds in the order in which they were first met. */
  readonly all: ReadonlyMap<string, readonly string[]>
}

/** An empty collection. */
export function createLosses(): Losses {
  const all = new Map<string, string[]>()
  return {
    all,
    add(kind, pointer) {
      const places = all.get(kind)
      if (places) places.push(pointer)
      else all.set(kind, [pointer])
    },
  }
}
