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
  return new SourceDraft(source)
}

/** A class, because every object of a document gets a draft: closures would cost more than most drafts do. */
class SourceDraft implements Draft {
  private readonly source: JsonObject
  private edits: Map<string, Edit> | undefined
  private added: Map<string, Json> | undefined

  constructor(source: JsonObject) {
    this.source = source
  }

  set(key: string, value: Json): void {
    if (!Object.hasOwn(this.source, key) || this.edits?.get(key) === 'removed') {
      this.added ??= new Map()
      this.added.set(key, value)
    } else if (this.source[key] !== value) this.edit(key, { name: key, value })
  }

  remove(key: string): void {
    this.added?.delete(key)
    if (Object.hasOwn(this.source, key)) this.edit(key, 'removed')
  }

  rename(key: string, name: string, value: Json): void {
    this.edit(key, { name, value })
  }

  has(key: string): boolean {
    return (this.added?.has(key) ?? false) || (Object.hasOwn(this.source, key) && this.edits?.get(key) !== 'removed')
  }

  finish(): JsonObject {
    const { source, edits, added } = this
    if (!edits && !added) return source
    const copy: Record<string, Json> = {}
    for (const key of Object.keys(source)) {
      const change = edits?.get(key)
      if (change === undefined) put(copy, key, source[key] as Json)
      else if (change !== 'removed') put(copy, change.name, change.value)
    }
    for (const [key, value] of added ?? []) put(copy, key, value)
    return copy
  }

  private edit(key: string, change: Edit): void {
    this.edits ??= new Map()
    this.edits.set(key, change)
  }
}
