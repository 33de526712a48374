/** A path variable. Throws a `TypeError` for a value that would lead to another route: none, an empty one, `.` and `..`. */
export function segment(value: unknown): string {
  const text = encodeURIComponent((value ?? '') as string)
  if (/^\.?\.?$/.test(text)) throw new TypeError(`"${text}" cannot be in a path.`)
  return text
}

/** A query with its `?`, after pairs that are written already, each with its `&`. A list repeats its name, no value is left out. */
export function query(values: Readonly<Record<string, unknown>>, text = ''): string {
  for (const name in values) {
    for (const item of [values[name] ?? []].flat()) text += `&${encodeURIComponent(name)}=${encodeURIComponent(item as string)}`
  }
  return text.replace('&', '?')
}

/** A value that no other call has. Works on pages that are not secure, unlike `randomUUID`. */
export const unique = (given?: unknown): unknown => given ?? crypto.getRandomValues(new Uint8Array(16)).join('')
