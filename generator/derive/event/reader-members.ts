import type { Property, Schema } from '../../model/schema.ts'
import type { ArrayFrame, Entry, ObjectFrame } from './reader-state.ts'
import { unionOf } from './union.ts'

/** Puts a member or an item behind those before it. */
export function entry(before: Entry | undefined, name: string | undefined, schema: Schema, always: boolean): Entry {
  return { name, schema, always, before, length: (before?.length ?? 0) + 1 }
}

/** Members by name, and the values of those without one. */
interface Members {
  readonly named: ReadonlyMap<string, { readonly schema: Schema; readonly always: boolean }>
  readonly others: readonly Schema[]
}

/** Of members with one name the last one counts, where it is there. */
export function membersOf(entries: readonly Entry[]): Members {
  const named = new Map<string, { readonly schema: Schema; readonly always: boolean }>()
  const others: Schema[] = []
  for (const { name, schema, always } of entries) {
    const before = name === undefined ? undefined : named.get(name)
    if (name === undefined) others.push(schema)
    else if (!before || always) named.set(name, { schema, always })
    else named.set(name, { schema: unionOf([before.schema, schema]), always: before.always })
  }
  return { named, others }
}

function inOrder(last: Entry | undefined): Entry[] {
  const entries: Entry[] = []
  for (let next = last; next; next = next.before) entries.push(next)
  return entries.reverse()
}

/** The type of an object that was read. */
export function objectOf(frame: ObjectFrame): Schema {
  const { named, others } = membersOf(inOrder(frame.members))
  const properties = [...named].map(([name, { schema, always }]): Property => ({ name, schema, required: always }))
  return { kind: 'object', properties, additional: others.length === 0 ? 'none' : unionOf(others) }
}

/** The type of an array that was read. */
export function arrayOf(frame: ArrayFrame): Schema {
  return { kind: 'array', items: unionOf(inOrder(frame.items).map(({ schema }) => schema)) }
}
