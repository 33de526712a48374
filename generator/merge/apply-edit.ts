import { isObject, type Json, put } from '../base/json.ts'
import { tokens } from '../base/pointer.ts'
import type { Edit } from './edit.ts'

/** The document after an edit; undefined where the edit meets no object or list that it could change. */
export function applyEdit(document: Json, edit: Edit): Json | undefined {
  return change(document, tokens(edit.pointer), edit)
}

function change(value: Json, path: readonly string[], edit: Edit): Json | undefined {
  const [token, ...rest] = path
  if (token === undefined) {
    if (edit.kind === 'append') return Array.isArray(value) ? [...value, edit.value] : undefined
    return edit.kind === 'set' ? edit.value : undefined
  }
  const isLast = rest.length === 0 && edit.kind !== 'append'
  if (Array.isArray(value)) return changeItem(value, token, isLast, rest, edit)
  if (!isObject(value)) return undefined
  const present = Object.hasOwn(value, token)
  if (!present && !(isLast && edit.kind === 'set')) return undefined
  const changed: Record<string, Json> = {}
  for (const [key, member] of Object.entries(value)) {
    if (key !== token) put(changed, key, member)
    else if (!(isLast && edit.kind === 'remove')) {
      const next = change(member, rest, edit)
      if (next === undefined) return undefined
      put(changed, key, next)
    }
  }
  if (!present && edit.kind === 'set') put(changed, token, edit.value)
  return changed
}

function changeItem(items: readonly Json[], token: string, isLast: boolean, rest: readonly string[], edit: Edit): Json | undefined {
  const index = Number(token)
  const item = items[index]
  if (item === undefined || String(index) !== token) return undefined
  if (isLast && edit.kind === 'remove') return items.toSpliced(index, 1)
  const next = change(item, rest, edit)
  return next === undefined ? undefined : items.with(index, next)
}
