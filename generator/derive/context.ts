import type { DiagnosticCode } from '../base/catalog.ts'
import { diagnose, type Report } from '../base/diagnostic.ts'
import { asString, isObject, type Json, type JsonObject, own } from '../base/json.ts'
import { originOf } from '../base/origin.ts'
import { follow, localPointer, unescapeToken } from '../base/pointer.ts'
import type { SpecDocument } from '../model/document.ts'

/** What every part of derive reads; one per document, never kept. */
export interface Context {
  readonly document: SpecDocument
  readonly root: JsonObject
  readonly report: Report
  /** Key in `components.schemas` → name in the model. */
  readonly schemaNames: ReadonlyMap<string, string>
  /** What was read from the places that references lead to; for `readOnce`. */
  readonly known: Map<string, object>
}

/** A value and the normalized pointer at which it stands. */
export interface Located {
  readonly value: Json | undefined
  readonly pointer: string
}

/** Reports a finding at a place of the normalized document. */
export function tell(context: Context, code: DiagnosticCode, message: string, pointer: string, on?: 'key' | 'value'): void {
  context.report(diagnose(code, message, originOf(context.document.origins, pointer, on)))
}

/** Follows local `$ref`s from one object to the next, at most 32 times; a reference that leads nowhere gives no value. */
export function resolve(context: Context, value: Json | undefined, pointer: string): Located {
  let located: Located = { value, pointer }
  for (let hops = 0; hops < 32 && isObject(located.value); hops++) {
    const ref = asString(own(located.value, '$ref'))
    const target = ref === undefined ? undefined : localPointer(ref)
    if (target === undefined) return located
    located = { value: follow(context.root, target) as Json | undefined, pointer: target }
  }
  return isObject(located.value) && asString(own(located.value, '$ref')) !== undefined ? { value: undefined, pointer } : located
}

/** A text that is there and not blank. */
export function textOf(object: JsonObject, key: string): string | undefined {
  const text = asString(own(object, key))
  return text === undefined || text.trim() === '' ? undefined : text
}

/** The name of the schema that a `$ref` means. */
export function schemaNameOf(context: Context, ref: string): string | undefined {
  const pointer = localPointer(ref)
  if (pointer?.startsWith(SCHEMAS) !== true) return undefined
  const key = pointer.slice(SCHEMAS.length)
  return key.includes('/') ? undefined : context.schemaNames.get(unescapeToken(key))
}

const SCHEMAS = '/components/schemas/'

/** What `read` makes of a value that may be referred to from many places, made once for each place it stands in. */
export function readOnce<T extends object>(context: Context, kind: string, pointer: string, read: () => T): T {
  const key = `${kind} ${pointer}`
  const known = context.known.get(key)
  if (known !== undefined) return known as T
  const made = read()
  context.known.set(key, made)
  return made
}
