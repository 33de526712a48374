/** Keeps what was made of the last key for when it comes again: nearly all requests name the same host, and many come in the same second. */
export function rememberLast<Key extends string | number, T>(make: (key: Key) => T): (key: Key) => T {
  let last: { readonly key: Key; readonly made: T } | undefined
  return (key) => {
    if (last?.key !== key) last = { key, made: make(key) }
    return last.made
  }
}
