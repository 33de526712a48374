import { type Json, type JsonObject, put } from './json.ts'

/**
 * A changed copy of an object that costs nothing until something changes: `finish` gives the source itself when nothing did. Members keep
 * their order; a renamed or replaced one stays where it was, added ones come last.
 */
export interface Draft {
  set(key: string, value: Json): void
  remove(key: string): void
  rename(key: string, name: string, value: Json): void
  has(key: string): boolean
  finish(): JsonObject
}

type Edit = { readonly name: string; readonly value: Json } | 'removed'

/** Starts a draft of an object. */
export function draft(source: JsonObject): Draft {
  let edits: Map<string, Edit> | undefined
  let added: Map<string, Json> | undefined
  const edit = (key: string, change: Edit): void => {
    edits ??= new Map()
    edits.set(key, change)
  }
  return {
    set(key, value) {
      if (!Object.hasOwn(source, key) || edits?.get(key) === 'removed') {
        added ??= new Map()
        added.set(key, value)
      } else if (source[key] !== value) edit(key, { name: key, value })
    },
    remove(key) {
      added?.delete(key)
      if (Object.hasOwn(source, key)) edit(key, 'removed')
    },
    rename(key, name, value) {
      edit(key, { name, value })
    },
    has(key) {
      return (added?.has(key) ?? false) || (Object.hasOwn(source, key) && edits?.get(key) !== 'removed')
    },
    finish() {
      if (!edits && !added) return source
      const copy: Record<string, Json> = {}
      for (const key of Object.keys(source)) {
        const change = edits?.get(key)
        if (change === undefined) put(copy, key, source[key] as Json)
        else if (change !== 'removed') put(copy, change.name, change.value)
      }
      for (const [key, value] of added ?? []) put(copy, key, value)
      return copy
    },
  }
}
