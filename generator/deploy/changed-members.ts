import { asObject, canonicalJson, compareText, type JsonObject } from '../base/json.ts'

/** The names of the members that differ, two levels deep at most: `responses.200`. */
export function changedMembers(before: JsonObject, after: JsonObject, prefix = ''): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText)
  return names.flatMap((name) => {
    const [a, b] = [before[name] ?? null, after[name] ?? null]
    if (canonicalJson(a) === canonicalJson(b)) return []
    const inner = prefix === '' && a !== null && b !== null ? changedMembers(asObject(a), asObject(b), `${name}.`) : []
    return inner.length > 0 ? inner : [`${prefix}${name}`]
  })
}

/** As part of a sentence, the first four by name. */
export function nameMembers(names: readonly string[]): string {
  return `${names.slice(0, 4).join(', ')}${names.length > 4 ? ` and ${names.length - 4} more` : ''}`
}
