/** Values that are forgotten after a while, by scope and key. */
export interface ExpiringCache<T> {
  get(scope: string, key: string, now: number): T | undefined
  set(scope: string, key: string, value: T, expires: number): void
  delete(scope: string, key: string): void
  /** Forgets a whole scope. */
  flush(scope: string): void
}

interface Entry<T> {
  readonly value: T
  readonly expires: number
  readonly size: number
}

/** A cache that holds so much in a scope: what came first goes first. Times are milliseconds since the epoch. */
export function createExpiringCache<T>(most: number, sizeOf: (value: T) => number): ExpiringCache<T> {
  const scopes = new Map<string, { readonly entries: Map<string, Entry<T>>; size: number }>()
  const remove = (scope: string, key: string): void => {
    const known = scopes.get(scope)
    const entry = known?.entries.get(key)
    if (known === undefined || entry === undefined) return
    known.entries.delete(key)
    known.size -= entry.size
  }
  return {
    get(scope, key, now) {
      const entry = scopes.get(scope)?.entries.get(key)
      if (entry === undefined) return undefined
      if (entry.expires > now) return entry.value
      remove(scope, key)
      return undefined
    },
    set(scope, key, value, expires) {
      remove(scope, key)
      const known = scopes.get(scope) ?? { entries: new Map<string, Entry<T>>(), size: 0 }
      scopes.set(scope, known)
      const size = sizeOf(value)
      known.entries.set(key, { value, expires, size })
      known.size += size
      for (const oldest of known.entries.keys()) {
        if (known.size <= most) break
        remove(scope, oldest)
      }
    },
    delete: remove,
    flush: (scope) => void scopes.delete(scope),
  }
}
