import { equal, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { escapeToken } from '../base/pointer.ts'

/** One step from a JSON document to another. Edits of one list are in an order in which each index still means the same item. */
export type Edit =
  /** A member of an object, added or replaced, or an item of a list, replaced. */
  | { readonly kind: 'set'; readonly pointer: string; readonly value: Json }
  /** A new last item of the list at `pointer`. */
  | { readonly kind: 'append'; readonly pointer: string; readonly value: Json }
  | { readonly kind: 'remove'; readonly pointer: string }

/** The smallest changes that lead from one document to another; the order of members, of scalars in a list and of parameters is none. */
export function editsBetween(before: Json, after: Json): readonly Edit[] {
  const edits: Edit[] = []
  collect(before, after, '', edits)
  return edits
}

function collect(before: Json, after: Json, pointer: string, edits: Edit[]): void {
  if (equal(before, after)) return
  if (isObject(before) && isObject(after)) collectMembers(before, after, pointer, edits)
  else if (Array.isArray(before) && Array.isArray(after) && [...before, ...after].every((item) => identityOf(item as Json) !== undefined))
    collectItems(before, after, pointer, edits)
  else edits.push({ kind: 'set', pointer, value: after })
}

function collectMembers(before: JsonObject, after: JsonObject, pointer: string, edits: Edit[]): void {
  for (const key of Object.keys(before)) {
    const at = `${pointer}/${escapeToken(key)}`
    const value = own(after, key)
    if (value === undefined) edits.push({ kind: 'remove', pointer: at })
    else collect(before[key] as Json, value, at, edits)
  }
  for (const key of Object.keys(after))
    if (!Object.hasOwn(before, key)) edits.push({ kind: 'set', pointer: `${pointer}/${escapeToken(key)}`, value: after[key] as Json })
}

function collectItems(before: readonly Json[], after: readonly Json[], pointer: string, edits: Edit[]): void {
  const wanted = new Map(after.map((item) => [identityOf(item), item]))
  const known = new Set(before.map(identityOf))
  const gone: Edit[] = []
  for (const [index, item] of before.entries()) {
    const value = wanted.get(identityOf(item))
    if (value === undefined) gone.push({ kind: 'remove', pointer: `${pointer}/${index}` })
    else collect(item, value, `${pointer}/${index}`, edits)
  }
  // From the last to the first, so that no removal moves an item that another edit means.
  edits.push(...gone.reverse())
  for (const item of after) if (!known.has(identityOf(item))) edits.push({ kind: 'append', pointer, value: item })
}

/** What makes an item the same in both lists: its value, or the name and place of a parameter. Undefined where the order may matter. */
function identityOf(item: Json): string | undefined {
  if (!isObject(item)) return Array.isArray(item) ? undefined : JSON.stringify(item)
  const [name, place] = [own(item, 'name'), own(item, 'in')]
  return typeof name === 'string' && typeof place === 'string' ? `${place} ${name}` : undefined
}
