/**
 * JSON pointers (RFC 6901) without the leading `#`: `''` is the root, `/paths/~1pets/get` a member.
 */

/** Escapes one reference token. */
export function escapeToken(token: string): string {
  return token.includes('~') || token.includes('/') ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token
}

/** Reads one reference token back. */
export function unescapeToken(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token
}

/** Joins tokens below a base pointer. */
export function join(base: string, ...tokens: readonly (string | number)[]): string {
  let pointer = base
  for (const token of tokens) pointer += `/${escapeToken(String(token))}`
  return pointer
}

/** Splits a pointer into its unescaped tokens; `''` gives none. */
export function tokens(pointer: string): string[] {
  return pointer === '' ? [] : pointer.slice(1).split('/').map(unescapeToken)
}

/** The pointer one level up, or undefined at the root. */
export function parent(pointer: string): string | undefined {
  return pointer === '' ? undefined : pointer.slice(0, pointer.lastIndexOf('/'))
}

/** The last token, unescaped; `''` at the root. */
export function lastToken(pointer: string): string {
  return pointer === '' ? '' : unescapeToken(pointer.slice(pointer.lastIndexOf('/') + 1))
}

/** Follows a pointer through JSON; undefined where it leads nowhere. Own properties only. */
export function follow(root: unknown, pointer: string): unknown {
  let value = root
  // References are followed by the ten thousand: no list of their tokens is made.
  for (let start = 1; start <= pointer.length; ) {
    const slash = pointer.indexOf('/', start)
    const end = slash === -1 ? pointer.length : slash
    const token = unescapeToken(pointer.slice(start, end))
    start = end + 1
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined
    value = (value as Record<string, unknown>)[token]
  }
  return value
}

/** The pointer of a local `$ref` (`#/components/schemas/Pet`), percent-decoded; undefined for a ref to another file. */
export function localPointer(ref: string): string | undefined {
  if (ref === '#') return ''
  if (!ref.startsWith('#/')) return undefined
  const pointer = ref.slice(1)
  if (!pointer.includes('%')) return pointer
  try {
    return decodeURIComponent(pointer)
  } catch {
    return pointer
  }
}
